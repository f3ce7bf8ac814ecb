"""Employees, for their colleagues."""

from typing import Annotated

import strawberry

import models
from auth.viewer import Audience
from models import EmployeeRole, Locale
from resolvers import employees
from resolvers.pages import PageRequest
from schema.arguments import After, Before, First, Last, Search
from schema.audience import resolved, shown, shown_type
from schema.connections import Connection
from schema.context import Info
from schema.nodes import Node
from schema.scalars import EmailAddress, PhoneNumber

STAFF = Audience.STAFF


@shown_type(STAFF, "Somebody who works for the organisation.", source=models.Employee)
class Employee(Node):
    name: str = shown(STAFF, "The name.")
    email: EmailAddress = shown(STAFF, "The address to sign in with.")
    phone: PhoneNumber | None = shown(STAFF, "The phone number.")
    locale: Locale = shown(STAFF, "The language to speak to them.")
    role: EmployeeRole = shown(STAFF, "What they may do.")
    is_active: bool = shown(STAFF, "Whether they can sign in.")
    version: int = shown(STAFF, "Goes up with every change; give it as `expectedVersion`.")


@shown_type(STAFF, "Finding employees.")
class EmployeeQueries:
    @resolved(
        STAFF, "Employees, by name: those who are active, unless asked otherwise.", graphql_type=Connection[Employee]
    )
    async def employees(
        self,
        info: Info,
        is_active: Annotated[
            bool | None, strawberry.argument(description="Those who can sign in, or those who cannot; null for both.")
        ] = True,
        search: Search = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        request = PageRequest(first=first, after=after, last=last, before=before)
        return await employees.list_employees(info.context.viewer, is_active=is_active, search=search, request=request)
