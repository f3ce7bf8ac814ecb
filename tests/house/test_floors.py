"""The layout shows the architecture: floors, names, sizes."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "core", "constants", "base", "lib"}
LONGEST = 250

MODULES = sorted(
    Path(line)
    for line in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    if not line.startswith("migrations/")
)
OURS = [module for module in MODULES if module.parts[0] != "tests"]


def tree_of(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text())


def test_imports_only_go_down() -> None:
    linter = Path(sys.executable).parent / "lint-imports"

    checked = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_name_says_nothing(module: Path) -> None:
    assert not VAGUE & {part.removesuffix(".py") for part in module.parts}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_says_what_lives_there(module: Path) -> None:
    assert ast.get_docstring(tree_of(module))


@pytest.mark.parametrize("module", OURS, ids=str)
def test_a_file_holds_one_idea(module: Path) -> None:
    assert len((ROOT / module).read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("module", OURS, ids=str)
def test_no_import_hides_in_a_function(module: Path) -> None:
    functions = (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    assert not [
        inner for node in functions for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


@pytest.mark.parametrize("module", OURS, ids=str)
def test_whoever_catches_everything_says_why(module: Path) -> None:
    lines = (ROOT / module).read_text().splitlines()

    for line in lines:
        if "except Exception" in line or line.strip() == "except:":
            assert "# noqa: BLE001 -" in line, line
