"""What one operation reads in batches: each relation once per level, through the viewer's own doors."""

from uuid import UUID

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
from schema.loader import Loader


class Loaders:
    """Made for one operation, and anew for each pushed event."""

    def __init__(self, viewer: Viewer) -> None:
        self.account_contacts: Loader[UUID, Contact] = Loader(
            lambda ids: contacts.list_first_contacts(viewer, account_ids=ids)
        )
        self.contacts: Loader[UUID, Contact] = Loader(lambda ids: contacts.list_contacts_by_id(viewer, contact_ids=ids))
        self.employees: Loader[UUID, Employee] = Loader(
            lambda ids: employees.list_employees_by_id(viewer, employee_ids=ids)
        )
        self.attachments: Loader[UUID, list[Attachment]] = Loader(
            lambda ids: attachments.list_attachments(viewer, message_ids=ids)
        )
        self.draft_attachments: Loader[UUID, list[Attachment]] = Loader(
            lambda ids: attachments.list_draft_attachments(viewer, draft_ids=ids)
        )
        self.company: Loader[Incident | SubIncident, Company] = Loader(
            lambda subjects: presence.company_in(viewer, subjects), key=lambda subject: subject.thread_id
        )
        self.deliveries: Loader[UUID, list[Delivery]] = Loader(
            lambda ids: deliveries.list_deliveries_of(viewer, thread_ids=ids)
        )
        self.drafts: Loader[UUID, list[MessageDraft]] = Loader(
            lambda ids: message_drafts.list_drafts(viewer, thread_ids=ids)
        )
        self.guest_links: Loader[UUID, list[GuestLink]] = Loader(
            lambda ids: guest_links.list_guest_links(viewer, thread_ids=ids)
        )
        self.has_owner: Loader[UUID, bool] = Loader(
            lambda ids: properties.list_managed_for_owner(viewer, property_ids=ids)
        )
        self.homes: Loader[UUID, list[Unit]] = Loader(lambda ids: units.list_homes_of(viewer, contact_ids=ids))
        self.incidents: Loader[UUID, Incident] = Loader(
            lambda ids: incidents.list_incidents_by_id(viewer, incident_ids=ids)
        )
        self.last_messages: Loader[Thread, Message] = Loader(
            lambda rows: threads.list_last_messages(viewer, threads=rows), key=lambda thread: thread.id
        )
        self.ownerships_by: Loader[UUID, list[Ownership]] = Loader(
            lambda ids: ownerships.list_ownerships_by(viewer, owner_ids=ids)
        )
        self.ownerships_of: Loader[UUID, list[Ownership]] = Loader(
            lambda ids: ownerships.list_ownerships_of(viewer, property_ids=ids)
        )
        self.properties: Loader[UUID, Property] = Loader(
            lambda ids: properties.list_properties_by_id(viewer, property_ids=ids)
        )
        self.readers: Loader[UUID, list[ReadMark]] = Loader(lambda ids: readers.list_readers(viewer, thread_ids=ids))
        self.read_positions: Loader[UUID, int] = Loader(lambda ids: threads.list_read_positions(viewer, thread_ids=ids))
        self.sites: Loader[UUID, SubIncident] = Loader(
            lambda ids: sub_incidents.list_sites(viewer, sub_incident_ids=ids)
        )
        self.sub_incidents: Loader[UUID, list[SubIncident]] = Loader(
            lambda ids: sub_incidents.list_sub_incidents_of(viewer, incident_ids=ids)
        )
        self.subjects: Loader[UUID, Incident | SubIncident] = Loader(
            lambda ids: threads.list_subjects(viewer, thread_ids=ids)
        )
        self.tenancies_by: Loader[UUID, list[Tenancy]] = Loader(
            lambda ids: tenancies.list_tenancies_by(viewer, tenant_ids=ids)
        )
        self.tenancies_of: Loader[UUID, list[Tenancy]] = Loader(
            lambda ids: tenancies.list_tenancies_of(viewer, unit_ids=ids)
        )
        self.threads: Loader[UUID, Thread] = Loader(lambda ids: threads.list_threads_by_id(viewer, thread_ids=ids))
        self.units: Loader[UUID, list[Unit]] = Loader(lambda ids: units.list_units_of(viewer, property_ids=ids))

    def thread_of(self, subject: Incident | SubIncident) -> Thread:
        """The thread of something at hand; what it is about need not be looked up again."""
        self.subjects.know(subject.thread_id, subject)
        return subject.thread
