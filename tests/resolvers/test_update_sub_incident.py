"""Changing what a side thread says."""

from typing import Any

import pytest

import clock
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import (
    ConsultationStatus,
    Contact,
    ContactType,
    Delivery,
    Event,
    Message,
    MessageKind,
    Notice,
    Ownership,
    SubIncident,
)
from resolvers.requirements import MoveDetails
from resolvers.sub_incident_changes import update_sub_incident
from resolvers.sub_incidents import move_sub_incident
from tests.cast import Cast, asked, given_to, reported, says, through_link
from tests.silence import nothing_happens


async def change(cast: Cast, order: SubIncident, changes: dict[str, Any], **more: Any) -> SubIncident:
    return await update_sub_incident(cast.as_anna, sub_incident_id=order.id, changes=changes, **more)


async def test_a_change_is_an_event_and_a_letter_to_the_party(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))

    changed = await change(cast, order, {"title": "Ketel vervangen", "access_instructions": "Sleutel bij buren"})
    await change(cast, changed, {"due_at": None})

    assert (changed.title, changed.access_instructions, changed.version) == ("Ketel vervangen", "Sleutel bij buren", 2)
    assert await Message.filter(event=Event.DETAILS_CHANGED).count() == 2
    assert await Delivery.filter(notice=Notice.WORK_ORDER_CHANGED, contact=cast.piet).count() == 1


async def test_the_reporter_is_shown_and_hidden_again(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))

    shown = await change(cast, order, {}, share_reporter_contact=True)
    hidden = await change(cast, shown, {}, share_reporter_contact=False)

    assert (shown.site_contact_id, hidden.site_contact_id) == (cast.tom.id, None)


async def test_what_is_closed_stays_as_it_is(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    await move_sub_incident(cast.as_anna, sub_incident_id=order.id, status="WITHDRAWN", details=MoveDetails())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, order, {"title": "x"})

    assert refused.value.code is ErrorCode.SUB_INCIDENT_CLOSED


async def test_nobody_else_changes_it_and_nobody_an_older_version(cast: Cast, neighbour: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await change(neighbour, order, {"title": "x"})
        with pytest.raises(NotAllowed):
            await update_sub_incident(piet, sub_incident_id=order.id, changes={"title": "x"})
        with pytest.raises(Conflict):
            await change(cast, order, {"title": "x"}, expected_version=9)
        with pytest.raises(Refusal):
            await change(cast, order, {"title": " "})


async def test_nobody_else_is_handed_what_the_party_said_by_phone(cast: Cast) -> None:
    second = await Contact.create(
        organisation=cast.organisation, type=ContactType.OWNER, name="Otto Tweede", email="otto@example.org"
    )
    await Ownership.create(organisation=cast.organisation, property=cast.dam, owner=second, from_on=clock.today())
    question = await asked(cast, await reported(cast), owner_id=cast.olga.id)
    by_phone = MoveDetails(reason="Ik kan het niet betalen")
    await move_sub_incident(
        cast.as_anna,
        sub_incident_id=question.id,
        status=ConsultationStatus.COUNTER_QUESTION,
        on_behalf_of_party=True,
        details=by_phone,
    )
    answered = await says(cast.as_anna, question, "Het mag in termijnen.")

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, question, {}, party_id=second.id)

    assert answered.kind is MessageKind.POST
    assert refused.value.code is ErrorCode.PARTY_HAS_ANSWERED
