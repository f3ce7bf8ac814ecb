"""Changing what an incident says."""

import pytest

from errors import Conflict, NotAllowed, NotFound
from models import Priority
from resolvers.incidents import update_incident
from tests.cast import Cast, reported, through_link
from tests.silence import nothing_happens


async def test_what_is_given_changes_and_the_rest_stays(cast: Cast) -> None:
    incident = await reported(cast)

    changed = await update_incident(cast.as_anna, incident_id=incident.id, priority=Priority.URGENT)

    assert (changed.priority, changed.title, changed.version) == (Priority.URGENT, incident.title, 2)


async def test_who_looked_at_an_older_version_gets_a_conflict_with_the_current_one(cast: Cast) -> None:
    incident = await reported(cast)
    await update_incident(cast.as_anna, incident_id=incident.id, title="Eerst")

    async with nothing_happens():
        with pytest.raises(Conflict) as refused:
            await update_incident(cast.as_bas, incident_id=incident.id, title="Daarna", expected_version=1)

    assert refused.value.current_version == 2


async def test_neither_a_stranger_nor_the_reporter_changes_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await update_incident(neighbour.as_anna, incident_id=incident.id, title="Van ons")
        with pytest.raises(NotAllowed):
            await update_incident(tom, incident_id=incident.id, title="Anders")
