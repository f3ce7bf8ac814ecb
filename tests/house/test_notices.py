"""Every notice is described, can be drafted, and has its sentences; and nothing is said of what is none."""

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from catalogue import TEXTS
from models import Locale, Notice
from notifications import consultation_drafts, incident_drafts, task_drafts
from notifications.drafts import ABOUT_HEADS, ABOUT_SIDES
from notifications.invitations import LASTS
from notifications.quiet_hours import AT_ONCE

ROOT = Path(__file__).parents[2]
TEMPLATES = [file.read_text("utf-8") for file in sorted((ROOT / "notifications" / "templates").glob("*.j2"))]
SOURCES = [file.read_text("utf-8") for file in sorted((ROOT / "notifications").glob("*.py"))]
CALLS = [node for text in SOURCES for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]

HEADINGS = ["Notice", "When", "To whom", "Over what", "What it says", "Not sent when"]
# Wordings that are made from a status, and the states in which something is said.
BY_STATUS: dict[str, Collection[str]] = {
    "incident_moved": incident_drafts.TOLD,
    "owner_consultation_answered": consultation_drafts.TOLD,
    "internal_task_moved": task_drafts.TOLD,
}
# Who takes facts by name: `facts` itself, and what passes names on to it.
TELLERS = {"facts", "desk_facts", "_place", "_task_facts"}


def table() -> list[list[str]]:
    """The rows of docs/notices.md, without the line that rules them off."""
    lines = (ROOT / "docs" / "notices.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in rows if set(row[0]) != {"-"}]


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def drafted_wordings() -> Iterator[str]:
    """Every wording that the drafts name, each status filled in; and those of the invitations."""
    for node in CALLS:
        if called(node) != "Draft":
            continue
        match node.args[0]:
            case ast.Constant(value=str(wording)):
                yield wording
            case ast.JoinedStr(values=[ast.Constant(value=str(stem)), *_]):
                name = stem.removesuffix(".")
                yield from (f"{name}.{status.lower()}" for status in BY_STATUS[name])
    yield from (wording for text in SOURCES for wording in re.findall(r'"(messages_unread\.\w+)"', text))
    yield from (notice.lower() for notice in LASTS)


def parts() -> set[str]:
    """What a letter and an SMS ask of a wording."""
    told = {part for text in [*TEMPLATES, *SOURCES] for part in re.findall(r'tell\("(\w+)"\)', text)}
    return told | {part for text in SOURCES for part in re.findall(r'f"notice\.{draft\.wording}\.(\w+)"', text)}


def test_every_notice_is_a_row_of_the_table_and_every_row_a_notice() -> None:
    heading, *rows = table()

    assert heading == HEADINGS
    assert [row[0] for row in rows] == [f"`{notice.name}`" for notice in Notice]


def test_no_cell_of_the_table_is_empty() -> None:
    assert [row[0] for row in table() if len(row) != len(HEADINGS) or not all(row)] == []


def test_the_table_lets_nothing_wait_that_goes_at_once() -> None:
    waiting = {Notice(row[0].strip("`")) for row in table()[1:] if "after quiet" in row[HEADINGS.index("Over what")]}

    assert waiting
    assert not waiting & AT_ONCE


def test_every_notice_can_be_drafted_in_one_way() -> None:
    ways = Counter([*ABOUT_SIDES, *ABOUT_HEADS, *LASTS, Notice.MESSAGES_UNREAD])

    assert ways == dict.fromkeys(Notice, 1)


def test_every_wording_that_is_drafted_belongs_to_a_notice_and_every_notice_has_one() -> None:
    assert {wording.partition(".")[0] for wording in drafted_wordings()} == {notice.lower() for notice in Notice}


@pytest.mark.parametrize("locale", Locale)
def test_every_sentence_that_a_letter_asks_for_is_there_and_no_other(locale: Locale) -> None:
    asked = {f"notice.{wording}.{part}" for wording in drafted_wordings() for part in parts()}

    assert parts() >= {"subject", "sms"}
    assert {key for key in TEXTS[locale] if key.startswith("notice.")} == asked


@pytest.mark.parametrize("locale", Locale)
def test_every_fact_that_a_letter_tells_has_a_name_and_every_name_a_fact(locale: Locale) -> None:
    told = {word.arg for call in CALLS if called(call) in TELLERS for word in call.keywords if word.arg is not None}

    assert {key for key in TEXTS[locale] if key.startswith("fact.")} == {f"fact.{name}" for name in told}


@pytest.mark.parametrize("locale", Locale)
def test_what_stands_in_every_letter_is_there_and_nothing_else(locale: Locale) -> None:
    asked = {key for text in [*TEMPLATES, *SOURCES] for key in re.findall(r'"(letter\.\w+)"', text)}

    assert {key for key in TEXTS[locale] if key.startswith("letter.")} == asked
