"""Posting."""

from auth.viewer import Viewer
from models import MessageKind
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, given_to, reported, says, through_link

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { seq body kind } } }"


async def test_a_plumber_never_hears_a_note(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet: Viewer = await through_link(cast.piet, order)

    async with following(piet, house, FOLLOW, thread=node_id(order.thread)) as heard:
        await says(cast.as_anna, order, "Hij is duur", kind=MessageKind.NOTE)
        await says(cast.as_anna, order, "Dag Piet")

        assert (await heard.next())["messageAdded"]["message"] == {"seq": 2, "body": "Dag Piet", "kind": "POST"}
