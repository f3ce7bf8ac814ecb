"""The people of the tests: two property managers, with everybody around them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import count

from argon2 import PasswordHasher

import clock
from auth.proof import zero_bits
from auth.sign_in import authenticate
from auth.tokens import TokenKind, mint
from auth.viewer import Viewer, employee_viewer, guest_viewer
from models import (
    Account,
    Category,
    Contact,
    ContactType,
    Employee,
    EmployeeRole,
    GuestLink,
    Incident,
    Message,
    Organisation,
    Ownership,
    Property,
    Session,
    SubIncident,
    Tenancy,
    Unit,
)
from resolvers.messages import post_message
from resolvers.reporting import report_incident
from resolvers.sub_incident_creation import create_internal_task, create_owner_consultation, create_work_order

PASSWORD = "een heel lang wachtwoord"
ACCOUNT_DOMAIN = "mijn.example"


@dataclass
class Cast:
    """One organisation: Anna and Bas work there, Tom rents, Olga owns, Piet is a plumber and Elin an electrician."""

    organisation: Organisation
    anna: Employee
    bas: Employee
    tom: Contact
    olga: Contact
    piet: Contact
    elin: Contact
    dam: Property
    dam_2: Unit
    heating: Category

    @property
    def as_anna(self) -> Viewer:
        return employee_viewer(self.anna)

    @property
    def as_bas(self) -> Viewer:
        return employee_viewer(self.bas)


async def make_cast(name: str = "Van Dam") -> Cast:
    """An organisation and its people; call it twice, with two names, for a neighbour."""
    slug = name.lower().replace(" ", "-")
    organisation = await Organisation.create(name=name, slug=slug)
    dam = await Property.create(
        organisation=organisation, street="Damstraat", house_number="12", postcode="1012 JM", city="Amsterdam"
    )
    cast = Cast(
        organisation=organisation,
        anna=await _employee(organisation, "Anna de Vries", f"anna@{slug}.example", EmployeeRole.AGENT),
        bas=await _employee(organisation, "Bas Bakker", f"bas@{slug}.example", EmployeeRole.ADMIN),
        tom=await _contact(organisation, ContactType.TENANT, "Tom Jansen", "tom@huurder.example", "+31612345601"),
        olga=await _contact(organisation, ContactType.OWNER, "Olga Smit", "olga@eigenaar.example", "+31612345602"),
        piet=await _contact(
            organisation, ContactType.EXTERNAL_PARTY, "Piet Loods", "piet@loodgieter.example", "+31612345603"
        ),
        elin=await _contact(
            organisation, ContactType.EXTERNAL_PARTY, "Elin Volt", "elin@elektra.example", "+31612345604"
        ),
        dam=dam,
        dam_2=await Unit.create(organisation=organisation, property=dam, label="2-hoog"),
        heating=await Category.create(organisation=organisation, name_nl="Verwarming", name_en="Heating"),
    )
    long_ago = clock.today() - timedelta(days=400)
    await Ownership.create(organisation=organisation, property=dam, owner=cast.olga, from_on=long_ago)
    await Tenancy.create(organisation=organisation, unit=cast.dam_2, tenant=cast.tom, from_on=long_ago)
    return cast


async def reported(cast: Cast, title: str = "De cv-ketel is stuk", **more: object) -> Incident:
    """An incident that Anna reported on Tom's behalf; he is told only when a test says so."""
    return await report_incident(
        cast.as_anna,
        title=title,
        description="Sinds vanochtend geen warm water.",
        category_id=cast.heating.id,
        property_id=cast.dam.id,
        unit_id=cast.dam_2.id,
        reporter_id=cast.tom.id,
        idempotency_key=f"report {title}",
        **{"confirm_by": [], **more},  # type: ignore[arg-type]
    )


