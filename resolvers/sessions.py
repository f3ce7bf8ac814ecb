"""Signing in with a password, opening a guest link, and signing out, here or wherever else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import clock
from auth.acts import require
from auth.attempts import Attempts
from auth.browsers import browser_named
from auth.doors import one
from auth.passwords import password_fits
from auth.register import access_employee
from auth.sign_in import authenticate, find_guest_link, find_sign_ins, lets_in, sessions_of, visible_sessions
from auth.tokens import TokenKind, mint
from auth.viewer import Viewer, the_house
from errors import ErrorCode, Invalid
from models import Account, Employee, GuestLink, Incident, Session, SessionKind, SignInLink, SubIncident
from realtime.announce import Announce, announcing
from realtime.events import SessionEnded
from resolvers.audit import record, record_refusal
from resolvers.pages import Order, Page, PageRequest, read_page
from resolvers.threads import subject_of
from settings import get_settings

NEWEST_FIRST = Order(("created_at", "id"), is_descending=True)


@dataclass(frozen=True)
class SignedIn:
    """A fresh session: who it is, and the token, which is shown this once."""

    viewer: Viewer
    token: str


async def sign_in(
    viewer: Viewer, *, email: str, password: str, slug: str | None = None, address: str, attempts: Attempts
) -> SignedIn:
    """An employee or an account signs in; with `slug`, at that organisation.

    A wrong address and a wrong password take the same work and give the same answer.
    """
    require(viewer, "signIn")
    await attempts.count(account=email.strip().lower(), address=address)
    holders = await find_sign_ins(email, slug)
    with_password = [holder for holder in holders if holder.password_hash is not None]
    fitting = [holder for holder in with_password if await password_fits(holder.password_hash, password)]
    if not with_password:
        await password_fits(None, password)
    if not fitting:
        await record_refusal(viewer, "signIn", holders)
        raise Invalid(ErrorCode.WRONG_CREDENTIALS)
    return await begin_session(viewer, "signIn", fitting[0], SessionKind.PASSWORD)


async def open_guest_link(viewer: Viewer, *, token: str, address: str, attempts: Attempts) -> SignedIn:
    """Exchange the secret of a link for a session that ends with the link. Nothing else changes by it."""
    require(viewer, "openGuestLink")
    link = await find_guest_link(token)
    if link is None:
        raise await refused_link(viewer, "openGuestLink", None, address=address, attempts=attempts)
    if not lets_in(link):
        subject = await subject_of(the_house(link.organisation_id), link.thread_id)
        by_link = replace(viewer, guest_link_id=link.id)
        raise await refused_link(by_link, "openGuestLink", subject, address=address, attempts=attempts)
    return await begin_session(viewer, "openGuestLink", link, SessionKind.GUEST_LINK)


async def sign_out(viewer: Viewer) -> None:
    """End this session, and what is followed with it."""
    require(viewer, "signOut")

    async with announcing() as announce:
        session = await visible_sessions(viewer).get_or_none(id=viewer.session_id)
        if session is not None:
            await _end(announce, [session])
            await record(viewer, "signOut", session)


async def list_sessions(viewer: Viewer, *, request: PageRequest) -> Page[Session]:
    """Where the viewer is signed in, the newest first."""
    return await read_page(visible_sessions(viewer), NEWEST_FIRST, request)


async def get_session(viewer: Viewer, *, session_id: UUID) -> Session | None:
    return await visible_sessions(viewer).get_or_none(id=session_id)


async def end_session(viewer: Viewer, *, session_id: UUID) -> Session:
    """End one of the viewer's own sessions, and what is followed with it."""
    session = await one(visible_sessions(viewer), session_id, "sessionId")
    require(viewer, "endSession")

    async with announcing() as announce:
        await _end(announce, [session])
        await record(viewer, "endSession", session)
    return session


async def end_other_sessions(viewer: Viewer) -> int:
    """End all the viewer's own sessions but this one; how many there were."""
    require(viewer, "endOtherSessions")

    async with announcing() as announce:
        others = await visible_sessions(viewer).exclude(id=viewer.session_id)
        await _end(announce, others)
        if others:
            await record(viewer, "endOtherSessions", viewer.employee or viewer.account or viewer.contact)
    return len(others)


async def end_employee_sessions(viewer: Viewer, *, employee_id: UUID) -> Employee:
    """Sign a colleague out everywhere: a telephone was lost."""
    employee = await access_employee(viewer, employee_id)
    require(viewer, "endEmployeeSessions")

    async with announcing() as announce:
        await end_sessions(announce, employee)
        await record(viewer, "endEmployeeSessions", employee)
    return employee


async def begin_session(
    viewer: Viewer, act: str, holder: Employee | Account | GuestLink, kind: SessionKind
) -> SignedIn:
    """Sign somebody in who has shown to be who they are."""
    async with announcing():
        return await open_session(viewer, act, holder, kind)


async def refused_link(
    viewer: Viewer,
    act: str,
    tried: Employee | Account | Incident | SubIncident | None,
    *,
    address: str,
    attempts: Attempts,
) -> Invalid:
    """The refusal of a link, counted, and written down with whom or what it let in once. A step of acts.

    A secret that is no link belongs to nobody, and guessing must not fill the trail: see docs/decisions/0014.
    """
    await attempts.count(account=f"{act} {tried.id.hex if tried is not None else address}", address=address)
    if tried is not None:
        await record_refusal(viewer, act, [tried])
    return Invalid(ErrorCode.LINK_NOT_VALID, field="token")


async def open_session(viewer: Viewer, act: str, holder: Employee | Account | GuestLink, kind: SessionKind) -> SignedIn:
    """A fresh session by an act, with its secret. A step of acts, in their transaction."""
    minted = mint(TokenKind.SESSION)
    ends_at = clock.now() + timedelta(hours=get_settings().session_hours)
    if isinstance(holder, GuestLink):
        await GuestLink.filter(id=holder.id).update(last_used_at=clock.now())
        ends_at = holder.expires_at
    session = await Session.create(
        organisation_id=holder.organisation_id,
        employee=holder if isinstance(holder, Employee) else None,
        account=holder if isinstance(holder, Account) else None,
        guest_link=holder if isinstance(holder, GuestLink) else None,
        kind=kind,
        browser=browser_named(viewer.origin.user_agent),
        token_hash=minted.hash,
        expires_at=ends_at,
    )
    signed_in = replace(await authenticate(minted.secret), origin=viewer.origin)
    await record(signed_in, act, session)
    return SignedIn(viewer=signed_in, token=minted.secret)


async def end_sessions(announce: Announce, holder: Employee | Account) -> None:
    """Sign somebody out wherever they are signed in, and end the links that would let them in. A step of acts."""
    await _end(announce, await sessions_of(holder))
    of_holder = {"employee_id" if isinstance(holder, Employee) else "account_id": holder.id}
    await SignInLink.filter(**of_holder, used_at__isnull=True).update(used_at=clock.now())


async def _end(announce: Announce, sessions: Iterable[Session]) -> None:
    for session in sessions:
        await Session.filter(id=session.id).update(ended_at=clock.now())
        announce(SessionEnded(session_id=session.id))
