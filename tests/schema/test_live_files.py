"""A pushed message brings its files, at the same cost for one as for ten."""

import pytest

from schema.context import House
from schema.ids import node_id
from tests.asking import ask, following
from tests.cast import Cast, given_to, reported, says, through_link
from tests.sending import sent
from tests.statements import counted

FILES = "id body attachments { id name contentType size width height url thumbnailUrl }"
FOLLOW = f"subscription ($id: ID!) {{ messageAdded(threadId: $id) {{ message {{ {FILES} }} }} }}"
REFETCH = f"query ($id: ID!) {{ thread(id: $id) {{ messages(last: 2) {{ nodes {{ {FILES} }} }} }} }}"


async def test_what_is_pushed_equals_what_is_fetched_and_costs_the_same(
    cast: Cast, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet, thread_id = await through_link(cast.piet, order), f"thr_{order.thread_id.hex}"
    costs, heard_of = [], []

    for count in (1, 10):
        files = [(await sent(cast.as_anna, order, f"{number}.jpg")).id for number in range(count)]
        async with following(piet, house, FOLLOW, id=thread_id) as heard:
            await says(cast.as_anna, order, f"{count} foto's", attachment_ids=files)
            with counted(monkeypatch) as statements:
                heard_of.append((await heard.next())["messageAdded"]["message"])
            costs.append(len([each for each in statements if '"attachment"' in each]))

    fetched = await ask(piet, house, REFETCH, id=thread_id)
    assert heard_of == fetched["thread"]["messages"]["nodes"]
    assert [len(message["attachments"]) for message in heard_of] == [1, 10]
    assert "signature=" in heard_of[0]["attachments"][0]["url"]
    assert costs == [1, 1]


async def test_a_draft_shows_the_files_copied_with_it(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    message = await says(cast.as_anna, order, "Foto", attachment_ids=[(await sent(cast.as_anna, order)).id])
    copy = """
        mutation ($input: CopyToThreadInput!) { copyToThread(input: $input) {
          draft { attachments { name thumbnailUrl } } errors { code } } }
    """

    given = {"messageId": node_id(message), "threadId": f"thr_{incident.thread_id.hex}"}
    payload = (await ask(cast.as_anna, house, copy, input=given))["copyToThread"]

    [attachment] = payload["draft"]["attachments"]
    assert attachment["name"] == "foto-1.jpg"
    assert attachment["thumbnailUrl"].endswith("/foto-1.webp?size=thumbnail")
