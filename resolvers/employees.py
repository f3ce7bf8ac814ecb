"""Colleagues: finding, inviting and changing them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import clock
from auth.acts import require
from auth.doors import lock
from auth.register import access_employee, is_only_admin, is_somebodys_address, own_organisation, visible_employees
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Channel, Employee, EmployeeRole, Incident, Locale, Notice, SubIncident
from notifications import outbox
from realtime.announce import announcing
from resolvers import idempotency, open_work
from resolvers.audit import record
from resolvers.checks import NAME_LENGTH, check_phone, check_sign_in_email, check_text, check_version
from resolvers.pages import Order, Page, PageRequest, read_page
from resolvers.searching import in_columns, matching_people, sought
from resolvers.sessions import end_sessions
from resolvers.versions import save_changes

BY_NAME = Order(("name", "id"))


@dataclass(frozen=True)
class ChangedEmployee:
    """An employee, and the open work that somebody else may have to take over."""

    employee: Employee
    open_incidents: list[Incident]
    open_tasks: list[SubIncident]


async def list_employees(
    viewer: Viewer, *, is_active: bool | None = True, search: str | None = None, request: PageRequest
) -> Page[Employee]:
    """Colleagues by name; a search looks in name, e-mail and phone."""
    rows = visible_employees(viewer)
    if is_active is not None:
        rows = rows.filter(deactivated_at__isnull=is_active)
    if text := sought(search):
        rows = rows.filter(matching_people(text, partial(in_columns, ("name", "email", "phone"))))
    return await read_page(rows, BY_NAME, request)


async def get_employee(viewer: Viewer, *, employee_id: UUID) -> Employee | None:
    return await visible_employees(viewer).get_or_none(id=employee_id)


async def list_employees_by_id(viewer: Viewer, *, employee_ids: Collection[UUID]) -> dict[UUID, Employee]:
    return {employee.id: employee for employee in await visible_employees(viewer).filter(id__in=list(employee_ids))}


async def invite_employee(
    viewer: Viewer,
    *,
    name: str,
    email: str,
    role: EmployeeRole = EmployeeRole.AGENT,
    locale: Locale = Locale.NL,
    phone: str | None = None,
    idempotency_key: str,
) -> Employee:
    """Somebody comes to work here: an employee without a password, and a letter with a link to choose one."""
    require(viewer, "inviteEmployee")
    columns: dict[str, Any] = {
        "name": check_text(name, field="name", limit=NAME_LENGTH),
        "email": check_sign_in_email(email, field="email"),
        "role": role,
        "locale": locale,
        "phone": check_phone(phone, field="phone"),
    }

    async with announcing():
        # Before the claim: its row refers to the organisation, and two that hold it so and then lock it, deadlock.
        organisation = await lock(await own_organisation(viewer))
        claim = await idempotency.claim(viewer, "inviteEmployee", idempotency_key, columns)
        if not claim.is_repeated:
            if await is_somebodys_address(viewer, columns["email"]):
                raise Invalid(ErrorCode.EMAIL_TAKEN, field="email")
            employee = await Employee.create(id=claim.subject_id, organisation=organisation, **columns)
            await outbox.enqueue(
                Notice.EMPLOYEE_INVITATION, to=employee, organisation_id=organisation.id, channels=[Channel.EMAIL]
            )
            await record(viewer, "inviteEmployee", employee)
    return await access_employee(viewer, claim.subject_id)


async def update_employee(
    viewer: Viewer, *, employee_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> ChangedEmployee:
    """Change what stands in `changes`. Who is deactivated, or gets another role, is signed out everywhere at once."""
    employee = await access_employee(viewer, employee_id)
    require(viewer, "updateEmployee")
    check_version(employee, expected_version)
    columns = _check(employee, changes)
    loses_rights = columns.get("deactivated_at") is not None or columns.get("role") is EmployeeRole.AGENT
    has_other_rights = "role" in columns or columns.get("deactivated_at") is not None

    async with announcing() as announce:
        if loses_rights:
            await lock(await own_organisation(viewer))
            if await is_only_admin(viewer, employee):
                raise Invalid(ErrorCode.LAST_ADMIN, field="isActive" if "deactivated_at" in columns else "role")
        await save_changes(employee, columns)
        if has_other_rights:
            await end_sessions(announce, employee)
        await record(viewer, "updateEmployee", employee)
    return ChangedEmployee(
        employee=await access_employee(viewer, employee_id),
        open_incidents=await open_work.list_handled_by(viewer, employee_id=employee_id),
        open_tasks=await open_work.list_tasks_of(viewer, employee_id=employee_id),
    )


def _check(employee: Employee, given: dict[str, Any]) -> dict[str, Any]:
    """The columns that a client changes, checked and normalised; those that stay as they are left out."""
    columns: dict[str, Any] = {}
    for name, value in given.items():
        match name:
            case "name":
                columns[name] = check_text(value, field=name, limit=NAME_LENGTH)
            case "phone":
                columns[name] = check_phone(value, field=name)
            case "is_active" if value != employee.is_active:
                columns["deactivated_at"] = None if value else clock.now()
            case "role" if value is not employee.role:
                columns[name] = value
            case "locale":
                columns[name] = value
    return columns
