"""From a credential to a Viewer: for http, for the socket's first message, and again at every push."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

import clock
from auth.signatures import Signature
from auth.together import Together
from auth.tokens import TokenKind, hash_of
from auth.viewer import Viewer, account_viewer, employee_viewer, guest_viewer
from errors import Unauthenticated
from models import Account, Contact, Employee, GuestLink, Organisation, Session, SignInLink
from models.prepared import Lookup

NOTED_EVERY = timedelta(minutes=5)


async def authenticate(secret: str) -> Viewer:
    """Who holds this session token. Raises Unauthenticated when it opens nothing (any more)."""
    token_hash = hash_of(TokenKind.SESSION, secret)
    if token_hash is None:
        raise Unauthenticated
    session = await _session_by_hash(token_hash)
    viewer = await _viewer_of(session)
    if session is not None and _is_note_due(session):
        await Session.filter(id=session.id).update(last_used_at=clock.now())
    return viewer


async def authenticate_again(viewer: Viewer) -> Viewer:
    """The same viewer as it stands now, for whoever stays connected. Raises Unauthenticated when it ended."""
    if viewer.session_id is None:
        return viewer
    return (await _viewer_of(await _session_now.ask(viewer.session_id))).answered_in(viewer.chosen_locale)


async def authenticate_signature(signature: Signature, what: str) -> Viewer:
    """Whose session signed that `what` may be fetched. Raises Unauthenticated when it is over, or did not."""
    session = await _sessions().get_or_none(id=signature.session_id)
    if session is None or not signature.fits(session.token_hash, what):
        raise Unauthenticated
    return await _viewer_of(session)


def _sessions() -> QuerySet[Session]:
    return Session.all().select_related("employee", "account", "guest_link", "guest_link__contact")


_session_by_hash = Lookup(Session, lambda token_hash: _sessions().get_or_none(token_hash=token_hash))


async def _sessions_of_all(session_ids: list[UUID]) -> dict[UUID, Session]:
    return {session.id: session for session in await _sessions().filter(id__in=session_ids)}


async def _contacts_of_all(account_ids: list[UUID]) -> dict[UUID, list[Contact]]:
    by_account: dict[UUID, list[Contact]] = {}
    rows = Contact.filter(account_id__in=account_ids, archived_at__isnull=True).order_by("created_at", "id")
    for contact in await rows:
        by_account.setdefault(contact.account_id or contact.id, []).append(contact)
    return by_account


# A push wakes everybody who listens, and each has to be looked at again.
_session_now = Together(_sessions_of_all)
_contacts_now = Together(_contacts_of_all)


def _is_note_due(session: Session) -> bool:
    """Now and then is enough for people, and spares a write for each request."""
    return session.last_used_at is None or session.last_used_at < clock.now() - NOTED_EVERY


async def _viewer_of(session: Session | None) -> Viewer:
    """One query more for an account: the contacts that it holds, without which it is nobody."""
    if session is None or session.ended_at is not None or session.expires_at <= clock.now():
        raise Unauthenticated
    if session.employee is not None and session.employee.is_active:
        return employee_viewer(session.employee, session)
    if session.guest_link is not None and lets_in(session.guest_link):
        return guest_viewer(session.guest_link.contact, session.guest_link, session)
    if session.account is not None and (contacts := await _contacts_now.ask(session.account.id)):
        return account_viewer(session.account, contacts, session)
    raise Unauthenticated


async def contacts_of(account: Account) -> list[Contact]:
    """The contacts that an account holds, the first one first."""
    return (await _contacts_of_all([account.id])).get(account.id, [])


async def find_sign_ins(email: str, slug: str | None = None) -> list[Employee | Account]:
    """Whoever may sign in with this e-mail address, in one organisation or in any: employees first."""
    mine: dict[str, str] = {"email": email.strip().lower()}
    if not (Employee.can_hold(**mine) and Organisation.can_hold(slug=slug or "")):
        return []
    if slug is not None:
        mine["organisation__slug"] = slug
    employees = await Employee.filter(**mine, deactivated_at__isnull=True).order_by("id")
    accounts = await Account.filter(**mine, id__in=_held_by_somebody()).order_by("id")
    return [*employees, *accounts]


async def find_guest_link(secret: str) -> GuestLink | None:
    """The link that this secret is, whether or not it still lets anybody in."""
    token_hash = hash_of(TokenKind.GUEST, secret.strip())
    if token_hash is None:
        return None
    return await GuestLink.get_or_none(token_hash=token_hash).select_related("contact")


def lets_in(link: GuestLink) -> bool:
    """Whether a guest link opens its thread: it stands, and so does its contact."""
    return link.is_active and not link.contact.is_archived


async def find_sign_in_link(secret: str) -> SignInLink | None:
    """The link that this secret is, whether or not it still signs anybody in, with its holder at hand."""
    token_hash = hash_of(TokenKind.SIGN_IN, secret.strip())
    if token_hash is None:
        return None
    return await SignInLink.get_or_none(token_hash=token_hash).select_related("account", "employee")


async def signs_in(link: SignInLink) -> bool:
    """Whether a link signs its holder in: it was not used, it is not over, and the holder may."""
    if link.employee is not None:
        return link.is_usable and link.employee.is_active
    return link.is_usable and link.account is not None and bool(await contacts_of(link.account))


def sessions_of(holder: Employee | Account) -> QuerySet[Session]:
    """Where somebody is signed in, by whichever sign-in."""
    column = "employee_id" if isinstance(holder, Employee) else "account_id"
    return standing_sessions().filter(**{column: holder.id})


def visible_sessions(viewer: Viewer) -> QuerySet[Session]:
    """Where the viewer itself is signed in: the employee, the account, or whoever came by the same guest link."""
    if viewer.employee is not None:
        return sessions_of(viewer.employee)
    if viewer.account is not None:
        return sessions_of(viewer.account)
    return standing_sessions().filter(guest_link_id=viewer.guest_link_id, guest_link_id__isnull=False)


async def sessions_by(contact: Contact) -> list[Session]:
    """Where a contact was signed in, over or not: by its account, or by a link."""
    by_account = Q(account_id=contact.account_id, account_id__isnull=False)
    by_link: Any = Subquery(GuestLink.filter(contact_id=contact.id).values("id"))
    return await Session.filter(by_account | Q(guest_link_id__in=by_link)).order_by("created_at")


def standing_sessions() -> QuerySet[Session]:
    return Session.filter(ended_at__isnull=True, expires_at__gt=clock.now())


def _held_by_somebody() -> Any:
    """The accounts with a contact that is in use."""
    return Subquery(Contact.filter(archived_at__isnull=True, account_id__isnull=False).values("account_id"))
