"""What is done with the bytes of a file: pictures are made anew, and what is no photo or document is refused."""

import asyncio
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from PIL import Image

import clock
from errors import ErrorCode, NotFound, Refusal
from files.store import FileStore
from models import Attachment
from resolvers.uploads import receive_upload
from tests.cast import Cast, reported
from tests.pictures import HIDDEN, HTML, PDF, SVG, bomb, heic, opened, photo, photo_with_exif, polyglot
from tests.sending import asked_to_send, in_pieces, sent
from tests.silence import nothing_happens


@pytest.fixture
def store() -> FileStore:
    return FileStore("memory://")


async def stored(store: FileStore, key: str | None) -> bytes:
    assert key is not None
    return b"".join([chunk async for chunk in (await store.read(key)).chunks])


async def test_an_address_works_for_a_quarter_of_an_hour(cast: Cast, store: FileStore) -> None:
    upload = await asked_to_send(cast.as_anna, await reported(cast))
    assert upload.secret is not None

    with time_machine.travel(clock.now() + timedelta(minutes=15, seconds=1)):
        async with nothing_happens():
            with pytest.raises(NotFound):
                await receive_upload(upload.secret, in_pieces(photo()), store)


async def test_sent_ten_times_at_once_it_comes_in_once(cast: Cast, store: FileStore) -> None:
    upload = await asked_to_send(cast.as_anna, await reported(cast))
    assert upload.secret is not None
    bodies = [in_pieces(photo()) for _ in range(10)]

    done = await asyncio.gather(
        *(receive_upload(upload.secret, body, store) for body in bodies), return_exceptions=True
    )

    assert len([each for each in done if isinstance(each, Attachment)]) == 1
    assert len([each for each in done if isinstance(each, NotFound)]) == 9


async def test_a_photo_stands_upright_and_tells_nothing_of_who_took_it_or_where(cast: Cast, store: FileStore) -> None:
    file = await sent(cast.as_anna, await reported(cast), content=photo_with_exif(), store=store)

    content, small = await stored(store, file.object_key), await stored(store, file.thumbnail_key)
    picture = opened(content)

    assert (picture.size, file.width, file.height) == ((40, 60), 40, 60)
    assert picture.crop((0, 0, 40, 25)).tobytes()[0] > 150  # the red that was on the left is on top
    for kept in (content, small):
        assert not opened(kept).getexif()
        assert not opened(kept).info.keys() & {"exif", "comment", "icc_profile", "xmp"}
        assert HIDDEN not in kept
        assert b"Telefoon" not in kept


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_a_large_picture_is_made_smaller(form: str, cast: Cast, store: FileStore) -> None:
    content = photo(5200, 2600, form=form)

    file = await sent(cast.as_anna, await reported(cast), content=content, store=store)

    assert (file.width, file.height) == (2560, 1280)
    assert opened(await stored(store, file.object_key)).format == form
    assert file.size == len(await stored(store, file.object_key))
    assert opened(await stored(store, file.thumbnail_key)).size == (480, 240)


async def test_a_photo_of_an_iphone_becomes_one_that_everybody_can_open(cast: Cast, store: FileStore) -> None:
    file = await sent(cast.as_anna, await reported(cast), "IMG_0001.HEIC", heic(), store)

    assert (file.name, file.content_type, file.width) == ("IMG_0001.jpg", "image/jpeg", 60)
    assert opened(await stored(store, file.object_key)).format == "JPEG"


async def test_what_shines_through_keeps_shining(cast: Cast, store: FileStore) -> None:
    drawing = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    content = BytesIO()
    drawing.save(content, "PNG")

    file = await sent(cast.as_anna, await reported(cast), "plan.png", content.getvalue(), store)

    assert opened(await stored(store, file.object_key)).mode == "RGBA"


