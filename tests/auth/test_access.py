"""The doors: who may read which thread, and nobody else."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import clock
from auth.access import visible_incidents, visible_messages, visible_sub_incidents, visible_threads
from auth.sign_in import authenticate_again
from auth.viewer import Viewer, nobody
from errors import Unauthenticated
from models import GuestLink, Incident, MessageKind, SubIncident
from tests.cast import Cast, given_to, reported, says, through_link


async def sight(viewer: Viewer) -> dict[str, int]:
    """How many rows come through each door."""
    return {
        "incidents": await visible_incidents(viewer).count(),
        "sub_incidents": await visible_sub_incidents(viewer).count(),
        "threads": await visible_threads(viewer).count(),
        "messages": await visible_messages(viewer).count(),
    }


@pytest.fixture
async def scene(cast: Cast) -> tuple[Incident, SubIncident, SubIncident]:
    """One incident with jobs for Piet and Elin; in each thread a post and a note, beside what the system wrote."""
    incident = await reported(cast)
    orders = [await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)]
    threads: list[Incident | SubIncident] = [incident, *orders]
    for thread in threads:
        await says(cast.as_anna, thread, "Voor iedereen")
        await says(cast.as_anna, thread, "Voor ons", kind=MessageKind.NOTE)
    return incident, orders[0], orders[1]


Scene = tuple[Incident, SubIncident, SubIncident]
NOTHING = {"incidents": 0, "sub_incidents": 0, "threads": 0, "messages": 0}


async def test_nobody_sees_nothing(scene: Scene) -> None:
    assert await sight(nobody()) == NOTHING


async def test_a_stranger_sees_nothing(scene: Scene, neighbour: Cast) -> None:
    assert await sight(neighbour.as_anna) == NOTHING
    assert await sight(neighbour.as_bas) == NOTHING


async def test_an_employee_sees_every_thread_of_the_organisation(scene: Scene, cast: Cast) -> None:
    seen = await sight(cast.as_anna)

    assert (seen["incidents"], seen["sub_incidents"], seen["threads"]) == (1, 2, 3)
    assert seen == await sight(cast.as_bas)


async def test_a_plumber_sees_one_side_thread_without_its_notes(scene: Scene, cast: Cast) -> None:
    piet = await through_link(cast.piet, scene[1])

    assert await sight(piet) == {"incidents": 0, "sub_incidents": 1, "threads": 1, "messages": 2}


async def test_a_link_reaches_one_job_though_its_contact_has_another(scene: Scene, cast: Cast) -> None:
    another = await given_to(cast, cast.piet, await reported(cast, "Nog een"))

    seen = await visible_sub_incidents(await through_link(cast.piet, scene[1]))

    assert [row.id for row in seen] == [scene[1].id] != [another.id]


async def test_the_reporter_sees_the_head_and_no_side_thread(scene: Scene, cast: Cast) -> None:
    seen = await sight(await through_link(cast.tom, scene[0]))

    assert (seen["incidents"], seen["sub_incidents"], seen["threads"]) == (1, 0, 1)


async def hide(scene: Scene, _cast: Cast) -> None:
    await Incident.filter(id=scene[0].id).update(shared_with_reporter=False)


async def report_for_somebody_else(scene: Scene, cast: Cast) -> None:
    await Incident.filter(id=scene[0].id).update(reporter_id=cast.olga.id)


@pytest.mark.parametrize("happened", [hide, report_for_somebody_else])
async def test_the_reporters_link_shows_nothing_when_the_head_is_not_theirs_any_more(
    happened: Callable[[Any, Cast], Awaitable[None]], scene: Scene, cast: Cast
) -> None:
    tom = await through_link(cast.tom, scene[0])

    await happened(scene, cast)

    assert await sight(tom) == NOTHING


async def test_a_party_that_was_replaced_sees_nothing_through_its_link(scene: Scene, cast: Cast) -> None:
    piet = await through_link(cast.piet, scene[1])

    await SubIncident.filter(id=scene[1].id).update(party_id=cast.elin.id)

    assert await sight(piet) == NOTHING


async def test_a_link_to_a_thread_of_somebody_else_shows_nothing(scene: Scene, cast: Cast) -> None:
    assert await sight(await through_link(cast.elin, scene[1])) == NOTHING
    assert await sight(await through_link(cast.piet, scene[0])) == NOTHING


@pytest.mark.parametrize("column", ["revoked_at", "expires_at"])
async def test_a_link_that_ended_signs_nobody_in(column: str, scene: Scene, cast: Cast) -> None:
    piet = await through_link(cast.piet, scene[1])

    await GuestLink.filter(id=piet.guest_link_id).update(**{column: clock.now()})

    with pytest.raises(Unauthenticated):
        await authenticate_again(piet)
