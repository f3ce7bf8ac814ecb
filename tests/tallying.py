"""What the tallies of threads promise, on whichever database: the tests of both run these."""

import asyncio

from auth.tallies import add_up_tallies
from auth.viewer import Viewer, employee_viewer
from bench.town import EMPLOYEE
from models import (
    INCIDENT_MOVES,
    Employee,
    Incident,
    IncidentStatus,
    Message,
    ReadMark,
    SubIncident,
    Thread,
    ThreadTally,
)
from models.database import connected
from models.migrate import migrate
from resolvers.incident_handling import change_incident_status
from resolvers.threads import count_unread_threads, mark_thread_read
from tests.cast import Cast, at_desk, given_to, reported, says, tasked, through_link
from tests.made_up_migrations import MadeUpMigrations
from tests.upgrading import filled_at

S = IncidentStatus


async def counted_one_by_one(viewer: Viewer) -> int:
    """The threads of open incidents that hold something that the employee has not read."""
    of_house = {"organisation_id": viewer.organisation_id}
    heads = await Incident.filter(**of_house, status__in=INCIDENT_MOVES.open_states())
    sides = await SubIncident.filter(incident_id__in=[head.id for head in heads])
    threads = await Thread.filter(id__in=[row.thread_id for row in (*heads, *sides)])
    read = {mark.thread_id: mark.seq for mark in await ReadMark.filter(employee=viewer.employee)}
    return len([thread for thread in threads if thread.last_seq > read.get(thread.id, 0)])


async def is_right_for(*viewers: Viewer) -> bool:
    return all([await count_unread_threads(viewer) == await counted_one_by_one(viewer) for viewer in viewers])


async def read_it(viewer: Viewer, subject: Incident | SubIncident, up_to: int = 99) -> None:
    await mark_thread_read(viewer, thread_id=subject.thread_id, up_to_seq=up_to)


async def move(viewer: Viewer, incident: Incident, status: S) -> None:
    await change_incident_status(viewer, incident_id=incident.id, status=status)


async def is_right_after_an_upgrade(url: str, made_up: MadeUpMigrations) -> bool:
    """Of rows that were there before there were tallies: what is unread, and who wrote in which thread."""
    await filled_at(url, "0007_privacy", made_up)
    await migrate(url, report=lambda _line: None)
    async with connected(url):
        wrote = await Message.all().distinct().values_list("thread_id", "author_employee_id")
        marks = await ReadMark.filter(employee_id__isnull=False)
        for mark in marks:
            assert mark.has_written == ((mark.thread_id, mark.employee_id) in wrote)
        assert {mark.has_written for mark in marks} == {mark.has_written_shared for mark in marks} == {True, False}
        viewer = employee_viewer(await Employee.get(id=EMPLOYEE))
        return await count_unread_threads(viewer) > 0 and await is_right_for(viewer)


class TallyPromises:
    """Tests that are the same on each database; a subclass brings a `cast`."""

    async def test_what_is_unread_is_right_after_everything_that_happens(self, cast: Cast) -> None:
        anna, bas = cast.as_anna, await at_desk(cast.bas)
        incident, other = await reported(cast), await reported(cast, "Lekkage")
        assert await is_right_for(anna, bas)
        assert await count_unread_threads(bas) == 2

        order, task = await given_to(cast, cast.piet, incident), await tasked(cast, incident, cast.bas)
        assert await is_right_for(anna, bas)
        await says(anna, incident, "Wij komen.")
        await says(await through_link(cast.piet, order), order, "Ik kom morgen.")
        await read_it(bas, order, up_to=1)
        assert await is_right_for(anna, bas)
        for subject in (incident, order, task, other):
            await read_it(bas, subject)
        assert await is_right_for(anna, bas)
        assert await count_unread_threads(bas) == 0

        await says(anna, other, "Kunt u een foto sturen?")
        assert await is_right_for(anna, bas)
        assert await count_unread_threads(bas) == 1
        await move(anna, other, S.RESOLVED)
        assert await is_right_for(anna, bas)
        assert await count_unread_threads(bas) == 0
        await read_it(bas, other)
        await move(anna, other, S.IN_PROGRESS)
        assert await is_right_for(anna, bas)
        await move(anna, other, S.CANCELLED)
        assert await is_right_for(anna, bas)

    async def test_adding_up_changes_no_count(self, cast: Cast) -> None:
        anna, bas = cast.as_anna, await at_desk(cast.bas)
        for title in ("Een", "Twee", "Drie"):
            incident = await reported(cast, title)
            await says(anna, incident, "Wij komen.")
            await read_it(bas, incident)
        entries, counts = await ThreadTally.all().count(), [await count_unread_threads(anna), 0]

        await add_up_tallies(most=1_000)

        assert [await count_unread_threads(anna), await count_unread_threads(bas)] == counts
        assert await ThreadTally.all().count() < entries
        assert await is_right_for(anna, bas)

    async def test_whoever_writes_and_reads_and_closes_at_once_is_counted_right(self, cast: Cast) -> None:
        anna, bas = cast.as_anna, await at_desk(cast.bas)
        incident, other = await reported(cast), await reported(cast, "Lekkage")
        for subject in (incident, other):
            await says(anna, subject, "Wij komen.")  # what is said after this moves neither

        await asyncio.gather(
            *(
                says(viewer, subject, f"{turn}")
                for turn in range(6)
                for viewer in (anna, bas)
                for subject in (incident, other)
            ),
            *(read_it(viewer, subject) for _ in range(6) for viewer in (anna, bas) for subject in (incident, other)),
            move(anna, other, S.RESOLVED),
            add_up_tallies(most=1_000),
            add_up_tallies(most=1_000),
        )

        assert await is_right_for(anna, bas)
        await move(anna, other, S.IN_PROGRESS)
        assert await is_right_for(anna, bas)
        await read_it(bas, incident)
        await read_it(bas, other)
        assert await count_unread_threads(bas) == 0
