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
from schema.loader import Relation


class Loaders:
    """Made for one operation, and anew for each pushed event."""

    account_contacts = Relation[UUID, Contact](
        lambda viewer, ids: contacts.list_first_contacts(viewer, account_ids=ids)
    )
    contacts = Relation[UUID, Contact](lambda viewer, ids: contacts.list_contacts_by_id(viewer, contact_ids=ids))
    employees = Relation[UUID, Employee](lambda viewer, ids: employees.list_employees_by_id(viewer, employee_ids=ids))
    attachments = Relation[UUID, list[Attachment]](
        lambda viewer, ids: attachments.list_attachments(viewer, message_ids=ids)
    )
    draft_attachments = Relation[UUID, list[Attachment]](
        lambda viewer, ids: attachments.list_draft_attachments(viewer, draft_ids=ids)
    )
    company = Relation[Incident | SubIncident, Company](presence.company_in, key=lambda subject: subject.thread_id)
    deliveries = Relation[UUID, list[Delivery]](
        lambda viewer, ids: deliveries.list_deliveries_of(viewer, thread_ids=ids)
    )
    drafts = Relation[UUID, list[MessageDraft]](lambda viewer, ids: message_drafts.list_drafts(viewer, thread_ids=ids))
    guest_links = Relation[UUID, list[GuestLink]](
        lambda viewer, ids: guest_links.list_guest_links(viewer, thread_ids=ids)
    )
    has_owner = Relation[UUID, bool](lambda viewer, ids: properties.list_managed_for_owner(viewer, property_ids=ids))
    homes = Relation[UUID, list[Unit]](lambda viewer, ids: units.list_homes_of(viewer, contact_ids=ids))
    incidents = Relation[UUID, Incident](lambda viewer, ids: incidents.list_incidents_by_id(viewer, incident_ids=ids))
    last_messages = Relation[Thread, Message](
        lambda viewer, rows: threads.list_last_messages(viewer, threads=rows), key=lambda thread: thread.id
    )
    ownerships_by = Relation[UUID, list[Ownership]](
        lambda viewer, ids: ownerships.list_ownerships_by(viewer, owner_ids=ids)
    )
    ownerships_of = Relation[UUID, list[Ownership]](
        lambda viewer, ids: ownerships.list_ownerships_of(viewer, property_ids=ids)
    )
    properties = Relation[UUID, Property](
        lambda viewer, ids: properties.list_properties_by_id(viewer, property_ids=ids)
    )
    readers = Relation[UUID, list[ReadMark]](lambda viewer, ids: readers.list_readers(viewer, thread_ids=ids))
    read_positions = Relation[UUID, int](lambda viewer, ids: threads.list_read_positions(viewer, thread_ids=ids))
    sites = Relation[UUID, SubIncident](lambda viewer, ids: sub_incidents.list_sites(viewer, sub_incident_ids=ids))
    sub_incidents = Relation[UUID, list[SubIncident]](
        lambda viewer, ids: sub_incidents.list_sub_incidents_of(viewer, incident_ids=ids)
    )
    subjects = Relation[UUID, Incident | SubIncident](lambda viewer, ids: threads.list_subjects(viewer, thread_ids=ids))
    tenancies_by = Relation[UUID, list[Tenancy]](
        lambda viewer, ids: tenancies.list_tenancies_by(viewer, tenant_ids=ids)
    )
    tenancies_of = Relation[UUID, list[Tenancy]](lambda viewer, ids: tenancies.list_tenancies_of(viewer, unit_ids=ids))
    threads = Relation[UUID, Thread](lambda viewer, ids: threads.list_threads_by_id(viewer, thread_ids=ids))
    units = Relation[UUID, list[Unit]](lambda viewer, ids: units.list_units_of(viewer, property_ids=ids))

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def thread_of(self, subject: Incident | SubIncident) -> Thread:
        """The thread of something at hand; what it is about need not be looked up again."""
        self.subjects.know(subject.thread_id, subject)
        return subject.thread
