"""A few of the operations that Schemathesis makes up; `python -m bench.made_up_operations` asks thousands."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from schema.api import AUDIENCES
from tests.conformance.fuzzing import Town, a_town, register_scalars

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    register_scalars()
    async with a_town(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_whatever_is_asked_has_an_answer_with_a_code(audience: str, town: Town) -> None:
    findings = await asyncio.to_thread(town.fuzz, audience, examples=40, number=1)

    assert findings.wrong == []
    assert findings.codes["answered"] > 0
