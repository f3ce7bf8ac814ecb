"""What files are called: a name to show and to save under, never a place."""

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath

from files.content import SUFFIXES, Kind
from resolvers.checks import NAME_LENGTH, check_text

KNOWN = {*SUFFIXES.values(), ".jpeg", ".heif"}
LONGEST_TYPED = 10 * NAME_LENGTH  # beyond which nobody looks what of it can be seen
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
PHOTO, DOCUMENT = "foto", "document"


def check_file_name(value: str, *, field: str = "name") -> str:
    """The last part of a name, without what cannot be seen: a letter that turns the text round hides a suffix."""
    text = "".join(letter for letter in value[:LONGEST_TYPED] if unicodedata.category(letter) not in INVISIBLE)
    name = PureWindowsPath(PurePosixPath(text).name).name.strip(". ")
    return check_text(name, field=field, limit=NAME_LENGTH)


def name_as(name: str, kind: Kind) -> str:
    """The name with the suffix of what the file turned out to be."""
    path = PurePosixPath(name)
    if path.suffix.lower() == SUFFIXES[kind] or (kind is Kind.JPEG and path.suffix.lower() == ".jpeg"):
        return name
    return f"{path.stem if path.suffix.lower() in KNOWN else name}{SUFFIXES[kind]}"


def neutral_names(content_types: Sequence[str]) -> list[str]:
    """Names that tell nothing of who sent the files or from where: `foto-1.jpg`, `foto-2.png`, `document-1.pdf`."""
    names, counted = [], {PHOTO: 0, DOCUMENT: 0}
    for content_type in content_types:
        kind = Kind(content_type)
        word = DOCUMENT if kind is Kind.PDF else PHOTO
        counted[word] += 1
        names.append(f"{word}-{counted[word]}{SUFFIXES[kind]}")
    return names
