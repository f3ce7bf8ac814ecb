"""Where somebody is signed in, and ending it."""

from datetime import datetime

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from models import SessionKind
from resolvers import sessions
from resolvers.pages import PageRequest
from schema.arguments import After, Before, First, Last
from schema.audience import resolved, shown, shown_input, shown_type
from schema.connections import Connection
from schema.context import Info
from schema.cookies import drop_session_cookie
from schema.employees import Employee
from schema.enums import described
from schema.ids import row_id
from schema.nodes import Node
from schema.payloads import Payload, act

ADMIN = Audience.ADMIN

described(
    SessionKind,
    "By what somebody came in.",
    {
        SessionKind.PASSWORD: "A password.",
        SessionKind.SIGN_IN_LINK: "A link from an e-mail, which signs in once.",
        SessionKind.GUEST_LINK: "A guest link.",
    },
)


@shown_type(SIGNED_IN, "That the viewer is signed in, here or somewhere else.", source=models.Session)
class Session(Node):
    kind: SessionKind | None = shown(SIGNED_IN, "By what; null for one that began before this was noted.")
    browser: str | None = shown(SIGNED_IN, "What it was opened in, such as `Firefox, Windows`; null when not known.")
    created_at: datetime = shown(SIGNED_IN, "When it began.")
    last_used_at: datetime | None = shown(SIGNED_IN, "When it was last used, to within some minutes.")
    expires_at: datetime = shown(SIGNED_IN, "When it stops by itself.")

    @resolved(SIGNED_IN, "Whether it is the one that asks.")
    def is_current(self, parent: strawberry.Parent[models.Session], info: Info) -> bool:
        return parent.id == info.context.viewer.session_id


@shown_type(SIGNED_IN, "Finding sessions.")
class SessionQueries:
    @resolved(SIGNED_IN, "Where the viewer is signed in, newest first.", graphql_type=Connection[Session])
    async def sessions(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> object:
        request = PageRequest(first=first, after=after, last=last, before=before)
        return await sessions.list_sessions(info.context.viewer, request=request)


@shown_input(SIGNED_IN, "A session to end.")
class EndSessionInput:
    session_id: strawberry.ID = shown(SIGNED_IN, "One of the viewer's own.")


@shown_type(SIGNED_IN, "What became of ending a session.")
class EndSessionPayload(Payload):
    is_ended: bool = shown(SIGNED_IN, "Whether it ended.", default=False)


@shown_type(SIGNED_IN, "What became of ending the others.")
class EndOtherSessionsPayload(Payload):
    ended_count: int = shown(SIGNED_IN, "How many ended.", default=0)


@shown_input(ADMIN, "An employee to sign out.")
class EndEmployeeSessionsInput:
    employee_id: strawberry.ID = shown(ADMIN, "The employee.")


@shown_type(ADMIN, "What became of signing an employee out.")
class EndEmployeeSessionsPayload(Payload):
    employee: models.Employee | None = shown(ADMIN, "The employee.", default=None, graphql_type=Employee | None)


@shown_type(SIGNED_IN, "Ending sessions.")
class SessionActs:
    @act(EndSessionPayload, "End one of the viewer's own sessions, and what is followed with it.")
    async def end_session(self, info: Info, input: EndSessionInput) -> EndSessionPayload:
        viewer = info.context.viewer
        ended = await sessions.end_session(viewer, session_id=row_id(input.session_id, models.Session, "sessionId"))
        if ended.id == viewer.session_id:
            drop_session_cookie(info.context)
        return EndSessionPayload(is_ended=True)

    @act(EndOtherSessionsPayload, "End all the viewer's own sessions but this one.")
    async def end_other_sessions(self, info: Info) -> EndOtherSessionsPayload:
        return EndOtherSessionsPayload(ended_count=await sessions.end_other_sessions(info.context.viewer))

    @act(EndEmployeeSessionsPayload, "Sign an employee out everywhere, and silence what is followed.")
    async def end_employee_sessions(self, info: Info, input: EndEmployeeSessionsInput) -> EndEmployeeSessionsPayload:
        employee_id = row_id(input.employee_id, models.Employee, "employeeId")
        employee = await sessions.end_employee_sessions(info.context.viewer, employee_id=employee_id)
        return EndEmployeeSessionsPayload(employee=employee)
