"""PostgreSQL as Tortoise reaches it, with connections that are lent from hand to hand.

asyncpg's pool takes each back in a task of its own, and times its idleness, which costs more than a statement that
reads. Here what comes back from a statement that went well, or a transaction that committed, goes straight to the next.

A transaction begins with its first statement; one of a single statement needs no beginning and no end.
"""

import asyncio
import time
from collections import deque
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    ConnectionWrapper,
    NestedTransactionContext,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError

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


class LentTransaction(TransactionContextPooled):
    """A connection for one transaction. One that committed passes it on; any other gives it back."""

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        client: Any = self.client
        pool = client._parent._pool
        give_back = pool.release
        try:
            if kind is None and not client._finalized:
                await client.commit()
                give_back = pool.pass_on
            elif not client._finalized and kind is not TransactionManagementError:
                await client.rollback()
        finally:
            try:
                await give_back(client._connection)
            finally:
                get_connections().reset(self.token)


class LateTransaction(TransactionWrapper):
    """Begins with its first statement."""

    _is_over = False

    def _check_loop(self) -> bool:
        return True

    async def begin(self) -> None:
        """Not yet."""

    async def begin_now(self) -> None:
        """For a statement; the first of them begins."""
        if self._is_over:
            raise TransactionManagementError("the last statement of this transaction was made")
        if self.transaction is None:
            try:
                await super().begin()
            except BaseException:
                self.transaction, self._is_over = None, True  # asyncpg ends what the server began
                raise

    async def commit(self) -> None:
        if self.transaction is not None:
            await super().commit()
        self._finalized = True

    async def rollback(self) -> None:
        if self.transaction is not None:
            await super().rollback()
        self._finalized = True

    def acquire_connection(self) -> Any:
        return Begun(self._lock, self)

    async def execute_last(self, query: str, values: list[Any]) -> Any:
        """A statement that reads or gives rows, after which there is none. The only one is committed by itself; where
        a transaction has begun, as one that this one is within has, it is one of its statements.
        """
        if self.transaction is not None:
            return await self.execute_query(query, values)
        answer = await self._execute_alone(query, values)
        self._is_over = True
        return answer

    @translate_exceptions
    async def _execute_alone(self, query: str, values: list[Any]) -> Any:
        async with self._lock:
            rows = await self._connection.fetch(query, *values)
            return len(rows), rows

    def _in_transaction(self) -> TransactionContext:
        return Within(TransactionWrapper(self))


class Begun(ConnectionWrapper[Any]):
    """The connection of a transaction, for one statement."""

    __slots__ = ()

    async def __aenter__(self) -> Connection:
        connection = await super().__aenter__()
        try:
            await self.client.begin_now()  # type: ignore[attr-defined]
        except BaseException:
            self._lock.release()
            raise
        return connection


class Within(NestedTransactionContext):
    """A transaction within another, which has begun by then."""

    __slots__ = ()

    async def __aenter__(self) -> Any:
        outer: Any = self.client
        await outer._parent.begin_now()
        return await super().__aenter__()


class PostgresClient(AsyncpgDBClient):
    """Whatever runs is lent a connection."""

    _pool: Any

    def _check_loop(self) -> bool:
        """It lives no longer than the event loop (`models.database.connected`), and needs not be asked each time."""
        return True

    async def create_pool(self, **options: Any) -> Any:
        return Lending(await super().create_pool(**options))

    def acquire_connection(self) -> Any:
        return Lent(self)

    async def execute_last(self, query: str, values: list[Any]) -> Any:
        return await self.execute_query(query, values)

    def _in_transaction(self) -> TransactionContext:
        return LentTransaction(LateTransaction(self), self._pool_init_lock)


client_class = PostgresClient
