"""The whole house: a tenant reports by the form, an owner agrees, a plumber and a colleague do the work.

At every step what each of them heard live is what a fresh question gives.
"""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from gql.transport.exceptions import TransportQueryError

import clock
from tests.cast import solved
from tests.journeys import documents as do
from tests.journeys import house_documents as house
from tests.journeys.clients import Ears, Person
from tests.journeys.scene import Post, fetched, messages, sign_in
from tests.journeys.service import Service

BAS_PASSWORD = "ook een heel lang wachtwoord"


@dataclass
class Audience:
    """Whoever listens: to threads, and to how much there is to read."""

    threads: list[tuple[Person, str, Ears]] = field(default_factory=list)
    inboxes: list[tuple[Person, Ears]] = field(default_factory=list)

    async def hears_what_stands(self) -> None:
        """Everybody's feed comes to exactly what a fresh question gives."""
        for person, thread, ears in self.threads:
            stands = await fetched(person, thread)
            while messages(ears) != stands:
                assert len(messages(ears)) < len(stands), messages(ears)[-1]
                await ears.next()
        for person, ears in self.inboxes:
            unread = (await person.ask(do.UNREAD))["viewer"]["unreadCount"]
            while not ears.heard or ears.heard[-1]["inboxChanged"]["unreadCount"] != unread:
                await ears.next()


@dataclass
class House:
    """The people, what they share, and who listens."""

    service: Service
    post: Post
    ids: dict[str, str]
    stack: AsyncExitStack
    anna: Person
    audience: Audience = field(default_factory=Audience)

    async def listens(self, person: Person, *threads: str) -> None:
        for thread in threads:
            hearing = person.hearing(do.FOLLOW, thread=thread, after=do.EMPTY_CURSOR)
            self.audience.threads.append((person, thread, await self.stack.enter_async_context(hearing)))
        if all(person is not known for known, _ in self.audience.inboxes):
            ears = await self.stack.enter_async_context(person.hearing(house.MY_INBOX))
            self.audience.inboxes.append((person, ears))
        await self.audience.hears_what_stands()


@asynccontextmanager
async def furnished(service: Service, post: Post, ids: dict[str, str]) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        yield House(service, post, ids, stack, await sign_in(service.here))


async def the_whole_house(service: Service, post: Post, ids: dict[str, str]) -> None:
    """From the report until it is reported again."""
    async with furnished(service, post, ids) as scene:
        bas, bas_id = await _a_colleague(scene)
        olga, ownership = await _an_owner(scene)
        piet, piet_id = await _a_plumber(scene)
        incident, tom = await _a_tenant_reports(scene)
        head = incident["thread"]["id"]
        await scene.listens(olga, head)

        await _staff_answer(scene, incident)
        question = await _the_owner_is_asked(scene, incident)
        order = await _the_plumber_works(scene, incident, piet, piet_id)
        task = await _a_colleague_helps(scene, incident, bas, bas_id)
        await _all_is_rolled_up(scene, incident, [question, order, task])
        await _nobody_saw_more_than_their_own(scene, [piet, olga, tom], [question, order, task])
        await _the_tenant_reopens(scene, incident, tom)
        await _who_sold_the_house_falls_silent(scene, incident, ownership, olga)


async def _a_colleague(scene: House) -> tuple[Person, str]:
    """Invited by e-mail; chooses a password, and signs in."""
    invited = await scene.anna.act(
        house.INVITE_EMPLOYEE, name="Bas Bakker", email="bas@van-dam.example", idempotencyKey="bas"
    )
    token = await _secret(scene, "Uw account bij Van Dam", "signin")
    stranger = Person(scene.service.there)
    blank = await stranger.try_to(house.REDEEM, token=token)
    assert blank["errors"][0]["code"] == "BLANK"
    await stranger.act(house.REDEEM, token=token, newPassword=BAS_PASSWORD)
    used = await stranger.try_to(house.REDEEM, token=token, newPassword=BAS_PASSWORD)
    assert used["errors"][0]["code"] == "LINK_NOT_VALID"
    signed_in = await stranger.act(do.SIGN_IN, email="bas@van-dam.example", password=BAS_PASSWORD)
    return Person(scene.service.there, signed_in["token"]), invited["employee"]["id"]


