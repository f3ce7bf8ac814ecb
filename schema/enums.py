"""The enums of the models, as the API describes them."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

import strawberry

from errors import ErrorCode
from models import (
    Channel,
    ConsultationStatus,
    ContactType,
    DeliveryStatus,
    EmployeeRole,
    Event,
    GuestLinkStatus,
    IncidentStatus,
    InterruptionReason,
    Locale,
    MessageKind,
    Notice,
    Priority,
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
described(
    Notice,
    "What a letter is about.",
    {
        Notice.WORK_ORDER_GIVEN: "To the contractor: there is a job.",
        Notice.WORK_ORDER_ANSWERED: "To staff: the contractor accepted, declined or interrupted.",
        Notice.WORK_ORDER_PLANNED: "To staff: the contractor made an appointment.",
        Notice.WORK_ORDER_DONE: "To staff: the contractor says that it is done.",
        Notice.WORK_ORDER_CHANGED: "To the contractor: withdrawn, rework, or other details.",
        Notice.MESSAGES_UNREAD: "To whoever was not looking: there are new messages.",
    },
)
described(
    DeliveryStatus,
    "What became of a delivery.",
    {
        DeliveryStatus.PENDING: "Waiting for its turn, or for another try.",
        DeliveryStatus.SENDING: "Being sent.",
        DeliveryStatus.SENT: "Taken by the mail server or the SMS provider.",
        DeliveryStatus.SKIPPED: "Not needed any more when its turn came.",
        DeliveryStatus.FAILED: "Given up; can be retried.",
    },
)
described(
    ErrorCode,
    "Why something was refused. Codes are stable; new ones may be added.",
    {
        ErrorCode.NOT_FOUND: "Not there, or not yours: the two are one answer.",
        ErrorCode.NOT_ALLOWED: "You may see it, and may not do this to it.",
        ErrorCode.CONFLICT: "Somebody else was first; look again.",
        ErrorCode.IDEMPOTENCY_KEY_REUSED: "The same key came before with another input.",
        ErrorCode.RATE_LIMITED: "Too many tries; wait.",
        ErrorCode.BLANK: "A text is missing.",
        ErrorCode.TOO_LONG: "A text is too long.",
        ErrorCode.TOO_MANY: "More than is given or taken at a time.",
        ErrorCode.INVALID_TEXT: "A text holds characters that cannot be stored.",
        ErrorCode.INVALID_EMAIL: "Not an e-mail address.",
        ErrorCode.INVALID_PHONE: "Not a phone number.",
        ErrorCode.INVALID_TIME: "A time that cannot be.",
        ErrorCode.INVALID_CURSOR: "Not a cursor of this list.",
        ErrorCode.WRONG_CREDENTIALS: "E-mail address or password is wrong.",
        ErrorCode.LINK_NOT_VALID: "The link is unknown, expired or revoked.",
        ErrorCode.NO_ADDRESS: "The contact has no address for that channel.",
        ErrorCode.WRONG_CONTACT_TYPE: "The contact is of another type than is needed here.",
        ErrorCode.CONTACT_ARCHIVED: "The contact is archived.",
        ErrorCode.NOT_MANAGED_FOR_OWNER: "The property is not managed for an owner.",
        ErrorCode.UNIT_NOT_IN_PROPERTY: "The unit belongs to another property.",
        ErrorCode.EMPLOYEE_NOT_ACTIVE: "The employee is not active any more.",
        ErrorCode.INCIDENT_CLOSED: "The incident is not open.",
        ErrorCode.SUB_INCIDENT_CLOSED: "The sub-incident is not open.",
        ErrorCode.MOVE_NOT_ALLOWED: "That state cannot follow this one, or not by you.",
        ErrorCode.OPEN_SUB_INCIDENTS: "There are open sub-incidents; withdraw them in the same step.",
        ErrorCode.REASON_REQUIRED: "A reason is missing.",
        ErrorCode.DATE_REQUIRED: "A date in the future is missing.",
        ErrorCode.APPOINTMENT_REQUIRED: "Date and time window are missing.",
        ErrorCode.NOTHING_TO_SEND: "There is no letter for this thread; hand the address over yourself.",
        ErrorCode.NOTHING_TO_RETRY: "Only a failed delivery can be retried.",
    },
)
