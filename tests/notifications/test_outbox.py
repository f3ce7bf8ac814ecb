"""The outbox: rows in the caller's transaction, one at a time for each key, and trying again."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

import clock
from errors import ErrorCode, Invalid
from models import Channel, Delivery, DeliveryStatus, Notice
from notifications import outbox
from tests.notifications.scene import Scene, enqueued


class ChangedMyMind(Exception):  # noqa: N818
    pass


async def enqueue(scene: Scene, *channels: Channel, **more: object) -> list[Delivery]:
    return await enqueued(
        Notice.MESSAGES_UNREAD,
        to=scene.piet,
        thread_id=scene.job.thread_id,
        organisation_id=scene.organisation.id,
        channels=channels or [Channel.EMAIL],
        **more,
    )


async def test_a_notice_waits_once_for_each_channel(scene: Scene) -> None:
    made = await enqueue(scene, Channel.SMS, Channel.EMAIL, Channel.SMS)

    assert [row.channel for row in made] == [Channel.EMAIL, Channel.SMS]
    assert {row.status for row in await Delivery.all()} == {DeliveryStatus.PENDING}
    assert {row.contact_id for row in await Delivery.all()} == {scene.piet.id}
    assert {row.employee_id for row in await Delivery.all()} == {None}


async def test_no_channels_make_no_deliveries(scene: Scene) -> None:
    made = await enqueued(
        Notice.MESSAGES_UNREAD,
        to=scene.piet,
        thread_id=scene.job.thread_id,
        organisation_id=scene.organisation.id,
        channels=[],
        dedupe_key="k",
    )

    assert made == []
    assert not await Delivery.exists()


async def test_what_is_undone_is_not_told(scene: Scene) -> None:
    async def act() -> None:
        async with in_transaction():
            await enqueue(scene, dedupe_key="k")
            raise ChangedMyMind

    with pytest.raises(ChangedMyMind):
        await act()

    assert not await Delivery.exists()


async def test_one_with_the_same_key_is_left_to_stand(scene: Scene) -> None:
    soon = clock.now() + timedelta(seconds=60)
    [first] = await enqueue(scene, dedupe_key="k", due_at=soon)

    async with in_transaction():
        [second] = await enqueue(scene, dedupe_key="k", due_at=soon + timedelta(seconds=30))

    assert second.id == first.id
    assert (await Delivery.get()).due_at == soon


async def test_a_key_stands_for_each_channel(scene: Scene) -> None:
    await enqueue(scene, Channel.EMAIL, dedupe_key="k")
    made = await enqueue(scene, Channel.EMAIL, Channel.SMS, dedupe_key="k")

    assert len(made) == 2
    assert await Delivery.all().count() == 2


async def test_without_a_key_each_stands_by_itself(scene: Scene) -> None:
    await enqueue(scene)
    await enqueue(scene)

    assert await Delivery.all().count() == 2


async def test_a_given_up_delivery_gets_all_its_attempts_again(scene: Scene) -> None:
    [delivery] = await enqueue(scene)
    later = clock.now() + timedelta(hours=1)
    failed = {"status": DeliveryStatus.FAILED, "attempts": 3, "due_at": later, "last_error": "SMTP 421"}
    await Delivery.filter(id=delivery.id).update(**failed)

    await outbox.retry(delivery)

    assert (delivery.status, delivery.attempts, delivery.last_error) == (DeliveryStatus.PENDING, 0, None)
    assert delivery.due_at <= clock.now()


@pytest.mark.parametrize("status", set(DeliveryStatus) - {DeliveryStatus.FAILED})
async def test_only_what_failed_is_tried_again(scene: Scene, status: DeliveryStatus) -> None:
    [delivery] = await enqueue(scene)
    await Delivery.filter(id=delivery.id).update(status=status, attempts=2)

    with pytest.raises(Invalid) as refusal:
        await outbox.retry(delivery)

    standing = await Delivery.get()
    assert refusal.value.code is ErrorCode.NOTHING_TO_RETRY
    assert (standing.status, standing.attempts) == (status, 2)
