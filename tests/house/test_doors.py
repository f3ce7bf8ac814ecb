"""No row without a door: outside auth/, nothing reads a guarded model by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tortoise.models import Model

import models
from tests.house.test_floors import OURS, tree_of

READS = {
    "all",
    "annotate",
    "count",
    "earliest",
    "exclude",
    "exists",
    "fetch_for_list",
    "filter",
    "first",
    "get",
    "get_or_create",
    "get_or_none",
    "in_bulk",
    "latest",
    "raw",
    "select_for_update",
    "update_or_create",
}
WRITES = {"update", "delete"}

GUARDED = {name for name, made in vars(models).items() if isinstance(made, type) and issubclass(made, Model)} | {"Row"}

# Who may read what without a door, and why.
ALLOWED = {
    "auth/access.py": "the doors themselves",
    "auth/addressees.py": "whom the house tells; for the postman alone",
    "auth/marks.py": "numbers and moments for the feed, never shown to anybody",
    "auth/sign_in.py": "from a credential to a viewer, before there is one",
    "resolvers/idempotency.py": "a key belongs to the actor who made it up; no row of the domain",
    "resolvers/references.py": "the counter of an organisation; no row of the domain",
    "notifications/outbox.py": "the rows that it has just written",
    "notifications/claims.py": "the outbox; a letter itself is read through its reader's door",
    "notifications/postman.py": "the outbox; a letter itself is read through its reader's door",
    "cli.py": "the operator, who owns the database",
}


def unguarded_reads(module: Path) -> Iterator[str]:
    """Calls such as `Incident.filter(…)` that do not end in an update or delete."""
    tree = tree_of(module)
    written = {id(call) for call in ast.walk(tree) if isinstance(call, ast.Call) for call in _chain_of_write(call)}
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in READS):
            continue
        owner = call.func.value
        if isinstance(owner, ast.Name) and owner.id in GUARDED and id(call) not in written:
            yield f"{module}:{call.lineno}: {owner.id}.{call.func.attr}"
        if isinstance(owner, ast.Attribute) and isinstance(owner.value, ast.Name) and owner.attr in GUARDED:
            yield f"{module}:{call.lineno}: {owner.value.id}.{owner.attr}.{call.func.attr}"


def _chain_of_write(call: ast.Call) -> Iterator[ast.Call]:
    """All calls of a chain that ends in a write."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
        inner: ast.expr = call
        while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            yield inner
            inner = inner.func.value


@pytest.mark.parametrize("module", [module for module in OURS if module.parts[0] != "demo"], ids=str)
def test_rows_come_through_the_doors(module: Path) -> None:
    if str(module) not in ALLOWED:
        assert list(unguarded_reads(module)) == []


def test_nobody_is_allowed_who_does_not_need_it() -> None:
    idle = [name for name in ALLOWED if Path(name) in OURS and not list(unguarded_reads(Path(name)))]

    assert idle == []


@pytest.mark.parametrize("module", [module for module in OURS if module.parts[0] != "auth"], ids=str)
def test_nobody_walks_a_relation_past_the_doors(module: Path) -> None:
    walked = [
        node.lineno
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Attribute) and node.attr in {"fetch_related", "prefetch_related"}
    ]

    assert walked == []
