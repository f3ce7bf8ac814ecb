"""Looking for what people type: several words, each of which must be found somewhere."""

import re
from collections.abc import Callable, Sequence

from tortoise.expressions import Q

from models.mentions import HasPart

MOST_WORDS = 8
LONGEST_TEXT = 200  # of what takes time by its square, such as finding a phone number in it
PHONE = re.compile(r"(?<!\S)[+(]?[+0][\d\s().-]{4,}\d(?!\S)")
POSTCODE = re.compile(r"(\d{4})\s*([A-Za-z]{1,2})")


def sought(text: str | None) -> str:
    """As much of what was typed as is looked for, without what no database takes: NUL, and half a character."""
    sendable = (text or "")[:LONGEST_TEXT].encode("utf-8", "ignore").decode()
    return re.sub(r"[\s\x00-\x1f]+", " ", sendable).strip()


def matching_words(text: str, found: Callable[[str], Q]) -> Q:
    """That each word is found; what is beyond the eighth word is left aside."""
    matching = Q()
    for word in text.split()[:MOST_WORDS]:
        matching &= found(word)
    return matching


def in_columns(columns: Sequence[str], word: str) -> Q:
    """That one of the columns holds the word, in capitals or not."""
    return Q(*(Q(**{f"{column}__icontains": word}) for column in columns), join_type=Q.OR)


def matching_people(text: str, found: Callable[[str], Q]) -> Q:
    """People by words, among them a phone number however it was typed: with spaces, dashes, 06, 0031 or +31."""

    def found_word(word: str) -> Q:
        return found(word) | by_phone(word)

    number = PHONE.search(text)
    if number is None:
        return matching_words(text, found_word)
    others = f"{text[: number.start()]} {text[number.end() :]}"
    return matching_words(text, found_word) | (by_phone(number.group()) & matching_words(others, found_word))


def by_phone(typed: str) -> Q:
    """That a phone number, kept as E.164, holds these digits. A text that is no number is in none."""
    return Q(*(Q(phone__contains=digits) for digits in _numbers(typed)), join_type=Q.OR) or Q(id__isnull=True)


def telling(text: str) -> list[str]:
    """Parts of words of which each row that `matching_people` finds by its own texts has one: those rare by length."""
    longest = max(text.split()[:MOST_WORDS], key=len)
    number = PHONE.search(text)
    return [longest, *_numbers(longest), *(_numbers(number.group()) if number is not None else [])]


def _numbers(typed: str) -> list[str]:
    digits = re.sub(r"[\s().-]", "", typed.replace("(0)", ""))
    if not re.fullmatch(r"\+?\d{2,}", digits):
        return []
    if digits.startswith("00"):
        return [f"+{digits[2:]}"]
    return [f"+31{digits[1:]}", digits] if digits.startswith("0") else [digits]


def at_address(word: str) -> Q:
    """That a property has the word in its name or address.

    A house number and a postcode must begin with it, so that 12 does not find every 1012.
    """
    written = _written(word)
    return near_address(word) & (
        in_columns(["name", "street", "city"], word)
        | Q(house_number__istartswith=word)
        | Q(postcode__istartswith=written)
        | Q(postcode__iendswith=f" {word}")
    )


def near_address(word: str) -> Q:
    """That a property has the word somewhere, which an index tells, and some that are not at that address."""
    return Q(*(HasPart(part) for part in {word, _written(word)}), join_type=Q.OR)


def _written(word: str) -> str:
    postcode = POSTCODE.fullmatch(word)
    return " ".join(postcode.groups()) if postcode else word
