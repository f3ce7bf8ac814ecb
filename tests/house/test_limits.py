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
from settings import Settings

PAPER = Path(__file__).parents[2] / "docs" / "limits.md"


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
        "Requests of a session": Settings.model_fields["requests_per_session"].default,
        "Requests from an address": Settings.model_fields["requests_per_address"].default,
    }
    table = written()

    assert {what: number(table[what]) for what in holds} == holds
    assert set(table) - set(holds) == {"What", "Frame on a socket"}
    assert MOST_NODES == LARGEST_SIZE
