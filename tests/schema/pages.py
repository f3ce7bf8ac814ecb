"""What the pages of the web client ask, read from their sources."""

import re
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "web" / "src"

# As in web/codegen.ts: which folders speak to which schema.
FOLDERS = {
    "public": ("api", "parts", "public"),
    "contact": ("api", "parts", "thread", "subject", "guest", "portal"),
    "admin": ("api", "parts", "thread", "desk"),
}

NAMED = re.compile(r"const (\w+) = (?:operation<[^(]*>\()?/\* GraphQL \*/ `([^`]*)`", re.DOTALL)
INSERTED = re.compile(r"\$\{(\w+)\}")


def documents(audience: str) -> Iterator[str]:
    """Every operation of the pages of an audience, with the fragments that it takes."""
    files = [file for folder in FOLDERS[audience] for file in sorted((SOURCES / folder).glob("**/*.ts*"))]
    texts = {file: dict(NAMED.findall(file.read_text("utf-8"))) for file in files}
    of_all = {name: text for named in texts.values() for name, text in named.items()}
    for own in texts.values():
        for text in own.values():
            if not text.lstrip().startswith("fragment"):
                yield _whole(text, {**of_all, **own})


def _whole(text: str, texts: dict[str, str]) -> str:
    """Each fragment once, as a document may not name one twice."""
    names = list(dict.fromkeys(_inserted(text, texts)))
    return INSERTED.sub("", "".join([text, *(texts[name] for name in names)]))


def _inserted(text: str, texts: dict[str, str]) -> Iterator[str]:
    for name in INSERTED.findall(text):
        yield name
        yield from _inserted(texts[name], texts)
