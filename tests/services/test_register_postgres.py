"""What an organisation keeps on PostgreSQL, where acts really run beside each other."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

import clock
from errors import ErrorCode, Refusal
from models import Contact, ContactType, Employee, EmployeeRole, Ownership, Property, SubIncident, Unit
from models.database import database_config
from models.mentions import HasPart
from models.migrate import migrate
from resolvers.categories import create_category, list_categories
from resolvers.contacts import ContactFilter, list_contacts, update_contact
from resolvers.employees import invite_employee, list_employees, update_employee
from resolvers.ownerships import create_ownership
from resolvers.pages import PageRequest
from resolvers.properties import list_properties
from resolvers.searching import near_address
from tests.cast import Cast, given_to, make_cast, reported

ALL = PageRequest()


@pytest.fixture
async def cast(empty_postgres_url: str) -> AsyncIterator[Cast]:
    EXECUTOR_CACHE.clear()  # Tortoise keeps SQL by the connection's name, in the dialect that it first had
    await migrate(empty_postgres_url, report=lambda _line: None)
    async with TortoiseContext() as context:
        await context.init(database_config(empty_postgres_url), _enable_global_fallback=True)
        yield await make_cast()
    EXECUTOR_CACHE.clear()


def codes_in(answers: Sequence[object]) -> list[ErrorCode]:
    """Of those that were refused; whatever else was raised is raised here."""
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, Refusal):
            raise answer
    return [answer.code for answer in answers if isinstance(answer, Refusal)]


async def test_two_admins_who_turn_each_other_out_at_once_leave_one(cast: Cast) -> None:
    for _ in range(5):
        await Employee.all().update(role=EmployeeRole.ADMIN, deactivated_at=None)
        anna = replace(cast.as_bas, employee=cast.anna)

        answers = await asyncio.gather(
            update_employee(cast.as_bas, employee_id=cast.anna.id, changes={"is_active": False}),
            update_employee(anna, employee_id=cast.bas.id, changes={"is_active": False}),
            return_exceptions=True,
        )

        assert codes_in(answers) == [ErrorCode.LAST_ADMIN]
        assert await Employee.filter(role=EmployeeRole.ADMIN, deactivated_at__isnull=True).count() == 1


async def test_ten_invitations_to_one_address_at_once_are_one_employee(cast: Cast) -> None:
    answers = await asyncio.gather(
        *(
            invite_employee(cast.as_bas, name="Chris", email=email, idempotency_key=f"{number}")
            for number, email in enumerate(["chris@van-dam.example", "CHRIS@van-dam.example"] * 5)
        ),
        return_exceptions=True,
    )

    assert codes_in(answers) == [ErrorCode.EMAIL_TAKEN] * 9


async def test_ten_ownerships_of_one_owner_at_once_are_one(cast: Cast) -> None:
    oscar = await Contact.create(organisation=cast.organisation, type=ContactType.OWNER, name="Oscar")

    answers = await asyncio.gather(
        *(
            create_ownership(
                cast.as_anna,
                property_id=cast.dam.id,
                owner_id=oscar.id,
                from_on=clock.today(),
                idempotency_key=f"{number}",
            )
            for number in range(10)
        ),
        return_exceptions=True,
    )

    assert codes_in(answers) == [ErrorCode.INVALID_PERIOD] * 9
    assert await Ownership.filter(owner_id=oscar.id).count() == 1


async def test_nobody_is_archived_while_getting_a_job(cast: Cast) -> None:
    incident = await reported(cast)

    for number in range(20):
        joe = await Contact.create(
            organisation=cast.organisation, type=ContactType.EXTERNAL_PARTY, name=f"Joe {number}", email="j@joe.example"
        )
        answers = await asyncio.gather(
            given_to(cast, joe, incident),
            update_contact(cast.as_anna, contact_id=joe.id, changes={"is_archived": True}),
            return_exceptions=True,
        )

        [code] = codes_in(answers)
        has_job = await SubIncident.filter(party_id=joe.id).exists()
        is_archived = (await Contact.get(id=joe.id)).is_archived
        assert (code, has_job, is_archived) in {
            (ErrorCode.CONTACT_IN_USE, True, False),
            (ErrorCode.CONTACT_ARCHIVED, False, True),
        }


async def test_categories_that_are_added_at_once_stand_behind_each_other(cast: Cast) -> None:
    await asyncio.gather(
        *(
            create_category(cast.as_bas, name_nl=f"{number}", name_en="x", idempotency_key=f"{number}")
            for number in range(5)
        )
    )

    assert [category.position for category in await list_categories(cast.as_anna)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("TOM 06-123 456 01", {"Tom"}),
        ("damstraat 12 1012jm", {"Tom", "Olga"}),
        ("2-hoog", {"Tom"}),
        ("loodgieter.example", {"Piet"}),
        ("50%_", set()),
    ],
)
async def test_contacts_are_found_as_people_type(search: str, expected: set[str], cast: Cast) -> None:
    page = await list_contacts(cast.as_anna, wanted=ContactFilter(search=search), request=ALL)

    assert {contact.name.split()[0] for contact in page.rows} == expected


@pytest.mark.usefixtures("cast")
async def test_parts_of_names_and_addresses_are_looked_up_in_an_index() -> None:
    for rows, index in (
        (Contact.filter(HasPart("loodgieter")), "part_contact"),
        (Property.filter(near_address("damstraat")), "part_property"),
        (Unit.filter(HasPart("2-hoog")), "part_unit"),
    ):
        async with in_transaction() as connection:
            await connection.execute_query("SET LOCAL enable_seqscan = off")
            plan = str(await rows.using_db(connection).explain("TEXT"))

        assert f"Index Scan on {index} " in plan


async def test_properties_and_employees_are_found_as_people_type(cast: Cast) -> None:
    houses = await list_properties(cast.as_anna, search="Amsterdam 1012JM", is_archived=None, request=ALL)
    people = await list_employees(cast.as_anna, search="ANNA vries", is_active=None, request=ALL)

    assert [house.id for house in houses.rows] == [cast.dam.id]
    assert [employee.id for employee in people.rows] == [cast.anna.id]
