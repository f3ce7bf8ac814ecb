"""The audit trail: writing down who did what, and reading it back. See docs/decisions/0014."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import BulkCreateQuery

from auth.acts import ACTS
from auth.register import visible_audit_entries, visible_contacts
from auth.viewer import Viewer
from models import Account, AuditEntry, Employee, Incident, SubIncident
from models.row import Row
from resolvers.checks import check_count
from resolvers.pages import Order, Page, PageRequest, read_page

NEWEST_FIRST = Order(("created_at", "id"), is_descending=True)


@dataclass(frozen=True)
class AuditFilter:
    """Which entries; what is None does not filter."""

    act: str | None = None
    except_acts: Sequence[str] | None = None
    employee_id: UUID | None = None
    contact_id: UUID | None = None
    subject_id: UUID | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


def record(viewer: Viewer, act: str, subject: Row | None) -> BulkCreateQuery[AuditEntry]:
    """Write down that the viewer does this, to what: ids, and nothing of what is in it. A step of every act."""
    return AuditEntry.bulk_create([_entry(viewer, act, subject)])


async def record_refusal(
    viewer: Viewer, act: str, tried: Sequence[Employee | Account | Incident | SubIncident]
) -> None:
    """That somebody tried to get in as one of these or to one of these, or as nobody that there is, and was refused."""
    subjects = [(replace(viewer, organisation_id=subject.organisation_id), subject) for subject in tried]
    refused = [_entry(each, act, subject, was_refused=True) for each, subject in subjects]
    await AuditEntry.bulk_create(refused or [_entry(viewer, act, None, was_refused=True)])


async def list_audit_entries(viewer: Viewer, *, wanted: AuditFilter, request: PageRequest) -> Page[AuditEntry]:
    """The trail of the organisation, newest first. Of a contact also what it did by its account. Raises Invalid."""
    rows = visible_audit_entries(viewer)
    check_count(wanted.except_acts or (), field="exceptActs", limit=len(ACTS))
    known = None if wanted.act is None else [act for act in ACTS if act == wanted.act]
    left_out = [act for act in ACTS if act in (wanted.except_acts or ())]
    columns = {
        "act__in": known,
        "act__not_in": left_out or None,
        "employee_id": wanted.employee_id,
        "subject_id": wanted.subject_id,
        "created_at__gte": wanted.from_at,
        "created_at__lt": wanted.until_at,
    }
    rows = rows.filter(**{name: value for name, value in columns.items() if value is not None})
    if wanted.contact_id is not None:
        contact = await visible_contacts(viewer).get_or_none(id=wanted.contact_id)
        is_theirs = Q(contact_id=wanted.contact_id)
        if contact is not None and contact.account_id is not None:
            is_theirs |= Q(account_id=contact.account_id)
        rows = rows.filter(is_theirs)
    return await read_page(rows, NEWEST_FIRST, request)


async def get_audit_entry(viewer: Viewer, *, audit_entry_id: UUID) -> AuditEntry | None:
    return await visible_audit_entries(viewer).get_or_none(id=audit_entry_id)


def _entry(viewer: Viewer, act: str, subject: Row | None, *, was_refused: bool = False) -> AuditEntry:
    return AuditEntry(
        organisation_id=viewer.organisation_id,
        act=act,
        was_refused=was_refused,
        employee_id=viewer.employee.id if viewer.employee else None,
        account_id=viewer.account.id if viewer.account else None,
        contact_id=viewer.contact.id if viewer.contact else None,
        session_id=viewer.session_id,
        guest_link_id=viewer.guest_link_id,
        subject_type=type(subject).__name__ if subject is not None else None,
        subject_id=subject.id if subject is not None else None,
        address=viewer.origin.address,
        request_id=viewer.origin.request_id,
    )
