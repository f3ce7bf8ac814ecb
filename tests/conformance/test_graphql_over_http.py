"""The GraphQL-over-HTTP specification, as the npm package `graphql-http` audits it."""

from pathlib import Path

import pytest

from tests.conformance.conftest import Portal
from tests.journeys.node import run

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]


async def test_every_audit_passes(portal: Portal, node: Path) -> None:
    verdicts = await run(node, "audit.mjs", portal.server.http, portal.token)

    assert [verdict for verdict in verdicts if verdict["status"] != "ok"] == []
    assert len(verdicts) == 61
