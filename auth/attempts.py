"""How often somebody may guess: attempts to sign in or to open a link, counted per account and per address."""

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter

from errors import ErrorCode, Invalid
from settings import Settings

WINDOW_MINUTES = 15


class Attempts:
    """Counts in this process, or in Redis when several processes share one."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = FixedWindowRateLimiter(_storage(settings))
        self._per_account = RateLimitItemPerMinute(settings.sign_in_attempts, WINDOW_MINUTES)
        self._per_address = RateLimitItemPerMinute(settings.sign_in_attempts_per_address, WINDOW_MINUTES)

    async def count(self, account: str, address: str) -> None:
        """Count one attempt; refuse with RATE_LIMITED when there were too many."""
        fits_account = await self._limiter.hit(self._per_account, "account", account)
        fits_address = await self._limiter.hit(self._per_address, "address", address)
        if not (fits_account and fits_address):
            raise Invalid(ErrorCode.RATE_LIMITED, minutes=WINDOW_MINUTES)


def _storage(settings: Settings) -> Storage:
    if settings.bus_url.startswith("memory://"):
        return MemoryStorage()
    return RedisStorage(f"async+{settings.bus_url}", implementation="redispy")
