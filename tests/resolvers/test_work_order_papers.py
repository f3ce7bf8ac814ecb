"""A work order on paper and its appointment for a calendar: what the viewer may see now, and no more."""

import re
import zlib
from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest

import clock
from auth.viewer import Viewer
from errors import NotFound
from models import Contact, Locale, SubIncident
from resolvers.requirements import MoveDetails
from resolvers.sub_incidents import move_sub_incident
from resolvers.work_order_papers import work_order_calendar, work_order_pdf
from resolvers.work_orders import plan_work_order, report_work_done
from tests.cast import Cast, asked, by_account, given_to, reported, through_link

START = datetime.fromisoformat("2026-12-01T09:00:00+01:00")


@pytest.fixture
async def order(cast: Cast) -> SubIncident:
    return await given_to(
        cast,
        cast.piet,
        await reported(cast),
        share_reporter_contact=True,
        access_instructions="Sleutel onder de mat; 50 €",
    )


@pytest.fixture
async def piet(cast: Cast, order: SubIncident) -> Viewer:
    return await through_link(cast.piet, order)


def words_in(pdf: bytes) -> str:
    """What is written on the pages."""
    written = b""
    for stream in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        try:
            written += zlib.decompress(stream)
        except zlib.error:
            continue
    return " ".join(each.decode("windows-1252") for each in re.findall(rb"\((.*?)\) Tj", written))


async def planned(viewer: Viewer, order: SubIncident, start: datetime = START) -> None:
    start = start if start > clock.now() else clock.now() + timedelta(days=1)
    await plan_work_order(viewer, work_order_id=order.id, starts_at=start, ends_at=start + timedelta(hours=2))


async def event_of(viewer: Viewer, order: SubIncident) -> Any:
    """The appointment as a calendar reads it."""
    calendar = icalendar.Calendar.from_ical(await work_order_calendar(viewer, work_order_id=order.id))
    [event] = calendar.walk("VEVENT")
    return event


async def test_a_plumber_prints_what_it_needs(piet: Viewer, order: SubIncident) -> None:
    pdf = await work_order_pdf(piet, work_order_id=order.id)

    words = words_in(pdf)
    assert pdf.startswith(b"%PDF-")
    assert b"http" not in pdf
    for needed in (f"Werkbon {order.reference}", "Klus voor Piet Loods", "Damstraat", "2-hoog", "50 €", "Tom Jansen"):
        assert needed in words


async def test_it_is_in_the_language_of_its_reader(cast: Cast, order: SubIncident) -> None:
    await Contact.filter(id=cast.piet.id).update(locale=Locale.EN)
    piet = await by_account(await Contact.get(id=cast.piet.id))

    words = words_in(await work_order_pdf(piet, work_order_id=order.id))

    assert f"Work order {order.reference}" in words
    assert "Werkbon" not in words


async def test_the_tenant_is_not_on_it_when_not_shared_nor_when_the_job_is_over(cast: Cast, order: SubIncident) -> None:
    bare = await given_to(cast, cast.piet, await reported(cast, "Anders"))
    account = await by_account(cast.piet)

    assert "Tom Jansen" not in words_in(await work_order_pdf(account, work_order_id=bare.id))
    await move_sub_incident(
        cast.as_anna, sub_incident_id=order.id, status="WITHDRAWN", details=MoveDetails(reason="Niet meer nodig")
    )
    assert "Tom Jansen" not in words_in(await work_order_pdf(account, work_order_id=order.id))


async def test_letters_that_the_fonts_lack_do_no_harm(piet: Viewer, order: SubIncident) -> None:
    await SubIncident.filter(id=order.id).update(title="Łazienka 🛁 水", description="a" * 5000 + "\n" * 300)

    assert "?azienka ? ?" in words_in(await work_order_pdf(piet, work_order_id=order.id))


async def test_an_appointment_that_is_moved_is_the_same_one_in_a_calendar(piet: Viewer, order: SubIncident) -> None:
    with pytest.raises(NotFound):
        await work_order_calendar(piet, work_order_id=order.id)
    events = []
    for day in range(2):
        await planned(piet, order, START + timedelta(days=day))
        events.append(await event_of(piet, order))

    first, moved = events
    assert first["uid"] == moved["uid"]
    assert moved["sequence"] > first["sequence"]
    assert moved.decoded("dtstart") > first.decoded("dtstart")
    assert order.reference in first["summary"]
    assert "Damstraat" in first["location"]
    assert first["status"] == "CONFIRMED"
    assert not first.keys() & {"ATTENDEE", "ORGANIZER"}


async def test_who_may_not_read_the_job_gets_neither(cast: Cast, neighbour: Cast, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)
    await planned(piet, order)
    question = await asked(cast, await reported(cast, "Anders"))
    strangers = [neighbour.as_anna, await by_account(cast.elin), await through_link(cast.tom, order)]

    for make in (work_order_pdf, work_order_calendar):
        for viewer in strangers:
            with pytest.raises(NotFound):
                await make(viewer, work_order_id=order.id)
        with pytest.raises(NotFound):
            await make(cast.as_anna, work_order_id=question.id)
        assert await make(cast.as_anna, work_order_id=order.id)
    await SubIncident.filter(id=order.id).update(party_id=cast.elin.id)
    with pytest.raises(NotFound):
        await work_order_pdf(piet, work_order_id=order.id)


async def test_a_report_is_on_it_once_there_is_one(piet: Viewer, order: SubIncident) -> None:
    await planned(piet, order)
    await report_work_done(piet, work_order_id=order.id, report="Leertje vervangen")

    assert "Leertje vervangen" in words_in(await work_order_pdf(piet, work_order_id=order.id))
