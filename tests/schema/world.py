"""Two organisations full of marked texts, to see which of them ever reach whom."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tortoise.fields import CharField, TextField

from auth.viewer import Viewer, nobody
from models import (
    Attachment,
    AuditEntry,
    Category,
    Contact,
    Delivery,
    Employee,
    GuestLink,
    Incident,
    Message,
    MessageKind,
    Ownership,
    Property,
    Session,
    SubIncident,
    SubIncidentKind,
    TaskStatus,
    Tenancy,
    Thread,
    Unit,
)
from models.owner_consultation import ConsultationStatus
from models.row import Row
from resolvers.appending import append
from schema.ids import PREFIXES, node_id
from tests.cast import ACCOUNT_DOMAIN, Cast, at_desk, by_account, given_to, reported, says, through_link


@dataclass
class Corner:
    """What one organisation has: its rows by what they belong to, each with marked texts."""

    cast: Cast
    incident: Incident
    sides: dict[str, SubIncident]
    rooms: dict[str, list[Row]] = field(default_factory=dict)
    sessions: dict[str, Row] = field(default_factory=dict)
    entries: list[Row] = field(default_factory=list)

    def kept_from(self, name: str) -> list[Row]:
        """What has no text of its own: the sessions of others, and for all but admins the audit trail."""
        others = [session for whose, session in self.sessions.items() if whose != name]
        return [*others, *([] if name == "admin" else self.entries)]

    def marks(self, *rooms: str) -> set[str]:
        return {f"{self.cast.organisation.slug}-{room}" for room in rooms}


ROOMS = ("head", "piet", "elin", "olga", "task", "note", "desk", "tom", "renter", "form", "site", "crew")
SECRET = "secret"  # a room that nobody may enter

# Texts that are not where their row is.
SECRETS = {"token_hash", "password_hash", "dedupe_key", "client_key", "object_key", "upload_hash", "uploader"}
STATES = {"status", "quiet_from", "quiet_until"}


async def furnish(cast: Cast) -> Corner:
    """One incident with four side threads, and in each room a text that says which room it is."""

    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    incident = await reported(cast)
    sides = {
        "piet": await given_to(cast, cast.piet, incident),
        "elin": await given_to(cast, cast.elin, incident),
        "olga": await _side(cast, incident, SubIncidentKind.OWNER_CONSULTATION, ConsultationStatus.ASKED),
        "task": await _side(cast, incident, SubIncidentKind.INTERNAL_TASK, TaskStatus.OPEN),
    }
    for side in sides.values():
        await append(side.thread, author=cast.as_anna, kind=MessageKind.POST, body="Tekst")
        await append(side.thread, author=cast.as_anna, kind=MessageKind.NOTE, body="Notitie")
    await says(cast.as_anna, incident, "Tekst")
    await says(cast.as_anna, incident, "Notitie", kind=MessageKind.NOTE)
    await _put_a_photo_with_what_was_said(cast)
    corner = Corner(cast, incident, sides)
    await _sort(corner)
    for room, rows in corner.rooms.items():
        for row in rows:
            await _mark(corner, row, room)
    await _meet_again(corner)
    await _sign_in(corner)
    corner.entries = [*await AuditEntry.filter(organisation_id=cast.organisation.id).limit(1)]
    return corner


async def _sign_in(corner: Corner) -> None:
    cast = corner.cast
    viewers = {
        "agent": await at_desk(cast.anna),
        "admin": await at_desk(cast.bas),
    }
    corner.sessions = {name: await Session.get(id=viewer.session_id) for name, viewer in viewers.items()}


async def _put_a_photo_with_what_was_said(cast: Cast) -> None:
    """One in each room; files of notes stay with those who read notes."""
    for message in await Message.filter(thread__organisation_id=cast.organisation.id, event__isnull=True):
        await Attachment.create(
            thread_id=message.thread_id,
            message=message,
            uploader="x",
            name="x",
            content_type="image/jpeg",
            object_key="x",
            stored_at=message.created_at,
        )


async def _mark(corner: Corner, row: Row, room: str) -> None:
    """Every text of a row says in which room it is; a column that is added takes part by itself."""
    texts: dict[str, Any] = {}
    for name, column in row._meta.fields_map.items():
        is_text = type(column) in {CharField, TextField} and name not in STATES
        if is_text and not (isinstance(row, Message) and row.event and name == "body"):
            [mark] = corner.marks(SECRET if name in SECRETS else _room_of_text(corner, row, name, room))
            texts[name] = f"{mark} {row.id.hex}"[: column.max_length if isinstance(column, CharField) else None]
    if isinstance(row, Message) and row.event:
        [mark] = corner.marks(room)
        texts["event_facts"] = {**row.event_facts, "reason": mark}
    row.update_from_dict(texts)
    await row.save(update_fields=[*texts])


def _room_of_text(corner: Corner, row: Row, name: str, room: str) -> str:
    """The room of a text when it is another than that of its row: people have their own, a job tells where it is."""
    people = {corner.cast.piet.id: "piet", corner.cast.elin.id: "elin", corner.cast.olga.id: "olga"}
    if row.id == corner.cast.anna.id and name == "name":
        return "crew"
    if row.id == corner.cast.tom.id and name in {"name", "company"}:
        return "renter"
    if isinstance(row, Property | Unit):
        return "site"
    return "tom" if row.id == corner.cast.tom.id else people.get(row.id, room)


async def _meet_again(corner: Corner) -> None:
    """The cast as it is called now."""
    cast = corner.cast
    cast.anna, cast.bas = await Employee.get(id=cast.anna.id), await Employee.get(id=cast.bas.id)
    cast.piet, cast.tom = await Contact.get(id=cast.piet.id), await Contact.get(id=cast.tom.id)
    cast.elin, cast.olga = await Contact.get(id=cast.elin.id), await Contact.get(id=cast.olga.id)


async def _side(cast: Cast, incident: Incident, kind: SubIncidentKind, status: str) -> SubIncident:
    return await SubIncident.create(
        organisation=cast.organisation,
        incident=incident,
        thread=await Thread.create(organisation=cast.organisation),
        kind=kind,
        status=status,
        title="x",
        description="x",
        party=cast.olga if kind is SubIncidentKind.OWNER_CONSULTATION else None,
        assignee=cast.bas if kind is SubIncidentKind.INTERNAL_TASK else None,
        created_by=cast.anna,
    )


async def _sort(corner: Corner) -> None:
    """Every row with an id of the API, by the room that it belongs to."""
    rooms: dict[str, list[Row]] = {room: [] for room in ROOMS}
    threads: dict[UUID, str] = {corner.incident.thread_id: "head"}
    threads.update({side.thread_id: name for name, side in corner.sides.items()})
    rooms["head"].append(corner.incident)
    for name, side in corner.sides.items():
        rooms[name].append(side)
    organisation_id = corner.cast.organisation.id
    for thread in await Thread.filter(organisation_id=organisation_id):
        rooms[threads[thread.id]].append(thread)
    for message in await Message.filter(thread__organisation_id=organisation_id):
        room = rooms["note" if message.is_note else threads[message.thread_id]]
        room += [message, *await Attachment.filter(message=message)]
    for model in (Employee, Contact, Delivery, GuestLink, Ownership, Tenancy):
        rooms["desk"] += await model.filter(organisation_id=organisation_id)
    for shared in (Property, Unit):
        rooms["head"] += await shared.filter(organisation_id=organisation_id)
    rooms["form"] += await Category.filter(organisation_id=organisation_id)
    corner.rooms = rooms


@dataclass
class Sight:
    """A viewer, the ids of the rows that it may have, and the texts that must never reach it."""

    name: str
    viewer: Viewer
    own: dict[str, str]
    foreign: list[str]
    hidden_texts: set[str]
    own_text: str | None
    hidden_references: list[str]

    @property
    def hidden(self) -> set[str]:
        return {*self.hidden_texts, *self.foreign}


async def sights(here: Corner, there: Corner) -> list[Sight]:
    """Every kind of viewer of one organisation."""
    piet = await through_link(here.cast.piet, here.sides["piet"])
    tom = await through_link(here.cast.tom, here.incident)
    firm = await by_account(here.cast.piet, here.cast.elin)
    olga = await by_account(here.cast.olga)
    return [
        _sight("nobody", nobody(), here, there, rooms=(), own_text=None),
        _sight("plumber", piet, here, there, rooms=("piet", "site", "crew"), own_text="piet"),
        _sight("reporter", tom, here, there, rooms=("head", "tom", "renter", "form", "site", "crew"), own_text="head"),
        _sight("contractor", firm, here, there, rooms=("piet", "elin", "form", "site", "crew"), own_text="piet"),
        _sight("owner", olga, here, there, rooms=("olga", "head", "renter", "form", "site", "crew"), own_text="olga"),
        _sight("agent", here.cast.as_anna, here, there, rooms=ROOMS, own_text="elin"),
        _sight("admin", here.cast.as_bas, here, there, rooms=ROOMS, own_text="note"),
    ]


def _sight(
    name: str, viewer: Viewer, here: Corner, there: Corner, *, rooms: tuple[str, ...], own_text: str | None
) -> Sight:
    own = [row for room in rooms for row in here.rooms[room]]
    closed = [row for room in ROOMS if room not in rooms for row in here.rooms[room]]
    closed = [row for row in closed if row.id not in viewer.contact_ids]
    unseen = [*closed, *(row for room in ROOMS for row in there.rooms[room])]
    unseen += [*here.kept_from(name), *there.kept_from("")]
    return Sight(
        name=name,
        viewer=viewer,
        own={PREFIXES[type(row)]: node_id(row) for row in reversed(own)},
        foreign=[node_id(row) for row in unseen],
        hidden_texts=here.marks(SECRET, *(set(ROOMS) - set(rooms))) | there.marks(SECRET, *ROOMS) | {ACCOUNT_DOMAIN},
        own_text=f"{here.cast.organisation.slug}-{own_text}" if own_text else None,
        hidden_references=[row.reference for row in unseen if isinstance(row, Incident | SubIncident)],
    )
