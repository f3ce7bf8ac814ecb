"""Colleagues."""

from uuid import UUID

from auth.register import visible_employees
from auth.viewer import Viewer
from models import Employee
from resolvers.pages import Order, Page, PageRequest, read_page

BY_NAME = Order(("name", "id"))


async def list_employees(viewer: Viewer, *, request: PageRequest) -> Page[Employee]:
    """Active colleagues by name."""
    return await read_page(visible_employees(viewer).filter(deactivated_at__isnull=True), BY_NAME, request)


async def get_employee(viewer: Viewer, *, employee_id: UUID) -> Employee | None:
    return await visible_employees(viewer).get_or_none(id=employee_id)
