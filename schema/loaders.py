"""What one operation reads in batches: each relation once per level, through the viewer's own doors."""

from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from auth.viewer import Viewer
from models import (
    Attachment,
    Contact,
    Delivery,
    Employee,
    GuestLink,
    Incident,
    Message,
    MessageDraft,
    Ownership,
    Property,
    ReadMark,
    SubIncident,
    Tenancy,
    Thread,
    Unit,
)
from resolvers import (
    attachments,
    contacts,
    deliveries,
    employees,
    guest_links,
    incidents,
    message_drafts,
    ownerships,
    presence,
    properties,
    readers,
    sub_incidents,
    tenancies,
    threads,
    units,
)
from resolvers.presence import Company

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Loaders:
    """Made for one operation, and anew for each pushed event."""

    def __init__(self, viewer: Viewer) -> None:
        self.account_contacts: DataLoader[UUID, Contact | None] = _by_id(
            partial(contacts.list_first_contacts, viewer), "account_ids"
        )
        self.contacts: DataLoader[UUID, Contact | None] = _by_id(
            partial(contacts.list_contacts_by_id, viewer), "contact_ids"
        )
        self.employees: DataLoader[UUID, Employee | None] = _by_id(
            partial(employees.list_employees_by_id, viewer), "employee_ids"
        )
        self.attachments: DataLoader[UUID, list[Attachment]] = _by_id(
            partial(attachments.list_attachments, viewer), "message_ids"
        )
        self.draft_attachments: DataLoader[UUID, list[Attachment]] = _by_id(
            partial(attachments.list_draft_attachments, viewer), "draft_ids"
        )
        self.company: DataLoader[Incident | SubIncident, Company] = DataLoader(
            partial(_company, viewer), cache_key_fn=lambda subject: subject.thread_id
        )
        self.deliveries: DataLoader[UUID, list[Delivery]] = _by_id(
            partial(deliveries.list_deliveries_of, viewer), "thread_ids"
        )
        self.drafts: DataLoader[UUID, list[MessageDraft]] = _by_id(
            partial(message_drafts.list_drafts, viewer), "thread_ids"
        )
        self.guest_links: DataLoader[UUID, list[GuestLink]] = _by_id(
            partial(guest_links.list_guest_links, viewer), "thread_ids"
        )
        self.has_owner: DataLoader[UUID, bool] = _by_id(
            partial(properties.list_managed_for_owner, viewer), "property_ids"
        )
        self.homes: DataLoader[UUID, list[Unit]] = _by_id(partial(units.list_homes_of, viewer), "contact_ids")
        self.incidents: DataLoader[UUID, Incident | None] = _by_id(
            partial(incidents.list_incidents_by_id, viewer), "incident_ids"
        )
        self.last_messages: DataLoader[Thread, Message | None] = DataLoader(
            partial(_last_messages, viewer), cache_key_fn=lambda thread: thread.id
        )
        self.ownerships_by: DataLoader[UUID, list[Ownership]] = _by_id(
            partial(ownerships.list_ownerships_by, viewer), "owner_ids"
        )
        self.ownerships_of: DataLoader[UUID, list[Ownership]] = _by_id(
            partial(ownerships.list_ownerships_of, viewer), "property_ids"
        )
        self.properties: DataLoader[UUID, Property | None] = _by_id(
            partial(properties.list_properties_by_id, viewer), "property_ids"
        )
        self.readers: DataLoader[UUID, list[ReadMark]] = _by_id(partial(readers.list_readers, viewer), "thread_ids")
        self.read_positions: DataLoader[UUID, int | None] = _by_id(
            partial(threads.list_read_positions, viewer), "thread_ids"
        )
        self.sites: DataLoader[UUID, SubIncident | None] = _by_id(
            partial(sub_incidents.list_sites, viewer), "sub_incident_ids"
        )
        self.sub_incidents: DataLoader[UUID, list[SubIncident]] = _by_id(
            partial(sub_incidents.list_sub_incidents_of, viewer), "incident_ids"
        )
        self.subjects: DataLoader[UUID, Incident | SubIncident | None] = _by_id(
            partial(threads.list_subjects, viewer), "thread_ids"
        )
        self.tenancies_by: DataLoader[UUID, list[Tenancy]] = _by_id(
            partial(tenancies.list_tenancies_by, viewer), "tenant_ids"
        )
        self.tenancies_of: DataLoader[UUID, list[Tenancy]] = _by_id(
            partial(tenancies.list_tenancies_of, viewer), "unit_ids"
        )
        self.threads: DataLoader[UUID, Thread | None] = _by_id(
            partial(threads.list_threads_by_id, viewer), "thread_ids"
        )
        self.units: DataLoader[UUID, list[Unit]] = _by_id(partial(units.list_units_of, viewer), "property_ids")

    def thread_of(self, subject: Incident | SubIncident) -> Thread:
        """The thread of something at hand; what it is about need not be looked up again."""
        self.subjects.prime(subject.thread_id, subject)
        return subject.thread


def _by_id(read: Callable[..., Awaitable[dict[K, V]]], argument: str) -> DataLoader[K, Any]:
    async def load(ids: list[K]) -> list[V | None]:
        found = await read(**{argument: ids})
        return [found.get(row_id) for row_id in ids]

    return DataLoader(load)


async def _company(viewer: Viewer, subjects: list[Incident | SubIncident]) -> list[Company]:
    found = await presence.company_in(viewer, subjects)
    return [found[subject.thread_id] for subject in subjects]


async def _last_messages(viewer: Viewer, keys: list[Thread]) -> list[Message | None]:
    found = await threads.list_last_messages(viewer, threads=keys)
    return [found.get(thread.id) for thread in keys]
