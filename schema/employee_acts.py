"""What admins do with employees: inviting and changing them."""

import strawberry

import models
from auth.viewer import Audience
from models import EmployeeRole, Locale
from resolvers import employees
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.employees import Employee
from schema.ids import row_id
from schema.incidents import Incident
from schema.patches import given
from schema.payloads import Payload, act
from schema.sub_incidents import SubIncident

ADMIN = Audience.ADMIN


@shown_input(ADMIN, "Somebody who comes to work here.")
class InviteEmployeeInput:
    name: str = shown(ADMIN, "The name.")
    email: str = shown(ADMIN, "The address to sign in with; the invitation goes there.")
    role: EmployeeRole = shown(ADMIN, "What they may do.", default=EmployeeRole.AGENT)
    locale: Locale = shown(ADMIN, "The language to speak to them.", default=Locale.NL)
    phone: str | None = shown(ADMIN, "The phone number; 06-12345678 will do.", default=None)
    idempotency_key: str = shown(ADMIN, "Made up by the client; the same key invites once, however often sent.")


@shown_input(ADMIN, "What to change about an employee; what is absent stays, null clears.")
class UpdateEmployeeInput:
    employee_id: strawberry.ID = shown(ADMIN, "The employee.")
    name: strawberry.Maybe[str] = shown(ADMIN, "The name.")
    phone: strawberry.Maybe[str | None] = shown(ADMIN, "The phone number.")
    locale: strawberry.Maybe[Locale] = shown(ADMIN, "The language to speak to them.")
    role: strawberry.Maybe[EmployeeRole] = shown(ADMIN, "What they may do. Another role signs them out everywhere.")
    is_active: strawberry.Maybe[bool] = shown(
        ADMIN, "Whether they can sign in. Who no longer can is signed out everywhere at once."
    )
    expected_version: int | None = shown(ADMIN, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(ADMIN, "What became of inviting.")
class InviteEmployeePayload(Payload):
    employee: models.Employee | None = shown(
        ADMIN, "The employee, who has no password yet.", default=None, graphql_type=Employee | None
    )


@shown_type(ADMIN, "What became of changing an employee.")
class UpdateEmployeePayload(Payload):
    employee: models.Employee | None = shown(ADMIN, "The employee.", default=None, graphql_type=Employee | None)
    open_incidents: list[models.Incident] = shown(
        ADMIN,
        "The open incidents of which they are the handler, oldest first.",
        default_factory=list,
        graphql_type=list[Incident],
    )
    open_tasks: list[models.SubIncident] = shown(
        ADMIN,
        "The open internal tasks that they have, oldest first.",
        default_factory=list,
        graphql_type=list[SubIncident],
    )


@shown_type(ADMIN, "Inviting and changing employees.")
class EmployeeActs:
    @act(InviteEmployeePayload, "Somebody comes to work here; an invitation to choose a password goes out by e-mail.")
    async def invite_employee(self, info: Info, input: InviteEmployeeInput) -> InviteEmployeePayload:
        return InviteEmployeePayload(employee=await employees.invite_employee(info.context.viewer, **vars(input)))

    @act(UpdateEmployeePayload, "Change an employee, and see what work is still in their hands.")
    async def update_employee(self, info: Info, input: UpdateEmployeeInput) -> UpdateEmployeePayload:
        changed = await employees.update_employee(
            info.context.viewer,
            employee_id=row_id(input.employee_id, models.Employee, "employeeId"),
            changes=given(input, leave_out={"employee_id", "expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdateEmployeePayload(**vars(changed))
