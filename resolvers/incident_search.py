"""Searching the inbox: which incidents hold every word, wherever it stands, through the doors of the viewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import ceil, prod
from operator import and_, attrgetter, or_
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from auth.access import searched_messages, visible_incidents, visible_sub_incidents
from auth.register import visible_contacts, visible_properties, visible_units
from auth.viewer import Viewer
from models import Contact, Incident, Message, Property, SubIncident, Unit
from models.beside import Beside
from models.mentions import HasFragment, Mentions, MentionsToo
from models.named_rows import Named, OneOf, Together
from models.search import Word
from models.shares import Share, shares
from resolvers.finding import find_page
from resolvers.pages import Order, PageRequest
from resolvers.search_words import words_of

FEW = 2_000  # are read faster than they are looked up one by one
BESIDE = 3  # times as dear is an incident whose side threads are looked at
SLACK = 4


@dataclass(frozen=True)
class _Sought:
    """A word, and about how much of it there is."""

    word: Word
    shares: Mapping[str, Share]

    @property
    def hits(self) -> float:
        """How many incidents an index would find, doubles and all."""
        heads, sides = self.shares["incident"].rows, self.shares["sub_incident"].rows
        texts = sum(self.shares[table].hits for table in ("incident", "sub_incident", "message"))
        places = (self.shares["property"].part + self.shares["unit"].part) * heads
        return texts + places + self.shares["contact"].part * (heads + sides)

    @property
    def part(self) -> float:
        """In which part of all incidents it is."""
        return min(self.hits / (self.shares["incident"].rows or 1), 1)

    @property
    def sides(self) -> float:
        """How many sub-incidents an index would find."""
        texts = self.shares["sub_incident"].hits + self.shares["message"].hits
        return texts + self.shares["contact"].part * self.shares["sub_incident"].rows

    def is_seldom(self, table: str) -> bool:
        return self.shares[table].hits <= FEW


@dataclass(frozen=True)
class _Places:
    """The rows in which words are looked for: all that the viewer may read."""

    incidents: QuerySet[Incident]
    sub_incidents: QuerySet[SubIncident]
    messages: QuerySet[Message]
    contacts: QuerySet[Contact]
    properties: QuerySet[Property]
    units: QuerySet[Unit]


async def holding(
    viewer: Viewer,
    text: str,
    *,
    rows: QuerySet[Incident],
    searched: QuerySet[Incident],
    order: Order,
    request: PageRequest,
) -> QuerySet[Incident]:
    """Those of `rows` on the page that hold each word of a text, and one more if there is.

    What the rarest word finds, its indexes tell, and for the others it is looked at. When all are common, the rows that
    come next are looked at first, as many as should fill the page several times. See docs/decisions/0024.
    """
    words = words_of(text)
    if not words:
        return rows
    found = zip(words, await shares(words), strict=True)
    rarest, *others = sorted((_Sought(*each) for each in found), key=attrgetter("hits"))
    places = _places(viewer)
    expected = (request.size + 1) / (prod(each.part for each in [rarest, *others]) or 1e-9)
    dearness = BESIDE if all(each.sides > FEW for each in [rarest, *others]) else 1
    return await find_page(
        rows,
        searched=searched,
        is_so=reduce(and_, (_holds(places, each) for each in sorted([rarest, *others], key=attrgetter("sides")))),
        nearest=ceil(expected * SLACK) if expected * dearness < rarest.hits else 0,
        hits=OneOf("id", _holding(searched, places, rarest.word)),
        is_hit_so=reduce(and_, (_holds(places, each) for each in others)) if others else None,
        order=order,
        request=request,
    )


def _places(viewer: Viewer) -> _Places:
    return _Places(
        visible_incidents(viewer),
        visible_sub_incidents(viewer),
        searched_messages(viewer),
        visible_contacts(viewer),
        visible_properties(viewer),
        visible_units(viewer),
    )


def _holds(places: _Places, sought: _Sought) -> Q:
    """That an incident holds a word: what the word finds in a place is read first where it is little, or else each
    incident is looked at there."""
    word = sought.word
    own = [
        _mentions(sought, "incident", places.incidents),
        *_fragment(word),
        Q(property_id__in=_ids(places.properties.filter(Mentions(word)))),
        Q(unit_id__in=_ids(places.units.filter(Mentions(word)))),
        _called(places, sought, "reporter_id"),
        _said(places, sought),
    ]
    if sought.sides <= FEW:
        return reduce(or_, [*own, Q(id__in=Together(_sides(places, word), first=_read_first(places, word)))])
    beside = [
        _mentions(sought, "sub_incident", places.sub_incidents),
        *_fragment(word),
        _called(places, sought, "party_id"),
        _said(places, sought),
    ]
    return reduce(or_, [*own, Beside(places.sub_incidents, "incident_id", "id", reduce(or_, beside))])


def _mentions(sought: _Sought, table: str, rows: QuerySet[Any]) -> Q:
    return Q(id__in=_ids(rows.filter(Mentions(sought.word)))) if sought.is_seldom(table) else MentionsToo(sought.word)


def _said(places: _Places, sought: _Sought) -> Q:
    if sought.is_seldom("message"):
        return Q(thread_id__in=Together([places.messages.filter(Mentions(sought.word)).values("thread_id")]))
    return Beside(places.messages, "thread_id", "thread_id", MentionsToo(sought.word))


def _called(places: _Places, sought: _Sought, column: str) -> Q:
    if sought.is_seldom("contact"):
        people: Any = _people(places, sought.word)
        return Q(**{f"{column}__in": people})
    return Beside(places.contacts, "id", column, reduce(or_, [MentionsToo(sought.word), *_phone(sought.word)]))


def _fragment(word: Word) -> list[Q]:
    return [HasFragment(word.text)] if word.is_fragment else []


def _holding(rows: QuerySet[Incident], places: _Places, word: Word) -> Together:
    """Those of some incidents that hold a word themselves, in their thread, in their address or in their reporter; and
    all that hold it in their side threads."""
    heads = [
        Mentions(word),
        *_fragment(word),
        OneOf("thread_id", Named("said")),
        OneOf("reporter_id", Named("people")),
        OneOf("property_id", _ids(places.properties.filter(Mentions(word)))),
        OneOf("unit_id", _ids(places.units.filter(Mentions(word)))),
    ]
    found = [*(rows.filter(each).values("id") for each in heads), *_sides(places, word)]
    return Together(found, first=_read_first(places, word))


def _sides(places: _Places, word: Word) -> list[Any]:
    each = [Mentions(word), *_fragment(word), OneOf("thread_id", Named("said")), OneOf("party_id", Named("people"))]
    return [places.sub_incidents.filter(condition).values("incident_id") for condition in each]


def _read_first(places: _Places, word: Word) -> dict[str, Together]:
    said = Together([places.messages.filter(Mentions(word)).values("thread_id")])
    return {"said": said, "people": _people(places, word)}


def _people(places: _Places, word: Word) -> Together:
    return Together([places.contacts.filter(each).values("id") for each in [Mentions(word), *_phone(word)]])


def _phone(word: Word) -> list[Q]:
    return [HasFragment(word.digits)] if word.is_phone else []


def _ids(rows: Any) -> Together:
    return Together([rows.values("id")])
