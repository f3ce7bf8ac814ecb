"""Counting the SQL statements that something costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tortoise import connections


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that run within the block."""
    client = connections.get("default")
    statements: list[str] = []
    with monkeypatch.context() as patched:
        for name in ("execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script"):
            patched.setattr(client, name, _counting(getattr(client, name), statements))
        yield statements


def _counting(execute: Any, statements: list[str]) -> Any:
    async def counting(query: str, *values: Any) -> Any:
        statements.append(query)
        return await execute(query, *values)

    return counting
