"""Whose term is over: ids for the clock, never shown to anybody. What they are about comes through the doors."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from models import (
    INCIDENT_MOVES,
    Attachment,
    Contact,
    ContactType,
    Incident,
    IncidentStatus,
    Organisation,
    ReportUpload,
    SubIncident,
    Tenancy,
)
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


async def list_keepers() -> list[Organisation]:
    """Every organisation, with how long it keeps things."""
    return await Organisation.all().only("id", "audit_days", "delivery_days", "reporter_months")


async def tenants_done_with(organisation: Organisation, moment: datetime, limit: int) -> list[UUID]:
    """Tenants without an account who rent nothing, and of whom nothing was open or said since that moment."""
    is_not_over = Q(until_on__isnull=True) | Q(until_on__gte=moment.date())
    renting: Any = Subquery(Tenancy.filter(is_not_over).values("tenant_id"))
    lately: Any = Subquery(
        Incident.filter(
            Q(status__in=INCIDENT_MOVES.open_states()) | Q(last_activity_at__gte=moment), reporter_id__isnull=False
        ).values("reporter_id")
    )
    rows = Contact.filter(
        organisation_id=organisation.id,
        type=ContactType.TENANT,
        account_id__isnull=True,
        erased_at__isnull=True,
        created_at__lt=moment,
        id__not_in=renting,
    ).filter(id__not_in=lately)
    return [row.id for row in await rows.order_by("id").limit(limit).only("id")]


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
