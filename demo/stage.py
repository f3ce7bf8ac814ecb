"""Sets the stage: the organisation, its people and its houses, before anything happens."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import clock
from auth.passwords import hash_password
from auth.viewer import Viewer, contact_viewer, employee_viewer
from demo.categories import TOPICS
from demo.people import COLLEAGUES, HOUSES, IN_PORTAL, ORGANISATION, OUTSIDERS, WITH_INSIGHT
from models import Account, Category, Contact, Employee, Organisation, Ownership, Property, Tenancy, Unit
from resolvers.accounts import invite_to_portal
from resolvers.contacts import create_contact

YEARS_AGO = timedelta(days=900)


@dataclass
class Stage:
    """What the play has put into the database so far, by the names that the script uses."""

    now: datetime
    organisation: Organisation
    viewers: dict[str, Viewer] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    houses: dict[str, Property] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    incidents: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)  # id and thread
    jobs: dict[tuple[str, str], tuple[UUID, UUID]] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=count)

    def contact(self, name: str) -> Contact:
        contact = self.viewers[name].contact
        if contact is None:
            raise LookupError(name)
        return contact

    def key(self) -> str:
        return f"demo {next(self.numbers)}"


async def set_stage(now: datetime, password: str) -> Stage:
    """The organisation with everybody and everything that was there before the first act."""
    with clock.at(now - YEARS_AGO):
        stage = Stage(now=now, organisation=await _found())
        password_hash = await hash_password(password)
        await _employ(stage, password_hash)
        await _build(stage)
        await _meet(stage)
        await _open_portal(stage, password_hash)
    return stage


async def _found() -> Organisation:
    return await Organisation.create(
        name=ORGANISATION["name"],
        slug=ORGANISATION["slug"],
        phone=ORGANISATION["phone"],
        email=ORGANISATION["email"],
    )


async def _employ(stage: Stage, password_hash: str) -> None:
    for name, colleague in COLLEAGUES.items():
        employee = await Employee.create(
            organisation=stage.organisation,
            name=colleague.name,
            email=colleague.email,
            role=colleague.role,
            password_hash=password_hash,
        )
        stage.viewers[name] = employee_viewer(employee)


async def _build(stage: Stage) -> None:
    for name, house in HOUSES.items():
        stage.houses[name] = await Property.create(
            organisation=stage.organisation,
            name=house.name,
            street=house.street,
            house_number=house.number,
            postcode=house.postcode,
            city=house.city,
        )
        for label in house.units:
            stage.units[name, label] = await Unit.create(
                organisation=stage.organisation, property=stage.houses[name], label=label
            )
    for position, (name, topic) in enumerate(TOPICS.items()):
        stage.categories[name] = await Category.create(
            organisation=stage.organisation,
            name_nl=topic.nl,
            name_en=topic.en,
            help_nl=topic.help_nl,
            help_en=topic.help_en,
            trade=topic.trade,
            position=position,
        )


async def _meet(stage: Stage) -> None:
    """Contacts come through the act that adds them; who rents and owns what has no act yet."""
    for name, outsider in OUTSIDERS.items():
        contact = await create_contact(
            stage.viewers["marieke"],
            type=outsider.type,
            name=outsider.name,
            company=outsider.company,
            trade=outsider.trade,
            email=outsider.email,
            phone=outsider.phone,
            locale=outsider.locale,
            preferred_channels=outsider.channels,
            idempotency_key=stage.key(),
        )
        stage.viewers[name] = contact_viewer(contact)
        if outsider.home is not None:
            await Tenancy.create(
                organisation=stage.organisation, unit=stage.units[outsider.home], tenant=contact, from_on=clock.today()
            )
    for name, house in HOUSES.items():
        if house.owner is not None:
            owner = stage.contact(house.owner)
            await Ownership.create(
                organisation=stage.organisation,
                property=stage.houses[name],
                owner=owner,
                from_on=clock.today(),
                sees_incidents=house.owner in WITH_INSIGHT,
            )


async def _open_portal(stage: Stage, password_hash: str) -> None:
    """Some have an account, and chose the password of the demo."""
    for name in IN_PORTAL:
        await invite_to_portal(stage.viewers["marieke"], contact_id=stage.contact(name).id)
    await Account.filter(organisation_id=stage.organisation.id).update(password_hash=password_hash)
