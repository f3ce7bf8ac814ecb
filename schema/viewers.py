"""Who is asking, and how they sign in and out."""

from datetime import datetime

import strawberry

import auth.viewer
import models
from auth.viewer import EVERYBODY, SIGNED_IN, Audience
from models import EmployeeRole, Locale
from resolvers import organisations, sessions, threads
from schema.audience import resolved, shown, shown_input, shown_interface, shown_type
from schema.contacts import Contact
from schema.context import Info
from schema.cookies import drop_session_cookie, set_session_cookie
from schema.employees import Employee
from schema.organisations import Organisation
from schema.payloads import Payload, act

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


@shown_type(EVERYBODY, "A contact: through a guest link, a portal of one thread.")
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

    @classmethod
    def is_type_of(cls, viewer: auth.viewer.Viewer, _info: object) -> bool:
        return viewer.is_contact


@shown_type(EVERYBODY, "Who is asking.")
class ViewerQueries:
    @resolved(EVERYBODY, "Who is asking; null when nobody is signed in.", graphql_type=Viewer | None)
    def viewer(self, info: Info) -> auth.viewer.Viewer | None:
        return info.context.viewer if info.context.viewer.is_signed_in else None


@shown_input(EVERYBODY, "How an employee signs in.")
class SignInInput:
    email: str = shown(EVERYBODY, "The e-mail address.")
    password: str = shown(EVERYBODY, "The password.")


@shown_type(EVERYBODY, "What became of signing in.")
class SignInPayload(Payload):
    viewer: auth.viewer.Viewer | None = shown(
        EVERYBODY, "Who is signed in now.", default=None, graphql_type=Viewer | None
    )
    token: str | None = shown(
        EVERYBODY,
        "Send it as `Authorization: Bearer …`, or in `connection_init` as `token`. Shown this once; browsers get it as a cookie too.",  # noqa: E501
        default=None,
    )
    expires_at: datetime | None = shown(EVERYBODY, "When the session stops by itself.", default=None)


@shown_input(EVERYBODY, "A guest link to open.")
class OpenGuestLinkInput:
    token: str = shown(EVERYBODY, "The secret: what follows `#` in the link.")


@shown_type(EVERYBODY, "What became of opening the link.")
class OpenGuestLinkPayload(Payload):
    viewer: auth.viewer.Viewer | None = shown(
        EVERYBODY, "Who is signed in now.", default=None, graphql_type=Viewer | None
    )
    token: str | None = shown(EVERYBODY, "The session's token, as in `signIn`. Shown this once.", default=None)
    expires_at: datetime | None = shown(EVERYBODY, "When link and session stop.", default=None)


@shown_type(SIGNED_IN, "What became of signing out.")
class SignOutPayload(Payload):
    is_signed_out: bool = shown(SIGNED_IN, "Whether the session ended.", default=False)


@shown_type(EVERYBODY, "Signing in and out.")
class ViewerActs:
    @act(SignInPayload, "Sign in as an employee.")
    async def sign_in(self, info: Info, input: SignInInput) -> SignInPayload:
        context = info.context
        signed_in = await sessions.sign_in(
            context.viewer,
            email=input.email,
            password=input.password,
            address=context.address,
            attempts=context.house.attempts,
        )
        set_session_cookie(context, signed_in)
        return SignInPayload(viewer=signed_in.viewer, token=signed_in.token, expires_at=signed_in.viewer.expires_at)

    @act(OpenGuestLinkPayload, "Exchange the secret of a guest link for a session. Changes nothing else.")
    async def open_guest_link(self, info: Info, input: OpenGuestLinkInput) -> OpenGuestLinkPayload:
        context = info.context
        signed_in = await sessions.open_guest_link(
            context.viewer, token=input.token, address=context.address, attempts=context.house.attempts
        )
        set_session_cookie(context, signed_in)
        return OpenGuestLinkPayload(
            viewer=signed_in.viewer, token=signed_in.token, expires_at=signed_in.viewer.expires_at
        )

    @act(SignOutPayload, "End this session, and what is followed with it.")
    async def sign_out(self, info: Info) -> SignOutPayload:
        await sessions.sign_out(info.context.viewer)
        drop_session_cookie(info.context)
        return SignOutPayload(is_signed_out=True)