async def _an_owner(scene: House) -> tuple[Person, str]:
    """With an account, and with insight in what happens on her property."""
    olga = await _contact(scene, "OWNER", "Olga Smit", "olga@eigenaar.example")
    made = await scene.anna.act(
        house.OWN,
        propertyId=scene.ids["propertyId"],
        ownerId=olga,
        fromOn="2020-01-01",
        seesIncidents=True,
        idempotencyKey="own",
    )
    return await _in_portal(scene, olga), made["ownership"]["id"]


async def _a_plumber(scene: House) -> tuple[Person, str]:
    piet = await _contact(scene, "EXTERNAL_PARTY", "Piet Loods", "piet@loodgieter.example")
    return await _in_portal(scene, piet), piet


async def _a_tenant_reports(scene: House) -> tuple[dict[str, Any], Person]:
    """By the form, without an account; the confirmation brings the link."""
    stranger = Person(scene.service.there)
    form = (await stranger.ask(house.FORM, slug="van-dam"))["organisation"]["reportForm"]
    challenge = form["proof"]["challenge"]
    given: dict[str, Any] = {
        "organisation": "van-dam",
        "categoryId": form["categories"][0]["id"],
        "title": "De ketel is stuk",
        "description": "Geen warm water sinds gisteren.",
        "sender": {"name": "Tom Jansen", "email": "tom@huurder.example", "phone": "06-12345601"},
        "address": {"postcode": "1012jm", "houseNumber": "12", "unit": "2-hoog"},
        "proof": {"challenge": challenge, "nonce": solved(challenge)},
    }
    receipt = await stranger.act(house.REPORT_BY_FORM, **given)
    assert receipt["confirmedBy"] == ["EMAIL", "SMS"]
    assert await stranger.act(house.REPORT_BY_FORM, **given) == receipt

    await scene.post.letter("Nieuw incident: De ketel is stuk")
    token = await _secret(scene, "Melding ontvangen: De ketel is stuk", "guest")
    tom = Person(scene.service.there, (await stranger.act(do.OPEN, token=token))["token"])
    [incident] = (await scene.anna.ask(house.FIND, text="warm damstraat"))["incidents"]["nodes"]
    assert incident["reference"] == receipt["reference"]
    await scene.listens(scene.anna, incident["thread"]["id"])
    await scene.listens(tom, incident["thread"]["id"])
    return incident, tom


async def _staff_answer(scene: House, incident: dict[str, Any]) -> None:
    await _say(scene.anna, incident["thread"]["id"], "Wij gaan ermee aan de slag.")
    stands = (await scene.anna.ask(do.FETCH_INCIDENT, id=incident["id"]))["incident"]
    assert (stands["status"], stands["handler"]["displayName"]) == ("IN_PROGRESS", "Anna")
    await scene.audience.hears_what_stands()


async def _the_owner_is_asked(scene: House, incident: dict[str, Any]) -> dict[str, Any]:
    """By the link in her letter: she asks back, is answered, and agrees up to an amount."""
    details = {"ownerConsultation": {"amount": {"cents": 120_000}}}
    question = await _create(scene, incident, "Mogen wij de ketel vervangen?", details)
    token = await _secret(scene, "Vraag over uw object", "guest")
    olga = Person(scene.service.there, (await Person(scene.service.there).act(do.OPEN, token=token))["token"])
    await scene.listens(scene.anna, question["thread"]["id"])
    await scene.listens(olga, question["thread"]["id"])

    await olga.act(house.ASK_BACK, consultationId=question["id"], question="Hoe oud is hij?")
    await scene.post.letter("Wedervraag: Mogen wij")
    await scene.audience.hears_what_stands()
    await _say(scene.anna, question["thread"]["id"], "Achttien jaar.")
    await scene.audience.hears_what_stands()

    approved = {"decision": "APPROVED_UP_TO", "approvedAmount": {"cents": 90_000}}
    decided = await olga.act(house.DECIDE, consultationId=question["id"], **approved)
    assert decided["consultation"] == {
        "status": "APPROVED_UP_TO",
        "approvedAmount": {"cents": 90_000, "currency": "EUR"},
    }
    assert "€ 900,00" in await scene.post.letter("Akkoord tot een bedrag")
    await scene.audience.hears_what_stands()
    return question


