"""Who is here: following a thread is being in it, for as long as that lasts."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from tortoise.queryset import DeleteQuery

import clock
from auth.access import as_participant
from auth.presence import own_typing, visible_presence, visible_typing
from auth.viewer import Viewer
from models import Contact, Employee, Incident, MessageKind, Presence, SubIncident, Typing
from models.database import DATABASE_AWAY
from realtime.announce import announcing
from realtime.events import PresenceChanged
from resolvers.threads import subject_of

HERE_FOR = timedelta(seconds=45)
SAID_AGAIN_SECONDS = 15.0
TYPING_FOR = timedelta(seconds=6)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Company:
    """Who else is in a thread, and who else is writing in it: each once, and since when.

    Somebody who went and came back between two looks came at another moment, so that it is another company.
    """

    present: dict[Employee | Contact, datetime]
    typing: dict[Employee | Contact, datetime]


NOBODY = Company({}, {})


async def company_in(viewer: Viewer, subjects: Collection[Incident | SubIncident]) -> dict[UUID, Company]:
    """Who else is in the threads of these, as far as the viewer may know: by thread."""
    present, typing = await visible_presence(viewer, subjects), await visible_typing(viewer, subjects)
    return {
        subject.thread_id: Company(_people_in(subject.thread_id, present), _people_in(subject.thread_id, typing))
        for subject in subjects
    }


@asynccontextmanager
async def here(viewer: Viewer, thread_id: UUID) -> AsyncIterator[None]:
    """The viewer is in the thread for as long as the block runs. Somebody who is no participant is nowhere."""
    person = await as_participant(viewer, await subject_of(viewer, thread_id))
    if person.employee is None and person.contact is None:
        yield
        return
    stay = _Stay(person, thread_id)
    try:
        await stay.has_begun.wait()
        yield
    finally:
        await stay.end()


async def everybody_leaves() -> None:
    """Whoever is here through this process is so no longer: it stops."""
    await asyncio.gather(*(stay.end() for stay in list(_stays)))


async def begin_typing(viewer: Viewer, thread_id: UUID, kind: MessageKind) -> bool:
    """The viewer is writing, or still is; False when that was known. A step of acts, in their transaction."""
    now, mine = clock.now(), own_typing(viewer).filter(thread_id=thread_id)
    if await mine.filter(kind=kind, until__gt=now).update(until=now + TYPING_FOR):
        return False
    begun = {"kind": kind, "since": now, "until": now + TYPING_FOR}
    row = Typing(thread_id=thread_id, employee=viewer.employee, contact=viewer.contact, **begun)
    await Typing.bulk_create([row], ignore_conflicts=True)
    await mine.update(**begun)
    return True


def end_typing(viewer: Viewer, thread_id: UUID) -> DeleteQuery:
    """The viewer is writing no more; 0 when nobody thought so. A step of acts, in their transaction."""
    return own_typing(viewer).filter(thread_id=thread_id).delete()


_stays: set["_Stay"] = set()


class _Stay:
    """One open stream, in a task of its own: a client that vanishes must not cancel a write half-way."""

    def __init__(self, person: Viewer, thread_id: UUID) -> None:
        self.has_begun = asyncio.Event()
        self._person = person
        self._row = Presence(thread_id=thread_id, employee=person.employee, contact=person.contact)
        self._is_over = asyncio.Event()
        self._task = asyncio.create_task(self._last(), name="presence")
        _stays.add(self)

    async def end(self) -> None:
        self._is_over.set()
        await asyncio.shield(self._task)

    async def _last(self) -> None:
        """Said at once, and again well before it lapses, until it is over."""
        try:
            while not self._is_over.is_set():
                with _unless_the_database_is_away():
                    await self._say()
                self.has_begun.set()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._is_over.wait(), SAID_AGAIN_SECONDS)
            with _unless_the_database_is_away():
                await self._leave()
        finally:
            self.has_begun.set()
            _stays.discard(self)

    async def _say(self) -> None:
        until = clock.now() + HERE_FOR
        if await Presence.filter(id=self._row.id).update(until=until):
            return
        async with announcing() as announce:
            self._row.until = until
            await self._row.save(force_create=True)
            announce(PresenceChanged(self._row.thread_id))

    async def _leave(self) -> None:
        """Who leaves writes no more either."""
        async with announcing() as announce:
            gone = await Presence.filter(id=self._row.id).delete()
            stopped = await end_typing(self._person, self._row.thread_id)
            if gone or stopped:
                announce(PresenceChanged(self._row.thread_id))


@contextlib.contextmanager
def _unless_the_database_is_away() -> Iterator[None]:
    """What could not be said is said the next time, and what could not be taken back lapses."""
    try:
        yield
    except DATABASE_AWAY:
        log.warning("presence_not_said", exc_info=True)


def _people_in(thread_id: UUID, rows: Sequence[Presence | Typing]) -> dict[Employee | Contact, datetime]:
    """Who has several windows open is there once, since the first."""
    found: dict[Employee | Contact, datetime] = {}
    for row in rows:
        if row.thread_id == thread_id and row.person is not None:
            found.setdefault(row.person, row.since)
    return found
