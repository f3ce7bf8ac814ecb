"""The postman: carries, tries again, gives up, stops; and one bad letter never holds up the others."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import structlog
import time_machine
from tortoise.connection import get_connection

import clock
from models import Channel, Contact, Delivery, DeliveryStatus, GuestLink, Notice, WorkOrderStatus
from notifications import claims, outbox
from notifications.claims import CLAIMED_FOR, LONGEST_PAUSE, pause_after
from notifications.postman import Postman, outbox_age
from settings import Settings
from tests.notifications.peers import Mailbox, provider, webhook
from tests.notifications.scene import Scene, enqueued

PENDING, SENDING, SENT = DeliveryStatus.PENDING, DeliveryStatus.SENDING, DeliveryStatus.SENT
SKIPPED, FAILED = DeliveryStatus.SKIPPED, DeliveryStatus.FAILED
NewPostman = Callable[[Settings], Postman]


async def given(scene: Scene) -> Delivery:
    return await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet)


async def statuses() -> list[DeliveryStatus]:
    return [row.status for row in await Delivery.all().order_by("created_at")]


async def test_what_is_due_is_carried(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    await given(scene)

    assert await postman.carry_due() == 1

    sent = await Delivery.get()
    assert [letter["To"] for letter in mailbox.letters] == ["Piet Kraan <piet@kraan.example>"]
    assert (sent.status, sent.attempts, sent.last_error, sent.claimed_until) == (SENT, 1, None, None)
    assert sent.sent_at is not None
    assert await postman.carry_due() == 0


async def test_what_is_not_due_waits(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    delivery = await given(scene)
    await Delivery.filter(id=delivery.id).update(due_at=clock.now() + timedelta(minutes=1))

    assert await postman.carry_due() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert await postman.carry_due() == 1

    assert len(mailbox.letters) == 1


async def test_letters_and_texts_go_their_own_ways(scene: Scene, settings: Settings, new_postman: NewPostman) -> None:
    await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet, Channel.EMAIL, Channel.SMS)

    async with provider(webhook) as made:
        by_sms = {
            "sms": "webhook",
            "sms_webhook_url": f"{made.url}/sms",
            "sms_webhook_secret": "geheim",
            "sms_private_addresses": True,
        }
        await new_postman(Settings(**settings.model_dump() | by_sms, _env_file=None)).carry_due()

    assert await statuses() == [SENT, SENT]
    assert [text["to"] for text in made.asked] == ["+31622222222"]
    assert await GuestLink.all().count() == 2


async def test_a_withdrawn_job_is_skipped(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    await given(scene)
    await scene.move(WorkOrderStatus.WITHDRAWN)

    await postman.carry_due()

    assert await statuses() == [SKIPPED]
    assert mailbox.letters == []
    assert (await Delivery.get()).sent_at is None
    assert not await GuestLink.exists()


async def test_a_busy_server_is_tried_again_and_in_the_end_given_up(
    scene: Scene, postman: Postman, mailbox: Mailbox
) -> None:
    mailbox.refuse["piet@kraan.example"] = "450 busy"
    await given(scene)

    with time_machine.travel(clock.now(), tick=False) as now:
        for attempts, seconds in [(1, 10), (2, 20)]:
            await postman.carry_due()
            waiting = await Delivery.get()
            assert (waiting.status, waiting.attempts) == (PENDING, attempts)
            assert 0.8 * seconds <= (waiting.due_at - clock.now()).total_seconds() <= 1.2 * seconds
            assert await postman.carry_due() == 0
            now.move_to(waiting.due_at)
        await postman.carry_due()

    given_up = await Delivery.get()
    assert (given_up.status, given_up.attempts) == (FAILED, 3)
    assert given_up.last_error == "recipient refused, SMTP 450"
    assert mailbox.letters == []


async def test_a_refused_recipient_is_given_up_at_once(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    mailbox.refuse["piet@kraan.example"] = "550 piet@kraan.example does not live here"
    await given(scene)

    await postman.carry_due()

    given_up = await Delivery.get()
    assert (given_up.status, given_up.attempts) == (FAILED, 1)
    assert given_up.last_error == "recipient refused, SMTP 550"


async def test_what_was_given_up_can_be_tried_again(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    mailbox.refuse["piet@kraan.example"] = "550 no"
    await given(scene)
    await postman.carry_due()
    mailbox.refuse.clear()

    await outbox.retry(await Delivery.get())
    await postman.carry_due()

    assert await statuses() == [SENT]
    assert len(mailbox.letters) == 1


async def test_a_server_that_is_away_costs_an_attempt_but_no_guest_link(
    scene: Scene, settings: Settings, new_postman: NewPostman
) -> None:
    await given(scene)
    await given(scene)

    await new_postman(settings.model_copy(update={"smtp_port": 1})).carry_due()

    assert await statuses() == [PENDING, PENDING]
    assert [row.attempts for row in await Delivery.all()] == [1, 1]
    assert not await GuestLink.exists()


async def test_a_server_that_breaks_off_gets_the_same_message_id_again(
    scene: Scene, postman: Postman, mailbox: Mailbox
) -> None:
    mailbox.drop_after = 1
    await given(scene)

    await postman.carry_due()
    assert await statuses() == [PENDING]
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        await postman.carry_due()

    assert await statuses() == [SENT]
    first, second = (letter["Message-ID"] for letter in mailbox.letters)
    assert first == second


async def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(
    scene: Scene, postman: Postman, mailbox: Mailbox
) -> None:
    await Contact.filter(id=scene.piet.id).update(email="jörg@kraan.example")  # no header can hold this
    await given(scene)
    await scene.move(WorkOrderStatus.ACCEPTED)
    await scene.enqueue(Notice.WORK_ORDER_ANSWERED, scene.sanne)

    with structlog.testing.capture_logs() as logs:
        await postman.carry_due()

    assert await statuses() == [PENDING, SENT]
    assert (await Delivery.first()).last_error == "NonASCIILocalPartDefect"  # type: ignore[union-attr]
    [crash] = [entry for entry in logs if entry["event"] == "delivery_crashed"]
    assert "letters.py" in crash["where"]
    assert "kraan.example" not in str(logs)


async def test_nothing_private_is_logged(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    await given(scene)
    mailbox.refuse["sanne@maas.example"] = "550 sanne@maas.example is gone"
    await scene.move(WorkOrderStatus.ACCEPTED)
    await scene.enqueue(Notice.WORK_ORDER_ANSWERED, scene.sanne)

    with structlog.testing.capture_logs() as logs:
        await postman.carry_due()

    assert {entry["event"] for entry in logs} == {"delivery_sent", "delivery_failed"}
    for private in ("example", "hm_guest", "+316", "kraan", "Piet"):
        assert private not in str(logs)


async def test_what_another_postman_left_is_taken_over(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    delivery = await given(scene)
    crashed = {"status": SENDING, "attempts": 1, "claimed_until": clock.now() + CLAIMED_FOR}
    await Delivery.filter(id=delivery.id).update(**crashed)

    assert await postman.carry_due() == 0
    with time_machine.travel(clock.now() + CLAIMED_FOR + timedelta(seconds=1)):
        assert await postman.carry_due() == 1

    assert (await Delivery.get()).attempts == 2
    assert len(mailbox.letters) == 1


async def test_a_postman_that_dies_takes_no_attempt_from_what_it_never_came_to(
    scene: Scene, postman: Postman, mailbox: Mailbox
) -> None:
    await given(scene)
    for _ in range(5):
        await claims.claim(50)
        await Delivery.all().update(claimed_until=clock.now())

    await postman.carry_due()

    assert [(row.status, row.attempts) for row in await Delivery.all()] == [(SENT, 1)]
    assert len(mailbox.letters) == 1


async def test_what_ends_every_postman_is_given_up(scene: Scene, postman: Postman, mailbox: Mailbox) -> None:
    delivery = await given(scene)
    await Delivery.filter(id=delivery.id).update(status=SENDING, attempts=3, claimed_until=clock.now())

    await postman.carry_due()

    assert await statuses() == [FAILED]
    assert mailbox.letters == []


async def test_a_slow_postman_leaves_what_was_taken_over(
    scene: Scene, postman: Postman, new_postman: NewPostman, settings: Settings, mailbox: Mailbox
) -> None:
    mailbox.gate = asyncio.Event()
    first, second = await given(scene), await given(scene)

    slow = asyncio.create_task(postman.carry_due())
    await mailbox.knocked.wait()
    await Delivery.filter(id=second.id).update(claimed_until=clock.now() + 2 * CLAIMED_FOR, attempts=2)
    mailbox.gate.set()
    await slow

    assert [letter["Message-ID"] for letter in mailbox.letters] == [f"<{first.message_id}@portaal.maas.example>"]
    standing = await Delivery.get(id=second.id)
    assert (standing.status, standing.attempts) == (SENDING, 2)


async def test_a_claimed_delivery_makes_room_for_the_next_with_its_key(scene: Scene, postman: Postman) -> None:
    async def tell() -> Delivery:
        return (
            await enqueued(
                Notice.WORK_ORDER_CHANGED,
                to=scene.piet,
                thread_id=scene.job.thread_id,
                organisation_id=scene.organisation.id,
                channels=[Channel.EMAIL],
                dedupe_key="k",
            )
        )[0]

    first = await tell()
    await postman.carry_due()
    second = await tell()

    assert second.id != first.id
    assert await statuses() == [SENT, PENDING]


async def test_asked_to_stop_the_postman_finishes_the_letter_in_hand_and_puts_back_the_rest(
    scene: Scene, postman: Postman, mailbox: Mailbox
) -> None:
    mailbox.gate, stop = asyncio.Event(), asyncio.Event()
    await given(scene)
    await given(scene)

    running = asyncio.create_task(postman.run(stop))
    await mailbox.knocked.wait()
    stop.set()
    mailbox.gate.set()
    await running

    assert await statuses() == [SENT, PENDING]
    assert [row.attempts for row in await Delivery.all().order_by("created_at")] == [1, 0]
    assert len(mailbox.letters) == 1


async def test_an_idle_postman_stops_at_once(scene: Scene, settings: Settings, new_postman: NewPostman) -> None:
    stop = asyncio.Event()
    patient = new_postman(settings.model_copy(update={"outbox_poll_seconds": 3600}))
    running = asyncio.create_task(patient.run(stop))
    await asyncio.sleep(0)

    stop.set()

    await asyncio.wait_for(running, 5)


async def test_a_postman_outlives_a_database_that_is_away_for_a_while(
    scene: Scene, postman: Postman, mailbox: Mailbox
) -> None:
    await given(scene)
    stop = asyncio.Event()
    await get_connection("default").execute_script("ALTER TABLE delivery RENAME TO away")

    with structlog.testing.capture_logs() as logs:
        running = asyncio.create_task(postman.run(stop))
        while not logs:
            await asyncio.sleep(0)
        await get_connection("default").execute_script("ALTER TABLE away RENAME TO delivery")
        await mailbox.knocked.wait()
        stop.set()
        await running

    assert logs[0]["event"] == "outbox_unreachable"
    assert await statuses() == [SENT]


async def test_the_age_of_the_outbox_is_that_of_the_oldest_that_should_have_gone(scene: Scene) -> None:
    assert await outbox_age() is None

    with time_machine.travel(datetime(2026, 11, 24, tzinfo=UTC), tick=False) as now:
        await given(scene)
        later = await given(scene)
        await Delivery.filter(id=later.id).update(due_at=clock.now() + timedelta(hours=1))
        now.shift(timedelta(minutes=5))
        assert await outbox_age() == timedelta(minutes=5)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 10), (2, 20), (5, 160), (9, 2560), (10, 3600), (1000, 3600)])
def test_pauses_double_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert 0.8 * seconds <= pause_after(attempts).total_seconds() <= 1.2 * seconds
    assert pause_after(attempts) <= 1.2 * LONGEST_PAUSE
