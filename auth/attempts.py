"""How often somebody may try to sign in, to report, to send a file, or to ask at all; per account and per address."""

import hashlib
import math
import time
from functools import lru_cache
from ipaddress import ip_address, ip_network
from uuid import UUID

from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from auth.windows import Windows
from errors import ErrorCode, Invalid, TooManyRequests
from settings import Settings

WINDOW_MINUTES = 15
REPORT_WINDOW_MINUTES = 60
TIMEOUT = 1.0
PAUSE = 5.0


class Attempts:
    """Counts in Redis when several processes share one; in this process alone without, or while Redis is away."""

    def __init__(self, settings: Settings) -> None:
        self._here: dict[str, Windows] = {}
        self._shared = FixedWindowRateLimiter(_shared_storage(settings)) if settings.is_shared else None
        self._shared_again_at = 0.0
        self._per_account = RateLimitItemPerMinute(settings.sign_in_attempts, WINDOW_MINUTES)
        self._per_address = RateLimitItemPerMinute(settings.sign_in_attempts_per_address, WINDOW_MINUTES)
        self._reports = RateLimitItemPerMinute(settings.reports_per_sender, REPORT_WINDOW_MINUTES)
        self._reports_per_address = RateLimitItemPerMinute(settings.reports_per_address, REPORT_WINDOW_MINUTES)
        self._uploads_per_address = RateLimitItemPerMinute(settings.report_files_per_address, REPORT_WINDOW_MINUTES)
        self._requests = RateLimitItemPerMinute(settings.requests_per_session)
        self._requests_from_address = RateLimitItemPerMinute(settings.requests_per_address)

    async def count(self, account: str, address: str) -> None:
        """Count one attempt; refuse with RATE_LIMITED when there were too many."""
        fits_address = await self._hit(self._per_address, "address", network_of(address))
        if not (fits_address and await self._hit(self._per_account, "account", _in_short(account))):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=WINDOW_MINUTES)

    async def count_report(self, sender: str, address: str) -> None:
        """Count one report without an account; refuse with RATE_LIMITED when there were too many."""
        fits_address = await self._hit(self._reports_per_address, "report address", network_of(address))
        if not (fits_address and await self._hit(self._reports, "report sender", _in_short(sender))):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=REPORT_WINDOW_MINUTES)

    async def count_upload(self, address: str) -> None:
        """Count one file for a report without an account; refuse with RATE_LIMITED when there were too many."""
        if not await self._hit(self._uploads_per_address, "upload address", network_of(address)):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=REPORT_WINDOW_MINUTES)

    async def count_request_from(self, address: str) -> None:
        """Count one request before it is known who asks. Raises TooManyRequests."""
        await self._count_request(self._requests_from_address, "requests from", network_of(address))

    async def count_file_from(self, address: str) -> None:
        """Count one file that is sent or asked for; apart, for one page shows many. Raises TooManyRequests."""
        await self._count_request(self._requests_from_address, "files from", network_of(address))

    async def count_request_of(self, session_id: UUID | None) -> None:
        """Count one request of a session, when it has one. Raises TooManyRequests."""
        if session_id is not None:
            await self._count_request(self._requests, "requests of", session_id.hex)

    async def _count_request(self, limit: RateLimitItemPerMinute, kind: str, who: str) -> None:
        if not await self._hit(limit, kind, who):
            raise TooManyRequests(await self._seconds_left(limit, kind, who))

    async def _hit(self, limit: RateLimitItemPerMinute, kind: str, who: str) -> bool:
        if self._shared is not None and time.monotonic() >= self._shared_again_at:
            try:
                return await self._shared.hit(limit, kind, who)
            except StorageError:  # nobody is kept from asking because Redis is away, nor kept waiting each time
                self._shared_again_at = time.monotonic() + PAUSE
        return self._windows(limit, kind).hit(who) <= limit.amount

    def _windows(self, limit: RateLimitItemPerMinute, kind: str) -> Windows:
        if kind not in self._here:
            self._here[kind] = Windows(limit.get_expiry())
        return self._here[kind]

    async def _seconds_left(self, limit: RateLimitItemPerMinute, kind: str, who: str) -> int:
        """Until the minute is over that somebody used up, wherever it was counted."""
        if self._shared is None or time.monotonic() < self._shared_again_at:
            return max(1, math.ceil(self._windows(limit, kind).seconds_left(who)))
        try:
            window = await self._shared.get_window_stats(limit, kind, who)
        except StorageError:
            return limit.get_expiry()
        return max(1, math.ceil(window.reset_time - time.time()))


def _in_short(typed: str) -> str:
    """What stands for a text of any length, which somebody typed and this keeps for a while."""
    return hashlib.sha256(typed.encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=10_000)
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
