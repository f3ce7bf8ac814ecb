"""Pictures made anew from their points alone: turned upright, of bounded size, and without what a camera tells."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from files.content import Kind

LONGEST_SIDE = 2560
THUMBNAIL_SIDE = 480
MOST_POINTS = 64_000_000  # more than a telephone takes; held in memory they are a quarter of a gigabyte
WORKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="pictures")

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
SAVED_AS = {Kind.JPEG: Kind.JPEG, Kind.PNG: Kind.PNG, Kind.WEBP: Kind.WEBP, Kind.HEIC: Kind.JPEG}
QUALITY = 85

# What the libraries raise on bytes that are not what they seem.
BROKEN = (
    OSError, ValueError, TypeError, IndexError, KeyError, SyntaxError, EOFError, RuntimeError, OverflowError,
    MemoryError, UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


pillow_heif.register_heif_opener()


class Unreadable(Exception):  # noqa: N818
    """The bytes are no whole picture, or one of more points than are taken in."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored, with a small one to show in a list."""

    kind: Kind
    content: bytes
    width: int
    height: int
    thumbnail: bytes


async def remake(content: bytes, kind: Kind) -> Picture:
    """The picture made anew, in a thread and a few at once. Raises Unreadable."""
    return await asyncio.get_running_loop().run_in_executor(WORKERS, _remake, content, kind)


def _remake(content: bytes, kind: Kind) -> Picture:
    try:
        image = _opened(content, kind)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        small = image.copy()
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
        stored = SAVED_AS[kind]
        return Picture(stored, _saved(image, stored), image.width, image.height, _saved(small, Kind.WEBP))
    except BROKEN as error:
        raise Unreadable from error


def _opened(content: bytes, kind: Kind) -> Image.Image:
    """The first picture in the file, upright, as points in three colours with or without transparency."""
    image: Image.Image = Image.open(BytesIO(content), formats=[FORMATS[kind]])
    if image.width * image.height > MOST_POINTS:
        raise Unreadable
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG can be read at half or a quarter of its size
    image.load()
    upright = ImageOps.exif_transpose(image)
    is_transparent = kind is not Kind.JPEG and upright.has_transparency_data
    return upright.convert("RGBA" if is_transparent and SAVED_AS[kind] is not Kind.JPEG else "RGB")


def _saved(image: Image.Image, kind: Kind) -> bytes:
    """Only the points are written: what else the file said stays behind."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    written = BytesIO()
    options = {} if kind is Kind.PNG else {"quality": QUALITY}
    bare.save(written, FORMATS[kind], **options)
    return written.getvalue()
