"""How often somebody may try to sign in, to report, or to ask at all; per account or session, and per address."""

import ipaddress
import math
import time
from uuid import UUID

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from errors import ErrorCode, Invalid, TooManyRequests
from settings import Settings

WINDOW_MINUTES = 15
REPORT_WINDOW_MINUTES = 60
HOUSEHOLD = 64  # bits of an IPv6 address: whoever has one of these has them all
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
        self._requests = RateLimitItemPerMinute(settings.requests_per_session)
        self._requests_from_address = RateLimitItemPerMinute(settings.requests_per_address)

    async def count(self, account: str, address: str) -> None:
        """Count one attempt; refuse with RATE_LIMITED when there were too many."""
        fits_account = await self._hit(self._per_account, "account", account)
        fits_address = await self._hit(self._per_address, "address", address)
        if not (fits_account and fits_address):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=WINDOW_MINUTES)

    async def count_report(self, sender: str, address: str) -> None:
        """Count one report without an account; refuse with RATE_LIMITED when there were too many."""
        fits_sender = await self._hit(self._reports, "report sender", sender)
        fits_address = await self._hit(self._reports_per_address, "report address", address)
        if not (fits_sender and fits_address):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=REPORT_WINDOW_MINUTES)

    async def count_request_from(self, address: str) -> None:
        """Count one request before it is known who asks. Raises TooManyRequests."""
        await self._count_request(self._requests_from_address, "requests from", network_of(address))

    async def count_request_of(self, session_id: UUID) -> None:
        """Count one request of somebody who is signed in. Raises TooManyRequests."""
        await self._count_request(self._requests, "requests of", session_id.hex)

    async def _count_request(self, limit: RateLimitItemPerMinute, kind: str, who: str) -> None:
        if not await self._hit(limit, kind, who):
            raise TooManyRequests(await self._seconds_left(limit, kind, who))

    async def _hit(self, limit: RateLimitItemPerMinute, kind: str, who: str) -> bool:
        if self._shared is not None:
            try:
                return await self._shared.hit(limit, kind, who)
            except StorageError:
                pass  # nobody is kept from signing in because Redis is away
        return await self._here.hit(limit, kind, who)

    async def _seconds_left(self, limit: RateLimitItemPerMinute, kind: str, who: str) -> int:
        """Until the minute is over that somebody used up, wherever it was counted."""
        try:
            window = await (self._shared or self._here).get_window_stats(limit, kind, who)
        except StorageError:
            return limit.get_expiry()
        return max(1, math.ceil(window.reset_time - time.time()))


def network_of(address: str) -> str:
    """What is counted as one address: of IPv6 the network of a household, or each of its addresses could ask anew."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((address, HOUSEHOLD), strict=False)) if parsed.version == 6 else address


def _shared_storage(settings: Settings) -> Storage:
    return RedisStorage(
        f"async+{settings.bus_url}",
        implementation="redispy",
        wrap_exceptions=True,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
    )