async def _the_plumber_works(scene: House, incident: dict[str, Any], piet: Person, piet_id: str) -> dict[str, Any]:
    """He has an account, sees his jobs in it, and does this one."""
    order = await _create(scene, incident, "Ketel vervangen", {"workOrder": {"contractorId": piet_id}})
    jobs = (await piet.ask(house.MY_JOBS))["subIncidents"]["nodes"]
    assert [job["id"] for job in jobs] == [order["id"]]
    await scene.listens(scene.anna, order["thread"]["id"])
    await scene.listens(piet, order["thread"]["id"])

    await piet.act(do.ACCEPT, workOrderId=order["id"])
    await scene.audience.hears_what_stands()
    await _say(piet, order["thread"]["id"], "Tom was thuis, de pomp wordt vervangen.")
    await _copied_to_the_tenant(scene, incident, order)
    await piet.act(do.DONE, workOrderId=order["id"], report="Pomp vervangen.")
    await scene.audience.hears_what_stands()
    await scene.anna.act(do.MOVE, subIncidentId=order["id"], status={"workOrder": "CLOSED"})
    await scene.audience.hears_what_stands()
    return order


async def _copied_to_the_tenant(scene: House, incident: dict[str, Any], order: dict[str, Any]) -> None:
    """As a draft that names nobody, reviewed and then posted."""
    found = (await scene.anna.ask(house.IDS_IN, id=order["thread"]["id"]))["thread"]["messages"]["nodes"]
    [posted] = [message for message in found if message["kind"] == "POST"]
    copied = await scene.anna.act(house.COPY, messageId=posted["id"], threadId=incident["thread"]["id"])
    assert copied["draft"]["body"] == posted["body"]  # of the thread with Piet, nobody is called Tom
    given = {"threadId": incident["thread"]["id"], "body": "De pomp wordt vervangen.", "clientMessageId": "copy"}
    await scene.anna.act(do.POST, **given, draftId=copied["draft"]["id"])
    await scene.audience.hears_what_stands()


async def _a_colleague_helps(scene: House, incident: dict[str, Any], bas: Person, bas_id: str) -> dict[str, Any]:
    task = await _create(scene, incident, "Factuur nakijken", {"internalTask": {"assigneeId": bas_id}})
    await scene.post.letter("Nieuwe taak: Factuur nakijken")
    await scene.listens(bas, task["thread"]["id"])
    for status in ("TAKEN", "DONE"):
        await bas.act(do.MOVE, subIncidentId=task["id"], status={"internalTask": status})
        await scene.audience.hears_what_stands()
    await scene.post.letter("Taak gereed: Factuur nakijken")
    return task


async def _all_is_rolled_up(scene: House, incident: dict[str, Any], sides: list[dict[str, Any]]) -> None:
    """Closing is refused while the task is not closed; with all of it withdrawn or ended, it closes."""
    given = {"incidentId": incident["id"]}
    await scene.anna.act(do.STATUS, **given, status="RESOLVED", message="Het is verholpen.")
    refused = await scene.anna.try_to(do.STATUS, **given, status="CLOSED")
    assert refused["errors"][0]["code"] == "OPEN_SUB_INCIDENTS"
    await scene.anna.act(do.MOVE, subIncidentId=sides[-1]["id"], status={"internalTask": "CLOSED"})
    await scene.anna.act(do.STATUS, **given, status="CLOSED")
    await scene.audience.hears_what_stands()

    stands = (await scene.anna.ask(house.HISTORY, id=incident["id"]))["incident"]
    threads = {entry["thread"]["id"] for entry in stands["history"]["nodes"]}
    assert (stands["status"], stands["waitingOn"]) == ("CLOSED", [])
    assert threads == {incident["thread"]["id"], *(side["thread"]["id"] for side in sides)}


