"""Quiet hours: what can wait is told after them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clock
from clock import AMSTERDAM
from models import Account, Channel, Contact, Delivery, Employee, Notice
from notifications import outbox
from notifications.quiet_hours import AT_ONCE, after_quiet, moment_for
from tests.notifications.scene import Scene

NIGHT = {"quiet_from": "22:00", "quiet_until": "07:00"}


def local(day: int, hour: int, minute: int = 0, month: int = 11, fold: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM, fold=fold)


@pytest.mark.parametrize(
    ("moment", "start", "end", "told"),
    [
        (local(24, 21, 59), time(22), time(7), local(24, 21, 59)),
        (local(24, 22), time(22), time(7), local(25, 7)),
        (local(24, 23, 59), time(22), time(7), local(25, 7)),
        (local(25, 0), time(22), time(7), local(25, 7)),
        (local(25, 6, 59), time(22), time(7), local(25, 7)),
        (local(25, 7), time(22), time(7), local(25, 7)),
        (local(24, 12, 30), time(12), time(13), local(24, 13)),
        (local(24, 13), time(12), time(13), local(24, 13)),
        (local(30, 23), time(22), time(0), local(31, 0, month=10) + timedelta(days=31)),
        # the clock goes forward on 29 March and back on 25 October
        (local(28, 23, month=3), time(22), time(7), local(29, 7, month=3)),
        (local(28, 23, month=3), time(22), time(2, 30), local(29, 3, 30, month=3)),
        (local(25, 2, 15, month=10, fold=1), time(22), time(2, 30), local(25, 2, 30, month=10, fold=1)),
    ],
)
def test_a_moment_within_quiet_hours_is_told_at_their_end(
    moment: datetime, start: time, end: time, told: datetime
) -> None:
    assert after_quiet(moment.astimezone(UTC), start, end) == told.astimezone(UTC)


minutes = st.integers(0, 24 * 60 - 1).map(lambda number: time(number // 60, number % 60))


@given(after=st.integers(0, 120 * 24 * 60), start=minutes, end=minutes)
def test_nothing_is_told_sooner_than_it_was_due_nor_within_quiet_hours(after: int, start: time, end: time) -> None:
    moment = datetime(2026, 4, 1, tzinfo=UTC) + timedelta(minutes=after)

    told = after_quiet(moment, start, end)

    assert moment <= told < moment + timedelta(days=1)
    assert after_quiet(told, start, end) == told


def at_night(notice: Notice, recipient: Contact | Employee | Account) -> datetime:
    return moment_for(notice, recipient, local(24, 23))


@pytest.mark.parametrize("notice", Notice)
def test_what_was_asked_for_at_that_moment_does_not_wait(notice: Notice) -> None:
    is_told_at_once = at_night(notice, Contact(**NIGHT)) == local(24, 23)

    assert is_told_at_once == (notice in AT_ONCE)


def test_who_has_no_quiet_hours_is_told_at_once() -> None:
    for recipient in (Contact(), Employee(), Account()):
        assert at_night(Notice.WORK_ORDER_GIVEN, recipient) == local(24, 23)


async def test_the_outbox_holds_back_a_letter_and_a_text_until_the_morning(scene: Scene) -> None:
    await Contact.filter(id=scene.piet.id).update(**NIGHT)
    piet = await Contact.get(id=scene.piet.id)

    with clock.at(local(24, 23)):
        await outbox.enqueue(
            Notice.MESSAGES_UNREAD,
            to=piet,
            thread_id=scene.job.thread_id,
            organisation_id=scene.organisation.id,
            channels=[Channel.EMAIL, Channel.SMS],
            due_at=clock.now() + timedelta(minutes=1),
        )

    assert {delivery.due_at for delivery in await Delivery.all()} == {local(25, 7).astimezone(UTC)}
