"""A statement that is written once finds, for whatever values, what Tortoise would have found."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tortoise.expressions import F, Q

import clock
from auth.access import visible_incidents, visible_messages, visible_sub_incidents
from models import Incident, IncidentStatus, Message, MessageKind, Session
from models.prepared import statement_for
from tests.cast import Cast, reported, says
from tests.reading import a_page_of_each_is_as_each_by_itself, both_ways, every_door_opens_alike


async def test_every_door_opens_on_the_same_rows(cast: Cast, neighbour: Cast) -> None:
    await every_door_opens_alike(cast, neighbour)


async def test_one_statement_serves_other_values(cast: Cast, neighbour: Cast) -> None:
    first, second = await reported(cast), await reported(neighbour)
    rows = [
        visible_incidents(viewer).filter(id=row.id)
        for viewer, row in ((cast.as_anna, first), (neighbour.as_anna, second))
    ]

    assert statement_for(rows[0], []) is statement_for(rows[1], [])
    assert [[row.id for row in await query] for query in rows] == [[first.id], [second.id]]


async def test_lists_of_any_length_and_none_at_all(cast: Cast) -> None:
    ids = [(await reported(cast, title)).id for title in ("Een", "Twee", "Drie")]

    for wanted in ([], ids[:1], ids, [*ids, uuid4()]):
        rows = await visible_incidents(cast.as_anna).filter(id__in=wanted)
        assert {row.id for row in rows} == {*wanted} & {*ids}
    others = await visible_incidents(cast.as_anna).filter(id__not_in=ids[:2])
    assert [row.id for row in others] == ids[2:]


async def test_values_of_every_kind(cast: Cast) -> None:
    incident = await reported(cast)
    await says(cast.as_anna, incident, "Tekst")
    later = clock.now() + timedelta(days=1)

    for query in (
        Incident.filter(reported_at__lt=later, status=IncidentStatus.REPORTED, reference=incident.reference),
        Incident.filter(Q(handler_id__isnull=True) | ~Q(title="Niets"), deferred_until_on=None).order_by(
            "-reported_at"
        ),
        Message.filter(seq__gt=0, seq__lte=2**31 - 1, kind__in=[*MessageKind]).order_by("seq").limit(2),
        Message.filter(thread=incident.thread, body="Tekst"),
        Session.filter(expires_at__gt=clock.now()).select_related("guest_link__contact", "guest_link", "employee"),
    ):
        prepared, by_tortoise = await both_ways(query)
        assert prepared == by_tortoise


async def test_what_no_shape_describes_is_left_to_tortoise(cast: Cast) -> None:
    incident = await reported(cast)
    rows = Message.filter(thread_id=incident.thread_id)

    unusual = (rows.annotate(same=F("seq")), rows.filter(seq=F("shared_seq")), rows.distinct(), rows.only("id"))
    for query in (*unusual, rows.filter(kind="EVENT"), rows.exclude(body__contains="?")):
        assert statement_for(query, []) is None
        assert len(await query) == 1
    assert statement_for(rows.filter(seq=2**31), []) is None


async def test_what_several_rows_refer_to_is_one_row(cast: Cast) -> None:
    incident = await reported(cast)
    for text in ("Een", "Twee"):
        await says(cast.as_anna, incident, text)

    one, other = await visible_messages(cast.as_anna).filter(body__in=["Een", "Twee"])

    assert one.author_employee is other.author_employee
    assert one.author_contact is None


async def test_one_row_or_none(cast: Cast) -> None:
    incident = await reported(cast)

    assert (await Incident.get(id=incident.id)).title == incident.title
    assert await visible_sub_incidents(cast.as_anna).get_or_none(id=incident.id) is None
    with pytest.raises(Exception, match="does not exist"):
        await Incident.get(id=uuid4())


async def test_a_page_of_each_of_several_lists_is_as_each_by_itself(cast: Cast) -> None:
    await a_page_of_each_is_as_each_by_itself(cast)
