"""What a file is, by its bytes: its name and what the sender calls it count for nothing."""

from enum import StrEnum

HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
PDF_END = 1024  # the last line of a PDF is looked for in so many bytes at its end, as readers do


class Kind(StrEnum):
    """The kinds of file that are taken in; the value is the media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"


SUFFIXES = {Kind.JPEG: ".jpg", Kind.PNG: ".png", Kind.WEBP: ".webp", Kind.HEIC: ".heic", Kind.PDF: ".pdf"}


def kind_of(content: bytes) -> Kind | None:
    """The kind, or None for all that is not taken in."""
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    if content[4:8] == b"ftyp" and _is_heif(content):
        return Kind.HEIC
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-PDF_END:]:
        return Kind.PDF
    return None


def _is_heif(content: bytes) -> bool:
    """Whether the first box names a brand of HEIF: the main one, or one of those it is compatible with."""
    end = min(int.from_bytes(content[:4], "big"), 256)
    return bool(HEIF_BRANDS & {content[start : start + 4] for start in (8, *range(16, end, 4))})
