"""What can be searched, as SQL for each database: the texts of a row, and a word in their query languages."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# PostgreSQL's parser would keep "ketel/boiler" as the name of a file and drop "<b>" as a tag, and knows no accents.
# The list is short because `translate` reads it for every letter. The indexes hold this text: who changes it makes
# them anew in a migration.
ACCENTED, PLAIN = "éèêëïíöóüúáä", "eeeeiioouuaa"
MARKS = "/-.@:<>_&+'"
FOLD = str.maketrans(ACCENTED + MARKS, PLAIN + " " * len(MARKS))
FOLD_SQL = "'{}', '{}'".format((ACCENTED + MARKS).replace("'", "''"), PLAIN + " " * len(MARKS))


@dataclass(frozen=True)
class Texts:
    """The texts of a table in one; `@column` stands for a column.

    What people write is stemmed as Dutch on PostgreSQL. Of names and addresses every word is found by its beginning.
    """

    sql: str
    language: str = "simple"

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(re.findall(r"@(\w+)", self.sql)))

    def of(self, column: Callable[[str], str]) -> str:
        return re.sub(r"@(\w+)", lambda found: column(found[1]), self.sql)

    def vector(self, column: Callable[[str], str]) -> str:
        """The expression that PostgreSQL indexes; a query that writes it otherwise reads the whole table."""
        return f"to_tsvector('{self.language}', translate({self.of(column)}, {FOLD_SQL}))"


TEXTS = {
    "incident": Texts("@title || ' ' || @description || ' ' || coalesce(@reported_address, '')", "dutch"),
    "sub_incident": Texts("@title || ' ' || @description", "dutch"),
    "message": Texts("@body", "dutch"),
    "property": Texts(
        "@street || ' ' || @house_number || ' ' || @postcode || ' ' || replace(@postcode, ' ', '') || ' ' || @city"
        " || ' ' || coalesce(@name, '')"
    ),
    "unit": Texts("@label"),
    "contact": Texts("@name || ' ' || coalesce(@company, '') || ' ' || coalesce(@email, '')"),
}
# The columns that are also found by what stands in the middle of them.
FRAGMENTS = {"incident": "reference", "sub_incident": "reference", "contact": "phone"}
# The texts of the register, in which people look for any part of a word; it has no spaces, so it is in one of them.
PARTS = {
    "property": "@street || ' ' || @house_number || ' ' || @postcode || ' ' || @city || ' ' || coalesce(@name, '')",
    "unit": "@label",
    "contact": "@name || ' ' || coalesce(@company, '') || ' ' || coalesce(@trade, '') || ' ' || coalesce(@email, '')"
    " || ' ' || coalesce(@phone, '')",
}
WORDS = "words"  # the column in which PostgreSQL stores the words of a row
SHORTEST_FRAGMENT = 3  # PostgreSQL's index knows nothing shorter
SHORTEST_PHONE = 5
SHORTEST_BEGINNING = 2


@dataclass(frozen=True)
class Word:
    """A word that somebody looks for, as typed, and whether it may be the beginning of a longer one."""

    text: str
    is_beginning: bool = False

    @property
    def parts(self) -> list[str]:
        """Letters and digits alone: whatever a database could take for an operator is gone."""
        return re.findall(r"[^\W_]+", self.text.lower().translate(FOLD))

    @property
    def digits(self) -> str:
        """A phone number as it stands in +31612345601, whether or not it was typed 06-12345601; else nothing."""
        if re.fullmatch(r"\+?[\d().\-]+", self.text) is None:
            return ""
        return re.sub(r"\D", "", self.text.replace("(0)", "")).lstrip("0")

    @property
    def is_fragment(self) -> bool:
        return len(self.text) >= SHORTEST_FRAGMENT

    @property
    def is_phone(self) -> bool:
        return len(self.digits) >= SHORTEST_PHONE


def fragment_sql(column: str) -> str:
    return f"upper({column})"


def part_sql(table: str, column: Callable[[str], str]) -> str:
    return fragment_sql(Texts(PARTS[table]).of(column))


def quoted(column: str) -> str:
    return f'"{column}"'


def postgresql_queries(word: Word, language: str) -> list[tuple[str, str]]:
    """Configurations and queries, any of which may match.

    A beginning can be longer than the stem of what it begins: "verwarmi" is none of 'verwarm'. So stems that are one or
    two letters shorter match as well.
    """
    *whole, last = word.parts
    if language == "simple":
        return [("simple", " & ".join(_beginning(part) for part in word.parts))]
    stems = [("dutch", " & ".join(_numbers(part) for part in word.parts))]
    if not word.is_beginning:
        return stems
    shorter = [f"'{last[:-1]}'", f"'{last[:-2]}'"] if len(last) >= 7 else []
    ending = " | ".join([_beginning(last), *shorter])
    return [*stems, ("simple", " & ".join([*(f"'{part}'" for part in whole), f"({ending})"]))]


def _beginning(part: str) -> str:
    return f"'{part}':*" if len(part) >= SHORTEST_BEGINNING else f"'{part}'"


def _numbers(part: str) -> str:
    """Singular and plural: the dictionary stems "ketels", and leaves an s behind a vowel ("lekkages") as it is."""
    match = re.fullmatch(r"(.{3,}[aeiou])(s?)", part)
    return f"('{match[1]}' | '{match[1]}s')" if match else f"'{part}'"


def sqlite_query(word: Word) -> str:
    """Every part by its beginning: there is no stemming here, and so "lekkage" finds "lekkages" after all."""
    return " AND ".join(f'"{part}"*' if len(part) >= SHORTEST_BEGINNING else f'"{part}"' for part in word.parts)
