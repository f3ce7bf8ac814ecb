"""What the web client asks is valid for whoever asks it, and stays far enough within the limits to grow."""

import pytest
from graphql import parse, specified_rules

from schema.api import AUDIENCES, schema_for
from schema.cost import cost_of
from schema.limits import HIGHEST_COST, MOST_CHARACTERS, RULES, Same, check_document, parse_options
from tests.conformance.web_documents import SOURCES, web_documents

LARGEST_PAGE = {"first": 100}

DOCUMENTS = [
    pytest.param(audience, text, id=f"{folder} {audience} {text.split('(')[0].split('{')[0].strip()}")
    for folder, audience, text in web_documents()
]


@pytest.mark.parametrize(("audience", "text"), DOCUMENTS)
def test_the_client_stays_within_the_limits(audience: str, text: str) -> None:
    schema, document = schema_for(AUDIENCES[audience])._schema, Same(parse(text, **parse_options()))  # type: ignore[arg-type]

    assert check_document(schema, document, (*specified_rules, *RULES)) == []
    assert len(text) < MOST_CHARACTERS / 2
    assert cost_of(schema, document, None, LARGEST_PAGE) <= HIGHEST_COST


def test_no_document_of_the_client_is_overlooked() -> None:
    written = sum(path.read_text().count("= operation<") for path in SOURCES.rglob("*.ts*"))
    audiences = [audience for _, audience, _ in web_documents()]
    once = {(folder, text) for folder, _, text in web_documents()}

    assert len(once) == written
    assert {"admin", "contact"} <= set(audiences)
