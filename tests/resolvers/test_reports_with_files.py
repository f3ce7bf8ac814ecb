"""Reports with files: they hang in the thread from its first message, and nobody takes what somebody else sent."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

import clock
from auth.attempts import Attempts
from auth.viewer import Viewer, contact_viewer
from errors import ErrorCode, NotFound, Refusal
from files.store import FileStore
from models import Attachment, Event, Incident, Message, ReportUpload
from resolvers.attachments import MOST_FILES, list_attachments
from resolvers.housekeeping import tidy_up
from resolvers.report_uploads import KEPT_FOR, KEPT_PUBLICLY_FOR, create_report_upload
from resolvers.reporting import report_incident, report_own_incident
from resolvers.uploads import receive_upload
from settings import Settings
from tests.cast import Cast, by_account, reported
from tests.form import report, worked
from tests.pictures import photo
from tests.sending import asked_publicly, in_pieces, sent, sent_for_report, sent_publicly
from tests.silence import nothing_happens

KEY, OTHER_KEY = "0123456789abcdef" * 2, "fedcba9876543210" * 2


@pytest.fixture
def store() -> FileStore:
    return FileStore("memory://")


@pytest.fixture
def attempts() -> Attempts:
    return Attempts(Settings())


async def by_staff(cast: Cast, viewer: Viewer, attachment_ids: list[UUID], key: str = "k") -> Incident:
    return await report_incident(
        viewer,
        title="Lek",
        description="Keuken.",
        category_id=cast.heating.id,
        property_id=cast.dam.id,
        reporter_id=cast.tom.id,
        attachment_ids=attachment_ids,
        idempotency_key=key,
    )


async def by_tenant(cast: Cast, viewer: Viewer, attachment_ids: list[UUID], key: str = "k") -> Incident:
    return await report_own_incident(
        viewer,
        title="Lek",
        description="Keuken.",
        category_id=cast.heating.id,
        unit_id=cast.dam_2.id,
        attachment_ids=attachment_ids,
        idempotency_key=key,
    )


async def files_of(viewer: Viewer, incident: Incident) -> list[UUID]:
    """The files of the first message, as the viewer sees them."""
    first = await Message.get(thread_id=incident.thread_id, seq=1)
    assert first.event is Event.INCIDENT_REPORTED
    return [row.id for row in (await list_attachments(viewer, message_ids=[first.id]))[first.id]]


async def test_staff_and_the_reporter_see_them_in_order_with_the_first_message(cast: Cast, store: FileStore) -> None:
    tom = await by_account(cast.tom)
    anna, tenant = [[await sent_for_report(viewer, store) for _ in range(3)] for viewer in (cast.as_anna, tom)]

    told, own = await by_staff(cast, cast.as_anna, anna[::-1]), await by_tenant(cast, tom, tenant[::-1])

    for incident, ids in ((told, anna), (own, tenant)):
        assert [await files_of(viewer, incident) for viewer in (tom, cast.as_bas)] == [ids[::-1], ids[::-1]]
    assert not await ReportUpload.exists()


async def test_the_bytes_are_where_they_were(cast: Cast, store: FileStore) -> None:
    file_id = await sent_for_report(cast.as_anna, store)
    waiting = await ReportUpload.get(id=file_id)

    await by_staff(cast, cast.as_anna, [file_id])

    attached = await Attachment.get(id=file_id)
    assert attached.of_object() == waiting.of_object()
    assert (await store.read(attached.object_key or "")).size == attached.size


async def test_a_report_without_an_account_takes_what_was_sent_under_its_secret(
    cast: Cast, store: FileStore, attempts: Attempts
) -> None:
    ids = [await sent_publicly(cast, KEY, store) for _ in range(2)]

    receipt = await report(cast, attempts, attachment_ids=ids, report_key=KEY)

    incident = await Incident.get(reference=receipt.reference).select_related("reporter")
    assert incident.reporter is not None
    for viewer in (cast.as_anna, contact_viewer(incident.reporter)):
        assert await files_of(viewer, incident) == ids


@pytest.mark.parametrize("key", [OTHER_KEY, KEY.upper(), KEY + "0"])
async def test_an_id_alone_takes_no_file_of_a_stranger(
    key: str, cast: Cast, store: FileStore, attempts: Attempts
) -> None:
    file_id = await sent_publicly(cast, KEY, store)
    await sent_publicly(cast, key, store)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await report(cast, attempts, attachment_ids=[file_id], report_key=key)
        for missing in (None, "", "kort"):
            with pytest.raises(Refusal) as refused:
                await report(cast, attempts, attachment_ids=[file_id], report_key=missing)
            assert refused.value.field == "reportKey"


async def test_nobody_takes_what_another_sent_by_account_at_the_desk_or_next_door(
    cast: Cast, neighbour: Cast, store: FileStore, attempts: Attempts
) -> None:
    tom = await by_account(cast.tom)
    public = await sent_publicly(cast, KEY, store)
    tenant, anna = [await sent_for_report(viewer, store) for viewer in (tom, cast.as_anna)]

    async with nothing_happens():
        for file_id in (public, tenant, uuid4()):
            with pytest.raises(NotFound):
                await by_staff(cast, cast.as_anna, [file_id])
        for file_id in (public, anna, uuid4()):
            with pytest.raises(NotFound):
                await by_tenant(cast, tom, [file_id])
        for file_id in (tenant, anna, uuid4()):
            with pytest.raises(NotFound):
                await report(cast, attempts, attachment_ids=[file_id], report_key=KEY)
        with pytest.raises(NotFound):
            await report(neighbour, attempts, attachment_ids=[public], report_key=KEY)
        with pytest.raises(NotFound):
            await by_staff(neighbour, neighbour.as_anna, [anna])


async def test_one_wrong_file_among_good_ones_and_nothing_is_reported(cast: Cast, store: FileStore) -> None:
    own = await sent_for_report(cast.as_anna, store)
    asked = await create_report_upload(cast.as_anna, name="lek.jpg", size=1000, idempotency_key="not sent")
    for_a_thread = (await sent(cast.as_anna, await reported(cast), store=store)).id

    async with nothing_happens():
        for wrong in (asked.attachment_id, for_a_thread, uuid4()):
            with pytest.raises(NotFound):
                await by_staff(cast, cast.as_anna, [own, wrong])

    assert await files_of(cast.as_anna, await by_staff(cast, cast.as_anna, [own])) == [own]


async def test_a_file_goes_with_one_report(cast: Cast, store: FileStore, attempts: Attempts) -> None:
    file_id = await sent_publicly(cast, KEY, store)
    await report(cast, attempts, attachment_ids=[file_id], report_key=KEY)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await report(cast, attempts, attachment_ids=[file_id], report_key=KEY, title="Nog iets")


async def test_the_same_report_twice_has_its_files_once(cast: Cast, store: FileStore, attempts: Attempts) -> None:
    tom, proof = await by_account(cast.tom), worked(cast)
    anna, tenant = [await sent_for_report(viewer, store) for viewer in (cast.as_anna, tom)]
    public = await sent_publicly(cast, KEY, store)
    wanted: dict[str, Any] = {"proof": proof, "attachment_ids": [public], "report_key": KEY}
    first = [await by_staff(cast, cast.as_anna, [anna]), await by_tenant(cast, tom, [tenant])]
    receipt = await report(cast, attempts, **wanted)

    async with nothing_happens():
        again = [await by_staff(cast, cast.as_anna, [anna]), await by_tenant(cast, tom, [tenant])]
        assert await report(cast, attempts, **wanted) == receipt

    assert again == first


async def test_the_same_key_with_other_files_is_refused(cast: Cast, store: FileStore, attempts: Attempts) -> None:
    proof, other = worked(cast), await sent_for_report(cast.as_anna, store)
    await by_staff(cast, cast.as_anna, [])
    await report(cast, attempts, proof=proof)
    file_id = await sent_publicly(cast, KEY, store)

    async with nothing_happens():
        for asked in (
            by_staff(cast, cast.as_anna, [other]),
            report(cast, attempts, proof=proof, attachment_ids=[file_id], report_key=KEY),
        ):
            with pytest.raises(Refusal) as refused:
                await asked
            assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_more_than_ten_are_too_many(cast: Cast, store: FileStore, attempts: Attempts) -> None:
    ids = [await sent_for_report(cast.as_anna, store) for _ in range(MOST_FILES + 1)]

    async with nothing_happens():
        for asked in (by_staff(cast, cast.as_anna, ids), report(cast, attempts, attachment_ids=ids, report_key=KEY)):
            with pytest.raises(Refusal) as refused:
                await asked
            assert refused.value.code is ErrorCode.TOO_MANY


async def test_twenty_reports_that_want_one_file_are_one_report(cast: Cast, store: FileStore) -> None:
    file_id = await sent_for_report(cast.as_anna, store)

    made = await asyncio.gather(
        *(by_staff(cast, cast.as_anna, [file_id], key=str(number)) for number in range(20)), return_exceptions=True
    )

    assert len([each for each in made if isinstance(each, Incident)]) == await Incident.all().count() == 1
    assert len([each for each in made if isinstance(each, NotFound)]) == 19


async def test_what_no_report_took_is_gone_with_its_bytes_without_an_account_much_sooner(
    cast: Cast, store: FileStore, attempts: Attempts
) -> None:
    at_desk, public, reported_with = (
        await sent_for_report(cast.as_anna, store),
        await sent_publicly(cast, OTHER_KEY, store),
        await sent_publicly(cast, KEY, store),
    )
    keys = {row.id: row.object_key or "" async for row in ReportUpload.all()}
    await report(cast, attempts, attachment_ids=[reported_with], report_key=KEY)

    left = []
    for later in (KEPT_PUBLICLY_FOR - timedelta(minutes=1), KEPT_PUBLICLY_FOR, KEPT_FOR):
        with time_machine.travel(clock.now() + later + timedelta(seconds=30)):
            await tidy_up(store)
            left.append({row.id async for row in ReportUpload.all()})

    assert left == [{at_desk, public}, {at_desk}, set()]
    assert (await store.read(keys[reported_with])).size > 0
    for gone in (at_desk, public):
        for key in (keys[gone], f"{keys[gone]}-thumbnail"):
            with pytest.raises(FileNotFoundError):
                await store.read(key)


async def test_what_is_being_thrown_away_is_not_taken(cast: Cast, store: FileStore) -> None:
    file_id = await sent_for_report(cast.as_anna, store)
    await ReportUpload.filter(id=file_id).update(discarded_at=clock.now())

    async with nothing_happens():
        with pytest.raises(NotFound):
            await by_staff(cast, cast.as_anna, [file_id])


async def test_bytes_that_come_in_so_slowly_that_nobody_waits_any_more_leave_nothing_behind(
    cast: Cast, store: FileStore
) -> None:
    upload = await asked_publicly(cast, KEY)
    key = (await ReportUpload.get()).object_key or ""
    assert upload.secret is not None

    async def slowly() -> AsyncIterator[bytes]:
        content = photo()
        yield content[:100]
        with time_machine.travel(clock.now() + KEPT_PUBLICLY_FOR + timedelta(minutes=1)):
            await tidy_up(store)
        yield content[100:]

    with pytest.raises(NotFound):
        await receive_upload(upload.secret, slowly(), store)

    assert not await ReportUpload.exists()
    with pytest.raises(FileNotFoundError):
        await store.read(key)


async def test_sent_again_after_the_report_has_it_there_is_nothing_to_send(cast: Cast, store: FileStore) -> None:
    given: dict[str, Any] = {"name": "lek.jpg", "size": 1000, "idempotency_key": "one"}
    upload = await create_report_upload(cast.as_anna, **given)
    await receive_upload(upload.secret or "", in_pieces(photo()), store)
    await by_staff(cast, cast.as_anna, [upload.attachment_id])

    async with nothing_happens():
        again = await create_report_upload(cast.as_anna, **given)

    assert (again.attachment_id, again.secret) == (upload.attachment_id, None)
