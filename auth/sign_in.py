"""From a credential to a Viewer: for http, for the socket's first message, and again at every push."""

from tortoise.queryset import QuerySet

import clock
from auth.tokens import TokenKind, hash_of
from auth.viewer import Viewer, employee_viewer, guest_viewer
from errors import Unauthenticated
from models import Employee, GuestLink, Session


async def authenticate(secret: str) -> Viewer:
    """Who holds this session token. One query. Raises Unauthenticated when it opens nothing (any more)."""
    token_hash = hash_of(TokenKind.SESSION, secret)
    if token_hash is None:
        raise Unauthenticated
    session = await _sessions().get_or_none(token_hash=token_hash)
    return _viewer_of(session)


async def authenticate_again(viewer: Viewer) -> Viewer:
    """The same viewer as it stands now, for whoever stays connected. Raises Unauthenticated when it ended."""
    if viewer.session_id is None:
        return viewer
    session = await _sessions().get_or_none(id=viewer.session_id)
    return _viewer_of(session)


def _sessions() -> QuerySet[Session]:
    return Session.all().select_related("employee", "guest_link", "guest_link__contact")


def _viewer_of(session: Session | None) -> Viewer:
    if session is None or session.ended_at is not None or session.expires_at <= clock.now():
        raise Unauthenticated
    if session.employee is not None and session.employee.is_active:
        return employee_viewer(session.employee, session)
    if session.guest_link is not None and session.guest_link.is_active:
        return guest_viewer(session.guest_link.contact, session.guest_link, session)
    raise Unauthenticated


async def find_employee(email: str) -> Employee | None:
    """The active employee with this e-mail address."""
    return await Employee.get_or_none(email=email.strip().lower(), deactivated_at__isnull=True)


async def find_guest_link(secret: str) -> GuestLink | None:
    """The link that this secret opens, while it stands."""
    token_hash = hash_of(TokenKind.GUEST, secret.strip())
    if token_hash is None:
        return None
    link = await GuestLink.get_or_none(token_hash=token_hash)
    return link if link is not None and link.is_active else None
