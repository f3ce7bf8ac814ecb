"""The enums of the models, as the API describes them."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

import strawberry

from models import (
    Channel,
    ConsultationStatus,
    ContactType,
    Decision,
    EmployeeRole,
    Event,
    GuestLinkStatus,
    IncidentStatus,
    InterruptionReason,
    Locale,
    MessageKind,
    Priority,
    ReportRecipients,
    SubIncidentKind,
    TaskStatus,
    WorkOrderStatus,
)

E = TypeVar("E", bound=Enum)


def described(enum: type[E], description: str, values: Mapping[E, str], *, name: str | None = None) -> type[E]:
    """Give an enum to the API with a description of each value. Raises KeyError for a value without one."""
    strawberry.enum(enum, description=description, name=name)
    definition = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[enum[value.name]]
    return enum


described(
    Locale,
    "A language that the house speaks.",
    {Locale.NL: "Dutch.", Locale.EN: "English."},
)
described(
    EmployeeRole,
    "What an employee may do.",
    {
        EmployeeRole.AGENT: "Handles incidents.",
        EmployeeRole.ADMIN: "Handles incidents, and settings and accounts as well.",
    },
)
described(
    ReportRecipients,
    "Which employees are told that a new incident was reported.",
    {
        ReportRecipients.NOBODY: "Nobody.",
        ReportRecipients.ADMINS: "Admins alone.",
        ReportRecipients.EVERYBODY: "Every active employee.",
    },
)
described(
    ContactType,
    "What a contact is to the organisation.",
    {
        ContactType.TENANT: "Rents a unit.",
        ContactType.OWNER: "Owns a property that is managed for it.",
        ContactType.EXTERNAL_PARTY: "Does jobs: a plumber, a handyman.",
    },
)
described(
    Channel,
    "A way to reach somebody by post.",
    {Channel.EMAIL: "E-mail.", Channel.SMS: "Text message."},
)
described(
    IncidentStatus,
    "Where an incident stands.",
    {
        IncidentStatus.REPORTED: "Reported; nobody has answered yet. VERA REG.",
        IncidentStatus.IN_PROGRESS: "Being worked on. VERA INB.",
        IncidentStatus.WAITING_FOR_REPORTER: "Waiting for an answer of the reporter. VERA INB.",
        IncidentStatus.DEFERRED: "Put off until a date. VERA INB.",
        IncidentStatus.RESOLVED: "Technically solved. VERA TEC.",
        IncidentStatus.CLOSED: "Closed. VERA AFG.",
        IncidentStatus.CANCELLED: "Cancelled. VERA GEA.",
    },
)
described(
    Priority,
    "How much hurry there is.",
    {
        Priority.LOW: "Can wait.",
        Priority.NORMAL: "In turn.",
        Priority.HIGH: "Before others.",
        Priority.URGENT: "Now: danger or great damage.",
    },
)
described(
    SubIncidentKind,
    "What a sub-incident asks of its party.",
    {
        SubIncidentKind.WORK_ORDER: "A job for an external party.",
        SubIncidentKind.OWNER_CONSULTATION: "A question to the owner.",
        SubIncidentKind.INTERNAL_TASK: "A job for an employee.",
    },
)
described(
    WorkOrderStatus,
    "Where a work order stands.",
    {
        WorkOrderStatus.SENT: "Sent to the contractor. VERA REG.",
        WorkOrderStatus.ACCEPTED: "Accepted by the contractor. VERA GUN.",
        WorkOrderStatus.DECLINED: "Declined by the contractor. VERA GEA.",
        WorkOrderStatus.EXPIRED: "Not answered in time. VERA GEA.",
        WorkOrderStatus.PLANNED: "There is an appointment. VERA PLN.",
        WorkOrderStatus.INTERRUPTED: "The work cannot go on. VERA INB.",
        WorkOrderStatus.IN_EXECUTION: "The work is going on. VERA INB.",
        WorkOrderStatus.REPORTED_DONE: "The contractor says that it is done. VERA TEC.",
        WorkOrderStatus.REWORK: "Something must be put right. VERA INB.",
        WorkOrderStatus.CLOSED: "Closed by staff. VERA AFG.",
        WorkOrderStatus.WITHDRAWN: "Withdrawn by staff. VERA GEA.",
    },
)
described(
    InterruptionReason,
    "Why the work cannot go on.",
    {
        InterruptionReason.NOBODY_HOME: "Nobody was at home.",
        InterruptionReason.MATERIAL: "Material is missing.",
        InterruptionReason.QUOTE_NEEDED: "A quote must be agreed first.",
        InterruptionReason.WRONG_TRADE: "It is a job for another trade.",
        InterruptionReason.NOT_ENOUGH_TIME: "There was not enough time.",
        InterruptionReason.INSPECTION_NEEDED: "It must be inspected first.",
    },
)
described(
    ConsultationStatus,
    "Where a question to the owner stands.",
    {
        ConsultationStatus.ASKED: "Asked.",
        ConsultationStatus.COUNTER_QUESTION: "The owner asked something back.",
        ConsultationStatus.APPROVED: "The owner agrees.",
        ConsultationStatus.APPROVED_UP_TO: "The owner agrees up to an amount.",
        ConsultationStatus.REFUSED: "The owner does not agree.",
        ConsultationStatus.OWNER_ARRANGES: "The owner arranges it.",
        ConsultationStatus.NO_RESPONSE: "The owner did not answer in time.",
        ConsultationStatus.WITHDRAWN: "Withdrawn by staff.",
    },
)
described(
    Decision,
    "What an owner can decide.",
    {
        Decision.APPROVED: "Agrees.",
        Decision.APPROVED_UP_TO: "Agrees up to an amount.",
        Decision.REFUSED: "Does not agree.",
        Decision.OWNER_ARRANGES: "Arranges it without the property manager.",
    },
    name="ConsultationDecision",
)
described(
    TaskStatus,
    "Where an internal task stands.",
    {
        TaskStatus.OPEN: "Nobody has begun.",
        TaskStatus.TAKEN: "The assignee took it.",
        TaskStatus.IN_EXECUTION: "Being worked on.",
        TaskStatus.INTERRUPTED: "Cannot go on.",
        TaskStatus.DONE: "Done, says the assignee.",
        TaskStatus.CLOSED: "Closed.",
        TaskStatus.WITHDRAWN: "Withdrawn.",
    },
    name="InternalTaskStatus",
)
described(
    MessageKind,
    "Who reads a message.",
    {
        MessageKind.POST: "Everybody in the thread.",
        MessageKind.NOTE: "Employees only.",
        MessageKind.EVENT: "Everybody in the thread; written by the system.",
    },
)
described(
    Event,
    "What happened.",
    {
        Event.INCIDENT_REPORTED: "The incident was reported.",
        Event.STATUS_CHANGED: "The incident or sub-incident went to another state.",
        Event.HANDLER_CHANGED: "Another employee became handler, or nobody.",
        Event.SUB_INCIDENT_CREATED: "The sub-incident was made.",
        Event.APPOINTMENT_MADE: "The contractor made an appointment.",
        Event.DETAILS_CHANGED: "Title, text or other details were changed.",
        Event.PARTY_CHANGED: "The sub-incident is for somebody else now.",
        Event.REPORTER_CHANGED: "Somebody else is the reporter now.",
        Event.SHARED_WITH_REPORTER: "The reporter can see the incident now.",
        Event.HIDDEN_FROM_REPORTER: "The reporter can no longer see the incident.",
        Event.LINK_ISSUED: "A guest link was made.",
        Event.LINK_REVOKED: "A guest link was taken back.",
    },
    name="EventType",
)
described(
    GuestLinkStatus,
    "Whether a guest link still opens its thread.",
    {
        GuestLinkStatus.ACTIVE: "It does.",
        GuestLinkStatus.EXPIRED: "Its time is over.",
        GuestLinkStatus.REVOKED: "Staff took it back.",
    },
)
