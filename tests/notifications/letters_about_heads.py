"""Every letter about an incident, a task or new messages, a row for each wording."""

from datetime import date

from models import IncidentStatus, TaskStatus
from tests.notifications.full_scene import NOTES, POSTS, as_it_is, changed, moved, noor_handles_it, said
from tests.notifications.thread_letters import HOUSE, ThreadLetter

H, T = IncidentStatus, TaskStatus

INCIDENT = ("2026-00042", HOUSE)
TASK = ("2026-00042", "TS33-H8RK", HOUSE, "26 november 09:00", "Noor Bakker")


def _incident_moved(status: IncidentStatus, dutch: str, english: str, **columns: object) -> ThreadLetter:
    arrange = moved("incident", status, "Het onderdeel is besteld", **columns)
    says = (*INCIDENT, "Het onderdeel is besteld", POSTS["incident"])
    return ThreadLetter(f"incident_moved.{status.lower()}", "tara", "incident", dutch, english, arrange, says)


def _task_moved(status: TaskStatus, to: str, dutch: str, english: str) -> ThreadLetter:
    arrange = moved("task", status, "De kluis klemt")
    wording = f"internal_task_moved.{status.lower()}"
    return ThreadLetter(wording, to, "task", dutch, english, arrange, (*TASK, "De kluis klemt"))


def _unread(to: str, about: str, *says: str) -> ThreadLetter:
    wording = "messages_unread.one"
    return ThreadLetter(wording, to, about, "Nieuw bericht", "New message", as_it_is, says)


def _unread_two(to: str, about: str, by: str, *says: str) -> ThreadLetter:
    words = "Dat is goed, tot dan"
    return ThreadLetter(
        "messages_unread.more",
        to,
        about,
        "2 nieuwe berichten",
        "2 new messages",
        said(about, by, words),
        (*says, words),
    )


ABOUT_INCIDENTS = [
    ThreadLetter(
        "report_confirmed",
        "tara",
        "incident",
        "Melding ontvangen",
        "Report received",
        changed("incident", status=H.REPORTED),
        (*INCIDENT, "Het is een schande."),
    ),
    ThreadLetter(
        "incident_reported",
        "noor",
        "incident",
        "Nieuw incident",
        "New incident",
        changed("incident", status=H.REPORTED),
        (*INCIDENT, "Het is een schande.", "Tara Bos", "Water"),
    ),
    _incident_moved(H.WAITING_FOR_REPORTER, "Wij wachten op u", "Waiting for you"),
    _incident_moved(H.IN_PROGRESS, "In behandeling", "In progress"),
    _incident_moved(H.RESOLVED, "Opgelost", "Resolved"),
    _incident_moved(H.CLOSED, "Afgehandeld", "Closed"),
    _incident_moved(H.CANCELLED, "Geannuleerd", "Cancelled"),
    ThreadLetter(
        "incident_moved.deferred",
        "tara",
        "incident",
        "Uitgesteld",
        "Put off",
        moved("incident", H.DEFERRED, deferred_until_on=date(2026, 12, 1)),
        (*INCIDENT, "1 december", POSTS["incident"]),
    ),
    ThreadLetter(
        "incident_cancelled",
        "sanne",
        "incident",
        "Geannuleerd door de melder",
        "Cancelled by the reporter",
        moved("incident", H.CANCELLED, "Het lekt niet meer"),
        (*INCIDENT, "Het lekt niet meer"),
    ),
    ThreadLetter(
        "incident_reopened",
        "sanne",
        "incident",
        "Heropend door de melder",
        "Reopened by the reporter",
        said("incident", "tara", "Het lekt toch weer"),
        (*INCIDENT, "Het lekt toch weer"),
    ),
    ThreadLetter(
        "handler_assigned",
        "noor",
        "incident",
        "U bent behandelaar",
        "You are the handler",
        noor_handles_it,
        (*INCIDENT, "Het is een schande."),
    ),
    ThreadLetter(
        "deferral_over",
        "sanne",
        "incident",
        "Weer oppakken",
        "Take up again",
        moved("incident", H.IN_PROGRESS),
        INCIDENT,
    ),
]

ABOUT_TASKS = [
    ThreadLetter("internal_task_given", "noor", "task", "Nieuwe taak", "New task", as_it_is, (*TASK, "kluiscode 9021")),
    _task_moved(T.TAKEN, "sanne", "Taak opgepakt", "Task taken"),
    _task_moved(T.INTERRUPTED, "sanne", "Taak onderbroken", "Task interrupted"),
    _task_moved(T.DONE, "sanne", "Taak gereed", "Task done"),
    _task_moved(T.CLOSED, "noor", "Taak afgehandeld", "Task closed"),
    _task_moved(T.WITHDRAWN, "noor", "Taak ingetrokken", "Task withdrawn"),
]

ABOUT_MESSAGES = [
    _unread("tara", "incident", POSTS["incident"], "Sanne de Wit"),
    _unread("piet", "job", POSTS["job"], "Sanne de Wit"),
    _unread("otto", "question", POSTS["question"], "Sanne de Wit"),
    _unread("noor", "task", POSTS["task"], "Sanne de Wit"),
    _unread_two("piet", "job", "sanne", POSTS["job"], "Sanne de Wit"),
    _unread_two("sanne", "incident", "tara", NOTES["incident"], "Noor Bakker", "Tara Bos"),
    _unread_two("sanne", "job", "piet", NOTES["job"], "Noor Bakker", "Piet Kraan (Kraan Loodgieters)"),
    _unread_two("sanne", "question", "otto", NOTES["question"], "Noor Bakker", "Otto Huis"),
]
