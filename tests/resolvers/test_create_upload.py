"""Asking to send a file, and what is done with its bytes."""

from typing import Any

import pytest

from auth.access import access_attachment
from auth.attempts import Attempts
from auth.viewer import nobody
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from files.store import FileStore
from models import Attachment, IdempotencyKey, Ownership, ReportUpload
from resolvers.attachments import MOST_FILES, get_attachment
from resolvers.uploads import LARGEST_FILE, MOST_WAITING, receive_upload
from resolvers.work_orders import decline_work_order
from settings import Settings, get_settings
from tests.cast import Cast, by_account, given_to, reported, through_link
from tests.pictures import photo
from tests.sending import asked_publicly, asked_to_send, in_pieces, sent, sent_for_report, sent_publicly
from tests.silence import nothing_happens

KEY, OTHER_KEY = "0123456789abcdef" * 2, "fedcba9876543210" * 2


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


async def test_a_thread_is_not_needed_for_a_report_that_is_still_to_be_made(cast: Cast, store: FileStore) -> None:
    senders = [cast.as_anna, await by_account(cast.tom)]

    ids = [await sent_for_report(viewer, store) for viewer in senders]

    rows = {row.id: row for row in await ReportUpload.all()}
    assert [rows[row_id].uploader for row_id in ids] == [viewer.actor for viewer in senders]
    assert all(row.stored_at and (row.width, row.height) == (60, 40) for row in rows.values())
    assert not await Attachment.exists()


async def test_who_has_but_a_link_makes_no_reports_and_sends_nothing_for_one(cast: Cast) -> None:
    tom = await through_link(cast.tom, await reported(cast))

    async with nothing_happens():
        for viewer in (tom, nobody()):
            with pytest.raises(NotAllowed):
                await sent_for_report(viewer)


async def test_what_waits_for_a_report_opens_for_nobody(cast: Cast, store: FileStore) -> None:
    tom = await by_account(cast.tom)
    ids = [await sent_for_report(tom, store), await sent_publicly(cast, KEY, store)]

    for viewer in (tom, cast.as_anna, cast.as_bas, nobody()):
        for attachment_id in ids:
            assert await get_attachment(viewer, attachment_id=attachment_id) is None
            with pytest.raises(NotFound):
                await access_attachment(viewer, attachment_id)


async def test_somebody_without_an_account_sends_under_a_secret_of_which_a_hash_is_kept(
    cast: Cast, store: FileStore
) -> None:
    await sent_publicly(cast, KEY, store)

    row = await ReportUpload.get()
    keys = await IdempotencyKey.all().values()
    assert (row.organisation_id, row.is_public, row.width) == (cast.organisation.id, True, 60)
    assert KEY not in str([row.uploader, keys])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"key": ""}, ErrorCode.BLANK),
        ({"key": "a" * 31}, ErrorCode.TOO_SHORT),
        ({"key": "a" * 201}, ErrorCode.TOO_LONG),
        ({"slug": "nergens"}, ErrorCode.NOT_FOUND),
        ({"size": LARGEST_FILE + 1}, ErrorCode.FILE_TOO_BIG),
        ({"name": " "}, ErrorCode.BLANK),
    ],
)
async def test_what_cannot_be_sent_without_an_account_is_refused_at_once(
    wrong: dict[str, Any], code: ErrorCode, cast: Cast
) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked_publicly(cast, **{"key": KEY, **wrong})

    assert refused.value.code is code


async def test_under_one_secret_ten_files_wait_and_each_can_be_asked_for_again(cast: Cast) -> None:
    for number in range(MOST_FILES):
        await asked_publicly(cast, KEY, idempotency_key=f"file {number}")

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked_publicly(cast, KEY)

    assert refused.value.code is ErrorCode.TOO_MANY
    again = await asked_publicly(cast, KEY, idempotency_key="file 9")
    assert again.secret
    assert await ReportUpload.all().count() == MOST_FILES
    await asked_publicly(cast, OTHER_KEY)


async def test_too_many_files_from_one_network_are_refused_for_a_while(cast: Cast) -> None:
    strict = Attempts(Settings(report_files_per_address=2))
    for number in range(2):
        await asked_publicly(cast, KEY, attempts=strict, network_address=f"2001:db8::{number}")

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked_publicly(cast, OTHER_KEY, attempts=strict, network_address="2001:db8::ffff:3")

    assert refused.value.code is ErrorCode.RATE_LIMITED
    await asked_publicly(cast, OTHER_KEY, attempts=strict, network_address="2001:db8:0:1::1")


async def test_all_strangers_together_fill_no_more_than_so_much(
    cast: Cast, neighbour: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "report_files_waiting", 2)
    for key in (KEY, OTHER_KEY):
        await asked_publicly(cast, key)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked_publicly(cast, "k" * 32)

    assert refused.value.code is ErrorCode.RATE_LIMITED
    await asked_publicly(neighbour, KEY)
    await sent_for_report(cast.as_anna)


async def test_of_the_secret_only_a_hash_is_kept(cast: Cast) -> None:
    upload = await asked_to_send(cast.as_anna, await reported(cast))

    kept = str(await Attachment.get(id=upload.attachment_id).values())

    assert upload.secret is not None
    assert upload.secret.startswith("hm_upload_")
    assert upload.secret not in kept
