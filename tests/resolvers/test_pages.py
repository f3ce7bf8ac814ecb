"""Pages: every row once, whichever way they are turned."""

from datetime import timedelta

import pytest

import clock
from errors import ErrorCode, Refusal
from models import Contact, ContactType, Incident
from resolvers.contacts import ContactFilter, list_contacts
from resolvers.incidents import NEWEST_FIRST, OLDEST_FIRST, RECENT_FIRST, IncidentFilter, list_incidents
from resolvers.pages import Order, Page, PageRequest, encode_cursor
from tests.cast import Cast, reported

ORDERS = [RECENT_FIRST, NEWEST_FIRST, OLDEST_FIRST]


@pytest.fixture
async def incidents(cast: Cast) -> list[Incident]:
    """Eleven, some of them with the same moment."""
    made = [await reported(cast, f"Melding {number}") for number in range(11)]
    moment = clock.now()
    for number, incident in enumerate(made):
        when = moment - timedelta(minutes=number // 3)
        await Incident.filter(id=incident.id).update(reported_at=when, last_activity_at=when)
    return made


async def page(cast: Cast, order: Order, request: PageRequest) -> Page[Incident]:
    return await list_incidents(cast.as_anna, wanted=IncidentFilter(), order=order, request=request)


async def whole(cast: Cast, order: Order) -> list[Incident]:
    return list((await page(cast, order, PageRequest(first=100))).rows)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 10, 11, 100])
async def test_turned_forwards_every_row_comes_once(
    order: Order, size: int, cast: Cast, incidents: list[Incident]
) -> None:
    turned: list[Incident] = []
    after = None
    while True:
        found = await page(cast, order, PageRequest(first=size, after=after))
        turned += found.rows
        if not found.has_next:
            break
        after = found.cursors[-1]

    assert turned == await whole(cast, order)
    assert len(turned) == 11


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 3, 11])
async def test_turned_backwards_every_row_comes_once(
    order: Order, size: int, cast: Cast, incidents: list[Incident]
) -> None:
    turned: list[Incident] = []
    before = None
    while True:
        found = await page(cast, order, PageRequest(last=size, before=before))
        turned = [*found.rows, *turned]
        if not found.has_previous:
            break
        before = found.cursors[0]

    assert turned == await whole(cast, order)


async def test_a_page_of_nothing_is_a_page(cast: Cast, incidents: list[Incident]) -> None:
    found = await page(cast, RECENT_FIRST, PageRequest(first=0))

    assert (found.rows, found.has_next) == ([], True)


@pytest.mark.parametrize("request_", [PageRequest(first=101), PageRequest(last=-1), PageRequest(first=1, last=1)])
async def test_a_size_that_cannot_be_is_refused(request_: PageRequest, cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        await page(cast, RECENT_FIRST, request_)

    assert refused.value.code is ErrorCode.TOO_MANY


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "é",
        "W10",
        "!" * 50,
        "\0",
        encode_cursor([1]),
        encode_cursor(["yesterday", "x"]),
        encode_cursor([{}, []]),
        encode_cursor(["2024-01-01T00:00:00+00:00", 1]),
        encode_cursor(["2024-01-01T00:00:00+00:00", []]),
        encode_cursor([-(2**63), "01890a5d-ac96-774b-bcce-b302099a8057"]),
    ],
)
async def test_what_is_no_cursor_of_this_list_is_refused(cursor: str, cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        await page(cast, RECENT_FIRST, PageRequest(first=1, after=cursor))

    assert refused.value.code is ErrorCode.INVALID_CURSOR


async def test_names_that_are_alike_are_told_apart(cast: Cast) -> None:
    for _ in range(5):
        await Contact.create(organisation=cast.organisation, type=ContactType.TENANT, name="Jan Smit")
    wanted = ContactFilter(search="smit", type=ContactType.TENANT)
    seen, after = set(), None

    while True:
        found = await list_contacts(cast.as_anna, wanted=wanted, request=PageRequest(first=2, after=after))
        seen |= {contact.id for contact in found.rows}
        if not found.has_next:
            break
        after = found.cursors[-1]

    assert len(seen) == 5