async def _nobody_saw_more_than_their_own(scene: House, outsiders: list[Person], sides: list[dict[str, Any]]) -> None:
    question, order, task = sides
    piet, olga, tom = outsiders
    for person, hidden in ((piet, [question, task]), (olga, [order, task]), (tom, sides)):
        for side in hidden:
            assert (await person.ask(do.THREAD, id=side["thread"]["id"]))["thread"] is None
    jobs = await olga.ask(house.MY_JOBS)
    assert ([job["id"] for job in jobs["subIncidents"]["nodes"]], len(jobs["incidents"]["nodes"])) == (
        [question["id"]],
        1,
    )
    head = next(thread for person, thread, _ in scene.audience.threads if person is olga)
    refused = await olga.try_to(do.POST, threadId=head, body="Ik lees mee.", clientMessageId="x")
    assert refused["errors"][0]["code"] == "NOT_ALLOWED"


async def _the_tenant_reopens(scene: House, incident: dict[str, Any], tom: Person) -> None:
    reopened = await tom.act(house.REOPEN, incidentId=incident["id"], message="Hij is weer koud.")
    assert reopened["incident"]["status"] == "IN_PROGRESS"
    await scene.audience.hears_what_stands()
    assert "Hij is weer koud." in await scene.post.letter("Heropend door de melder")


async def _who_sold_the_house_falls_silent(
    scene: House, incident: dict[str, Any], ownership: str, olga: Person
) -> None:
    """Insight ends with the ownership: the stream at once, and the list with it."""
    head = incident["thread"]["id"]
    [own] = [entry for entry in scene.audience.threads if entry[0] is olga and entry[1] == head]
    scene.audience.threads.remove(own)
    yesterday = clock.today().replace(year=clock.today().year - 1).isoformat()
    await scene.anna.act(house.END_OWNERSHIP, ownershipId=ownership, untilOn=yesterday)
    with pytest.raises(TransportQueryError):
        await own[2].to_the_end()

    await _say(scene.anna, head, "Wij komen weer langs.")
    assert (await olga.ask(house.MY_JOBS))["incidents"]["nodes"] == []
    assert (await olga.ask(do.THREAD, id=head))["thread"] is None
    await scene.audience.hears_what_stands()


async def _create(scene: House, incident: dict[str, Any], title: str, details: dict[str, Any]) -> dict[str, Any]:
    made = await scene.anna.act(
        do.GIVE,
        incidentId=incident["id"],
        title=title,
        description="Zie de bijlage.",
        details=details,
        notifyBy=[] if "internalTask" in details else ["EMAIL"],
        idempotencyKey=title,
    )
    return dict(made["subIncident"])


async def _contact(scene: House, type: str, name: str, email: str) -> str:  # noqa: A002
    made = await scene.anna.act(do.CREATE_CONTACT, type=type, name=name, email=email, idempotencyKey=name)
    return str(made["contact"]["id"])


async def _in_portal(scene: House, contact: str) -> Person:
    """Invited, and in by the link of the invitation."""
    before = len(scene.post.about("Uw account bij Van Dam"))
    await scene.anna.act(house.INVITE_TO_PORTAL, contactId=contact)
    token = await _secret(scene, "Uw account bij Van Dam", "signin", skip=before)
    redeemed = await Person(scene.service.there).act(house.REDEEM, token=token)
    return Person(scene.service.there, redeemed["token"])


async def _say(person: Person, thread: str, body: str) -> None:
    await person.act(do.POST, threadId=thread, body=body, clientMessageId=body)


async def _secret(scene: House, subject: str, kind: str, *, skip: int = 0) -> str:
    letter = await scene.post.letter(subject, skip=skip)
    found = re.search(rf"#(hm_{kind}_\w+)", letter)
    assert found is not None, letter
    return found[1]
