"""Passwords of employees: hashed with argon2, off the event loop, a few at a time."""

import asyncio
from functools import cache

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

MOST_AT_ONCE = 2  # each takes 64 MiB and a core

_hasher = PasswordHasher()


async def hash_password(password: str) -> str:
    """What is kept of a password."""
    return await to_thread.run_sync(_hasher.hash, password, limiter=_limiter(asyncio.get_running_loop()))


async def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether the password is the right one. Without a hash it takes as long and says no."""
    known = password_hash or await _any_hash()
    fits = await to_thread.run_sync(_verify, known, password, limiter=_limiter(asyncio.get_running_loop()))
    return fits and password_hash is not None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


async def _any_hash() -> str:
    return _hash_of_nothing() if _hash_of_nothing.cache_info().currsize else await to_thread.run_sync(_hash_of_nothing)


@cache
def _hash_of_nothing() -> str:
    return _hasher.hash("nobody signs in with this")


@cache
def _limiter(_loop: asyncio.AbstractEventLoop) -> CapacityLimiter:
    return CapacityLimiter(MOST_AT_ONCE)