async def given_to(cast: Cast, contractor: Contact, incident: Incident, **more: object) -> SubIncident:
    """A work order that Anna gave to a contractor."""
    return await create_work_order(
        cast.as_anna,
        incident_id=incident.id,
        title=f"Klus voor {contractor.name}",
        description="Ketel nakijken en herstellen.",
        contractor_id=contractor.id,
        idempotency_key=f"order {contractor.id} {incident.id}",
        **more,  # type: ignore[arg-type]
    )


def solved(challenge: str) -> str:
    """The nonce that a client finds for a challenge."""
    bits = int(challenge.split(".")[1])
    return next(str(number) for number in count() if zero_bits(challenge, str(number)) >= bits)


async def by_account(*contacts: Contact, email: str | None = None) -> Viewer:
    """Somebody in Mijn Portaal, who is all of these contacts."""
    account = await Account.create(
        organisation_id=contacts[0].organisation_id, email=email or f"{contacts[0].id.hex}@{ACCOUNT_DOMAIN}"
    )
    for contact in contacts:
        contact.account_id = account.id
        await contact.save(update_fields=["account_id"])
    return await signed_in(account)


async def signed_in(account: Account) -> Viewer:
    """Somebody signed in by an account."""
    minted = mint(TokenKind.SESSION)
    await Session.create(
        organisation_id=account.organisation_id,
        account=account,
        token_hash=minted.hash,
        expires_at=clock.now() + timedelta(hours=1),
    )
    return await authenticate(minted.secret)


async def asked(cast: Cast, incident: Incident, **more: object) -> SubIncident:
    """A question that Anna asked whoever owns the property."""
    return await create_owner_consultation(
        cast.as_anna,
        incident_id=incident.id,
        title="Mogen wij de ketel vervangen?",
        description="Herstellen loont niet meer.",
        idempotency_key=f"question {incident.id}",
        **more,  # type: ignore[arg-type]
    )


async def tasked(cast: Cast, incident: Incident, assignee: Employee, **more: object) -> SubIncident:
    """A task that Anna gave a colleague."""
    return await create_internal_task(
        cast.as_anna,
        incident_id=incident.id,
        title="Sleutel klaarleggen",
        description="Bij de receptie.",
        assignee_id=assignee.id,
        idempotency_key=f"task {assignee.id} {incident.id}",
        **more,  # type: ignore[arg-type]
    )


async def through_link(contact: Contact, subject: SubIncident | Incident) -> Viewer:
    """The contact, signed in by a guest link to the thread of an incident or sub-incident."""
    link = await GuestLink.create(
        organisation_id=subject.organisation_id,
        thread_id=subject.thread_id,
        contact=contact,
        token_hash=mint(TokenKind.GUEST).hash,
        expires_at=clock.now() + timedelta(days=30),
    )
    session = await Session.create(
        organisation_id=subject.organisation_id,
        guest_link=link,
        token_hash=mint(TokenKind.SESSION).hash,
        expires_at=link.expires_at,
    )
    return guest_viewer(contact, link, session)


async def at_desk(employee: Employee) -> Viewer:
    """The employee with a session of its own."""
    session = await Session.create(
        organisation_id=employee.organisation_id,
        employee=employee,
        token_hash=mint(TokenKind.SESSION).hash,
        expires_at=clock.now() + timedelta(hours=12),
    )
    return employee_viewer(employee, session)


async def says(viewer: Viewer, subject: SubIncident | Incident, body: str, **more: object) -> Message:
    """A message; the same viewer saying the same thing twice says it once."""
    return await post_message(
        viewer,
        thread_id=subject.thread_id,
        body=body,
        **{"client_message_id": body, **more},  # type: ignore[arg-type]
    )


async def _employee(organisation: Organisation, name: str, email: str, role: EmployeeRole) -> Employee:
    return await Employee.create(
        organisation=organisation, name=name, email=email, role=role, password_hash=_password_hash()
    )


async def _contact(organisation: Organisation, type: ContactType, name: str, email: str, phone: str) -> Contact:  # noqa: A002
    return await Contact.create(organisation=organisation, type=type, name=name, email=email, phone=phone)


@cache
def _password_hash() -> str:
    """One cheap hash for all: real ones take a tenth of a second each."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
