"""The limits that are written down are those that hold."""

import re
from datetime import timedelta
from pathlib import Path

from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping

from app import BODY_LIMIT
from resolvers.pages import LARGEST_SIZE
from schema import limits
from schema.http import INIT_TIMEOUT, OPERATIONS_PER_SOCKET
from schema.nodes import MOST_NODES
from serving.processes import FRAME_LIMIT
from serving.slow_readers import PATIENCE_SECONDS, PING_SECONDS, PONG_SECONDS
from settings import Settings

HOUSE = Path(__file__).parents[2]
PAPER = HOUSE / "docs" / "limits.md"


def written() -> dict[str, str]:
    """What the table says, by the first words of each line."""
    rows = [line.split("|")[1:4] for line in PAPER.read_text().splitlines() if line.startswith("| ")]
    return {what.strip(): most.strip() for what, most, _ in rows}


def number(text: str) -> int:
    found = re.match(r"[\d,]+", text)
    assert found is not None, text
    return int(found[0].replace(",", ""))


def test_the_table_of_limits_is_true() -> None:
    holds = {
        "Body of a request": BODY_LIMIT // 1024**2,
        "Document, characters": limits.MOST_CHARACTERS,
        "Document, tokens (comments count too)": limits.MOST_TOKENS,
        "Fields inside each other, through fragments too": limits.DEEPEST,
        "Aliases in a document": limits.MOST_ALIASES,
        "Directives in a document": limits.MOST_DIRECTIVES,
        "Fields of one name that must be compared": overlapping.MAX_COMPLEXITY_BUDGET,
        "Cost of an operation": limits.HIGHEST_COST,
        "Values in variables, however deep": limits.MOST_VALUES,
        "Entries of a page, ids for `nodes`": LARGEST_SIZE,
        "Operations at once on a socket": OPERATIONS_PER_SOCKET,
        "Time until `connection_init`": INIT_TIMEOUT // timedelta(seconds=1),
        "Time until a full buffer is read": PATIENCE_SECONDS,
        "Silence of a reader": PING_SECONDS + PONG_SECONDS,
        "Frame on a socket": FRAME_LIMIT // 1024,
        "Requests of a session": Settings.model_fields["requests_per_session"].default,
        "Requests from an address": Settings.model_fields["requests_per_address"].default,
    }
    table = written()

    assert {what: number(table[what]) for what in holds} == holds
    assert set(table) - set(holds) == {"What"}
    assert MOST_NODES == LARGEST_SIZE


def test_the_readme_says_the_same() -> None:
    _, _, said = (HOUSE / "README.md").read_text().partition("\n## Limits\n")

    assert [(what, most) for what, most in written().items() if what != "What" and most not in said] == []
