"""PostgreSQL as Tortoise reaches it, with connections that are lent from hand to hand.

asyncpg's pool takes a connection back in a task of its own, and times its idleness anew each time, which costs more
than a statement that reads. Here what comes back from a statement that went well goes straight to who asks next.
"""

import asyncio
import time
from collections import deque
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient

IDLE_SECONDS = 60.0

Connection = Any  # asyncpg's, behind the proxy of its pool


class Lending:
    """A pool, as Tortoise uses one."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._left = asyncio.Semaphore(pool.get_max_size())
        self._idle: deque[tuple[Connection, float]] = deque()

    async def acquire(self) -> Connection:
        await self._left.acquire()
        try:
            return await self._taken()
        except BaseException:
            self._left.release()
            raise

    async def release(self, connection: Connection) -> None:
        """Back to asyncpg, which ends what was left undone on it: a transaction, a statement that was broken off."""
        try:
            await self._pool.release(connection)
        finally:
            self._left.release()

    async def pass_on(self, connection: Connection) -> None:
        """Ready for whoever is next; only a connection on which nothing is left undone gets here."""
        now = time.monotonic()
        self._idle.append((connection, now))
        self._left.release()
        if self._idle[0][1] < now - IDLE_SECONDS:
            await self._pool.release(self._idle.popleft()[0])

    async def expire_connections(self) -> None:
        await self._give_back()
        await self._pool.expire_connections()

    async def close(self) -> None:
        await self._give_back()
        await self._pool.close()

    def terminate(self) -> None:
        self._pool.terminate()

    def get_size(self) -> int:
        return self._pool.get_size()

    def get_idle_size(self) -> int:
        return self._pool.get_idle_size() + len(self._idle)

    def get_max_size(self) -> int:
        return self._pool.get_max_size()

    async def _taken(self) -> Connection:
        """The one that was used last, so that those that are not needed grow old."""
        while self._idle:
            connection, _ = self._idle.pop()
            if _is_open(connection):
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire()

    async def _give_back(self) -> None:
        while self._idle:
            await self._pool.release(self._idle.pop()[0])


def _is_open(connection: Connection) -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:  # it was lost while nobody had it, and asyncpg took it back
        return False


class Lent:
    """A connection for one statement."""

    __slots__ = ("_client", "_connection")

    def __init__(self, client: "PostgresClient") -> None:
        self._client = client
        self._connection: Connection = None

    async def __aenter__(self) -> Connection:
        if self._client._pool is None:
            async with self._client._pool_init_lock:
                if self._client._pool is None:
                    await self._client.create_connection(with_db=True)
        self._connection = await self._client._pool.acquire()
        return self._connection

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            await self._client._pool.pass_on(self._connection)
        else:
            await self._client._pool.release(self._connection)


class PostgresClient(AsyncpgDBClient):
    """What runs outside of a transaction is lent a connection; a transaction takes one, and gives it back."""

    _pool: Any

    async def create_pool(self, **options: Any) -> Any:
        return Lending(await super().create_pool(**options))

    def acquire_connection(self) -> Any:
        return Lent(self)


client_class = PostgresClient
