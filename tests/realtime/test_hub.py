"""The hub on a bus in memory; on Redis it is tried in tests/services."""

from realtime.hub import CHANNEL, LONGEST_QUEUE, Hub
from tests.realtime.ears import Ear, a_topic


async def test_a_listener_hears_its_topic_and_no_other(hub: Hub) -> None:
    ear, wanted, other = Ear(), a_topic(), a_topic()
    hub.listen(wanted, ear)

    hub.ring([other])
    hub.ring([wanted])

    assert await ear.next() == wanted
    assert ear.heard_nothing()


async def test_who_left_hears_nothing_more(hub: Hub) -> None:
    gone, there, topic = Ear(), Ear(), a_topic()
    leave = hub.listen(topic, gone)
    hub.listen(topic, there)

    leave()
    hub.ring([topic])

    assert await there.next() == topic
    assert gone.heard_nothing()


async def test_two_that_join_first_at_once_both_hear(hub: Hub) -> None:
    first, second, topic = Ear(), Ear(), a_topic()
    hub.listen(topic, first)
    hub.listen(topic, second)

    hub.ring([topic])

    assert await first.next() == await second.next() == topic


async def test_leaving_while_it_rings_harms_nobody(hub: Hub) -> None:
    there, topic = Ear(), a_topic()
    leaving = [hub.listen(topic, lambda _topic: leaving[0]())]
    hub.listen(topic, there)

    hub.ring([topic])

    assert await there.next() == topic


async def test_nothing_is_kept_of_who_left(hub: Hub) -> None:
    leaves = [hub.listen(a_topic(), Ear()) for _ in range(100)]

    for leave in leaves:
        leave()

    assert not hub._listeners


async def test_a_malformed_bell_is_ignored(hub: Hub) -> None:
    ear, topic = Ear(), a_topic()
    hub.listen(topic, ear)

    for malformed in ("{", "[1]", '["thread:xyz"]', "null", '"x"'):
        await hub._broadcast.publish(CHANNEL, malformed)
    hub.ring([topic])

    assert await ear.next() == topic


async def test_more_bells_than_fit_are_still_rung_here(hub: Hub) -> None:
    ear, topic = Ear(), a_topic()
    hub.listen(topic, ear)

    for _ in range(LONGEST_QUEUE + 1):
        hub.ring([topic])

    assert not ear.heard_nothing()


async def test_the_listener_of_the_bus_comes_back_when_it_dies(hub: Hub) -> None:
    ear, topic, resynced = Ear(), a_topic(), Ear()
    hub.listen(topic, ear)
    hub.on_resync(lambda: resynced(topic))

    hub._broadcast._listener_task.cancel()

    assert await resynced.next() == topic
    hub.ring([topic])
    assert await ear.next() == topic
