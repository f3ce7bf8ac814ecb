"""What goes out by post, as the API describes it."""

from models import DeliveryStatus, Notice
from schema.enums import described

described(
    Notice,
    "What a letter is about.",
    {
        Notice.REPORT_CONFIRMED: "To the reporter: your report has arrived, and here is your link.",
        Notice.INCIDENT_REPORTED: "To staff: a new incident was reported.",
        Notice.INCIDENT_MOVED: "To the reporter: it waits for them, was put off, resolved, ended or opened again.",
        Notice.INCIDENT_CANCELLED: "To the handler: the reporter cancelled it.",
        Notice.INCIDENT_REOPENED: "To the handler: the reporter opened it again.",
        Notice.HANDLER_ASSIGNED: "To an employee: you are the handler now.",
        Notice.DEFERRAL_OVER: "To the handler: the date until which it was put off has come.",
        Notice.WORK_ORDER_GIVEN: "To the contractor: there is a job.",
        Notice.WORK_ORDER_REMINDER: "To the contractor: a job is waiting for an answer.",
        Notice.WORK_ORDER_UNANSWERED: "To staff: the contractor does not answer.",
        Notice.WORK_ORDER_ANSWERED: "To staff: the contractor accepted, declined or interrupted.",
        Notice.WORK_ORDER_PLANNED: "To staff: the contractor made an appointment.",
        Notice.WORK_ORDER_DONE: "To staff: the contractor says that it is done.",
        Notice.WORK_ORDER_CHANGED: "To the contractor: withdrawn, rework, or other details.",
        Notice.OWNER_CONSULTATION_ASKED: "To the owner: there is a question.",
        Notice.OWNER_CONSULTATION_REMINDER: "To the owner: a question is waiting for an answer.",
        Notice.OWNER_CONSULTATION_ANSWERED: "To staff: the owner decided, asked something back, or did not answer.",
        Notice.OWNER_CONSULTATION_CHANGED: "To the owner: withdrawn, or other details.",
        Notice.INTERNAL_TASK_GIVEN: "To an employee: there is a task.",
        Notice.INTERNAL_TASK_MOVED: "To a colleague: the task was taken, interrupted, done, closed or withdrawn.",
        Notice.MESSAGES_UNREAD: "To whoever was not looking: there are new messages.",
        Notice.PORTAL_INVITATION: "To a contact: you have an account in Mijn Portaal.",
        Notice.EMPLOYEE_INVITATION: "To an employee: you have an account.",
        Notice.SIGN_IN_LINK: "To whoever asked for it: a link that signs in once.",
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
