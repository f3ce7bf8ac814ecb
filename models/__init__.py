"""What is true: one file per noun, with its columns, its facts and its table of allowed moves."""

from models.account import Account
from models.attachment import Attachment
from models.audit_entry import AuditEntry
from models.category import Category
from models.contact import Channel, Contact, ContactType
from models.delivery import Delivery, DeliveryStatus, Notice
from models.employee import Employee, EmployeeRole
from models.guest_link import GuestLink, GuestLinkStatus
from models.idempotency_key import IdempotencyKey
from models.incident import INCIDENT_MOVES, REOPEN_DAYS, Incident, IncidentCounter, IncidentStatus, Priority
from models.internal_task import TASK_MOVES, TaskStatus
from models.message import Event, Message, MessageKind
from models.message_draft import MessageDraft
from models.moves import Mover, Moves
from models.organisation import Locale, Organisation, ReportRecipients
from models.owner_consultation import CONSULTATION_MOVES, ConsultationStatus, Decision
from models.presence import Presence, Typing
from models.property import Ownership, Property
from models.report_upload import ReportUpload
from models.session import Session, SessionKind
from models.sign_in_link import SignInLink
from models.sub_incident import MOVES, SubIncident, SubIncidentKind
from models.thread import ReadMark, Thread
from models.thread_tally import ThreadTally
from models.unit import Tenancy, Unit
from models.work_order import WORK_ORDER_MOVES, InterruptionReason, WorkOrderStatus

__all__ = [
    "CONSULTATION_MOVES",
    "INCIDENT_MOVES",
    "MOVES",
    "REOPEN_DAYS",
    "TASK_MOVES",
    "WORK_ORDER_MOVES",
    "Account",
    "Attachment",
    "AuditEntry",
    "Category",
    "Channel",
    "ConsultationStatus",
    "Contact",
    "ContactType",
    "Decision",
    "Delivery",
    "DeliveryStatus",
    "Employee",
    "EmployeeRole",
    "Event",
    "GuestLink",
    "GuestLinkStatus",
    "IdempotencyKey",
    "Incident",
    "IncidentCounter",
    "IncidentStatus",
    "InterruptionReason",
    "Locale",
    "Message",
    "MessageDraft",
    "MessageKind",
    "Mover",
    "Moves",
    "Notice",
    "Organisation",
    "Ownership",
    "Presence",
    "Priority",
    "Property",
    "ReadMark",
    "ReportRecipients",
    "ReportUpload",
    "Session",
    "SessionKind",
    "SignInLink",
    "SubIncident",
    "SubIncidentKind",
    "TaskStatus",
    "Tenancy",
    "Thread",
    "ThreadTally",
    "Typing",
    "Unit",
    "WorkOrderStatus",
]
