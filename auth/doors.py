"""What every door is made of: rows of the viewer's own organisation, one of them, and one of them held."""

from typing import TypeVar
from uuid import UUID

from tortoise.models import Model
from tortoise.queryset import QuerySet

import clock
from auth.viewer import Viewer
from errors import Conflict, NotFound
from models import (
    Category,
    Contact,
    Employee,
    Incident,
    Organisation,
    Ownership,
    Property,
    SubIncident,
    Tenancy,
    Unit,
)
from models.period import holds_on

M = TypeVar("M", bound=Model)
H = TypeVar("H", Ownership, Tenancy)
V = TypeVar("V", Incident, SubIncident, Contact, Employee, Organisation, Category, Property, Unit, Ownership, Tenancy)


def of_organisation(model: type[M], viewer: Viewer) -> QuerySet[M]:
    """Those of the organisation that the viewer belongs to."""
    rows = model.filter(organisation_id=viewer.organisation_id)
    return rows if viewer.is_signed_in else none_of(rows)


def for_staff(model: type[M], viewer: Viewer) -> QuerySet[M]:
    """The same, for employees alone."""
    rows = of_organisation(model, viewer)
    return rows if viewer.is_staff else none_of(rows)


def current(model: type[H], viewer: Viewer, holder: str) -> QuerySet[H]:
    """The ownerships or tenancies of a contact that hold today; none for a link, which is no account."""
    rows = model.filter(holds_on(clock.today()))
    return rows.filter(**{f"{holder}__in": viewer.contact_ids if viewer.guest_thread_id is None else []})


def none_of(rows: QuerySet[M]) -> QuerySet[M]:
    """Nothing, as a query."""
    return rows.filter(id__isnull=True)


async def one(rows: QuerySet[M], row_id: UUID, field: str) -> M:
    """The row with this id among them, or NotFound."""
    row = await rows.get_or_none(id=row_id)
    if row is None:
        raise NotFound(field)
    return row


async def lock(row: M) -> M:
    """The row as it stands now, held until the transaction ends; only a row that came through a door gets here.

    Locks are taken from the head down: incident, sub-incident, thread. Taken in another order they deadlock.
    """
    return await type(row).select_for_update().get(pk=row.pk)


async def lock_unchanged(row: V) -> V:
    """Lock a row that carries a version. Raises Conflict when somebody changed it since it came through the door."""
    locked = await lock(row)
    if locked.version != row.version:
        raise Conflict(current_version=locked.version)
    return locked
