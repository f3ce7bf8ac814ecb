"""Operations that Schemathesis makes up from the printed schemas, put to a server; whatever is asked, it has an answer.

python -m tests.conformance.fuzzing [--examples 2000] [--seeds 3]
"""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

from models import Employee, EmployeeRole, GuestLink
from models.database import connected
from schema.export import FOLDER
from schema.ids import PREFIXES, node_id
from tests.cast import make_cast, through_link
from tests.journeys.service import Server, environment, run_command, serving
from tests.schema.generated import PREFIX_OF
from tests.schema.service import token_for
from tests.schema.world import Corner, furnish

ENDS_THE_SESSION = "signOut"
WRONG = {"none", "INTERNAL", "UNAUTHENTICATED"}  # the last: whoever lost its session asks the rest for nothing
ID = re.compile(r'\b(\w*[iI]d): (?:-?\d+|"(?:[^"\\]|\\.)*")')
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat())


def strategy(audience: str) -> Any:
    """Draws operations that fit the printed schema of an audience."""
    return schemathesis.graphql.from_path(FOLDER / f"{audience}.graphql").as_strategy()


@dataclass
class Findings:
    """How often each code was answered, and every answer that should not have been."""

    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def hear(self, document: str, status: int, body: Any) -> None:
        errors = body.get("errors", []) if isinstance(body, dict) else []
        codes = [error.get("extensions", {}).get("code", "none") for error in errors]
        self.codes.update(codes or ["answered"])
        if status >= 500 or not isinstance(body, dict) or WRONG & set(codes):
            self.wrong.append(f"{status} {json.dumps(body)}\n{document}")


@dataclass
class Town:
    """A server with something to ask about, a session for each audience, and ids that exist."""

    server: Server
    tokens: dict[str, str | None]
    ids: dict[str, str]

    def fuzz(self, audience: str, *, examples: int, number: int) -> Findings:
        """Put so many operations of one audience to the server, half of them with ids that exist."""
        token = self.tokens[audience]
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        findings = Findings()

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy(audience), is_real=st.booleans())
        def ask(case: Any, is_real: bool) -> None:
            assume(ENDS_THE_SESSION not in case.body)
            case.body = ID.sub(self._real_id, case.body) if is_real else case.body
            response = case.call(base_url=self.server.http, headers=headers, timeout=60)
            findings.hear(case.body, response.status_code, response.json())

        ask()
        return findings

    def _real_id(self, found: re.Match[str]) -> str:
        known = self.ids.get(PREFIX_OF.get(found[1], "inc"))
        return f'{found[1]}: "{known}"' if known else found[0]


@asynccontextmanager
async def a_town(folder: Path) -> AsyncIterator[Town]:
    env = environment(folder, database_url=f"sqlite://{folder}/town.sqlite3", report_proof_bits=0)
    await run_command(env, folder, "migrate")
    async with connected(env["HUISMEESTER_DATABASE_URL"]):
        cast = await make_cast()
        corner = await furnish(cast)
        await through_link(cast.piet, corner.sides["piet"])
        link = await GuestLink.filter(contact=cast.piet).order_by("-created_at").first()
        assert link is not None
        spare = await Employee.create(
            organisation=cast.organisation, name="Cas", email="cas@van-dam.example", role=EmployeeRole.AGENT
        )
        tokens = {
            "public": None,
            "contact": await token_for(link),
            "staff": await token_for(cast.anna),
            "admin": await token_for(cast.bas),
        }
    async with serving(env, folder) as service:
        yield Town(service.here, tokens, {**_ids_in(corner), "emp": node_id(spare)})


def _ids_in(corner: Corner) -> dict[str, str]:
    """One of each kind."""
    return {PREFIXES[type(row)]: node_id(row) for rows in corner.rooms.values() for row in rows}


def register_scalars() -> None:
    """What the schema's own scalars look like; now and then they are wrong, as a client's would be."""
    schemathesis.graphql.scalar("DateTime", (MOMENTS | st.text()).map(nodes.String))
    schemathesis.graphql.scalar("Date", (st.dates().map(str) | st.text()).map(nodes.String))
