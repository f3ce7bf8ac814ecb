"""Changing what an incident says."""

import pytest

from auth.access import visible_incidents
from auth.viewer import contact_viewer
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Event, GuestLink, Message, MessageKind, Notice, Priority, Property
from resolvers.incident_changes import update_incident
from tests.cast import Cast, reported, through_link
from tests.silence import nothing_happens


async def test_what_is_given_changes_and_the_rest_stays(cast: Cast) -> None:
    incident = await reported(cast)

    changed = await update_incident(cast.as_anna, incident_id=incident.id, changes={"priority": Priority.URGENT})

    assert (changed.priority, changed.title, changed.version) == (Priority.URGENT, incident.title, 2)


async def test_who_looked_at_an_older_version_gets_a_conflict_with_the_current_one(cast: Cast) -> None:
    incident = await reported(cast)
    await update_incident(cast.as_anna, incident_id=incident.id, changes={"title": "Eerst"})

    async with nothing_happens():
        with pytest.raises(Conflict) as refused:
            await update_incident(cast.as_bas, incident_id=incident.id, changes={"title": "Daarna"}, expected_version=1)

    assert refused.value.current_version == 2


async def test_neither_a_stranger_nor_the_reporter_changes_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await update_incident(neighbour.as_anna, incident_id=incident.id, changes={"title": "Van ons"})
        with pytest.raises(NotAllowed):
            await update_incident(tom, incident_id=incident.id, changes={"title": "Anders"})


async def test_what_was_changed_can_be_read_back_by_staff_alone(cast: Cast) -> None:
    incident = await reported(cast)

    await update_incident(cast.as_anna, incident_id=incident.id, changes={"priority": Priority.HIGH})

    [event] = await Message.filter(event=Event.DETAILS_CHANGED)
    assert (event.kind, event.author_employee_id) == (MessageKind.NOTE, cast.anna.id)


async def test_another_reporter_takes_the_place_of_the_former(cast: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    await update_incident(cast.as_anna, incident_id=incident.id, changes={"reporter_id": cast.olga.id})

    assert await visible_incidents(tom).count() == 0
    assert await visible_incidents(contact_viewer(cast.olga)).count() == 1
    assert not await GuestLink.filter(contact=cast.tom, revoked_at__isnull=True).exists()
    assert {row.contact_id async for row in Delivery.filter(notice=Notice.REPORT_CONFIRMED)} == {cast.olga.id}


async def test_a_hidden_incident_is_shared_and_hidden_again(cast: Cast) -> None:
    incident = await reported(cast, is_hidden_from_reporter=True)
    tom = contact_viewer(cast.tom)

    await update_incident(cast.as_anna, incident_id=incident.id, changes={"shared_with_reporter": True})
    shared = await visible_incidents(tom).count()
    await update_incident(cast.as_anna, incident_id=incident.id, changes={"shared_with_reporter": False})

    assert (shared, await visible_incidents(tom).count()) == (1, 0)
    assert await Delivery.filter(notice=Notice.REPORT_CONFIRMED, contact=cast.tom).count() == 2


async def test_a_property_that_becomes_known_takes_its_unit_and_no_foreign_one(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    other = await Property.create(
        organisation=cast.organisation, street="Plein", house_number="1", postcode="1011 AA", city="Amsterdam"
    )

    moved = await update_incident(cast.as_anna, incident_id=incident.id, changes={"property_id": other.id})
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await update_incident(cast.as_anna, incident_id=incident.id, changes={"unit_id": cast.dam_2.id})
        with pytest.raises(NotFound):
            await update_incident(cast.as_anna, incident_id=incident.id, changes={"property_id": neighbour.dam.id})
        with pytest.raises(Refusal) as no_reporter:
            await update_incident(cast.as_anna, incident_id=incident.id, changes={"reporter_id": cast.piet.id})

    assert (moved.property_id, moved.unit_id) == (other.id, None)
    assert refused.value.code is ErrorCode.UNIT_NOT_IN_PROPERTY
    assert no_reporter.value.code is ErrorCode.WRONG_CONTACT_TYPE
