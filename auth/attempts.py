"""How often somebody may try to sign in, open a link, report or send a file; counted per account and per address."""

from ipaddress import ip_address, ip_network

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from errors import ErrorCode, Invalid
from settings import Settings

WINDOW_MINUTES = 15
REPORT_WINDOW_MINUTES = 60
TIMEOUT = 1.0


class Attempts:
    """Counts in Redis when several processes share one; in this process alone without, or while Redis is away."""

    def __init__(self, settings: Settings) -> None:
        self._here = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(_shared_storage(settings)) if settings.is_shared else None
        self._per_account = RateLimitItemPerMinute(settings.sign_in_attempts, WINDOW_MINUTES)
        self._per_address = RateLimitItemPerMinute(settings.sign_in_attempts_per_address, WINDOW_MINUTES)
        self._reports = RateLimitItemPerMinute(settings.reports_per_sender, REPORT_WINDOW_MINUTES)
        self._reports_per_address = RateLimitItemPerMinute(settings.reports_per_address, REPORT_WINDOW_MINUTES)
        self._uploads_per_address = RateLimitItemPerMinute(settings.report_files_per_address, REPORT_WINDOW_MINUTES)

    async def count(self, account: str, address: str) -> None:
        """Count one attempt; refuse with RATE_LIMITED when there were too many."""
        fits_account = await self._hit(self._per_account, "account", account)
        fits_address = await self._hit(self._per_address, "address", network_of(address))
        if not (fits_account and fits_address):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=WINDOW_MINUTES)

    async def count_report(self, sender: str, address: str) -> None:
        """Count one report without an account; refuse with RATE_LIMITED when there were too many."""
        fits_sender = await self._hit(self._reports, "report sender", sender)
        fits_address = await self._hit(self._reports_per_address, "report address", network_of(address))
        if not (fits_sender and fits_address):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=REPORT_WINDOW_MINUTES)

    async def count_upload(self, address: str) -> None:
        """Count one file for a report without an account; refuse with RATE_LIMITED when there were too many."""
        if not await self._hit(self._uploads_per_address, "upload address", network_of(address)):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=REPORT_WINDOW_MINUTES)

    async def _hit(self, limit: RateLimitItemPerMinute, kind: str, who: str) -> bool:
        if self._shared is not None:
            try:
                return await self._shared.hit(limit, kind, who)
            except StorageError:
                pass  # nobody is kept from signing in because Redis is away
        return await self._here.hit(limit, kind, who)


def network_of(address: str) -> str:
    """What stands for one sender: an IPv4 address, and of an IPv6 address the half that a household is given."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ip_network((found, 64), strict=False))


def _shared_storage(settings: Settings) -> Storage:
    return RedisStorage(
        f"async+{settings.bus_url}",
        implementation="redispy",
        wrap_exceptions=True,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
    )
