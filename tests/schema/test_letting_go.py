"""Who leaves is let go of at once: nothing of them waits until Python looks for garbage, which stops everybody."""

import gc
from collections import Counter
from collections.abc import Iterator

import pytest

from models import SubIncident
from schema.context import Context
from schema.socket import Socket
from serving.direct_frames import DirectSocket
from tests.cast import given_to, reported, says
from tests.journeys.documents import EMPTY_CURSOR, FOLLOW
from tests.schema.conftest import Portal
from tests.services.sockets import opened_socket, received, send
from tests.serving.test_direct_frames import served

KEPT_FOR_A_SOCKET = (DirectSocket, Socket, Context)


@pytest.fixture
def nobody_looks_for_garbage() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def kept() -> Counter[type]:
    return Counter(kind for kind in map(type, gc.get_objects()) if kind in KEPT_FOR_A_SOCKET)


async def test_of_a_socket_that_followed_a_thread_nothing_is_left(
    portal: Portal, nobody_looks_for_garbage: None
) -> None:
    """But for the first: graphql-core executes what nobody asked before, and its executor is a circle."""
    order = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    await follow_and_leave(portal, order, 1)
    before = kept()

    assert await follow_and_leave(portal, order, 4) == before[DirectSocket] + 4

    assert kept() == before


async def follow_and_leave(portal: Portal, order: SubIncident, count: int) -> int:
    """So many sockets, each of which hears a message; how many there were meanwhile."""
    asked = {"query": FOLLOW, "variables": {"thread": f"thr_{order.thread_id.hex}", "after": EMPTY_CURSOR}}
    async with served(portal.app) as url:
        sockets = [await opened_socket(f"{url}/graphql", portal.anna) for _ in range(count)]
        for socket in sockets:
            await send(socket, type="subscribe", id="1", payload=asked)
            assert await received(socket) == "next"
        await says(portal.cast.as_anna, order, "Morgen om tien uur.")
        assert {await received(socket) for socket in sockets} == {"next"}
        meanwhile = kept()[DirectSocket]
        for socket in sockets:
            await socket.close()
    return meanwhile
