"""Searching the inbox: which incidents hold every word, wherever it stands, through the doors of the viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from auth.access import (
    visible_contacts,
    visible_incidents,
    visible_messages,
    visible_properties,
    visible_sub_incidents,
    visible_units,
)
from auth.viewer import Viewer
from models import Incident, Message, SubIncident
from models.named_rows import Fewer, Named, Together
from models.search import SHORTEST_FRAGMENT, SHORTEST_PHONE, HasFragment, Mentions, Word, shares
from resolvers.pages import Order, PageRequest, in_order
from resolvers.search_words import words_of

COMMON = 0.02
NEAREST = 200


@dataclass(frozen=True)
class _Searched:
    """The rows in which a word is looked for."""

    viewer: Viewer
    incidents: QuerySet[Incident]
    sub_incidents: QuerySet[SubIncident]
    messages: QuerySet[Message]


async def holding(
    viewer: Viewer, text: str, *, rows: QuerySet[Incident], order: Order, request: PageRequest
) -> QuerySet[Incident]:
    """Those of `rows` that hold each word of a text; of the common ones at least all that fill the page.

    What a seldom word finds, its index tells. Of a common word that would be a large part of all messages, so it is
    looked for among what the seldom words found; or else among the rows that come next, and everywhere only when those
    do not fill the page. See docs/decisions/0008.
    """
    words = words_of(text)
    if not words:
        return rows
    common = [word for word, share in zip(words, await shares(words), strict=True) if share > COMMON]
    everywhere, seldom = _everywhere(viewer), [word for word in words if word not in common]
    found = rows.filter(*_holding_all(everywhere, seldom))
    if not common:
        return found
    if seldom:
        return rows.filter(id__in=_among(viewer, common, found.values("id")))
    near = _among(viewer, common, in_order(rows, order, request).limit(NEAREST).values("id"))
    beyond = everywhere.incidents.filter(*_holding_all(everywhere, common), Fewer("near", request.size + 1))
    return rows.filter(id__in=Together([Named("near"), beyond.values("id")], first={"near": near}))


def _everywhere(viewer: Viewer) -> _Searched:
    return _Searched(viewer, visible_incidents(viewer), visible_sub_incidents(viewer), visible_messages(viewer))


def _among(viewer: Viewer, words: Sequence[Word], candidates: Any) -> Together:
    """Which of some incidents hold each word."""
    everywhere, named = _everywhere(viewer), Named("candidates")
    among = _Searched(
        viewer,
        everywhere.incidents.filter(id__in=named),
        everywhere.sub_incidents.filter(incident_id__in=named),
        everywhere.messages.filter(thread_id__in=Named("threads")),
    )
    threads = [among.incidents.values("thread_id"), among.sub_incidents.values("thread_id")]
    first = {"candidates": Together([candidates]), "threads": Together(threads)}
    return Together([among.incidents.filter(*_holding_all(among, words)).values("id")], first=first)


def _holding_all(searched: _Searched, words: Sequence[Word]) -> list[Q]:
    return [Q(id__in=_holding(searched, word)) for word in words]


def _holding(searched: _Searched, word: Word) -> Together:
    """The incidents that hold a word themselves, in their threads, in their address or in their people."""
    written = Mentions(word) | HasFragment(word.text) if len(word.text) >= SHORTEST_FRAGMENT else Mentions(word)
    said, people = Named("said"), Named("people")
    incidents, sub_incidents = searched.incidents, searched.sub_incidents
    heads = [
        incidents.filter(written),
        incidents.filter(thread_id__in=said),
        incidents.filter(reporter_id__in=people),
        incidents.filter(property_id__in=_ids(visible_properties(searched.viewer).filter(Mentions(word)))),
        incidents.filter(unit_id__in=_ids(visible_units(searched.viewer).filter(Mentions(word)))),
    ]
    sides = [
        sub_incidents.filter(written),
        sub_incidents.filter(thread_id__in=said),
        sub_incidents.filter(party_id__in=people),
    ]
    return Together(
        [*(each.values("id") for each in heads), *(each.values("incident_id") for each in sides)],
        first={
            "said": Together([searched.messages.filter(Mentions(word)).values("thread_id")]),
            "people": Together([_people(searched.viewer, word).values("id")]),
        },
    )


def _people(viewer: Viewer, word: Word) -> Any:
    is_phone = len(word.digits) >= SHORTEST_PHONE
    return visible_contacts(viewer).filter(Mentions(word) | HasFragment(word.digits) if is_phone else Mentions(word))


def _ids(rows: Any) -> Any:
    return Subquery(rows.values("id"))
