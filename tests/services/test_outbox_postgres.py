"""The outbox on PostgreSQL, where several postmen and several acts are at it at the same moment."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextvars import copy_context
from uuid import uuid4

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from models import Channel, Delivery, DeliveryStatus, Notice
from models.database import database_config
from models.migrate import migrate
from notifications.postman import Postman
from notifications.transports.carrier import carrier_for
from settings import Settings
from tests.notifications.peers import Mailbox, mail_server
from tests.notifications.scene import Scene, enqueued, say_in, set_scene

DELIVERIES = 200


@pytest.fixture
async def scene(empty_postgres_url: str) -> AsyncIterator[Scene]:
    EXECUTOR_CACHE.clear()  # Tortoise keeps SQL by the connection's name, in the dialect that it first had
    await migrate(empty_postgres_url, report=lambda _line: None)
    async with TortoiseContext() as context:
        await context.init(database_config(empty_postgres_url), _enable_global_fallback=True)
        yield await set_scene()
    EXECUTOR_CACHE.clear()


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server() as made:
        yield made


def postman_to(mailbox: Mailbox) -> Postman:
    settings = Settings(_env_file=None, base_url="https://portaal.maas.example", mail="smtp", smtp_port=mailbox.port)
    return Postman(settings, carrier_for(settings))


async def tell_piet(scene: Scene, key: str) -> list[Delivery]:
    return await enqueued(
        Notice.MESSAGES_UNREAD,
        to=scene.piet,
        thread_id=scene.job.thread_id,
        organisation_id=scene.organisation.id,
        channels=[Channel.EMAIL],
        dedupe_key=key,
    )


async def carry_all(postman: Postman) -> None:
    while await postman.carry_due(limit=10):
        pass


async def test_two_postmen_carry_every_letter_once(scene: Scene, mailbox: Mailbox) -> None:
    await say_in(scene.job.thread, scene.sanne, "Kunt u morgen?")
    for _ in range(DELIVERIES):
        await tell_piet(scene, uuid4().hex)

    await asyncio.gather(carry_all(postman_to(mailbox)), carry_all(postman_to(mailbox)))

    times = Counter(letter["Message-ID"] for letter in mailbox.letters)
    assert len(times) == DELIVERIES
    assert set(times.values()) == {1}
    assert await Delivery.filter(status=DeliveryStatus.SENT, attempts=1).count() == DELIVERIES


async def test_twenty_acts_at_once_make_one_notice(scene: Scene) -> None:
    async def act() -> Delivery:
        async with in_transaction():
            [delivery] = await tell_piet(scene, "k")
            return delivery

    made = await asyncio.gather(*(act() for _ in range(20)))

    assert len({delivery.id for delivery in made}) == 1
    assert await Delivery.all().count() == 1


async def test_a_postman_waits_for_the_news_that_a_standing_notice_is_about_to_carry(
    scene: Scene, mailbox: Mailbox
) -> None:
    postman, outside = postman_to(mailbox), copy_context()
    await say_in(scene.job.thread, scene.sanne, "Eerst dit")
    await tell_piet(scene, "k")

    async with in_transaction():
        await say_in(scene.job.thread, scene.sanne, "En dan dit")
        await tell_piet(scene, "k")
        assert await asyncio.create_task(postman.carry_due(), context=outside) == 0
    assert await postman.carry_due() == 1

    [letter] = mailbox.letters
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Eerst dit" in body.get_content()
    assert "En dan dit" in body.get_content()
