"""Changing a colleague, and who no longer is one."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from auth.sign_in import authenticate_again
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal, Unauthenticated
from models import (
    Employee,
    EmployeeRole,
    Incident,
    Locale,
    MessageKind,
    Session,
    SubIncident,
    SubIncidentKind,
    Thread,
)
from resolvers.employees import ChangedEmployee, list_employees, update_employee
from resolvers.incident_handling import assign_handler
from resolvers.pages import PageRequest
from schema.context import House
from schema.ids import node_id
from tests.asking import ask, following
from tests.cast import Cast, at_desk, given_to, reported, says, through_link
from tests.silence import nothing_happens

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"
UPDATE = """mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) {
  employee { isActive version } openIncidents { reference } openTasks { title } errors { code path } } }"""


async def change(cast: Cast, employee: Employee, **changes: Any) -> ChangedEmployee:
    return await update_employee(cast.as_bas, employee_id=employee.id, changes=changes)


async def second_admin(cast: Cast) -> None:
    await Employee.filter(id=cast.anna.id).update(role=EmployeeRole.ADMIN)


async def task_for(cast: Cast, employee: Employee, incident: Incident, status: str) -> SubIncident:
    return await SubIncident.create(
        organisation=cast.organisation,
        incident=incident,
        thread=await Thread.create(organisation=cast.organisation),
        kind=SubIncidentKind.INTERNAL_TASK,
        status=status,
        title=status,
        description="x",
        assignee=employee,
        created_by=cast.anna,
    )


async def test_what_is_given_changes_null_clears_and_the_rest_stays(cast: Cast) -> None:
    await Employee.filter(id=cast.anna.id).update(phone="+31612345678")

    anna = (await change(cast, cast.anna, name="Anna Smit", phone=None, locale=Locale.EN)).employee

    assert (anna.name, anna.phone, anna.locale, anna.role, anna.version) == (
        "Anna Smit",
        None,
        Locale.EN,
        EmployeeRole.AGENT,
        2,
    )


async def test_who_keeps_the_same_rights_stays_at_desk(cast: Cast) -> None:
    anna = await at_desk(cast.anna)

    await change(cast, cast.anna, name="Anna Smit", role=EmployeeRole.AGENT, is_active=True)

    assert (await authenticate_again(anna)).employee == cast.anna


@pytest.mark.parametrize("changes", [{"is_active": False}, {"role": EmployeeRole.ADMIN}])
async def test_who_gets_other_rights_is_signed_out_everywhere_and_nobody_else_is(
    changes: dict[str, Any], cast: Cast
) -> None:
    phone, desk, bas = await at_desk(cast.anna), await at_desk(cast.anna), await at_desk(cast.bas)

    await change(cast, cast.anna, **changes)

    for viewer in (phone, desk):
        with pytest.raises(Unauthenticated):
            await authenticate_again(viewer)
    assert (await authenticate_again(bas)).employee == cast.bas
    assert await Session.filter(ended_at__isnull=True).count() == 1


@pytest.mark.parametrize("changes", [{"is_active": False}, {"role": EmployeeRole.ADMIN}])
async def test_what_they_follow_ends_with_a_code_before_the_next_message(
    changes: dict[str, Any], cast: Cast, house: House
) -> None:
    incident = await reported(cast)
    anna = await at_desk(cast.anna)

    async with following(anna, house, FOLLOW, thread=node_id(incident.thread)) as heard:
        await says(cast.as_bas, incident, "Voor Anna", kind=MessageKind.NOTE)
        assert (await heard.next())["messageAdded"]["message"] == {"body": "Voor Anna"}

        await change(cast, cast.anna, **changes)
        await says(cast.as_bas, incident, "Niet meer voor Anna", kind=MessageKind.NOTE)

        ended = await heard.result()
        assert ended is not None
        assert ended.data is None
        assert [error.extensions for error in ended.errors or []] == [{"code": "UNAUTHENTICATED"}]
        assert await heard.result() is None


async def test_who_is_back_can_sign_in_again_but_not_with_an_old_session(cast: Cast) -> None:
    old = await at_desk(cast.anna)
    await change(cast, cast.anna, is_active=False)

    anna = (await change(cast, cast.anna, is_active=True)).employee

    with pytest.raises(Unauthenticated):
        await authenticate_again(old)
    assert (await authenticate_again(await at_desk(anna))).employee == cast.anna


async def test_the_answer_lists_the_open_work_that_is_left(cast: Cast, house: House) -> None:
    handled, other, closed = [await reported(cast, title) for title in ("Van Anna", "Van niemand", "Voorbij")]
    for incident in (handled, closed):
        await assign_handler(cast.as_bas, incident_id=incident.id, handler_id=cast.anna.id)
    await Incident.filter(id=closed.id).update(status="CLOSED")
    for status in ("TAKEN", "CLOSED"):
        await task_for(cast, cast.anna, other, status)
    await task_for(cast, cast.bas, other, "OPEN")

    given = {"employeeId": node_id(cast.anna), "isActive": False, "expectedVersion": 1}
    answer = (await ask(cast.as_bas, house, UPDATE, input=given))["updateEmployee"]

    assert answer == {
        "employee": {"isActive": False, "version": 2},
        "openIncidents": [{"reference": handled.reference}],
        "openTasks": [{"title": "TAKEN"}],
        "errors": [],
    }


async def test_nobody_who_left_becomes_a_handler(cast: Cast) -> None:
    incident = await reported(cast)
    await change(cast, cast.anna, is_active=False)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await assign_handler(cast.as_bas, incident_id=incident.id, handler_id=cast.anna.id)

    assert refused.value.code is ErrorCode.EMPLOYEE_NOT_ACTIVE


@pytest.mark.parametrize(
    ("changes", "field"), [({"is_active": False}, "isActive"), ({"role": EmployeeRole.AGENT}, "role")]
)
async def test_the_last_admin_stays(changes: dict[str, Any], field: str, cast: Cast, neighbour: Cast) -> None:
    await at_desk(cast.bas)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, cast.bas, name="Bas de Laatste", **changes)

    assert (refused.value.code, refused.value.field) == (ErrorCode.LAST_ADMIN, field)


@pytest.mark.parametrize("missing", [{"deactivated_at": "2026-01-01T00:00:00Z"}, {"password_hash": None}])
async def test_an_admin_who_cannot_sign_in_does_not_count(missing: dict[str, Any], cast: Cast) -> None:
    await second_admin(cast)
    await Employee.filter(id=cast.anna.id).update(**missing)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, cast.bas, is_active=False)

    assert refused.value.code is ErrorCode.LAST_ADMIN


async def test_two_admins_who_turn_each_other_out_at_once_leave_one(cast: Cast) -> None:
    await second_admin(cast)
    anna = replace(cast.as_bas, employee=cast.anna)

    answers = await asyncio.gather(
        update_employee(cast.as_bas, employee_id=cast.anna.id, changes={"is_active": False}),
        update_employee(anna, employee_id=cast.bas.id, changes={"role": EmployeeRole.AGENT}),
        return_exceptions=True,
    )

    refused = [answer.code for answer in answers if isinstance(answer, Refusal)]
    assert refused == [ErrorCode.LAST_ADMIN]
    assert await Employee.filter(role=EmployeeRole.ADMIN, deactivated_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"name": " "}, ErrorCode.BLANK), ({"phone": "12"}, ErrorCode.INVALID_PHONE)],
)
async def test_wrong_input_changes_nothing(wrong: dict[str, Any], code: ErrorCode, cast: Cast) -> None:
    await at_desk(cast.anna)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, cast.anna, is_active=False, **wrong)
        with pytest.raises(Conflict):
            await update_employee(
                cast.as_bas, employee_id=cast.anna.id, changes={"is_active": False}, expected_version=7
            )

    assert refused.value.code is code


async def test_only_an_admin_of_the_organisation_changes_anybody(cast: Cast, neighbour: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await update_employee(cast.as_anna, employee_id=cast.anna.id, changes={"name": "x"})
        for viewer in (neighbour.as_bas, piet):
            with pytest.raises(NotFound):
                await update_employee(viewer, employee_id=cast.anna.id, changes={"name": "x"})


async def names(cast: Cast, **wanted: Any) -> list[str]:
    page = await list_employees(cast.as_anna, **wanted, request=PageRequest())
    return [employee.name for employee in page.rows]


async def test_who_left_is_listed_apart(cast: Cast) -> None:
    await change(cast, cast.anna, is_active=False)

    assert await names(cast) == ["Bas Bakker"]
    assert await names(cast, is_active=False) == ["Anna de Vries"]
    assert await names(cast, is_active=None) == ["Anna de Vries", "Bas Bakker"]
    assert await names(cast, is_active=None, search="vries ANNA@") == ["Anna de Vries"]
    assert await names(cast, is_active=None, search="vries bakker") == []
