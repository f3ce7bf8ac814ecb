"""What `.dockerignore` lets into the image is all that the service needs to run."""

import os
import shutil
import site
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Without `site`, which would find the sources where they are developed.
PYTHON = [sys.executable, "-S", "-c"]
MIGRATE = "import sys; sys.argv = ['huismeester', 'migrate']; from cli import main; main()"
PUT_TOGETHER = "import worker; from app import create_app; create_app()"


def entries() -> list[str]:
    return (ROOT / ".dockerignore").read_text().split()


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The sources as the image has them, and the pages that it builds."""
    everything, *rest = entries()
    assert everything == "*"
    let_in = [entry.removeprefix("!") for entry in rest if entry.startswith("!")]
    left_out = [path.removeprefix("**/") for path in rest if not path.startswith("!")]
    sources = tmp_path / "sources"
    sources.mkdir()
    for path in ROOT.iterdir():
        if not any(fnmatch(path.name, pattern) for pattern in let_in) or path.name == "web":
            continue
        if path.is_dir():
            shutil.copytree(path, sources / path.name, ignore=shutil.ignore_patterns(*left_out))
        else:
            shutil.copy(path, sources)
    shutil.copytree(ROOT / "web" / "dist", sources / "web" / "dist")
    return sources


def run(image: Path, source: str) -> str:
    settings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(image), *site.getsitepackages()]),
        "HUISMEESTER_DATABASE_URL": f"sqlite://{image.parent}/house.sqlite3",
    }
    done = subprocess.run(
        [*PYTHON, source], cwd=image.parent, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_service_runs_from_what_is_in_the_image(image: Path) -> None:
    assert "0001" in run(image, MIGRATE)

    run(image, PUT_TOGETHER)


def test_no_secret_is_let_in() -> None:
    let_in = [entry.removeprefix("!") for entry in entries() if entry.startswith("!")]

    for name in (".env", "deploy", "var", ".git"):
        assert not any(fnmatch(name, pattern) for pattern in let_in)
