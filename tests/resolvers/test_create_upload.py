"""Asking to send a file, and what is done with its bytes."""

import pytest

from auth.viewer import nobody
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from files.store import FileStore
from models import Attachment, Ownership
from resolvers.uploads import LARGEST_FILE, MOST_WAITING, receive_upload
from resolvers.work_orders import decline_work_order
from tests.cast import Cast, by_account, given_to, reported, through_link
from tests.pictures import photo
from tests.sending import asked_to_send, in_pieces, sent
from tests.silence import nothing_happens


@pytest.fixture
def store() -> FileStore:
    return FileStore("memory://")


async def test_whoever_may_post_may_send(cast: Cast, store: FileStore) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    senders = [await through_link(cast.piet, order), await by_account(cast.piet), cast.as_anna, cast.as_bas]

    files = [await sent(viewer, order, store=store) for viewer in senders]

    assert {file.thread_id for file in files} == {order.thread_id}
    assert all((file.width, file.height, file.content_type) == (60, 40, "image/jpeg") for file in files)
    assert len({file.object_key for file in files}) == 4


async def test_who_may_not_post_may_not_send(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    piet, elin = await through_link(cast.piet, order), await by_account(cast.elin)
    await decline_work_order(piet, work_order_id=order.id, reason="Geen tijd")

    async with nothing_happens():
        for viewer in (elin, neighbour.as_anna, nobody()):
            with pytest.raises(NotFound):
                await asked_to_send(viewer, order)
        with pytest.raises(NotFound):
            await asked_to_send(piet, incident)
        with pytest.raises(Refusal) as refused:
            await asked_to_send(piet, order)

    assert refused.value.code is ErrorCode.SUB_INCIDENT_CLOSED


async def test_an_owner_who_reads_along_may_not_send(cast: Cast) -> None:
    incident = await reported(cast)
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    olga = await by_account(cast.olga)

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await asked_to_send(olga, incident)


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("lek.jpg", LARGEST_FILE + 1, ErrorCode.FILE_TOO_BIG),
        ("lek.jpg", 0, ErrorCode.OUT_OF_RANGE),
        ("lek.jpg", -1, ErrorCode.OUT_OF_RANGE),
        (" ", 10, ErrorCode.BLANK),
        ("../..", 10, ErrorCode.BLANK),
        ("\u202e\u0007", 10, ErrorCode.BLANK),
        ("a" * 201, 10, ErrorCode.TOO_LONG),
    ],
)
async def test_what_cannot_be_sent_is_refused_at_once(name: str, size: int, code: ErrorCode, cast: Cast) -> None:
    incident = await reported(cast)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked_to_send(cast.as_anna, incident, name, size=size)

    assert refused.value.code is code


async def test_nobody_keeps_more_waiting_than_they_can_post(cast: Cast) -> None:
    incident = await reported(cast)
    for _ in range(MOST_WAITING):
        await asked_to_send(cast.as_anna, incident)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked_to_send(cast.as_anna, incident)

    assert refused.value.code is ErrorCode.TOO_MANY
    await asked_to_send(cast.as_bas, incident)


async def test_the_same_key_is_the_same_file_at_a_new_address(cast: Cast, store: FileStore) -> None:
    incident = await reported(cast)
    first = await asked_to_send(cast.as_anna, incident, idempotency_key="one")
    again = await asked_to_send(cast.as_anna, incident, idempotency_key="one")
    assert first.secret
    assert again.secret

    with pytest.raises(NotFound):
        await receive_upload(first.secret, in_pieces(photo()), store)
    await receive_upload(again.secret, in_pieces(photo()), store)
    afterwards = await asked_to_send(cast.as_anna, incident, idempotency_key="one")

    assert first.attachment_id == again.attachment_id == afterwards.attachment_id
    assert afterwards.secret is None
    with pytest.raises(Refusal) as refused:
        await asked_to_send(cast.as_anna, incident, "anders.jpg", idempotency_key="one")
    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_of_the_secret_only_a_hash_is_kept(cast: Cast) -> None:
    upload = await asked_to_send(cast.as_anna, await reported(cast))

    kept = str(await Attachment.get(id=upload.attachment_id).values())

    assert upload.secret is not None
    assert upload.secret.startswith("hm_upload_")
    assert upload.secret not in kept
