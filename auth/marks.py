"""What tells that a watched thing has changed: numbers and moments for the feed, never shown to anybody.

The feed asks for the whole process at once, so no viewer's door is involved; each listener then reads what changed
through its own.
"""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from tortoise.functions import Count, Max, Sum

import clock
from models import (
    Contact,
    GuestLink,
    Incident,
    Message,
    Ownership,
    Presence,
    ReadMark,
    Session,
    SubIncident,
    Thread,
    Typing,
)

Marks = dict[UUID, object]


async def read_message_rows(thread_id: UUID, after_seq: int, limit: int) -> list[Message]:
    """Which messages a thread has beyond a number: ids and numbers alone, in order."""
    rows = Message.filter(thread_id=thread_id, seq__gt=after_seq).order_by("seq").limit(limit)
    return await rows.only("id", "thread_id", "seq")


async def thread_marks(ids: Collection[UUID]) -> Marks:
    return dict(await Thread.filter(id__in=list(ids)).values_list("id", "last_seq"))


async def reader_marks(ids: Collection[UUID]) -> Marks:
    """Every thread has one: that nobody is there any more is a change like another."""
    rows = ReadMark.filter(thread_id__in=list(ids)).annotate(mark=Max("read_at"))
    read = dict(await rows.group_by("thread_id").values_list("thread_id", "mark"))
    here, typing = await _present_marks(Presence, "created_at", ids), await _present_marks(Typing, "since", ids)
    return {row_id: (read.get(row_id), here.get(row_id), typing.get(row_id)) for row_id in ids}


async def _present_marks(model: type[Presence] | type[Typing], since: str, ids: Collection[UUID]) -> Marks:
    """How many have not lapsed, and since when the last: the poll that sees one less tells of it, and nobody need."""
    rows = model.filter(thread_id__in=list(ids), until__gt=clock.now()).annotate(count=Count("id"), last=Max(since))
    found = await rows.group_by("thread_id").values_list("thread_id", "count", "last")
    return {thread_id: (count, last) for thread_id, count, last in found}


async def incident_marks(ids: Collection[UUID]) -> Marks:
    return dict(await Incident.filter(id__in=list(ids)).values_list("id", "last_activity_at"))


async def sub_incident_marks(ids: Collection[UUID]) -> Marks:
    return dict(await SubIncident.filter(id__in=list(ids)).values_list("id", "version"))


async def desk_marks(ids: Collection[UUID]) -> Marks:
    """The end of an index for each: a maximum of them all at once reads every incident."""
    return {row_id: await _last_activity(row_id) for row_id in ids}


async def _last_activity(organisation_id: UUID) -> datetime | None:
    last = Incident.filter(organisation_id=organisation_id).order_by("-last_activity_at", "-id").first()
    found = await last.values_list("last_activity_at", flat=True)
    return cast("datetime | None", found)


async def overview_marks(ids: Collection[UUID]) -> Marks:
    sides = SubIncident.filter(party_id__in=list(ids)).annotate(mark=Max("thread__last_shared_at"))
    heads = Incident.filter(reporter_id__in=list(ids)).annotate(mark=Max("thread__last_shared_at"))
    by_party = dict(await sides.group_by("party_id").values_list("party_id", "mark"))
    by_reporter = dict(await heads.group_by("reporter_id").values_list("reporter_id", "mark"))
    by_owner = await _owned_marks(ids)
    return {row_id: (by_party.get(row_id), by_reporter.get(row_id), by_owner.get(row_id)) for row_id in ids}


async def _owned_marks(ids: Collection[UUID]) -> Marks:
    """When something was last said about what each owner may see. Whether it may today is the door's business."""
    owned = await Ownership.filter(owner_id__in=list(ids), sees_incidents=True).values_list("owner_id", "property_id")
    heads = Incident.filter(property_id__in=[property_id for _, property_id in owned])
    last = heads.annotate(mark=Max("thread__last_shared_at")).group_by("property_id")
    by_property = dict(await last.values_list("property_id", "mark")) if owned else {}
    return {
        owner_id: {key: mark for own, key in owned if own == owner_id and (mark := by_property.get(key))}
        for owner_id, _ in owned
    }


async def rights_marks(ids: Collection[UUID]) -> Marks:
    """What decides about a contact's reach: the contact itself, and what it owns."""
    contacts = await Contact.filter(id__in=list(ids)).values_list("id", "version", "archived_at", "account_id")
    owned = Ownership.filter(owner_id__in=list(ids)).annotate(mark=Sum("version"))
    by_owner = dict(await owned.group_by("owner_id").values_list("owner_id", "mark"))
    return {
        row_id: (version, archived, account, by_owner.get(row_id)) for row_id, version, archived, account in contacts
    }


async def session_marks(ids: Collection[UUID]) -> Marks:
    return dict(await Session.filter(id__in=list(ids)).values_list("id", "ended_at"))


async def guest_link_marks(ids: Collection[UUID]) -> Marks:
    return dict(await GuestLink.filter(id__in=list(ids)).values_list("id", "revoked_at"))


MarkReader = Callable[[Collection[UUID]], Awaitable[Marks]]
