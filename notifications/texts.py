"""SMS: what one may hold, what it costs, and how it is kept within a single message."""

import unicodedata
from dataclasses import dataclass, field

from catalogue import say
from notifications.reading import Envelope
from notifications.wording import Draft

# 3GPP TS 23.038: the default alphabet counts one septet a character, its extension two.
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("^{}\\[~]|€\f")
GSM = GSM_BASIC | GSM_EXTENSION
ONE_SEGMENT = 160


@dataclass(frozen=True)
class Text:
    """An SMS. `key` is the same at every attempt, for providers that can tell a repetition."""

    to: str = field(repr=False)
    body: str = field(repr=False)
    key: str


def compose(draft: Draft, post: Envelope, *, link: str) -> Text:
    """`Organisation: sentence link`, the organisation's name cut so that it fits one segment with the rest."""
    sentence = say(post.locale, f"notice.{draft.wording}.sms", **draft.words)
    rest = to_gsm(f"{sentence} {link}")
    name = _cut(to_gsm(post.organisation.name), ONE_SEGMENT - septets(rest) - len(": "))
    return Text(to=post.address, body=f"{name}: {rest}" if name else rest, key=post.delivery.id.hex)


def to_gsm(text: str) -> str:
    """The text in the GSM alphabet: other letters lose their accents, and what has no likeness falls away."""
    return "".join(character if character in GSM else _likeness(character) for character in text)


def septets(text: str) -> int:
    """How long a text in the GSM alphabet is."""
    return sum(_weight(character) for character in text)


def segments(text: str) -> int:
    """How many messages a text is charged as: 160 septets fit one, 153 each of more; in UCS-2 70 and 67 units."""
    if set(text) <= GSM:
        return _packed([_weight(character) for character in text], single=ONE_SEGMENT, part=153)
    return _packed([len(character.encode("utf-16-be")) // 2 for character in text], single=70, part=67)


def _packed(weights: list[int], *, single: int, part: int) -> int:
    """A character of two units is never split over two messages."""
    if sum(weights) <= single:
        return 1
    count, room = 0, 0
    for weight in weights:
        if weight > room:
            count, room = count + 1, part
        room -= weight
    return count


def _weight(character: str) -> int:
    return 2 if character in GSM_EXTENSION else 1


def _likeness(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)
    return "".join(part for part in plain if part in GSM_BASIC and part not in "\n\r")


def _cut(name: str, room: int) -> str:
    while name and septets(name) > room:
        name = name[:-1]
    return name.strip()
