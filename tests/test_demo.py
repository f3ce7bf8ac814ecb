"""The demo: a believable property manager in an empty database, and a command that opens it."""

import asyncio
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from tortoise import Tortoise

import cli
import clock
from app import create_app
from auth.access import visible_incidents, visible_sub_incidents
from auth.attempts import Attempts
from auth.register import find_organisation
from auth.viewer import nobody
from demo import opening
from demo.conversations import ALL
from demo.people import COLLEAGUES, OUTSIDERS
from demo.story import CARRIED_LIVE, fill
from models import (
    Category,
    Delivery,
    DeliveryStatus,
    Employee,
    Incident,
    IncidentStatus,
    Message,
    MessageKind,
    Ownership,
    Property,
    SubIncident,
    SubIncidentKind,
    WorkOrderStatus,
)
from models.database import connected
from resolvers.sessions import open_guest_link, sign_in
from settings import Settings, get_settings


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A filled database."""
    url = f"sqlite://{tmp_path_factory.mktemp('demo')}/demo.sqlite3"

    async def tell() -> None:
        async with connected(url):
            await Tortoise.generate_schemas()
            await fill("een heel lang wachtwoord")

    with ThreadPoolExecutor() as apart:
        apart.submit(asyncio.run, tell()).result()
    return url


@pytest.fixture
async def filled(story: str) -> AsyncIterator[None]:
    async with connected(story):
        yield


async def test_the_demo_shows_every_status(filled: None) -> None:
    incidents, jobs = await Incident.all(), await SubIncident.all()

    assert {incident.status for incident in incidents} == set(IncidentStatus)
    by_kind = {kind: {job.status for job in jobs if job.kind is kind} for kind in SubIncidentKind}
    assert by_kind[SubIncidentKind.WORK_ORDER] == set(WorkOrderStatus)
    assert by_kind[SubIncidentKind.OWNER_CONSULTATION] == {"ASKED", "APPROVED", "APPROVED_UP_TO", "REFUSED"}
    assert by_kind[SubIncidentKind.INTERNAL_TASK] == {"OPEN", "IN_EXECUTION", "CLOSED"}
    assert len(incidents) >= 12


async def test_every_message_of_the_demo_says_something(filled: None) -> None:
    said = await Message.exclude(kind=MessageKind.EVENT)

    assert all(message.body.strip() for message in said)
    assert {message.kind for message in said} == {MessageKind.POST, MessageKind.NOTE}
    assert all(len(story.acts) > 1 for story in ALL)


async def test_the_people_and_houses_of_the_demo_are_there(filled: None) -> None:
    assert await Employee.all().count() == 4
    assert await Property.all().count() == 8
    assert await Ownership.all().count() == 5
    assert all(category.help_nl and category.help_en for category in await Category.all())


async def test_history_lies_in_the_past_in_its_own_order(filled: None) -> None:
    now = clock.now()
    for thread_id in {message.thread_id for message in await Message.all()}:
        moments = [message.created_at for message in await Message.filter(thread_id=thread_id).order_by("seq")]

        assert moments == sorted(moments)
        assert moments[-1] < now


async def test_only_the_newest_post_waits_for_the_postman(filled: None) -> None:
    waiting = await Delivery.filter(status=DeliveryStatus.PENDING)
    gone = await Delivery.exclude(status=DeliveryStatus.PENDING)

    assert 0 < len(waiting) < 12
    assert all(clock.now() - delivery.due_at < CARRIED_LIVE + timedelta(minutes=2) for delivery in waiting)
    assert {delivery.status for delivery in gone} <= {DeliveryStatus.SENT, DeliveryStatus.SKIPPED}


async def test_opening_twice_keeps_the_database_and_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    first = await opening.open_demo()
    second = await opening.open_demo()
    anew = await opening.open_demo(fresh=True)

    assert second.password == first.password
    assert second.link != first.link
    assert anew.password != first.password
    assert opening.PASSWORD.stat().st_mode & 0o077 == 0


async def test_everything_that_is_printed_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opened = await opening.open_demo()
    printed = opening.invitation(opened, "http://127.0.0.1:8000")
    attempts = Attempts(Settings())
    kuiper, loods, bouzid = (OUTSIDERS[name].email for name in ("kuiper", "loods", "bouzid"))

    async with connected(f"sqlite://{opening.DATABASE}"):
        for email in (kuiper, loods, bouzid, COLLEAGUES["sanne"].email):
            assert email in printed
        portal = await sign_in(nobody(), email=kuiper, password=opened.password, address="", attempts=attempts)
        plumber = await sign_in(nobody(), email=loods, password=opened.password, address="", attempts=attempts)
        tenant = await sign_in(nobody(), email=bouzid, password=opened.password, address="", attempts=attempts)
        guests = [
            await open_guest_link(nobody(), token=link.partition("#")[2], address="", attempts=attempts)
            for link in (opened.link, opened.owner_link)
        ]
        questions = await visible_sub_incidents(guests[1].viewer)
        reach = [await visible_sub_incidents(who.viewer).count() for who in (portal, plumber, guests[0])]
        heads = [await visible_incidents(who.viewer).count() for who in (portal, tenant)]
        form = await find_organisation(nobody(), "van-dam")

    assert len(portal.viewer.contacts) == 2
    assert [question.kind for question in questions] == [SubIncidentKind.OWNER_CONSULTATION]
    assert questions[0].is_open
    assert reach[0] >= 1
    assert reach[1] > 1
    assert reach[2] == 1
    assert heads[0] > 1
    assert heads[1] >= 1
    assert form is not None


async def test_every_address_that_is_printed_is_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    house = "http://127.0.0.1:8000"
    printed = opening.invitation(opening.Opened("geheim", f"{house}/l#een", f"{house}/l#twee"), house)
    app = create_app(Settings.model_validate(opening.settings_for(8000)))
    pages = {address.partition("#")[0] for address in re.findall(rf"{house}(/\S*)", printed)} - {"/graphql"}

    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=house) as browser:
        answers = {page: await browser.get(page) for page in pages}

    assert pages == {"/desk", "/l", "/sign-in/van-dam", "/report/van-dam", "/outbox"}
    assert {answer.headers["content-type"] for answer in answers.values()} == {"text/html; charset=utf-8"}
    assert {answer.status_code for answer in answers.values()} == {200}


def test_the_demo_refuses_to_run_in_production(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUISMEESTER_ENVIRONMENT", "production")
    monkeypatch.setenv("HUISMEESTER_BASE_URL", "https://portal.example")
    monkeypatch.setattr("sys.argv", ["huismeester", "demo"])
    get_settings.cache_clear()

    with pytest.raises(SystemExit) as end:
        cli.main()

    assert end.value.code == 1
    assert "does not run in production" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