async def test_a_pdf_is_kept_as_it_is(cast: Cast, store: FileStore) -> None:
    file = await sent(cast.as_anna, await reported(cast), "offerte.pdf", PDF, store)

    assert (file.content_type, file.size, file.width) == ("application/pdf", len(PDF), None)
    assert await stored(store, file.object_key) == PDF


async def test_a_picture_that_is_something_else_too_is_only_a_picture(cast: Cast, store: FileStore) -> None:
    file = await sent(cast.as_anna, await reported(cast), content=polyglot(), store=store)

    content = await stored(store, file.object_key)
    assert b"script" not in content
    assert b"PK\x03\x04" not in content


NOT_TAKEN_IN = {
    "a page": HTML,
    "a drawing with a script": SVG,
    "an archive": b"PK\x03\x04" + b"\0" * 100,
    "a program": b"MZ\x90\0" + b"\0" * 100,
    "a gif": b"GIF89a" + b"\0" * 100,
    "a film": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100,
    "a page that speaks of a pdf": HTML + PDF,
    "half a pdf": PDF[:30],
    "nothing": b"",
}


@pytest.mark.parametrize("content", NOT_TAKEN_IN.values(), ids=NOT_TAKEN_IN.keys())
async def test_content_decides_and_not_the_name(content: bytes, cast: Cast, store: FileStore) -> None:
    upload = await asked_to_send(cast.as_anna, await reported(cast), "foto.jpg")
    assert upload.secret is not None

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await receive_upload(upload.secret, in_pieces(content), store)

    assert refused.value.code is ErrorCode.FILE_TYPE_NOT_ALLOWED


BROKEN = {
    "a bomb": bomb(),
    "half a photo": photo(400, 400, quality=95)[:2000],
    "half a heic": heic()[:300],
    "half a png": photo(400, 400, form="PNG")[:200],
    "half a webp": photo(400, 400, form="WEBP")[:100],
    "only the first letters": b"\xff\xd8\xff\xe0" + HTML,
    "png and then a page": b"\x89PNG\r\n\x1a\n" + HTML,
    "webp and then a page": b"RIFF\0\0\0\0WEBP" + HTML,
    "heic and then a page": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + HTML,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
async def test_what_is_no_whole_picture_is_refused_and_its_address_used_up(
    content: bytes, cast: Cast, store: FileStore
) -> None:
    incident = await reported(cast)
    upload = await asked_to_send(cast.as_anna, incident, idempotency_key="one")
    assert upload.secret is not None

    with pytest.raises(Refusal) as refused:
        await receive_upload(upload.secret, in_pieces(content), store)

    assert refused.value.code is ErrorCode.FILE_UNREADABLE
    with pytest.raises(NotFound):
        await receive_upload(upload.secret, in_pieces(photo()), store)
    row = await Attachment.get(id=upload.attachment_id)
    assert row.stored_at is None
    with pytest.raises(FileNotFoundError):
        await store.read(row.object_key or "")
    again = await asked_to_send(cast.as_anna, incident, idempotency_key="one")
    assert again.secret is not None
    assert (await receive_upload(again.secret, in_pieces(photo()), store)).id == upload.attachment_id


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\piet\\lek.JPG", "lek.JPG"),
        ("/opt/lek.jpeg", "lek.jpeg"),
        ("lek.html", "lek.html.jpg"),
        ("lek.png", "lek.jpg"),
        ("versie 1.2", "versie 1.2.jpg"),
        ("lek\u202egpj.exe", "lekgpj.exe.jpg"),
        ("  .verborgen.jpg ", "verborgen.jpg"),
        ("lek\r\nX-Header: 1.jpg", "lekX-Header: 1.jpg"),
        ("kraan “groot”.jpg", "kraan “groot”.jpg"),
    ],
)
async def test_a_name_is_no_place_and_fits_the_content(given: str, kept: str, cast: Cast, store: FileStore) -> None:
    file = await sent(cast.as_anna, await reported(cast), given, store=store)

    assert (await Attachment.get(id=file.id)).name == kept
