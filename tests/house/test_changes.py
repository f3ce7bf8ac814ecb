"""A change of rows happens when it is awaited; one that nobody awaits would be lost without a word."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_floors import OURS, tree_of

CHANGES = ("Addition", "BulkCreateQuery", "DeleteQuery", "Held", "UpdateQuery")


def gives_a_change(node: ast.AST) -> bool:
    is_plain = isinstance(node, ast.FunctionDef) and node.returns is not None
    return is_plain and any(name in ast.unparse(node.returns) for name in CHANGES)  # type: ignore[attr-defined]


STEPS = {node.name for path in OURS for node in ast.walk(tree_of(path)) if gives_a_change(node)}  # type: ignore[attr-defined]


def is_change(call: ast.Call) -> bool:
    """Dictionaries are updated with something; rows by the names of columns."""
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name) if name in STEPS:
            return True
        case ast.Attribute(attr="bulk_create" | "delete"):
            return True
        case ast.Attribute(attr="update"):
            return not call.args
    return False


def left_lying(tree: ast.AST) -> Iterator[int]:
    """The lines that make a change and do nothing with it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and is_change(node.value):
            yield node.lineno


@pytest.mark.parametrize("path", OURS, ids=str)
def test_no_change_is_left_lying(path: Path) -> None:
    assert list(left_lying(tree_of(path))) == []


def test_it_would_be_seen() -> None:
    assert {"record", "enqueue", "end_typing", "head_as_read", "adding"} <= STEPS
    source = """
record(viewer, "postMessage", message)
audit.record(viewer, "postMessage", message)
Row.filter(id=1).update(name="x")
Row.filter(id=1).delete()
await record(viewer, "postMessage", message)
known.update({"a": 1})
change = Row.filter(id=1).delete()
"""
    assert list(left_lying(ast.parse(source))) == [2, 3, 4, 5]
