"""Whoever loses the right to hear falls silent within two seconds, over real websockets, sooner than any poll looks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from gql.transport.exceptions import TransportQueryError

import clock
from models import Account, Contact, ContactType, Employee, EmployeeRole, Organisation, Ownership, Property
from models.database import connected
from schema.ids import node_id
from tests.cast import _password_hash
from tests.journeys import documents as do
from tests.journeys.clients import Ears, Person
from tests.journeys.scene import PASSWORD, settle_in
from tests.journeys.service import Server, environment, serving

SOON = 2.0
SESSIONS = "{ sessions { nodes { id isCurrent browser } } }"
END = "mutation ($input: EndSessionInput!) { endSession(input: $input) { errors { code } } }"
END_OTHERS = "mutation { endOtherSessions { endedCount errors { code } } }"
END_EMPLOYEE = """mutation ($input: EndEmployeeSessionsInput!) {
  endEmployeeSessions(input: $input) { errors { code } } }"""
UPDATE_EMPLOYEE = "mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { errors { code } } }"
UPDATE_SIDE = "mutation ($input: UpdateSubIncidentInput!) { updateSubIncident(input: $input) { errors { code } } }"
UPDATE_OWNERSHIP = "mutation ($input: UpdateOwnershipInput!) { updateOwnership(input: $input) { errors { code } } }"


@dataclass
class People:
    """Rows that were there before the service started."""

    bas: Employee
    piet: Contact
    elin: Contact
    olga: Contact
    ownership: Ownership


async def move_in(database_url: str) -> People:
    """A second admin, two plumbers, and an owner who reads along and signs in with a password."""
    async with connected(database_url):
        own: dict[str, Any] = {"organisation": await Organisation.get()}
        bas = await Employee.create(
            **own, name="Bas", email="bas@van-dam.example", role=EmployeeRole.ADMIN, password_hash=_password_hash()
        )
        piet, elin = [
            await Contact.create(**own, type=ContactType.EXTERNAL_PARTY, name=name, email=f"{name}@werk.example")
            for name in ("piet", "elin")
        ]
        account = await Account.create(**own, email="olga@eigenaar.example", password_hash=_password_hash())
        olga = await Contact.create(
            **own, type=ContactType.OWNER, name="Olga", email="olga@eigenaar.example", account=account
        )
        since = clock.today() - timedelta(days=100)
        ownership = await Ownership.create(
            **own, property=await Property.get(), owner=olga, from_on=since, sees_incidents=True
        )
        return People(bas, piet, elin, olga, ownership)


async def sign_in(server: Server, email: str) -> Person:
    return Person(server, (await Person(server).act(do.SIGN_IN, email=email, password=PASSWORD))["token"])


@asynccontextmanager
async def falling_silent(who: Person, thread: str, code: str) -> AsyncIterator[None]:
    """Somebody follows a thread; what happens in the block ends that, soon, though nobody says a word."""
    async with who.hearing(do.FOLLOW, thread=thread, after=do.EMPTY_CURSOR) as ears:
        await ears.next()
        yield
        async with asyncio.timeout(SOON):
            assert await _code_at_the_end_of(ears) == code


async def _code_at_the_end_of(ears: Ears) -> str:
    with pytest.raises(TransportQueryError) as ended:
        await ears.to_the_end()
    [error] = ended.value.errors or []
    return str(error["extensions"]["code"])


@pytest.mark.timeout(240)
async def test_who_is_out_falls_silent(tmp_path: Path) -> None:
    env = environment(tmp_path, database_url=f"sqlite://{tmp_path}/journey.sqlite3", mail="file", sms="file")
    ids = await settle_in(env, tmp_path)
    people = await move_in(env["HUISMEESTER_DATABASE_URL"])

    async with serving(env, tmp_path) as service:
        server = service.here
        anna, phone = [await sign_in(server, "anna@van-dam.example") for _ in range(2)]
        report = {"title": "Lek", "description": "In de gang.", "idempotencyKey": "1", **ids}
        incident = (await anna.act(do.REPORT, **report))["incident"]
        head = incident["thread"]["id"]
        order = (
            await anna.act(
                do.GIVE,
                incidentId=incident["id"],
                title="Lek",
                description="In de gang.",
                details={"workOrder": {"contractorId": node_id(people.piet)}},
                idempotencyKey="2",
            )
        )["subIncident"]
        link = (await anna.act(do.ISSUE, threadId=order["thread"]["id"]))["url"].split("#")[1]

        async with falling_silent(phone, head, "UNAUTHENTICATED"):
            sessions = (await anna.ask(SESSIONS))["sessions"]["nodes"]
            assert [row["isCurrent"] for row in sessions] == [False, True]
            await anna.act(END, sessionId=sessions[0]["id"])

        phone = await sign_in(server, "anna@van-dam.example")
        async with falling_silent(phone, head, "UNAUTHENTICATED"):
            assert (await anna.act(END_OTHERS))["endedCount"] == 1

        bas = await sign_in(server, "bas@van-dam.example")
        async with falling_silent(bas, head, "UNAUTHENTICATED"):
            await anna.act(END_EMPLOYEE, employeeId=node_id(people.bas))

        bas = await sign_in(server, "bas@van-dam.example")
        async with falling_silent(bas, head, "UNAUTHENTICATED"):
            await anna.act(UPDATE_EMPLOYEE, employeeId=node_id(people.bas), isActive=False)

        olga = await sign_in(server, "olga@eigenaar.example")
        async with falling_silent(olga, head, "FORBIDDEN"):
            yesterday = str(clock.today() - timedelta(days=1))
            await anna.act(UPDATE_OWNERSHIP, ownershipId=node_id(people.ownership), untilOn=yesterday)

        piet = Person(server, (await Person(server).act(do.OPEN, token=link))["token"])
        async with falling_silent(piet, order["thread"]["id"], "UNAUTHENTICATED"):
            await anna.act(UPDATE_SIDE, subIncidentId=order["id"], partyId=node_id(people.elin))
