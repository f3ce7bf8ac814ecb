"""Files for tests: honest ones, and such as somebody with bad intentions would send."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
GPS, ORIENTATION, MAKER, COPYRIGHT = 0x8825, 0x0112, 0x010F, 0x8298
HIDDEN = b"Kerkstraat 12, Utrecht"


def photo(width: int = 60, height: int = 40, *, form: str = "JPEG", **options: object) -> bytes:
    """A picture of red on the left and blue on the right."""
    image = Image.new("RGB", (width, height), (200, 20, 20))
    image.paste((20, 20, 200), (width // 2, 0, width, height))
    written = BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def photo_with_exif() -> bytes:
    """As a telephone takes it, held on its side: it says where, and that it is to be turned a quarter clockwise."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Telefoon van Piet"
    exif[COPYRIGHT] = HIDDEN.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 5.0, 0.0)})
    return photo(exif=exif.tobytes(), comment=HIDDEN)


def heic(width: int = 60, height: int = 40) -> bytes:
    """As an iPhone takes it."""
    pillow_heif.register_heif_opener()
    return photo(width, height, form="HEIF")


def polyglot() -> bytes:
    """A picture to one reader, and to another a page or an archive."""
    return photo(comment=HTML) + HTML + b"PK\x03\x04"


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 60,000 by 60,000 points."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1_000_000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))
