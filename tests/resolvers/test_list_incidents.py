"""The inbox: which incidents, in which order."""

from typing import Any

import pytest

from models import Incident, Priority, SubIncidentKind
from resolvers.incident_changes import update_incident
from resolvers.incidents import URGENT_FIRST, IncidentFilter, list_incidents
from resolvers.pages import PageRequest
from resolvers.threads import mark_thread_read
from tests.cast import Cast, asked, by_account, given_to, reported, says, tasked, through_link


async def found(viewer: Any, **wanted: Any) -> list[str]:
    page = await list_incidents(viewer, wanted=IncidentFilter(**wanted), request=PageRequest(first=50))
    return sorted(incident.title for incident in page.rows)


@pytest.fixture
async def three(cast: Cast) -> list[Incident]:
    return [await reported(cast, title) for title in ("Een", "Twee", "Drie")]


async def test_mine_are_those_that_i_handle(cast: Cast, three: list[Incident]) -> None:
    await Incident.filter(id=three[0].id).update(handler_id=cast.anna.id)
    await Incident.filter(id=three[1].id).update(handler_id=cast.bas.id)

    assert await found(cast.as_anna, is_mine=True) == ["Een"]
    assert await found(cast.as_anna, is_mine=False) == ["Drie", "Twee"]


async def test_unread_counts_what_was_said_in_a_side_thread(cast: Cast, three: list[Incident]) -> None:
    order = await given_to(cast, cast.piet, three[1])
    for incident in three:
        await mark_thread_read(cast.as_anna, thread_id=incident.thread_id, up_to_seq=9)

    await says(await through_link(cast.piet, order), order, "Ik kom morgen.")

    assert await found(cast.as_anna, is_unread=True) == ["Twee"]
    assert await found(cast.as_anna, is_unread=False) == ["Drie", "Een"]


async def test_unread_for_a_reporter_is_its_own_thread_alone(cast: Cast, three: list[Incident]) -> None:
    order = await given_to(cast, cast.piet, three[1])
    tom = await by_account(cast.tom)
    for incident in three:
        await mark_thread_read(tom, thread_id=incident.thread_id, up_to_seq=9)

    await says(cast.as_anna, order, "Voor Piet.")
    await says(cast.as_anna, three[2], "Voor Tom.")

    assert await found(tom, is_unread=True) == ["Drie"]


async def test_waiting_is_derived_from_open_sub_incidents(cast: Cast, three: list[Incident]) -> None:
    await given_to(cast, cast.piet, three[0])
    await asked(cast, three[1])
    await tasked(cast, three[2], cast.bas)

    assert await found(cast.as_anna, waiting_on=[SubIncidentKind.WORK_ORDER]) == ["Een"]
    assert await found(
        cast.as_anna, waiting_on=[SubIncidentKind.OWNER_CONSULTATION, SubIncidentKind.INTERNAL_TASK]
    ) == ["Drie", "Twee"]


async def test_the_most_urgent_comes_first_page_by_page(cast: Cast, three: list[Incident]) -> None:
    for incident, priority in zip(three, (Priority.LOW, Priority.URGENT, Priority.HIGH), strict=True):
        await update_incident(cast.as_anna, incident_id=incident.id, changes={"priority": priority})

    titles: list[str] = []
    after = None
    for _ in three:
        request = PageRequest(first=1, after=after)
        page = await list_incidents(cast.as_anna, wanted=IncidentFilter(), order=URGENT_FIRST, request=request)
        titles, after = [*titles, *(row.title for row in page.rows)], page.cursors[-1]

    assert titles == ["Twee", "Drie", "Een"]
