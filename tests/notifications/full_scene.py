"""The scene with every kind of thread in it, and in each thread words that are meant for that thread alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from models import (
    Account,
    Channel,
    ConsultationStatus,
    Contact,
    ContactType,
    Delivery,
    Employee,
    Event,
    Incident,
    Locale,
    MessageKind,
    Notice,
    SubIncident,
    SubIncidentKind,
    TaskStatus,
    Thread,
)
from tests.notifications.scene import KEY_CODE, TENANT_PHONE, Scene, enqueued, say_in, set_scene

Holder = Contact | Employee | Account

PHONES = {
    "tara": TENANT_PHONE,
    "piet": "+31622222222",
    "otto": "+31644444444",
    "sanne": "+31633333333",
    "noor": "+31655555555",
}
POSTS = {
    "incident": "De verwarming bij u kijken wij ook na",
    "job": "Neemt u een ladder mee",
    "question": "De offerte is onlangs verhoogd",
    "task": "De kluis staat op de tweede verdieping",
}
NOTES = {
    "incident": "Deze melder klaagt altijd",
    "job": "Deze uitvoerder is te duur",
    "question": "Deze eigenaar betaalt laat",
    "task": "Deze taak kan niet wachten",
}
# What is said in a thread, or is known of it, beside its messages.
OWN_WORDS = {
    "incident": ("gedruppel", "Het is een schande"),
    "job": ("Lekkende kraan in de keuken", "keukenkastje", KEY_CODE, "7KQ4-M2XA"),
    "question": ("Kosten van de kraan", "boven uw mandaat", "1.350", "1,350", "QB22-ZZT9"),
    "task": ("Sleutel klaarleggen", "kluiscode 9021", "TS33-H8RK"),
}
NAMES = {"tara": "Tara", "piet": "Kraan Loodgieters", "otto": "Otto Huis"}


@dataclass(frozen=True)
class FullScene(Scene):
    """Sanne handles it; Piet has the job, Otto the question and Noor the task. Piet has an account as well."""

    noor: Employee
    otto: Contact
    account: Account
    question: SubIncident
    task: SubIncident

    def person(self, name: str) -> Holder:
        found: Holder = getattr(self, name)
        return found

    def subject(self, about: str) -> Incident | SubIncident:
        found: Incident | SubIncident = getattr(self, about)
        return found

    async def send(self, notice: Notice, to: str, about: str | None, channel: Channel) -> Delivery:
        """A delivery about one of the threads, or about none."""
        holder = self.person(to)
        [made] = await enqueued(
            notice,
            to=holder,
            thread_id=self.subject(about).thread_id if about else None,
            organisation_id=self.organisation.id,
            channels=[channel],
        )
        return made


Arrange = Callable[[FullScene], Awaitable[None]]


async def as_it_is(scene: FullScene) -> None:
    """Nothing happens first."""


def moved(about: str, status: str, reason: str | None = None, **columns: object) -> Arrange:
    """One of the threads is brought into a state, with the event that says so."""

    async def arrange(scene: FullScene) -> None:
        subject = scene.subject(about)
        kind = "incident" if isinstance(subject, Incident) else subject.kind.lower()
        facts: dict[str, Any] = {"kind": kind, "from_status": subject.status, "to_status": status}
        await subject.update_from_dict({"status": status, **columns}).save()
        facts |= {"reason": reason} if reason else {}
        await say_in(subject.thread, scene.sanne, event=Event.STATUS_CHANGED, facts=facts)

    return arrange


def changed(name: str, **columns: object) -> Arrange:
    """A person or a thread gets other columns."""

    async def arrange(scene: FullScene) -> None:
        await getattr(scene, name).update_from_dict(columns).save()

    return arrange


async def noor_handles_it(scene: FullScene) -> None:
    await scene.incident.update_from_dict({"handler": scene.noor}).save()


def said(about: str, by: str, text: str) -> Arrange:
    async def arrange(scene: FullScene) -> None:
        author = scene.person(by)
        assert not isinstance(author, Account)
        await say_in(scene.subject(about).thread, author, text)

    return arrange


def both(*steps: Arrange) -> Arrange:
    """One after the other."""

    async def arrange(scene: FullScene) -> None:
        for step in steps:
            await step(scene)

    return arrange


def secrets_for(to: str, about: str) -> set[str]:
    """What may not be in a letter to somebody about one of the threads: the words of all others, and any number."""
    outsider = to in NAMES
    secret = {word for thread, words in OWN_WORDS.items() if thread != about for word in words}
    secret |= {text for texts in (POSTS, NOTES) for thread, text in texts.items() if thread != about}
    secret |= set(PHONES.values())
    secret |= {NOTES[about]} if outsider else set()
    secret |= {name for person, name in NAMES.items() if outsider and person != to}
    secret |= {"2026-00042"} if outsider and about != "incident" else set()
    return secret


async def set_full_scene(locale: Locale = Locale.NL) -> FullScene:
    scene = await set_scene(locale)
    own: dict[str, Any] = {"organisation": scene.organisation, "locale": locale}
    noor = await Employee.create(**own, name="Noor Bakker", email="noor@maas.example", phone=PHONES["noor"])
    otto = await Contact.create(
        **own, type=ContactType.OWNER, name="Otto Huis", email="otto@huis.example", phone=PHONES["otto"]
    )
    account = await Account.create(organisation=scene.organisation, email="kraan@mijn.example")
    await scene.piet.update_from_dict({"account": account}).save()
    await scene.sanne.update_from_dict({"phone": PHONES["sanne"]}).save()
    question = await _side(
        scene,
        SubIncidentKind.OWNER_CONSULTATION,
        ConsultationStatus.ASKED,
        party=otto,
        reference="QB22-ZZT9",
        title="Kosten van de kraan",
        description="De kosten komen boven uw mandaat.\nGraag uw akkoord.",
        amount_cents=135_000,
        answer_due_at=datetime(2026, 11, 30, 16, 0, tzinfo=UTC),
    )
    task = await _side(
        scene,
        SubIncidentKind.INTERNAL_TASK,
        TaskStatus.OPEN,
        assignee=noor,
        reference="TS33-H8RK",
        title="Sleutel klaarleggen",
        description="Hij ligt in de kluis, kluiscode 9021.",
        due_at=datetime(2026, 11, 26, 8, 0, tzinfo=UTC),
    )
    made = FullScene(**vars(scene), noor=noor, otto=otto, account=account, question=question, task=task)
    await _talk(made)
    return made


async def _side(scene: Scene, kind: SubIncidentKind, status: str, **columns: Any) -> SubIncident:
    return await SubIncident.create(
        organisation=scene.organisation,
        incident=scene.incident,
        thread=await Thread.create(organisation=scene.organisation),
        created_by=scene.sanne,
        kind=kind,
        status=status,
        **columns,
    )


async def _talk(scene: FullScene) -> None:
    """In every thread a message of Sanne and a note of Noor."""
    for about, text in POSTS.items():
        await say_in(scene.subject(about).thread, scene.sanne, text)
        await say_in(scene.subject(about).thread, scene.noor, NOTES[about], kind=MessageKind.NOTE)
