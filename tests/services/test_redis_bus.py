"""The hub on a real Redis: between processes, and through every way in which Redis goes away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from redis.asyncio import Redis

from realtime.hub import Hub
from tests.realtime.ears import Ear, a_topic
from tests.services.redis_server import RedisServer


@asynccontextmanager
async def hub_on(url: str, channel: str) -> AsyncIterator[Hub]:
    hub = Hub(url, channel=channel)
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop()


async def until_healthy(hub: Hub) -> None:
    async with asyncio.timeout(10):
        while not hub.healthy:
            await asyncio.sleep(0.01)


async def until_unhealthy(hub: Hub) -> None:
    async with asyncio.timeout(10):
        while hub.healthy:
            await asyncio.sleep(0.01)


async def test_the_very_first_listener_hears_another_process(redis_url: str) -> None:
    channel, ear, topic = uuid4().hex, Ear(), a_topic()
    async with hub_on(redis_url, channel) as here, hub_on(redis_url, channel) as there:
        here.listen(topic, ear)
        await until_healthy(here)

        there.ring([topic])

        assert await ear.next() == topic
        assert ear.heard_nothing()


async def test_a_hub_hears_itself_once(redis_url: str) -> None:
    ear, first, last = Ear(), a_topic(), a_topic()
    async with hub_on(redis_url, uuid4().hex) as hub:
        await until_healthy(hub)
        hub.listen(first, ear)
        hub.listen(last, ear)

        hub.ring([first])
        hub.ring([last])

        assert [await ear.next(), await ear.next()] == [first, last]


async def test_installations_on_one_redis_do_not_hear_each_other(redis_url: str) -> None:
    ear, topic, last = Ear(), a_topic(), a_topic()
    async with hub_on(redis_url, uuid4().hex) as here, hub_on(redis_url, uuid4().hex) as stranger:
        await until_healthy(here)
        here.listen(topic, ear)
        here.listen(last, ear)

        stranger.ring([topic])
        here.ring([last])

        assert await ear.next() == last


async def test_a_killed_connection_comes_back_and_looks_again(redis_url: str) -> None:
    channel, ear, topic, resynced = uuid4().hex, Ear(), a_topic(), asyncio.Event()
    async with hub_on(redis_url, channel) as here, hub_on(redis_url, channel) as there:
        here.listen(topic, ear)
        await until_healthy(here)
        here.on_resync(resynced.set)

        async with Redis.from_url(redis_url) as redis:
            await redis.client_kill_filter(_type="pubsub")
        async with asyncio.timeout(10):
            await resynced.wait()
        await until_healthy(there)
        there.ring([topic])

        assert await ear.next() == topic


async def test_without_redis_the_own_process_still_hears(own_redis: RedisServer) -> None:
    ear, topic = Ear(), a_topic()
    async with hub_on(own_redis.url, "x") as hub:
        hub.listen(topic, ear)

        hub.ring([topic])

        assert await ear.next() == topic
        assert not hub.healthy


async def test_redis_that_comes_later_is_found(own_redis: RedisServer) -> None:
    channel, ear, topic = uuid4().hex, Ear(), a_topic()
    async with hub_on(own_redis.url, channel) as here, hub_on(own_redis.url, channel) as there:
        here.listen(topic, ear)
        await own_redis.start()
        await until_healthy(here)
        await until_healthy(there)

        there.ring([topic])

        assert await ear.next() == topic


async def test_redis_that_crashes_and_returns_is_found_again(own_redis: RedisServer) -> None:
    channel, ear, topic, resynced = uuid4().hex, Ear(), a_topic(), asyncio.Event()
    await own_redis.start()
    async with hub_on(own_redis.url, channel) as here, hub_on(own_redis.url, channel) as there:
        here.listen(topic, ear)
        await until_healthy(here)

        await own_redis.stop()
        await until_unhealthy(here)
        here.ring([topic])
        assert await ear.next() == topic

        here.on_resync(resynced.set)
        await own_redis.start()
        async with asyncio.timeout(10):
            await resynced.wait()
        await until_healthy(there)
        there.ring([topic])
        assert await ear.next() == topic
