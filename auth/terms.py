"""Whose term is over: ids for the clock, never shown to anybody. What they are about comes through the doors."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import Q

from models import Attachment, Incident, IncidentStatus, ReportUpload, SubIncident
from models.file import File

FILES: tuple[type[File], ...] = (Attachment, ReportUpload)

Due = list[tuple[UUID, UUID]]


async def due_sub_incidents(moment: datetime, limit: int) -> Due:
    """Sub-incidents of which the party is to be reminded, or waited for no longer: organisation and id."""
    rows = SubIncident.filter(Q(remind_at__lte=moment) | Q(answer_due_at__lte=moment)).order_by("id").limit(limit)
    return [(row.organisation_id, row.id) for row in await rows.only("id", "organisation_id")]


async def due_deferrals(day: date, limit: int) -> Due:
    """Incidents that were put off until today, or until a day on which nobody looked."""
    rows = Incident.filter(status=IncidentStatus.DEFERRED, deferred_until_on__lte=day).order_by("id").limit(limit)
    return [(row.organisation_id, row.id) for row in await rows.only("id", "organisation_id")]


async def discarded_files(kind: type[File], limit: int) -> list[tuple[UUID, str]]:
    """Files that are to go: id, and the object in the store."""
    rows = kind.filter(discarded_at__isnull=False).order_by("id").limit(limit).only("id", "object_key")
    return [(row.id, row.object_key or "") for row in await rows]


async def objects_in_use(keys: Collection[str]) -> set[str]:
    """Those of the objects in the store that somebody's file still stands for."""
    in_use: set[str] = set()
    for kind in FILES:
        rows = kind.filter(object_key__in=list(keys), discarded_at__isnull=True).only("id", "object_key")
        in_use |= {row.object_key for row in await rows if row.object_key}
    return in_use
