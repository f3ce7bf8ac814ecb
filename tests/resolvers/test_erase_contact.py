"""Erasing a contact: who it was is gone from every table, and the threads keep their shape."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

import clock
from auth.sign_in import authenticate_again
from errors import ErrorCode, NotAllowed, NotFound, Refusal, Unauthenticated
from files.store import FileStore
from models import (
    Account,
    Attachment,
    AuditEntry,
    Contact,
    Delivery,
    IncidentStatus,
    Locale,
    Message,
    Ownership,
    Session,
    SubIncident,
    Tenancy,
    WorkOrderStatus,
)
from models.row import Row
from resolvers.accounts import invite_to_portal
from resolvers.erasing import erase_contact
from resolvers.guest_links import issue_guest_link
from resolvers.housekeeping import tidy_up
from resolvers.incident_handling import change_incident_status
from resolvers.message_drafts import copy_to_thread
from resolvers.messages import post_message
from resolvers.organisations import update_settings
from resolvers.requirements import MoveDetails
from resolvers.sub_incidents import move_sub_incident
from resolvers.work_orders import decline_work_order
from schema.context import House
from schema.ids import node_id
from tests.asking import ask
from tests.cast import Cast, given_to, reported, says, signed_in, through_link
from tests.sending import sent
from tests.silence import everything, nothing_happens

ERASE = """mutation ($input: EraseContactInput!) { eraseContact(input: $input) {
  contact { name email phone isArchived } errors { code path } } }"""
THREAD = "query ($id: ID!) { thread(id: $id) { messages(first: 50) { nodes { body author { displayName } } } } }"


async def piet_was_here(cast: Cast, tmp_path: Path) -> SubIncident:
    """A job that is over, with all that it left behind: a link, an account, words, a photo, letters."""
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await invite_to_portal(cast.as_anna, contact_id=cast.piet.id)
    await signed_in(await Account.get())
    await issue_guest_link(cast.as_anna, thread_id=order.thread_id)
    photo = await sent(piet, order)
    await post_message(
        piet, thread_id=order.thread_id, body="De pomp is stuk", client_message_id="1", attachment_ids=[photo.id]
    )
    await type(photo).filter(id=photo.id).update(name="Piet Loods voor de deur.jpg")
    await SubIncident.all().update(title="Ketel")  # what staff wrote, stays
    await Delivery.filter(contact_id=cast.piet.id).update(last_error="550 piet@loodgieter.example unknown")
    await move_sub_incident(
        cast.as_anna, sub_incident_id=order.id, status=WorkOrderStatus.WITHDRAWN, details=MoveDetails()
    )
    return order


async def test_nothing_says_who_it_was(cast: Cast, tmp_path: Path) -> None:
    await piet_was_here(cast, tmp_path)
    who = ["Piet", "Loods", "piet@", "+31612345603"]
    before = str(await everything())
    assert [word for word in who if word not in before] == []

    await erase_contact(cast.as_bas, contact_id=cast.piet.id)

    left = await everything()
    assert [(table, word) for table, rows in left.items() for word in who if word in str(rows)] == []
    assert await Account.all().count() == await Session.filter(employee_id__isnull=True).count() == 0


async def test_the_thread_keeps_its_shape_and_names_nobody_in_either_language(cast: Cast, tmp_path: Path) -> None:
    order = await piet_was_here(cast, tmp_path)
    before = await Message.filter(thread_id=order.thread_id).order_by("seq").values("seq", "kind", "body")

    erased = await erase_contact(cast.as_bas, contact_id=cast.piet.id)

    after = await Message.filter(thread_id=order.thread_id).order_by("seq").values("seq", "kind", "body")
    assert after == before
    assert (erased.name, erased.is_archived, erased.is_erased) == ("Gewiste persoon", True, True)


async def test_a_reader_sees_it_in_its_own_language(cast: Cast, tmp_path: Path, house: House) -> None:
    order = await piet_was_here(cast, tmp_path)
    await erase_contact(cast.as_bas, contact_id=cast.piet.id)
    names = []

    for locale in ("nl", "en"):
        cast.anna.locale = Locale(locale)
        nodes = (await ask(cast.as_anna, house, THREAD, id=node_id(order.thread)))["thread"]["messages"]["nodes"]
        [said] = [node for node in nodes if node["body"] == "De pomp is stuk"]
        names.append(said["author"]["displayName"])

    assert names == ["Gewiste persoon", "Erased person"]


async def test_what_it_wrote_and_sent_may_go_as_well(cast: Cast, tmp_path: Path) -> None:
    order = await piet_was_here(cast, tmp_path)

    await erase_contact(cast.as_bas, contact_id=cast.piet.id, removes_content=True)

    assert "De pomp is stuk" not in str(await everything())
    assert "[…]" in [message.body for message in await Message.filter(thread_id=order.thread_id)]
    await tidy_up(FileStore("memory://"))
    assert "Attachment" not in {name for name, rows in (await everything()).items() if rows}


async def test_its_reasons_and_copies_of_its_words_go_with_them(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    piet = await through_link(cast.piet, order)
    photo = await sent(piet, order)
    said = await post_message(
        piet, thread_id=order.thread_id, body="De pomp is stuk", client_message_id="1", attachment_ids=[photo.id]
    )
    await copy_to_thread(cast.as_anna, message_id=said.id, thread_id=incident.thread_id)
    await decline_work_order(piet, work_order_id=order.id, reason="Mijn vrouw is ziek")

    await erase_contact(cast.as_bas, contact_id=cast.piet.id, removes_content=True)

    left = str(await everything())
    assert [words for words in ("De pomp is stuk", "Mijn vrouw is ziek") if words in left] == []
    await tidy_up(FileStore("memory://"))
    assert not await Attachment.exists()


async def test_who_is_still_in_goes_out(cast: Cast, tmp_path: Path) -> None:
    order = await piet_was_here(cast, tmp_path)
    link, account = await through_link(cast.piet, order), await signed_in(await Account.get())

    await erase_contact(cast.as_bas, contact_id=cast.piet.id)

    for viewer in (link, account):
        with pytest.raises(Unauthenticated):
            await authenticate_again(viewer)


async def test_an_admin_does_it_once_and_it_is_written_down(cast: Cast, house: House) -> None:
    given = {"contactId": node_id(cast.piet)}

    answers = [(await ask(cast.as_bas, house, ERASE, input=given))["eraseContact"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0] == {
        "contact": {"name": "Gewiste persoon", "email": None, "phone": None, "isArchived": True},
        "errors": [],
    }
    [entry] = await AuditEntry.filter(act="eraseContact")
    assert (entry.employee_id, entry.subject_id) == (cast.bas.id, cast.piet.id)


async def in_use(cast: Cast) -> list[Row]:
    await given_to(cast, cast.piet, await reported(cast))
    return [cast.piet, cast.tom, cast.olga]


async def test_who_is_not_done_with_stays(cast: Cast) -> None:
    for contact in await in_use(cast):
        async with nothing_happens():
            with pytest.raises(Refusal) as refused:
                await erase_contact(cast.as_bas, contact_id=contact.id)

        assert refused.value.code is ErrorCode.CONTACT_IN_USE


async def test_nobody_else_erases_anybody(cast: Cast, neighbour: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        for viewer in (cast.as_anna, piet):
            with pytest.raises(NotAllowed):
                await erase_contact(viewer, contact_id=cast.piet.id)
        with pytest.raises(NotFound):
            await erase_contact(neighbour.as_bas, contact_id=cast.piet.id)


async def test_a_tenant_who_left_is_erased_when_the_settings_say_so(cast: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)
    await says(tom, incident, "Het lekt")
    await change_incident_status(cast.as_anna, incident_id=incident.id, status=IncidentStatus.RESOLVED)
    await Tenancy.all().update(until_on=clock.today())
    await Ownership.all().delete()

    for months, is_erased in ((None, False), (3, True)):
        await update_settings(cast.as_bas, changes={"reporter_months": months})
        for days in (60, 100):
            with time_machine.travel(clock.now() + timedelta(days=days)):
                await tidy_up(FileStore("memory://"))
            assert (await Contact.get(id=cast.tom.id)).is_erased == (is_erased and days == 100)

    assert not (await Contact.get(id=cast.piet.id)).is_erased


async def test_the_trail_and_the_letters_are_kept_as_long_as_the_settings_say(cast: Cast) -> None:
    await reported(cast, confirm_by=None)
    await Delivery.all().update(status="SENT")
    await update_settings(cast.as_bas, changes={"delivery_days": 30, "audit_days": 120})
    kept = []

    for days in (29, 31, 119, 121):
        await AuditEntry.create(act="x", organisation_id=cast.organisation.id, created_at=clock.now() - timedelta(days))
        await Delivery.all().update(created_at=clock.now() - timedelta(days))
        await tidy_up(FileStore("memory://"))
        kept.append((await AuditEntry.filter(act="x").count(), await Delivery.all().exists()))

    assert kept == [(1, True), (2, False), (3, False), (3, False)]
