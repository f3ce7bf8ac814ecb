"""The operations of the web client, read out of its sources as code generation reads them."""

import re
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "web" / "src"
AUDIENCES_OF = {
    "desk": ["admin"],
    "guest": ["contact"],
    "portal": ["contact"],
    "sessions": ["admin", "contact"],
    "subject": ["contact"],
    "thread": ["admin", "contact"],
}

TEXT = r"/\* GraphQL \*/ `([^`]*)`"
PART = re.compile(rf"const (\w+) = {TEXT}")
OPERATION = re.compile(rf"operation<(?:[^()]*)>\(\s*{TEXT}")
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def web_documents() -> Iterator[tuple[str, str, str]]:
    """Each operation: where it stands, an audience that asks it, and its whole text."""
    sources = {path: path.read_text() for path in sorted(SOURCES.rglob("*.ts*"))}
    parts = {name: text for source in sources.values() for name, text in PART.findall(source)}
    for path, source in sources.items():
        folder = path.relative_to(SOURCES).parts[0]
        for text in OPERATION.findall(source):
            for audience in AUDIENCES_OF.get(folder, ["public"]):
                yield folder, audience, _whole(text, parts, path)


def _whole(text: str, parts: dict[str, str], path: Path) -> str:
    """With the fragments that it names, and those that they name; each source may have fragments of one name."""
    own = {**parts, **dict(PART.findall(path.read_text()))}
    while PLACEHOLDER.search(text):
        text = PLACEHOLDER.sub(lambda found: own[found[1]], text)
    return text
