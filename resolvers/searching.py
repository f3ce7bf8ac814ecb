"""Looking for what people type: several words, each of which must be found somewhere."""

import re
from collections.abc import Callable, Sequence

from tortoise.expressions import Q

MOST_WORDS = 8
PHONE = re.compile(r"(?<!\S)[+(]?[+0][\d\s().-]{4,}\d(?!\S)")
POSTCODE = re.compile(r"(\d{4})\s*([A-Za-z]{1,2})")


def matching_words(text: str, found: Callable[[str], Q]) -> Q:
    """That each word is found; what is beyond the eighth word is left aside."""
    matching = Q()
    for word in text.split()[:MOST_WORDS]:
        matching &= found(word)
    return matching


def in_columns(columns: Sequence[str], word: str) -> Q:
    """That one of the columns holds the word, in capitals or not."""
    return Q(*(Q(**{f"{column}__icontains": word}) for column in columns), join_type=Q.OR)


def matching_people(text: str, columns: Sequence[str], found: Callable[[str], Q] | None = None) -> Q:
    """People by words, among them a phone number however it was typed: with spaces, dashes, 06, 0031 or +31."""

    def found_word(word: str) -> Q:
        here = in_columns(columns, word) | _by_phone(word)
        return here | found(word) if found is not None else here

    number = PHONE.search(text)
    if number is None:
        return matching_words(text, found_word)
    others = f"{text[: number.start()]} {text[number.end() :]}"
    return matching_words(text, found_word) | (_by_phone(number.group()) & matching_words(others, found_word))


def _by_phone(typed: str) -> Q:
    """That a phone number, kept as E.164, holds these digits. A text that is no number is in none."""
    digits = re.sub(r"[\s().-]", "", typed.replace("(0)", ""))
    if not re.fullmatch(r"\+?\d{2,}", digits):
        return Q(id__isnull=True)
    if digits.startswith("00"):
        return Q(phone__startswith=f"+{digits[2:]}")
    if digits.startswith("0"):
        return Q(phone__startswith=f"+31{digits[1:]}") | Q(phone__contains=digits)
    return Q(phone__contains=digits)


def at_address(word: str, path: str = "") -> Q:
    """That a property, or the one at the end of a path of relations, has the word in its name or address.

    A house number and a postcode must begin with it, so that 12 does not find every 1012.
    """
    postcode = POSTCODE.fullmatch(word)
    written = " ".join(postcode.groups()) if postcode else word
    return (
        in_columns([f"{path}name", f"{path}street", f"{path}city"], word)
        | Q(**{f"{path}house_number__istartswith": word})
        | Q(**{f"{path}postcode__istartswith": written})
        | Q(**{f"{path}postcode__iendswith": f" {word}"})
    )
