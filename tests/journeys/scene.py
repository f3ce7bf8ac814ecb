"""Where a journey takes place: the organisation, the post, and everybody who listens."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from models import Category, Organisation, Property, Unit
from models.database import connected
from schema.ids import node_id
from tests.journeys import documents as do
from tests.journeys.clients import Ears, Person
from tests.journeys.service import Server, run_command
from tests.notifications.peers import Mailbox, Provider

PASSWORD = "een heel lang wachtwoord"


async def settle_in(env: dict[str, str], folder: Path) -> dict[str, str]:
    """An organisation with an administrator and a house, as an operator sets it up; the ids."""
    await run_command(env, folder, "migrate")
    await run_command(env, folder, "create-organisation", "--name", "Van Dam", "--slug", "van-dam")
    admin = ["create-admin", "--organisation", "van-dam", "--email", "anna@van-dam.example", "--name", "Anna"]
    await run_command({**env, "HUISMEESTER_PASSWORD": PASSWORD}, folder, *admin)
    async with connected(env["HUISMEESTER_DATABASE_URL"]):
        organisation = await Organisation.get(slug="van-dam")
        heating = await Category.create(organisation=organisation, name_nl="Verwarming", name_en="Heating")
        dam = await Property.create(
            organisation=organisation, street="Damstraat", house_number="12", postcode="1012 JM", city="Amsterdam"
        )
        unit = await Unit.create(organisation=organisation, property=dam, label="2-hoog")
        return {"categoryId": node_id(heating), "propertyId": node_id(dam), "unitId": node_id(unit)}


async def sign_in(server: Server) -> Person:
    """Anna."""
    stranger = Person(server)
    return Person(server, (await stranger.act(do.SIGN_IN, email="anna@van-dam.example", password=PASSWORD))["token"])


@dataclass
class Post:
    """Where the letters and texts arrive."""

    letters: Mailbox
    texts: Provider

    def about(self, subject: str) -> list[str]:
        """The letters that have arrived with such a subject."""
        return [
            _plain(letter)
            for letter in self.letters.letters
            if re.search(subject, str(letter["subject"]), re.IGNORECASE)
        ]

    async def letter(self, subject: str, *, skip: int = 0) -> str:
        """The letter with such a subject, when it has arrived; `skip` have arrived before."""
        async with asyncio.timeout(20):
            while len(found := self.about(subject)) <= skip:
                await asyncio.sleep(0.05)
        return found[skip]

    async def text(self) -> str:
        async with asyncio.timeout(20):
            while not self.texts.asked:
                await asyncio.sleep(0.05)
        return str(self.texts.asked[-1])


def _plain(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@dataclass
class Scene:
    """Staff at one server, the contractors at another, and what each of them hears."""

    post: Post
    anna: Person
    piet: Person
    elin: Person
    incident: dict[str, Any]
    order: dict[str, Any]
    sibling: dict[str, Any]
    at_desk: Ears
    in_field: Ears
    next_door: Ears
    order_changes: Ears
    incident_changes: Ears
    inbox: Ears

    @property
    def thread(self) -> str:
        return str(self.order["thread"]["id"])


@asynccontextmanager
async def everybody_listens(
    post: Post, people: tuple[Person, Person, Person], incident: Any, order: Any, sibling: Any
) -> AsyncIterator[Scene]:
    anna, piet, elin = people
    thread, next_thread = order["thread"]["id"], sibling["thread"]["id"]
    async with (
        anna.hearing(do.FOLLOW, thread=thread, after=do.EMPTY_CURSOR) as at_desk,
        piet.hearing(do.FOLLOW, thread=thread, after=do.EMPTY_CURSOR) as in_field,
        elin.hearing(do.FOLLOW, thread=next_thread, after=do.EMPTY_CURSOR) as next_door,
        anna.hearing(do.FOLLOW_ORDER, id=order["id"]) as order_changes,
        anna.hearing(do.FOLLOW_INCIDENT, id=incident["id"]) as incident_changes,
        anna.hearing(do.FOLLOW_INBOX) as inbox,
    ):
        ears = (at_desk, in_field, next_door, order_changes, incident_changes, inbox)
        for each in ears:
            await each.next()
        yield Scene(post, anna, piet, elin, incident, order, sibling, *ears)


async def live_equals_refetch(scene: Scene) -> None:
    """What listeners collected is what a fresh query gives; of changes, the last one."""
    assert messages(scene.at_desk) == await fetched(scene.anna, scene.thread)
    assert messages(scene.in_field) == await fetched(scene.piet, scene.thread)
    numbers = [message["seq"] for message in messages(scene.in_field)]
    assert numbers == list(range(1, len(numbers) + 1))
    incident = await scene.anna.ask(do.FETCH_INCIDENT, id=scene.incident["id"])
    await _comes_to(scene.incident_changes, incident)
    await _comes_to(scene.order_changes, await scene.anna.ask(do.FETCH_ORDER, id=scene.order["id"]))
    unread = (await scene.anna.ask(do.UNREAD))["viewer"]["unreadCount"]
    while _desk(scene.inbox) != (unread, incident["incident"]):
        await scene.inbox.next()


async def _comes_to(ears: Ears, stands: dict[str, Any]) -> None:
    """What is heard ends in how things stand."""
    while [*ears.heard[-1].values()] != [stands]:
        await ears.next()


def _desk(inbox: Ears) -> tuple[int, Any]:
    """How much is unread, and the incident that changed last."""
    changes = [event["inboxChanged"] for event in inbox.heard]
    incidents = [change["incident"] for change in changes if change["incident"]]
    return changes[-1]["unreadCount"], incidents[-1] if incidents else None


def messages(ears: Ears) -> list[dict[str, Any]]:
    return [event["messageAdded"]["message"] for event in ears.heard]


async def fetched(person: Person, thread: str) -> list[dict[str, Any]]:
    return list((await person.ask(do.THREAD, id=thread))["thread"]["messages"]["nodes"])
