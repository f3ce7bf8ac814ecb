"""Searching the inbox: which incidents hold every word, wherever it stands, through the doors of the viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from auth.access import searched_messages, visible_incidents, visible_sub_incidents
from auth.register import visible_contacts, visible_properties, visible_units
from auth.viewer import Viewer
from models import Incident, Message, SubIncident
from models.mentions import HasFragment, Mentions, MentionsToo
from models.named_rows import Fewer, InAll, Named, OneOf, Together
from models.search import Word
from models.shares import shares
from resolvers.pages import Order, PageRequest, in_order
from resolvers.search_words import words_of

COMMON = 0.04
NEAREST = 200


@dataclass(frozen=True)
class _Searched:
    """The rows in which a word is looked for."""

    viewer: Viewer
    incidents: QuerySet[Incident]
    sub_incidents: QuerySet[SubIncident]
    messages: QuerySet[Message]
    mentions: type[Mentions] = Mentions


async def holding(
    viewer: Viewer, text: str, *, rows: QuerySet[Incident], order: Order, request: PageRequest
) -> QuerySet[Incident]:
    """Those of `rows` on the page that hold each word of a text, and one more if there is.

    What a seldom word finds, its index tells. Of a common word that would be a large part of all messages, so it is
    looked for among what the seldom words found; or else among the rows that come next, and everywhere only when those
    do not fill the page. See docs/decisions/0008.
    """
    words = words_of(text)
    if not words:
        return rows
    rarest_first = sorted(zip(await shares(words), words, strict=True), key=itemgetter(0))
    seldom = [word for share, word in rarest_first if share <= COMMON]
    common = [word for share, word in rarest_first if share > COMMON]
    everywhere = _everywhere(viewer)
    if seldom:
        found = rows.filter(_holding_all(everywhere, seldom))
        found = rows.filter(OneOf("id", _among(viewer, common, found))) if common else found
    else:
        near = _among(viewer, common, in_order(rows, order, request).limit(NEAREST))
        beyond = everywhere.incidents.filter(_holding_all(everywhere, common), Fewer("near", request.size + 1))
        found = rows.filter(OneOf("id", Together([Named("near"), beyond.values("id")], first={"near": near})))
    page = in_order(found, order, request).limit(request.size + 1)
    return rows.filter(OneOf("id", Together([page.values("id")])))


def _everywhere(viewer: Viewer) -> _Searched:
    return _Searched(viewer, visible_incidents(viewer), visible_sub_incidents(viewer), searched_messages(viewer))


def _among(viewer: Viewer, words: Sequence[Word], rows: QuerySet[Incident]) -> Together:
    """Which of some incidents hold each word: each is looked for in what the word before it left."""
    left = Together([rows.values("id")])
    for word in words:
        left = _one_among(viewer, word, left)
    return left


def _one_among(viewer: Viewer, word: Word, candidates: Together) -> Together:
    everywhere, named = _everywhere(viewer), Named("candidates")
    among = _Searched(
        viewer,
        everywhere.incidents.filter(OneOf("id", named)),
        everywhere.sub_incidents.filter(OneOf("incident_id", named)),
        everywhere.messages.filter(OneOf("thread_id", Named("threads"))),
        MentionsToo,
    )
    threads = [among.incidents.values("thread_id"), among.sub_incidents.values("thread_id")]
    found = among.incidents.filter(OneOf("id", _holding(among, word)))
    return Together([found.values("id")], first={"candidates": candidates, "threads": Together(threads)})


def _holding_all(searched: _Searched, words: Sequence[Word]) -> Q:
    return OneOf("id", InAll([_holding(searched, word) for word in words]))


def _holding(searched: _Searched, word: Word) -> Together:
    """The incidents that hold a word themselves, in their threads, in their address or in their people."""
    said, people = Named("said"), Named("people")
    incidents, sub_incidents = searched.incidents, searched.sub_incidents
    heads = [
        incidents.filter(searched.mentions(word)),
        *([incidents.filter(HasFragment(word.text))] if word.is_fragment else []),
        incidents.filter(OneOf("thread_id", said)),
        incidents.filter(OneOf("reporter_id", people)),
        incidents.filter(OneOf("property_id", _ids(visible_properties(searched.viewer).filter(Mentions(word))))),
        incidents.filter(OneOf("unit_id", _ids(visible_units(searched.viewer).filter(Mentions(word))))),
    ]
    sides = [
        sub_incidents.filter(searched.mentions(word)),
        *([sub_incidents.filter(HasFragment(word.text))] if word.is_fragment else []),
        sub_incidents.filter(OneOf("thread_id", said)),
        sub_incidents.filter(OneOf("party_id", people)),
    ]
    return Together(
        [*(each.values("id") for each in heads), *(each.values("incident_id") for each in sides)],
        first={
            "said": Together([searched.messages.filter(searched.mentions(word)).values("thread_id")]),
            "people": _people(searched.viewer, word),
        },
    )


def _people(viewer: Viewer, word: Word) -> Together:
    called = visible_contacts(viewer).filter(Mentions(word)).values("id")
    if not word.is_phone:
        return Together([called])
    return Together([called, visible_contacts(viewer).filter(HasFragment(word.digits)).values("id")])


def _ids(rows: Any) -> Together:
    return Together([rows.values("id")])
