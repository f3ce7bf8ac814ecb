"""Signing in with a password, opening a guest link, and signing out."""

from dataclasses import dataclass
from datetime import timedelta

import clock
from auth.acts import require
from auth.attempts import Attempts
from auth.passwords import password_fits
from auth.sign_in import authenticate, find_guest_link, find_sign_ins, sessions_of
from auth.tokens import TokenKind, mint
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Account, Employee, GuestLink, Session
from realtime.announce import Announce, announcing
from realtime.events import SessionEnded
from settings import get_settings


@dataclass(frozen=True)
class SignedIn:
    """A fresh session: who it is, and the token, which is shown this once."""

    viewer: Viewer
    token: str


async def sign_in(
    viewer: Viewer, *, email: str, password: str, slug: str | None = None, address: str, attempts: Attempts
) -> SignedIn:
    """An employee or an account signs in; with `slug`, at that organisation.

    A wrong address and a wrong password take the same time and give the same answer.
    """
    require(viewer, "signIn")
    await attempts.count(account=email.strip().lower(), address=address)
    holders = await find_sign_ins(email, slug)
    fitting = [holder for holder in holders if await password_fits(holder.password_hash, password)]
    if not holders:
        await password_fits(None, password)
    if not fitting:
        raise Invalid(ErrorCode.WRONG_CREDENTIALS)
    return await begin_session(fitting[0])


async def open_guest_link(viewer: Viewer, *, token: str, address: str, attempts: Attempts) -> SignedIn:
    """Exchange the secret of a link for a session that ends with the link. Nothing else changes by it."""
    require(viewer, "openGuestLink")
    link = await find_guest_link(token)
    if link is None:
        await attempts.count(account=f"guest link {address}", address=address)
        raise Invalid(ErrorCode.LINK_NOT_VALID, field="token")
    return await begin_session(link)


async def sign_out(viewer: Viewer) -> None:
    """End this session, and what is followed with it."""
    require(viewer, "signOut")

    async with announcing() as announce:
        if viewer.session_id is not None:
            await Session.filter(id=viewer.session_id, ended_at__isnull=True).update(ended_at=clock.now())
            announce(SessionEnded(session_id=viewer.session_id))


async def begin_session(holder: Employee | Account | GuestLink) -> SignedIn:
    """Sign somebody in who has shown to be who they are."""
    async with announcing():
        secret = await open_session(holder)
    return SignedIn(viewer=await authenticate(secret), token=secret)


async def open_session(holder: Employee | Account | GuestLink) -> str:
    """A fresh session, and its secret. A step of acts, in their transaction."""
    minted = mint(TokenKind.SESSION)
    ends_at = clock.now() + timedelta(hours=get_settings().session_hours)
    if isinstance(holder, GuestLink):
        await GuestLink.filter(id=holder.id).update(last_used_at=clock.now())
        ends_at = holder.expires_at
    await Session.create(
        organisation_id=holder.organisation_id,
        employee=holder if isinstance(holder, Employee) else None,
        account=holder if isinstance(holder, Account) else None,
        guest_link=holder if isinstance(holder, GuestLink) else None,
        token_hash=minted.hash,
        expires_at=ends_at,
    )
    return minted.secret


async def end_sessions(announce: Announce, holder: Employee | Account) -> None:
    """Sign somebody out wherever they are signed in. A step of acts."""
    for session in await sessions_of(holder):
        await Session.filter(id=session.id).update(ended_at=clock.now())
        announce(SessionEnded(session_id=session.id))
