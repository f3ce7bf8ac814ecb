"""Signing in by a link in an e-mail: asking for one, and using it."""

from dataclasses import replace
from datetime import timedelta

import clock
from auth.acts import require
from auth.attempts import Attempts
from auth.doors import lock
from auth.passwords import hash_password
from auth.sign_in import find_sign_in_link, find_sign_ins, signs_in
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Account, Channel, Employee, Notice, SessionKind, SignInLink
from notifications import outbox
from realtime.announce import announcing
from resolvers.audit import record
from resolvers.sessions import SignedIn, end_sessions, open_session, refused_link
from resolvers.unfinished import afterwards

SHORTEST_PASSWORD = 12
ONE_LETTER_IN = timedelta(minutes=1)


async def request_sign_in_link(viewer: Viewer, *, email: str, slug: str, address: str, attempts: Attempts) -> None:
    """Send a link to whoever signs in with this address, an employee or an account; at most one letter a minute.

    Nothing tells whether there is somebody, neither the answer nor how long it takes: looking and writing come after.
    A process that stops in good order finishes them; after a crash somebody asks again.
    """
    require(viewer, "requestSignInLink")
    await attempts.count(account=f"sign-in link {email.strip().lower()}", address=address)
    afterwards(_send_links(viewer, email, slug))


async def redeem_sign_in_link(
    viewer: Viewer, *, token: str, new_password: str | None = None, address: str, attempts: Attempts
) -> SignedIn:
    """Exchange the secret of a link for a session, once; with a new password any other session and link ends.

    Whatever is wrong with the link gives one answer. What is wrong with the password leaves the link as it was.
    """
    require(viewer, "redeemSignInLink")
    link = await find_sign_in_link(token)
    holder = (link.employee or link.account) if link is not None else None
    if link is None or holder is None or not await signs_in(link):
        raise await refused_link(viewer, "redeemSignInLink", holder, address=address, attempts=attempts)
    password = _check_password(holder, new_password)
    password_hash = await hash_password(password) if password is not None else None

    async with announcing() as announce:
        if await SignInLink.filter(id=link.id, used_at__isnull=True).update(used_at=clock.now()):
            if password_hash is not None:
                await type(holder).filter(id=holder.id).update(password_hash=password_hash)
                await end_sessions(announce, holder)
            return await open_session(viewer, "redeemSignInLink", holder, SessionKind.SIGN_IN_LINK)
    raise await refused_link(viewer, "redeemSignInLink", holder, address=address, attempts=attempts)


async def _send_links(viewer: Viewer, email: str, slug: str) -> None:
    holders = await find_sign_ins(email, slug)

    async with announcing():
        for holder in holders:
            await _send_link(viewer, holder)


async def _send_link(viewer: Viewer, holder: Employee | Account) -> None:
    """Under the holder's lock, so that two who ask at once find each other's letter."""
    await lock(holder)
    if await outbox.is_under_way(Notice.SIGN_IN_LINK, to=holder, since=clock.now() - ONE_LETTER_IN):
        return
    await outbox.enqueue(
        Notice.SIGN_IN_LINK,
        to=holder,
        organisation_id=holder.organisation_id,
        channels=[Channel.EMAIL],
        dedupe_key=f"sign-in:{holder.id.hex}",
    )
    await record(replace(viewer, organisation_id=holder.organisation_id), "requestSignInLink", holder)


def _check_password(holder: Employee | Account, new_password: str | None) -> str | None:
    """The password to set; None when it stays as it is. An employee who was invited has none, and must choose one."""
    if new_password is None or not new_password.strip():
        if isinstance(holder, Employee) and holder.password_hash is None:
            raise Invalid(ErrorCode.BLANK, field="newPassword")
        return None
    if len(new_password.strip()) < SHORTEST_PASSWORD:
        raise Invalid(ErrorCode.WEAK_PASSWORD, field="newPassword", least=SHORTEST_PASSWORD)
    return new_password
