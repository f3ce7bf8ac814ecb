"""What is promised of that which incidents wait on, on whichever database: the tests of both run these."""

import asyncio

from models import Incident, SubIncident, SubIncidentKind, TaskStatus, WorkOrderStatus
from models.database import connected
from models.migrate import migrate
from models.waiting import COLUMNS
from resolvers.requirements import MoveDetails
from resolvers.sub_incidents import move_sub_incident
from tests.cast import Cast, asked, given_to, reported, tasked
from tests.made_up_migrations import MadeUpMigrations
from tests.upgrading import filled_at

ORDER, QUESTION, TASK = SubIncidentKind.WORK_ORDER, SubIncidentKind.OWNER_CONSULTATION, SubIncidentKind.INTERNAL_TASK


async def waits_on(incident: Incident) -> set[SubIncidentKind]:
    kept = await Incident.get(id=incident.id)
    return {kind for kind, column in COLUMNS.items() if getattr(kept, column)}


async def open_kinds(incident: Incident) -> set[SubIncidentKind]:
    return {side.kind for side in await SubIncident.filter(incident_id=incident.id) if side.is_open}


async def move(cast: Cast, side: SubIncident, status: str) -> None:
    await move_sub_incident(cast.as_anna, sub_incident_id=side.id, status=status, details=MoveDetails(reason="Klaar."))


async def is_right_after_an_upgrade(url: str, made_up: MadeUpMigrations) -> bool:
    """Of incidents that waited before this was kept."""
    await filled_at(url, "0011_tally_threads_first", made_up)
    await migrate(url, report=lambda _line: None)
    async with connected(url):
        incidents = await Incident.all()
        kept = [await waits_on(incident) for incident in incidents]
        return any(kept) and kept == [await open_kinds(incident) for incident in incidents]


class WaitingPromises:
    """Tests that are the same on each database; a subclass brings a `cast`."""

    async def test_it_waits_for_as_long_as_one_of_a_kind_is_open(self, cast: Cast) -> None:
        incident, other = await reported(cast), await reported(cast, "Lekkage")
        assert await waits_on(incident) == set()

        order, question = await given_to(cast, cast.piet, incident), await asked(cast, incident)
        task, next_task = [await tasked(cast, incident, one) for one in (cast.anna, cast.bas)]
        assert await waits_on(incident) == {ORDER, QUESTION, TASK}

        await move(cast, task, TaskStatus.WITHDRAWN)
        await move(cast, question, "WITHDRAWN")
        assert await waits_on(incident) == {ORDER, TASK}
        await move(cast, next_task, TaskStatus.WITHDRAWN)
        await move(cast, order, WorkOrderStatus.WITHDRAWN)
        assert await waits_on(incident) == set() == await waits_on(other)

    async def test_it_is_right_when_many_begin_and_end_at_once(self, cast: Cast) -> None:
        incident = await reported(cast)
        tasks = [await tasked(cast, incident, colleague) for colleague in (cast.anna, cast.bas)]
        orders = [await given_to(cast, contractor, incident) for contractor in (cast.piet, cast.elin)]

        await asyncio.gather(
            *(move(cast, task, TaskStatus.WITHDRAWN) for task in tasks),
            *(move(cast, order, WorkOrderStatus.WITHDRAWN) for order in orders),
            asked(cast, incident),
        )

        assert await waits_on(incident) == {QUESTION} == await open_kinds(incident)
