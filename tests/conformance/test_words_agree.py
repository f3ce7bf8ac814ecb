"""A status is called the same in an event, which the service writes, and on the desk beside it."""

import re
import tomllib
from pathlib import Path

import pytest

CALLED = re.compile(r'([A-Z_]+): "([^"]+)"')


def on_the_desk(locale: str) -> dict[str, str]:
    block = Path(f"web/src/words/desk.{locale}.ts").read_text().split("\n  status: {", 1)[1].split("}", 1)[0]
    return dict(CALLED.findall(block))


def in_events(locale: str) -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = tomllib.loads(Path(f"catalogues/{locale}.toml").read_text())["status"]
    return kinds


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_a_status_has_one_name(locale: str) -> None:
    names = on_the_desk(locale)
    differing = [
        (kind, status, name, names.get(status.upper()))
        for kind, called in in_events(locale).items()
        for status, name in called.items()
        if name != names.get(status.upper())
    ]

    assert differing == []
