"""Changes of rows that are made together."""

from typing import Any, cast
from uuid import uuid4

import pytest
from tortoise.exceptions import IntegrityError
from tortoise.expressions import F
from tortoise.transactions import in_transaction

import clock
from models import AuditEntry, Incident, Presence, ReadMark, Thread, Typing
from models.changing import Added, Change, Held
from models.joining import all_together, together
from tests.cast import Cast, reported


async def changes_together_all_happen_or_none(people: Cast) -> None:
    incident = await reported(people)
    marks = ReadMark.filter(thread_id=incident.thread_id, employee_id=people.anna.id)
    typing = Typing(thread=incident.thread, employee=people.anna, kind="POST", since=clock.now(), until=clock.now())
    await Typing.bulk_create([typing])

    def changes() -> list[Change]:
        entries = [AuditEntry(act="postMessage", address=str(number)) for number in range(3)]
        return [
            Typing.filter(thread_id=incident.thread_id).delete(),
            marks.update(read_at=clock.now()),
            AuditEntry.bulk_create(entries),
            Presence.bulk_create([]),
        ]

    async def a_change_of_mind() -> None:
        async with in_transaction():
            await together(*changes())
            raise LookupError

    before = await AuditEntry.all().count()
    with pytest.raises(LookupError):
        await a_change_of_mind()
    assert (await Typing.all().count(), await AuditEntry.all().count()) == (1, before)

    assert await together(*changes()) == [1, await marks.count(), 3, 0]
    assert (await Typing.all().count(), await AuditEntry.all().count()) == (0, before + 3)
    assert await together() == []
    assert await together(Presence.bulk_create([])) == [0]


async def what_was_changed_comes_back_as_it_stands(people: Cast) -> None:
    incident, other = await reported(people, "Een"), await reported(people, "Twee")
    now = clock.now()

    held = Held(Incident.filter(id=incident.id), last_activity_at=now, version=F("version") + 1)
    assert await together(held) == [1]

    row = cast("Incident", held.row)
    assert (row.last_activity_at, row.version) == (now, incident.version + 1)
    read = await Incident.get(id=incident.id)
    for name in Incident._meta.fields_db_projection:
        assert getattr(row, name) == getattr(read, name), name
    assert (await Incident.get(id=other.id)).version == other.version

    nowhere = Held(Incident.filter(id=uuid4()), version=1)
    assert await together(nowhere) == [0]
    assert nowhere.row is None


async def what_hangs_on_a_row_takes_from_it_and_falls_with_it(people: Cast) -> None:
    incident = await reported(people)
    thread = await Thread.get(id=incident.thread_id)
    typing = Typing(thread=thread, employee=people.anna, kind="POST", since=clock.now(), until=clock.now())
    address = uuid4().hex[:20]

    def changes(number: int) -> tuple[Held[Incident], Held[Thread], list[Change]]:
        head = Held(Incident.filter(id=incident.id), version=number)
        held = Held(Thread.filter(id=thread.id, last_seq__lt=number), last_seq=F("last_seq") + 10)
        marks = [ReadMark(thread=thread, employee=who, read_at=clock.now()) for who in (people.anna, people.bas)]
        entries = [AuditEntry(act="postMessage", address=address) for _ in range(2)]
        upsert: dict[str, Any] = {"on_conflict": ["thread_id", "employee_id"], "update_fields": ["seq"]}
        taking = cast("Added[ReadMark]", ReadMark.bulk_create(marks, **upsert)).taking(held, seq="last_seq")
        return head, held, [taking, Typing.filter(thread_id=thread.id).delete(), AuditEntry.bulk_create(entries)]

    await Typing.bulk_create([typing])
    head, held, others = changes(thread.last_seq + 1)
    heads, threads, _, typings, entries = await together(head, held, *others)  # SQLite counts what triggers wrote
    assert (heads, threads, typings, entries) == (1, 1, 1, 2)
    assert (head.row is not None, held.row is not None and held.row.last_seq) == (True, thread.last_seq + 10)
    assert {mark.seq for mark in await ReadMark.filter(thread_id=thread.id)} == {thread.last_seq + 10}

    await Typing.bulk_create([typing])
    head, held, others = changes(thread.last_seq + 1)
    assert await together(head, held, *others) == [1, 0, 0, 0, 0]
    assert (head.row is not None, held.row) == (True, None)
    assert await Typing.filter(thread_id=thread.id).count() == 1
    assert await AuditEntry.filter(address=address).count() == 2


async def what_is_all_of_a_transaction_happens_or_does_not(people: Cast) -> None:
    incident = await reported(people)
    address = uuid4().hex[:20]
    same = [AuditEntry(act="postMessage", address=address)] * 2

    async def changes(*more: Change) -> None:
        async with in_transaction():
            await all_together(Held(Incident.filter(id=incident.id), title="Anders"), *more)

    with pytest.raises(IntegrityError):
        await changes(AuditEntry.bulk_create(same))
    assert (await Incident.get(id=incident.id)).title == incident.title

    await changes(AuditEntry.bulk_create(same[:1]))
    assert (await Incident.get(id=incident.id)).title == "Anders"
    assert await AuditEntry.filter(address=address).count() == 1

    async with in_transaction() as outer:
        for title in ("Eerst", "Toen"):
            async with in_transaction():
                await all_together(Held(Incident.filter(id=incident.id), title=title))
            assert (await Incident.get(id=incident.id)).title == title
        await outer.rollback()
    assert (await Incident.get(id=incident.id)).title == "Anders"


# What holds of changes together on every database.
RULES = [
    changes_together_all_happen_or_none,
    what_was_changed_comes_back_as_it_stands,
    what_hangs_on_a_row_takes_from_it_and_falls_with_it,
    what_is_all_of_a_transaction_happens_or_does_not,
]
