"""One house and the people round it, for letters to be about: Sanne of the desk, Piet the plumber, Tara the tenant."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import clock
from models import (
    Attachment,
    Category,
    Channel,
    Contact,
    ContactType,
    Delivery,
    Employee,
    Event,
    Incident,
    IncidentStatus,
    Locale,
    Message,
    MessageKind,
    Notice,
    Organisation,
    Property,
    SubIncident,
    SubIncidentKind,
    Thread,
    Unit,
    WorkOrderStatus,
)
from notifications import outbox

TENANT_PHONE = "+31611111111"
KEY_CODE = "Sleutelkastje links van de deur, code 4711"


@dataclass(frozen=True)
class Scene:
    """The rows that stand before a test begins."""

    organisation: Organisation
    sanne: Employee
    piet: Contact
    tara: Contact
    incident: Incident
    job: SubIncident

    async def move(self, status: WorkOrderStatus, **columns: object) -> None:
        """The work order in another state, with the event that says so."""
        facts: dict[str, Any] = {"kind": "work_order", "from_status": self.job.status, "to_status": status.value}
        facts |= {"reason": reason} if (reason := columns.pop("reason", None)) else {}
        await self.job.update_from_dict({"status": status, **columns}).save()
        await say_in(self.job.thread, self.sanne, event=Event.STATUS_CHANGED, facts=facts)

    async def enqueue(self, notice: Notice, to: Contact | Employee, *channels: Channel) -> Delivery:
        """One delivery about the work order."""
        made = await enqueued(
            notice,
            to=to,
            thread_id=self.job.thread_id,
            organisation_id=self.organisation.id,
            channels=channels or [Channel.EMAIL],
        )
        return made[0]


async def enqueued(notice: Notice, **given: Any) -> list[Delivery]:
    """Put a notice in the outbox; what now stands there for it."""
    letters: Any = outbox.enqueue(notice, **given)
    await letters
    column = "dedupe_key" if given.get("dedupe_key") else "id"
    return await Delivery.filter(**{f"{column}__in": [getattr(row, column) for row in letters._objects]}).order_by(
        "channel"
    )


async def set_scene(locale: Locale = Locale.NL) -> Scene:
    organisation = await Organisation.create(
        name="Wonen aan de Maas", slug="maas", locale=locale, phone="010 123 45 67", guest_link_days=30
    )
    own: dict[str, Any] = {"organisation": organisation}
    sanne = await Employee.create(
        **own, name="Sanne de Wit", email="sanne@maas.example", locale=locale, password_hash="-"
    )
    piet = await Contact.create(
        **own,
        type=ContactType.EXTERNAL_PARTY,
        name="Piet Kraan",
        company="Kraan Loodgieters",
        email="piet@kraan.example",
        phone="+31622222222",
        locale=locale,
        prefers_sms=True,
    )
    tara = await Contact.create(
        **own, type=ContactType.TENANT, name="Tara Bos", email="tara@bos.example", phone=TENANT_PHONE, locale=locale
    )
    incident = await _incident(organisation, sanne, tara)
    job = await SubIncident.create(
        **own,
        incident=incident,
        thread=await Thread.create(**own),
        reference="7KQ4-M2XA",
        kind=SubIncidentKind.WORK_ORDER,
        title="Lekkende kraan in de keuken",
        description="De kraan drupt en het keukenkastje wordt nat.\nGraag het leertje vervangen.",
        status=WorkOrderStatus.SENT,
        party=piet,
        created_by=sanne,
        due_at=datetime(2026, 11, 27, 16, 0, tzinfo=UTC),
        access_instructions=KEY_CODE,
        site_contact=tara,
    )
    return Scene(organisation, sanne, piet, tara, incident, job)


async def _incident(organisation: Organisation, handler: Employee, reporter: Contact) -> Incident:
    own: dict[str, Any] = {"organisation": organisation}
    house = await Property.create(
        **own, street="Maasboulevard", house_number="12", postcode="3011 AB", city="Rotterdam"
    )
    return await Incident.create(
        **own,
        thread=await Thread.create(**own),
        reference="2026-00042",
        title="Ik word gek van het gedruppel",
        description="Het is een schande.",
        category=await Category.create(**own, name_nl="Water", name_en="Water"),
        property=house,
        unit=await Unit.create(**own, property=house, label="3-hoog links"),
        reporter=reporter,
        handler=handler,
        status=IncidentStatus.IN_PROGRESS,
        reported_at=clock.now(),
        last_activity_at=clock.now(),
    )


async def put_with(message: Message, *content_types: str) -> None:
    """Files of these kinds, posted with a message."""
    for content_type in content_types:
        await Attachment.create(
            thread_id=message.thread_id,
            message=message,
            uploader="employee:somebody",
            name="bestand",
            content_type=content_type,
            object_key="somewhere",
            stored_at=clock.now(),
        )


async def say_in(
    thread: Thread,
    author: Employee | Contact,
    body: str = "",
    *,
    kind: MessageKind = MessageKind.POST,
    event: Event | None = None,
    facts: dict[str, Any] | None = None,
) -> Message:
    """A message in a thread, numbered as the thread hands out numbers."""
    await thread.refresh_from_db()
    thread.last_seq += 1
    thread.last_shared_seq += kind is not MessageKind.NOTE
    await thread.save()
    return await Message.create(
        thread=thread,
        seq=thread.last_seq,
        shared_seq=thread.last_shared_seq,
        kind=MessageKind.EVENT if event else kind,
        author_employee=author if isinstance(author, Employee) else None,
        author_contact=author if isinstance(author, Contact) else None,
        body=body,
        event=event,
        event_facts=facts or {},
    )
