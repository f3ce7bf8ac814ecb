"""The audit trail: what stands in it, who reads it, and that nobody rewrites it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tortoise.exceptions import BaseORMException

import clock
from auth.attempts import Attempts
from auth.viewer import Origin, nobody
from errors import Refusal
from models import AuditEntry
from models.row import new_id
from resolvers.audit import AuditFilter, list_audit_entries
from resolvers.contacts import create_contact, update_contact
from resolvers.guest_links import issue_guest_link
from resolvers.pages import PageRequest
from resolvers.sessions import open_guest_link, sign_in
from resolvers.sign_in_links import request_sign_in_link
from resolvers.terms_over import end_terms
from resolvers.threads import mark_thread_read
from resolvers.unfinished import finish_acts
from schema.context import House
from schema.ids import node_id
from settings import Settings
from tests.asking import ask
from tests.cast import PASSWORD, Cast, at_desk, by_account, given_to, reported, says, through_link
from tests.silence import nothing_happens

PHONE = Origin("203.0.113.7", "curl/8", "f00d")
TRAIL = """query ($filter: AuditFilterInput) { auditTrail(filter: $filter) { nodes {
  act wasRefused actorKind actor { displayName } subjectId sessionId guestLinkId address requestId } } }"""


async def entries(cast: Cast, **wanted: Any) -> list[AuditEntry]:
    page = await list_audit_entries(cast.as_bas, wanted=AuditFilter(**wanted), request=PageRequest())
    return [*page.rows]


async def acts(cast: Cast, **wanted: Any) -> list[str]:
    return [entry.act for entry in await entries(cast, **wanted)]


async def test_an_act_is_written_down_with_who_from_where_by_what_and_to_what(cast: Cast) -> None:
    anna = replace(await at_desk(cast.anna), origin=PHONE)

    await update_contact(anna, contact_id=cast.piet.id, changes={"name": "Pieter"})

    [entry] = await entries(cast)
    assert (entry.act, entry.employee_id, entry.session_id) == ("updateContact", cast.anna.id, anna.session_id)
    assert (entry.subject_type, entry.subject_id) == ("Contact", cast.piet.id)
    assert (entry.address, entry.request_id, entry.was_refused) == ("203.0.113.7", "f00d", False)
    assert "Piet" not in str(await AuditEntry.all().values())


async def test_what_was_refused_or_done_before_leaves_no_entry(cast: Cast) -> None:
    with pytest.raises(Refusal):
        await create_contact(cast.as_anna, type=cast.piet.type, name=" ", idempotency_key="1")
    for _ in range(2):
        await create_contact(cast.as_anna, type=cast.piet.type, name="Nieuw", idempotency_key="2")
    incident = await reported(cast)
    for _ in range(2):
        await says(cast.as_anna, incident, "Eén keer")
        await mark_thread_read(cast.as_bas, thread_id=incident.thread_id, up_to_seq=99)

    assert await acts(cast) == ["markThreadRead", "postMessage", "reportIncident", "createContact"]


async def test_acts_can_be_left_out(cast: Cast) -> None:
    incident = await reported(cast)
    await says(cast.as_anna, incident, "Eén keer")
    await mark_thread_read(cast.as_bas, thread_id=incident.thread_id, up_to_seq=99)

    assert await acts(cast, except_acts=["markThreadRead", "reportIncident"]) == ["postMessage"]
    assert await acts(cast, except_acts=["markThreadRead", "noSuchAct"]) == ["postMessage", "reportIncident"]
    assert await acts(cast, except_acts=["markThreadRead"], act="markThreadRead") == []
    assert len(await acts(cast, except_acts=[])) == 3
    with pytest.raises(Refusal):
        await acts(cast, except_acts=["markThreadRead"] * 1_000)


async def test_a_contact_is_found_by_what_it_did_through_a_link_and_by_account(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    link, account = await through_link(cast.piet, order), await by_account(cast.piet)
    for viewer, words in ((link, "Door de link"), (account, "Met het account")):
        await says(viewer, order, words)
    await says(cast.as_anna, order, "Van Anna")

    by_piet = await entries(cast, contact_id=cast.piet.id)

    assert [(entry.guest_link_id, entry.contact_id) for entry in by_piet] == [
        (None, cast.piet.id),
        (link.guest_link_id, cast.piet.id),
    ]
    assert await acts(cast, employee_id=cast.anna.id, act="postMessage") == ["postMessage"]
    assert await acts(cast, subject_id=order.id) == ["createSubIncident"]
    assert await acts(cast, until_at=clock.now() - timedelta(hours=1)) == []


async def test_signing_in_is_written_down_and_so_is_failing_to(cast: Cast) -> None:
    attempts = Attempts(Settings())
    stranger = replace(nobody(), origin=PHONE)

    for email, password in ((cast.anna.email, "mis"), ("nobody@x.example", "mis"), (cast.anna.email, PASSWORD)):
        try:
            await sign_in(stranger, email=email, password=password, address="1", attempts=attempts)
        except Refusal:
            continue

    done, failed = await entries(cast)
    assert (done.act, done.was_refused, done.employee_id) == ("signIn", False, cast.anna.id)
    assert (failed.act, failed.was_refused, failed.employee_id) == ("signIn", True, None)
    assert (failed.subject_id, failed.address) == (cast.anna.id, "203.0.113.7")
    [unknown] = await AuditEntry.filter(organisation_id__isnull=True)
    assert (unknown.was_refused, unknown.subject_id) == (True, None)
    assert not {"mis", PASSWORD, cast.anna.email} & {str(value) for value in vars(failed).values()}


async def test_a_link_that_is_opened_is_written_down_with_its_contact_and_never_its_secret(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    issued = await issue_guest_link(cast.as_anna, thread_id=order.thread_id)
    secret = issued.url.split("#")[1]

    await open_guest_link(nobody(), token=secret, address="1", attempts=Attempts(Settings()))

    opened, given = (await entries(cast))[:2]
    assert (opened.act, opened.contact_id, opened.guest_link_id) == (
        "openGuestLink",
        cast.piet.id,
        issued.guest_link.id,
    )
    assert (given.act, given.subject_id) == ("issueGuestLink", issued.guest_link.id)
    assert secret not in str(await AuditEntry.all().values())


async def test_what_the_house_does_by_itself_has_no_actor(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    await type(order).filter(id=order.id).update(remind_at=clock.now())

    assert await end_terms() == 1

    first = (await ask(cast.as_bas, house, TRAIL))["auditTrail"]["nodes"][0]
    assert (first["act"], first["actorKind"], first["actor"], first["subjectId"]) == (
        "endTerm",
        "HOUSE",
        None,
        node_id(order),
    )


async def test_an_admin_reads_back_who_it_was_and_nobody_else_does(cast: Cast, neighbour: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await says(piet, order, "Ik kom")

    wanted = {"contactId": node_id(cast.piet)}
    [entry] = (await ask(cast.as_bas, house, TRAIL, filter=wanted))["auditTrail"]["nodes"]

    assert (entry["act"], entry["actorKind"], entry["actor"]) == (
        "postMessage",
        "CONTACT",
        {"displayName": "Piet Loods"},
    )
    for viewer in (cast.as_anna, piet, neighbour.as_bas, nobody()):
        page = await list_audit_entries(viewer, wanted=AuditFilter(), request=PageRequest())
        assert [row for row in page.rows if row.organisation_id == cast.organisation.id] == []


async def test_the_database_itself_refuses_to_rewrite_it(cast: Cast) -> None:
    await reported(cast)
    old = await AuditEntry.create(id=new_id(), act="x", created_at=clock.now() - timedelta(days=91))

    async with nothing_happens():
        with pytest.raises(BaseORMException, match="the audit trail is"):
            await AuditEntry.all().update(act="nothing")
        with pytest.raises(BaseORMException, match="the audit trail is"):
            await AuditEntry.filter(act="reportIncident").delete()

    assert await AuditEntry.filter(id=old.id).delete() == 1


def test_the_trail_has_no_place_for_what_was_said() -> None:
    columns = {name: column for name, column in AuditEntry._meta.fields_map.items() if hasattr(column, "max_length")}

    assert set(columns) == {"act", "subject_type", "address", "request_id"}


async def test_asking_for_a_link_is_written_down_once_for_each_letter(cast: Cast) -> None:
    for _ in range(2):
        await request_sign_in_link(
            nobody(), email=cast.anna.email, slug="van-dam", address="1", attempts=Attempts(Settings())
        )
    await finish_acts()

    assert [(entry.act, entry.subject_id) for entry in await entries(cast)] == [("requestSignInLink", cast.anna.id)]
