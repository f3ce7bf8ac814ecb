"""Conditions for a query: that somebody has not read a thread, or all of an incident. Each row is looked at by itself.

As `IN` or `EXISTS` PostgreSQL would rather gather everything that is unread first, and that grows.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, ValueWrapper
from tortoise.expressions import ResolveContext
from tortoise.query_utils import QueryModifier

from models.conditions import Condition

UNREAD_THREAD = """
    {thread}.{last} > coalesce((SELECT max(read_mark.seq) FROM read_mark
        WHERE read_mark.thread_id = {thread}.id AND read_mark.{reader} IN ({readers})), 0)
"""
UNREAD_INCIDENT = """
    ((SELECT 1 FROM thread WHERE thread.id = {thread_id} AND {own}) IS NOT NULL
    OR (SELECT 1 FROM sub_incident JOIN thread ON thread.id = sub_incident.thread_id
        WHERE sub_incident.incident_id = {id} AND {sides} LIMIT 1) IS NOT NULL)
"""


class _Unread(Condition):
    """By employees, who count every message, or by contacts, who count those that everybody reads."""

    __slots__ = ("is_by_staff", "readers")

    def __init__(self, readers: Sequence[UUID], *, is_by_staff: bool) -> None:
        super().__init__()
        self.readers, self.is_by_staff = readers, is_by_staff


class ThreadUnread(_Unread):
    """That a thread holds something that none of these has read."""

    __slots__ = ()

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        return QueryModifier(where_criterion=_ThreadUnread(self, resolve_context))


class IncidentUnread(_Unread):
    """That the thread of an incident does, or one of its side threads."""

    __slots__ = ()

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        return QueryModifier(where_criterion=_IncidentUnread(self, resolve_context))


class _ThreadUnread(Criterion):
    def __init__(self, unread: _Unread, context: ResolveContext) -> None:
        super().__init__()
        self._unread, self._row = unread, context.table
        self._is_postgresql = context.model._meta.db.capabilities.dialect == "postgres"

    def get_sql(self, ctx: SqlContext) -> str:
        return self.unread(f'"{self._row.get_table_name()}"', ctx.copy(with_alias=False))

    def unread(self, thread: str, ctx: SqlContext) -> str:
        """The condition on a row of `thread`, by the name that it has in the statement."""
        readers: list[Any] = [reader if self._is_postgresql else str(reader) for reader in self._unread.readers]
        return UNREAD_THREAD.format(
            thread=thread,
            last="last_seq" if self._unread.is_by_staff else "last_shared_seq",
            reader="employee_id" if self._unread.is_by_staff else "contact_id",
            readers=", ".join(ValueWrapper(reader).get_sql(ctx) for reader in readers) or "NULL",
        )


class _IncidentUnread(_ThreadUnread):
    def get_sql(self, ctx: SqlContext) -> str:
        plain = ctx.copy(with_alias=False)
        row = f'"{self._row.get_table_name()}"'
        own, sides = (self.unread("thread", plain) for _ in range(2))  # the readers are bound twice
        return UNREAD_INCIDENT.format(thread_id=f"{row}.thread_id", id=f"{row}.id", own=own, sides=sides)
