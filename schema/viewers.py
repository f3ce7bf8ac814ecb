"""Who is asking."""

from datetime import datetime

import strawberry

import auth.viewer
import models
from auth.viewer import EVERYBODY, SIGNED_IN, Audience
from models import EmployeeRole, Locale
from resolvers import organisations, properties, threads, units
from schema.audience import resolved, shown, shown_interface, shown_type
from schema.contacts import Contact
from schema.context import Info
from schema.employees import Employee
from schema.organisations import Organisation
from schema.preferences import NotificationPreferences
from schema.properties import Property, Unit

STAFF, CONTACT = Audience.STAFF, Audience.CONTACT


@shown_interface(EVERYBODY, "Who is asking.")
class Viewer:
    display_name: str = shown(EVERYBODY, "The viewer's own name.")
    locale: Locale = shown(EVERYBODY, "The language that the viewer is answered in.")

    @resolved(SIGNED_IN, "The organisation that the viewer belongs to.", graphql_type=Organisation)
    async def organisation(self, info: Info) -> models.Organisation | None:
        return await organisations.get_organisation(info.context.viewer)

    @resolved(SIGNED_IN, "How many threads hold something that the viewer has not read.")
    async def unread_count(self, info: Info) -> int:
        return await threads.count_unread_threads(info.context.viewer)


@shown_type(EVERYBODY, "An employee.")
class StaffViewer(Viewer):
    employee: models.Employee = shown(STAFF, "The employee.", graphql_type=Employee)

    @resolved(STAFF, "What the employee may do.")
    def role(self, parent: strawberry.Parent[auth.viewer.Viewer]) -> EmployeeRole:
        assert parent.employee is not None  # noqa: S101
        return parent.employee.role

    @classmethod
    def is_type_of(cls, viewer: auth.viewer.Viewer, _info: object) -> bool:
        return viewer.is_staff


@shown_type(EVERYBODY, "A contact: through an account, or through a guest link, which is a portal of one thread.")
class ContactViewer(Viewer):
    @resolved(CONTACT, "The contact, or contacts, that the viewer is.", graphql_type=list[Contact])
    def contacts(self, parent: strawberry.Parent[auth.viewer.Viewer]) -> list[models.Contact]:
        return list(parent.contacts)

    @resolved(CONTACT, "Whether it came by a guest link.")
    def is_guest(self, parent: strawberry.Parent[auth.viewer.Viewer]) -> bool:
        return parent.guest_link_id is not None

    @resolved(CONTACT, "When the guest link stops.")
    def link_expires_at(self, parent: strawberry.Parent[auth.viewer.Viewer]) -> datetime | None:
        return parent.expires_at if parent.guest_link_id is not None else None

    @resolved(CONTACT, "How the viewer wants to be told.", graphql_type=NotificationPreferences)
    def preferences(self, parent: strawberry.Parent[auth.viewer.Viewer]) -> models.Contact:
        return parent.contacts[0]

    @resolved(CONTACT, "What the viewer rents now; by account alone.", graphql_type=list[Unit])
    async def units(self, info: Info) -> list[models.Unit]:
        return await units.list_rented_units(info.context.viewer)

    @resolved(CONTACT, "What the viewer owns now; by account alone.", graphql_type=list[Property])
    async def properties(self, info: Info) -> list[models.Property]:
        return await properties.list_owned_properties(info.context.viewer)

    @classmethod
    def is_type_of(cls, viewer: auth.viewer.Viewer, _info: object) -> bool:
        return viewer.is_contact


@shown_type(EVERYBODY, "Who is asking.")
class ViewerQueries:
    @resolved(EVERYBODY, "Who is asking; null when nobody is signed in.", graphql_type=Viewer | None)
    def viewer(self, info: Info) -> auth.viewer.Viewer | None:
        return info.context.viewer if info.context.viewer.is_signed_in else None
