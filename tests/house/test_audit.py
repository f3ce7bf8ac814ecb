"""No act without its entry in the audit trail: wherever an act announces, it records, in the same transaction."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from auth.acts import ACTS
from tests.house.test_floors import OURS, tree_of

ROOT = Path(__file__).parents[2]
RESOLVERS = [module for module in OURS if module.parts[0] == "resolvers"]

# What the house does by itself, without anybody asking.
BY_ITSELF = {"endTerm"}
# That somebody is here or writing is over in seconds, and no history: nothing of it is written down.
PASSING = {"setTyping": ("resolvers/presence.py", "resolvers/writing.py")}
NOT_RECORDED = {module for modules in PASSING.values() for module in modules}


STEPS = ("record", "open_session", "_send_link", "wait_for")


def transactions(tree: ast.AST) -> Iterator[ast.AsyncWith]:
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncWith) and any(_is_call(item.context_expr, "announcing") for item in node.items):
            yield node


def recorded(tree: ast.AST) -> Iterator[ast.Call]:
    """Whatever writes an entry: the step itself, and the steps that others share."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and any(_is_call(node, step) for step in STEPS):
            yield node


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


@pytest.mark.parametrize("module", RESOLVERS, ids=str)
def test_every_transaction_of_an_act_writes_down_who_did_it(module: Path) -> None:
    silent = [f"{module}:{block.lineno}" for block in transactions(tree_of(module)) if not list(recorded(block))]

    assert bool(silent) == (str(module) in NOT_RECORDED), silent


def test_every_act_is_recorded_under_its_own_name() -> None:
    """Also where several acts share a step: each name stands beside the call that leads to it."""
    named = {
        argument.value
        for module in RESOLVERS
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"record", "open_session", "begin_session", "_move"}
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }

    assert named >= set(ACTS) - set(PASSING)
    assert named & BY_ITSELF == BY_ITSELF


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_the_trail_has_words_for_every_act(language: str) -> None:
    words = (ROOT / "web" / "src" / "words" / f"trail.{language}.ts").read_text("utf-8")
    acts, by_itself = (words.partition(f"  {name}: {{")[2].partition("}")[0] for name in ("acts", "houseActs"))

    assert set(re.findall(r"(\w+): \"", acts)) == set(ACTS) - set(PASSING)
    assert set(re.findall(r"(\w+): \"", by_itself)) == BY_ITSELF
