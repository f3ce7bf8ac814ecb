"""Who listens is looked at with all others at once: whoever is still who it was stands, and nobody else does."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

import clock
from auth.sign_in import authenticate_again
from auth.standing import standing
from auth.viewer import Viewer
from errors import Unauthenticated
from models import Contact, Employee, EmployeeRole, GuestLink, Locale, Session
from tests.cast import Cast, at_desk, by_account, given_to, reported, through_link

PAST = timedelta(minutes=-1)


@pytest.fixture
async def viewers(cast: Cast) -> dict[str, Viewer]:
    """By each kind of sign-in, and a colleague of each to whom nothing happens."""
    job = await given_to(cast, cast.piet, await reported(cast))
    return {
        "employee": await at_desk(cast.anna),
        "guest": await through_link(cast.piet, job),
        "account": await by_account(cast.tom, cast.olga),
        "bystander": await at_desk(await a_colleague(cast)),
    }


async def a_colleague(cast: Cast) -> Employee:
    return await Employee.create(
        organisation=cast.organisation, name="Cas", email="cas@van-dam.example", role=cast.anna.role
    )


async def stands(viewer: Viewer) -> bool:
    assert viewer.session_id is not None
    found = await standing(viewer, [viewer.session_id])
    assert found <= {viewer.session_id}
    return bool(found)


@pytest.mark.parametrize("kind", ["employee", "guest", "account"])
async def test_who_stays_who_it_was_stands(viewers: dict[str, Viewer], kind: str) -> None:
    assert await stands(viewers[kind])
    assert await stands(viewers[kind])  # and when it is known what is looked at


async def test_nobody_stands_as_somebody_else(viewers: dict[str, Viewer]) -> None:
    """Whoever is asked about by mistake."""
    everybody = [viewer.session_id for viewer in viewers.values() if viewer.session_id is not None]
    colleagues = {viewers["employee"].session_id, viewers["bystander"].session_id}

    assert await standing(viewers["employee"], everybody) == colleagues
    for kind in ("guest", "account"):
        assert await standing(viewers[kind], everybody) == {viewers[kind].session_id}


Change = Callable[[Viewer], Awaitable[object]]

CHANGES: dict[str, tuple[str, Change]] = {
    "the session was ended": ("employee", lambda it: _session(it).update(ended_at=clock.now())),
    "the session is over": ("employee", lambda it: _session(it).update(expires_at=clock.now() + PAST)),
    "the session is gone": ("employee", lambda it: _session(it).delete()),
    "the employee left": ("employee", lambda it: _employee(it).update(deactivated_at=clock.now())),
    "the employee became an admin": ("employee", lambda it: _employee(it).update(role=EmployeeRole.ADMIN)),
    "the employee reads English": ("employee", lambda it: _employee(it).update(locale=Locale.EN)),
    "the link was revoked": ("guest", lambda it: _link(it).update(revoked_at=clock.now())),
    "the link is over": ("guest", lambda it: _link(it).update(expires_at=clock.now() + PAST)),
    "the contractor was archived": ("guest", lambda it: _contacts(it).update(archived_at=clock.now())),
    "the contractor reads English": ("guest", lambda it: _contacts(it).update(locale=Locale.EN)),
    "the account lost a contact": ("account", lambda it: _first_contact(it).update(account_id=None)),
    "a contact of the account was archived": ("account", lambda it: _first_contact(it).update(archived_at=clock.now())),
    "the account lost all its contacts": ("account", lambda it: _contacts(it).update(account_id=None)),
    "the account reads English": ("account", lambda it: _contacts(it).update(locale=Locale.EN)),
}


@pytest.mark.parametrize(("kind", "change"), CHANGES.values(), ids=CHANGES.keys())
async def test_whoever_changed_does_not_stand_and_the_others_do(
    viewers: dict[str, Viewer], kind: str, change: Change
) -> None:
    """It is what signing in anew would show: somebody else, or nobody."""
    changed = viewers[kind]
    assert await stands(changed)
    await change(changed)

    assert not await stands(changed)
    assert await _seen_anew(changed) != (changed.reach, changed.locale)
    assert await stands(viewers["bystander"])


async def test_the_account_that_gained_a_contact_does_not_stand(cast: Cast, viewers: dict[str, Viewer]) -> None:
    account = viewers["account"].account
    assert account is not None
    await Contact.filter(id=cast.elin.id).update(account_id=account.id)

    assert not await stands(viewers["account"])


async def _seen_anew(viewer: Viewer) -> Any:
    try:
        found = await authenticate_again(viewer)
    except Unauthenticated:
        return None
    return found.reach, found.locale


def _session(viewer: Viewer) -> Any:
    return Session.filter(id=viewer.session_id)


def _employee(viewer: Viewer) -> Any:
    assert viewer.employee is not None
    return Employee.filter(id=viewer.employee.id)


def _link(viewer: Viewer) -> Any:
    return GuestLink.filter(id=viewer.guest_link_id)


def _contacts(viewer: Viewer) -> Any:
    return Contact.filter(id__in=viewer.contact_ids)


def _first_contact(viewer: Viewer) -> Any:
    return Contact.filter(id=viewer.contact_ids[0])
