"""The doors: which rows a viewer may read. Queries, live pushes and letters all come through here.

`visible_*` is every row that the viewer may read; `access_*` is one of them, or NotFound. What you may not read
looks exactly like what does not exist.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

import clock
from auth.doors import M, current, for_staff, none_of, of_organisation, one
from auth.tokens import TokenKind, hash_of
from auth.viewer import Viewer
from models import (
    Attachment,
    Delivery,
    GuestLink,
    Incident,
    Message,
    MessageDraft,
    MessageKind,
    Organisation,
    Ownership,
    ReportUpload,
    SubIncident,
    SubIncidentKind,
    Thread,
)
from models.file import File
from models.named_rows import Together

INCIDENT_WITH = ("thread", "handler", "reporter", "category", "property", "unit")
SUB_INCIDENT_WITH = ("thread", "party", "assignee", "created_by", "recorded_by")
MESSAGE_WITH = ("author_employee", "author_contact", "on_behalf_of")


def visible_incidents(viewer: Viewer) -> QuerySet[Incident]:
    """Head incidents, with thread, handler, reporter, category, property and unit at hand.

    A contact sees what it reported, and an owner that was given it, what is on the properties that it owns now.
    """
    rows = of_organisation(Incident, viewer).select_related(*INCIDENT_WITH)
    if viewer.is_staff:
        return rows
    own: Any = Together([heads.values("id") for heads in _own_heads(viewer)])
    return rows.filter(id__in=own)


def visible_sub_incidents(viewer: Viewer) -> QuerySet[SubIncident]:
    """Side threads, with thread and party at hand. A contact sees those of which it is the party."""
    rows = of_organisation(SubIncident, viewer).select_related(*SUB_INCIDENT_WITH)
    if viewer.is_staff:
        return rows
    rows = rows.filter(party_id__in=viewer.contact_ids, kind__not=SubIncidentKind.INTERNAL_TASK)
    return _within_link(rows, viewer)


def visible_sites(viewer: Viewer) -> QuerySet[SubIncident]:
    """Visible side threads with the place of the job at hand: property and unit of the head, and the site contact.

    Of the head, which lies behind another door, a job tells where it is and nothing else.
    """
    return visible_sub_incidents(viewer).select_related("incident__property", "incident__unit", "site_contact")


def visible_threads(viewer: Viewer) -> QuerySet[Thread]:
    """Threads of the incidents and sub-incidents that the viewer may read."""
    rows = of_organisation(Thread, viewer)
    if viewer.is_staff:
        return rows
    return rows.filter(_threads_of(viewer, "id"))


def visible_messages(viewer: Viewer, thread_ids: Collection[UUID] | None = None) -> QuerySet[Message]:
    """Messages of visible threads, with authors at hand; notes are for employees alone.

    Of some threads alone, where those are given: whether a thread is visible is then asked of no others.
    """
    rows = Message.all().select_related(*MESSAGE_WITH)
    if thread_ids is not None:
        rows = rows.filter(thread_id__in=thread_ids)
    if viewer.is_staff:
        return rows.filter(thread__organisation_id=viewer.organisation_id)
    if not viewer.is_contact:
        return none_of(rows)
    return rows.filter(_threads_of(viewer, "thread_id", thread_ids), kind__not=MessageKind.NOTE)


def searched_messages(viewer: Viewer) -> QuerySet[Message]:
    """Messages to look for words in; what they find are threads, each of which still comes through its own door."""
    rows = Message.all() if viewer.is_signed_in else none_of(Message.all())
    return rows if viewer.is_staff else rows.filter(kind__not=MessageKind.NOTE)


def visible_attachments(viewer: Viewer) -> QuerySet[Attachment]:
    """Files of messages that the viewer may read, and those that it is about to post itself."""
    rows = Attachment.filter(stored_at__isnull=False, discarded_at__isnull=True)
    own = Q(message_id__isnull=True, uploader=viewer.actor)
    if viewer.is_staff:
        return rows.filter(own | Q(message_id__isnull=False), thread__organisation_id=viewer.organisation_id)
    if not viewer.is_contact:
        return none_of(rows)
    shared = Q(message_id__isnull=False, message__kind__not=MessageKind.NOTE)
    return rows.filter(_threads_of(viewer, "thread_id"), own | shared)


def own_uploads(viewer: Viewer) -> QuerySet[Attachment]:
    """What the viewer asked to send and did not post, sent or not; for its own acts alone."""
    return Attachment.filter(message_id__isnull=True, draft_id__isnull=True, uploader=viewer.actor)


def own_report_uploads(viewer: Viewer) -> QuerySet[ReportUpload]:
    """What the viewer asked to send for a report that it is about to make, sent or not; for its own acts alone.

    There is no other door to these: an id opens nothing before a report has taken the file.
    """
    rows = ReportUpload.filter(organisation_id=viewer.organisation_id, discarded_at__isnull=True)
    return rows.filter(uploader=viewer.actor)


async def count_public_uploads(organisation: Organisation) -> int:
    """How many files without an account wait for a report, of whomever they are."""
    return await ReportUpload.filter(organisation_id=organisation.id, is_public=True).count()


async def find_upload(secret: str) -> File | None:
    """The file that may be sent with this secret, while it may."""
    upload_hash = hash_of(TokenKind.UPLOAD, secret)
    if upload_hash is None:
        return None
    is_waited_for = Q(upload_hash=upload_hash, upload_expires_at__gt=clock.now())
    return await Attachment.get_or_none(is_waited_for) or await ReportUpload.get_or_none(is_waited_for)


async def reported_reference(incident_id: UUID) -> str:
    """The number of what was just reported by the public form; all that its sender is told of it."""
    return (await Incident.get(id=incident_id)).reference


def visible_guest_links(viewer: Viewer) -> QuerySet[GuestLink]:
    """Links that were issued, for staff."""
    return for_staff(GuestLink, viewer).select_related("contact")


def visible_deliveries(viewer: Viewer) -> QuerySet[Delivery]:
    """What went out by post, for staff."""
    return for_staff(Delivery, viewer).select_related("contact", "employee", "account")


def visible_drafts(viewer: Viewer) -> QuerySet[MessageDraft]:
    """What the employee itself is about to say."""
    return MessageDraft.filter(employee_id=viewer.employee.id if viewer.employee else None)


def copies_of(viewer: Viewer, message_ids: Collection[UUID]) -> QuerySet[MessageDraft]:
    """What employees are about to say by a copy of these messages; for erasing them alone."""
    copies = MessageDraft.filter(source_id__in=list(message_ids))
    return copies if viewer.is_staff else none_of(copies)


async def as_participant(viewer: Viewer, subject: Incident | SubIncident) -> Viewer:
    """The viewer as the one contact that takes part in a thread; employees, and whoever is one contact, as they are."""
    if not viewer.is_contact or viewer.contact is not None:
        return viewer
    own = [contact for contact in viewer.contacts if contact.id == subject.correspondent_id]
    if not own and isinstance(subject, Incident):
        owners = await current(Ownership, viewer, "owner_id").filter(
            property_id=subject.property_id, sees_incidents=True
        )
        own = [contact for contact in viewer.contacts if contact.id in {ownership.owner_id for ownership in owners}]
    return replace(viewer, contact=own[0] if own else None)


async def access_incident(viewer: Viewer, incident_id: UUID, field: str = "incidentId") -> Incident:
    return await one(visible_incidents(viewer), incident_id, field)


async def access_sub_incident(viewer: Viewer, sub_incident_id: UUID, field: str = "subIncidentId") -> SubIncident:
    return await one(visible_sub_incidents(viewer), sub_incident_id, field)


async def access_thread(viewer: Viewer, thread_id: UUID, field: str = "threadId") -> Thread:
    return await one(visible_threads(viewer), thread_id, field)


async def access_message(viewer: Viewer, message_id: UUID, field: str = "messageId") -> Message:
    return await one(visible_messages(viewer), message_id, field)


async def access_attachment(viewer: Viewer, attachment_id: UUID, field: str = "attachmentId") -> Attachment:
    return await one(visible_attachments(viewer), attachment_id, field)


async def access_guest_link(viewer: Viewer, guest_link_id: UUID, field: str = "guestLinkId") -> GuestLink:
    return await one(visible_guest_links(viewer), guest_link_id, field)


async def access_delivery(viewer: Viewer, delivery_id: UUID, field: str = "deliveryId") -> Delivery:
    return await one(visible_deliveries(viewer), delivery_id, field)


def _within_link(rows: QuerySet[M], viewer: Viewer) -> QuerySet[M]:
    return rows if viewer.guest_thread_id is None else rows.filter(thread_id=viewer.guest_thread_id)


def _threads_of(viewer: Viewer, column: str, among: Collection[UUID] | None = None) -> Q:
    """That a thread belongs to an incident or sub-incident that this contact may read; a link reaches but one."""
    found: list[QuerySet[Any]] = [*_own_heads(viewer), visible_sub_incidents(viewer)]
    if among is not None and viewer.guest_thread_id is None:
        found = [rows.filter(thread_id__in=among) for rows in found]
    threads: Any = Together([rows.values("thread_id") for rows in found])
    return Q(**{f"{column}__in": threads})


def _own_heads(viewer: Viewer) -> list[QuerySet[Incident]]:
    """What a contact reported, and what is on the properties that it owns now, as far as it was given insight.

    Apart, because PostgreSQL finds each by an index, and for what is one or the other reads them all. A link reaches
    its own thread alone, and gives no insight.
    """
    rows = of_organisation(Incident, viewer)
    reported = rows.filter(reporter_id__in=viewer.contact_ids, shared_with_reporter=True)
    if viewer.guest_thread_id is not None:
        return [_within_link(reported, viewer)]
    seen: Any = Subquery(current(Ownership, viewer, "owner_id").filter(sees_incidents=True).values("property_id"))
    return [reported, rows.filter(property_id__in=seen)]
