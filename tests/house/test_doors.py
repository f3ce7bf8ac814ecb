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
    "auth/register.py": "the doors themselves",
    "auth/presence.py": "the doors themselves",
    "auth/readers.py": "the doors themselves",
    "auth/addressees.py": "whom the house tells; for the postman alone",
    "auth/holding.py": "a head and a thread for the act that holds them, never shown to anybody",
    "auth/marks.py": "numbers and moments for the feed, never shown to anybody",
    "auth/tallies.py": "the door itself; and adding up, which shows nobody anything",
    "auth/terms.py": "ids for the clock, never shown to anybody",
    "auth/sign_in.py": "from a credential to a viewer, before there is one",
    "resolvers/idempotency.py": "a key belongs to the actor who made it up; no row of the domain",
    "resolvers/references.py": "the counter of an organisation; no row of the domain",
    "notifications/outbox.py": "the rows that it has written",
    "notifications/claims.py": "the outbox; a letter itself is read through its reader's door",
    "notifications/postman.py": "the outbox; a letter itself is read through its reader's door",
    "operating/beginning.py": "the operator, who owns the database",
    "bench/growth/asking.py": "a house of its own, measured from outside",
    "bench/soak/posting.py": "a house of its own, measured from outside",
    "bench/peers/textbook_loaders.py": "a peer that the house is measured beside, with no doors",
    "bench/peers/textbook_posting.py": "a peer that the house is measured beside, with no doors",
    "bench/peers/textbook_schema.py": "a peer that the house is measured beside, with no doors",
    "bench/peers/textbook_types.py": "a peer that the house is measured beside, with no doors",
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


RELATIONS = {
    name
    for made in vars(models).values()
    if isinstance(made, type) and issubclass(made, Model)
    for name in (made._meta.fk_fields | made._meta.o2o_fields)
}


@pytest.mark.parametrize("module", [module for module in OURS if module.parts[0] not in {"auth", "demo"}], ids=str)
def test_nobody_waits_for_a_relation_and_so_reads_it_past_the_doors(module: Path) -> None:
    """`await incident.handler` asks the database for a row; what came through a door has its relations at hand."""
    awaited = [
        f"{module}:{node.lineno}: {node.value.attr}"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Await) and isinstance(node.value, ast.Attribute) and node.value.attr in RELATIONS
    ]

    assert awaited == []


RAW = {"execute_query", "execute_query_dict", "execute_script", "execute_many", "raw"}


@pytest.mark.parametrize("module", [module for module in OURS if module.parts[0] != "models"], ids=str)
def test_nobody_writes_sql_by_hand(module: Path) -> None:
    """Only `models/` does, to migrate and to copy."""
    by_hand = [
        f"{module}:{node.lineno}: {node.func.attr}"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RAW
    ]

    assert by_hand == []


@pytest.mark.parametrize("module", OURS, ids=str)
def test_no_row_travels_under_another_name(module: Path) -> None:
    """A model that is renamed where it is imported would not be seen by these tests."""
    renamed = [
        f"{module}:{node.lineno}: {alias.name}"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in GUARDED and alias.asname
    ]

    assert renamed == []


@pytest.mark.parametrize(
    ("line", "is_read"),
    [
        ("Incident.filter(id=1)", True),
        ("models.Incident.all()", True),
        ("Incident.get(id=1).select_related('thread')", True),
        ("Incident.filter(id=1).values('id')", True),
        ("Incident.filter(id=1).update(title='')", False),
        ("Incident.filter(id=1).delete()", False),
        ("Incident.create(title='')", False),
        ("Incident.bulk_create([])", False),
        ("Incident.filter(id__in=Incident.filter(id=1)).update(title='')", True),
    ],
)
def test_these_tests_know_a_read_from_a_write(line: str, is_read: bool, tmp_path: Path) -> None:
    module = tmp_path / "made_up.py"
    module.write_text(line)

    assert bool(list(unguarded_reads(module))) == is_read
