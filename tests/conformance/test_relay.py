"""What Relay's own tools say of each printed schema."""

from pathlib import Path

import pytest

from schema.export import FOLDER
from tests.journeys.node import run

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

DOCUMENTS = {"public": "public", "contact": "contact", "staff": "staff", "admin": "staff"}


@pytest.mark.parametrize("audience", DOCUMENTS)
async def test_its_compiler_takes_refetching_pages_and_subscriptions(audience: str, node: Path) -> None:
    [outcome] = await run(node, "compile.mjs", str(FOLDER / f"{audience}.graphql"), DOCUMENTS[audience])

    assert outcome["said"] == ""
    assert len(outcome["artifacts"]) == (3 if audience == "public" else 9)


@pytest.mark.parametrize("audience", DOCUMENTS)
async def test_its_rules_for_schemas_find_nothing(audience: str, node: Path) -> None:
    assert await run(node, "lint.mjs", str(FOLDER / f"{audience}.graphql")) == []
