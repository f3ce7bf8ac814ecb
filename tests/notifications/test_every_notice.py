"""Every notice, written for real in each language: what it says and to whom, and when it is not needed any more."""

import re
from email.message import EmailMessage

import pytest

import clock
from catalogue import TEXTS
from models import (
    Channel,
    ConsultationStatus,
    GuestLink,
    IncidentStatus,
    Locale,
    Notice,
    ReadMark,
    SignInLink,
    TaskStatus,
    WorkOrderStatus,
)
from notifications.notices import write_letter, write_text
from notifications.texts import GSM, segments
from settings import Settings
from tests.notifications.full_scene import (
    OWN_WORDS,
    POSTS,
    Arrange,
    FullScene,
    as_it_is,
    changed,
    moved,
    secrets_for,
    set_full_scene,
)
from tests.notifications.letters_about_heads import ABOUT_INCIDENTS, ABOUT_MESSAGES, ABOUT_TASKS
from tests.notifications.letters_about_sides import ABOUT_JOBS, ABOUT_QUESTIONS
from tests.notifications.test_letters import html_of, link_in, text_of
from tests.notifications.thread_letters import ThreadLetter

H, W, C, T, N = IncidentStatus, WorkOrderStatus, ConsultationStatus, TaskStatus, Notice

LETTERS = [*ABOUT_INCIDENTS, *ABOUT_JOBS, *ABOUT_QUESTIONS, *ABOUT_TASKS, *ABOUT_MESSAGES]
TO_CONTACTS = [letter for letter in LETTERS if letter.is_to_contact]

INVITATIONS = [
    (Notice.PORTAL_INVITATION, "account", "Uw account bij", "Your account at"),
    (Notice.EMPLOYEE_INVITATION, "noor", "Uw account bij", "Your account at"),
    (Notice.SIGN_IN_LINK, "account", "Aanmelden bij", "Sign in to"),
    (Notice.SIGN_IN_LINK, "sanne", "Aanmelden bij", "Sign in to"),
]


async def all_is_read(scene: FullScene) -> None:
    await scene.job.thread.refresh_from_db()
    await ReadMark.create(
        thread=scene.job.thread, contact=scene.piet, seq=scene.job.thread.last_shared_seq, read_at=clock.now()
    )


NOT_NEEDED: list[tuple[Notice, str, str | None, Arrange]] = [
    (N.REPORT_CONFIRMED, "tara", "incident", changed("incident", status=H.CANCELLED)),
    (N.INCIDENT_REPORTED, "noor", "incident", changed("incident", status=H.CLOSED)),
    (N.INCIDENT_MOVED, "tara", "incident", changed("incident", status=H.REPORTED)),
    (N.INCIDENT_MOVED, "tara", "incident", changed("incident", shared_with_reporter=False)),
    (N.INCIDENT_CANCELLED, "sanne", "incident", changed("incident", status=H.IN_PROGRESS)),
    (N.INCIDENT_REOPENED, "sanne", "incident", changed("incident", status=H.CLOSED)),
    (N.HANDLER_ASSIGNED, "noor", "incident", as_it_is),
    (N.DEFERRAL_OVER, "sanne", "incident", changed("incident", status=H.CLOSED)),
    (N.WORK_ORDER_GIVEN, "piet", "job", moved("job", W.WITHDRAWN)),
    (N.WORK_ORDER_REMINDER, "piet", "job", moved("job", W.ACCEPTED)),
    (N.WORK_ORDER_UNANSWERED, "sanne", "job", moved("job", W.ACCEPTED)),
    (N.WORK_ORDER_ANSWERED, "sanne", "job", moved("job", W.PLANNED)),
    (N.WORK_ORDER_PLANNED, "sanne", "job", as_it_is),
    (N.WORK_ORDER_PLANNED, "sanne", "job", moved("job", W.WITHDRAWN, appointment_starts_at=clock.now())),
    (N.WORK_ORDER_DONE, "sanne", "job", moved("job", W.CLOSED)),
    (N.WORK_ORDER_CHANGED, "piet", "job", moved("job", W.CLOSED)),
    (N.OWNER_CONSULTATION_ASKED, "otto", "question", moved("question", C.APPROVED)),
    (N.OWNER_CONSULTATION_REMINDER, "otto", "question", moved("question", C.COUNTER_QUESTION)),
    (N.OWNER_CONSULTATION_ANSWERED, "sanne", "question", as_it_is),
    (N.OWNER_CONSULTATION_ANSWERED, "sanne", "question", moved("question", C.WITHDRAWN)),
    (N.OWNER_CONSULTATION_CHANGED, "otto", "question", moved("question", C.REFUSED)),
    (N.INTERNAL_TASK_GIVEN, "noor", "task", moved("task", T.WITHDRAWN)),
    (N.INTERNAL_TASK_MOVED, "sanne", "task", as_it_is),
    (N.INTERNAL_TASK_MOVED, "sanne", "task", moved("task", T.IN_EXECUTION)),
    (N.MESSAGES_UNREAD, "piet", "job", all_is_read),
    (N.PORTAL_INVITATION, "account", None, changed("piet", archived_at=clock.now())),
    (N.EMPLOYEE_INVITATION, "sanne", None, as_it_is),
    (N.EMPLOYEE_INVITATION, "noor", None, changed("noor", deactivated_at=clock.now())),
    (N.SIGN_IN_LINK, "account", None, changed("piet", account_id=None)),
    (N.SIGN_IN_LINK, "sanne", None, changed("sanne", deactivated_at=clock.now())),
]


@pytest.fixture
async def full_scene(database: None) -> FullScene:
    return await set_full_scene()


@pytest.fixture(params=list(Locale))
async def full_scene_in(request: pytest.FixtureRequest, database: None) -> FullScene:
    """The same scene in each language."""
    return await set_full_scene(request.param)


async def written(scene: FullScene, row: ThreadLetter, settings: Settings) -> EmailMessage:
    await row.arrange(scene)
    letter = await write_letter(await scene.send(row.notice, row.to, row.about, Channel.EMAIL), settings)
    assert letter is not None
    return letter


def test_every_wording_in_the_catalogue_is_written_below() -> None:
    said = {key.removeprefix("notice.").rpartition(".")[0] for key in TEXTS["nl"] if key.startswith("notice.")}

    below = {row.wording for row in LETTERS} | {notice.lower() for notice, *_ in INVITATIONS}

    assert below == said


def test_every_notice_has_something_that_makes_it_superfluous() -> None:
    assert {notice for notice, *_ in NOT_NEEDED} == set(Notice)


@pytest.mark.parametrize("row", LETTERS, ids=str)
async def test_a_letter_says_what_its_reader_needs_in_its_language(
    full_scene_in: FullScene, settings: Settings, row: ThreadLetter
) -> None:
    letter = await written(full_scene_in, row, settings)

    subject = full_scene_in.subject(row.about)
    begin = {Locale.NL: row.dutch, Locale.EN: row.english}[full_scene_in.sanne.locale]
    assert letter["Subject"] == f"{begin}: {subject.title} ({subject.reference})"
    assert "{" not in letter["Subject"] + text_of(letter)
    for body in (html_of(letter), text_of(letter)):
        assert [words for words in row.says if words.lower() not in body.lower()] == []


@pytest.mark.parametrize("row", LETTERS, ids=str)
async def test_a_letter_opens_what_it_is_about_and_nothing_else(
    full_scene: FullScene, settings: Settings, row: ThreadLetter
) -> None:
    link = link_in(await written(full_scene, row, settings))

    if row.is_to_contact:
        assert re.fullmatch(r"https://portaal\.maas\.example/l#hm_guest_\w{38}", link)
        opened = await GuestLink.get()
        assert opened.thread_id == full_scene.subject(row.about).thread_id
        assert opened.contact_id == full_scene.person(row.to).id
    else:
        assert link == "https://portaal.maas.example/desk/incidents/2026-00042"
        assert not await GuestLink.exists()


@pytest.mark.parametrize("row", LETTERS, ids=str)
async def test_a_letter_holds_nothing_of_another_thread(
    full_scene: FullScene, settings: Settings, row: ThreadLetter
) -> None:
    letter = await written(full_scene, row, settings)

    everything = f"{letter['Subject']} {html_of(letter)} {text_of(letter)}"
    assert [secret for secret in secrets_for(row.to, row.about) if secret in everything] == []


@pytest.mark.parametrize("row", [row for row in TO_CONTACTS if row.about == "incident"], ids=str)
async def test_a_reporter_reads_of_a_report_and_not_of_an_incident(
    full_scene_in: FullScene, settings: Settings, row: ThreadLetter
) -> None:
    letter = await written(full_scene_in, row, settings)

    assert "incident" not in text_of(letter).lower()


@pytest.mark.parametrize("row", TO_CONTACTS, ids=str)
async def test_an_sms_is_one_segment_with_a_reference_and_a_link(
    full_scene_in: FullScene, settings: Settings, row: ThreadLetter
) -> None:
    await row.arrange(full_scene_in)

    text = await write_text(await full_scene_in.send(row.notice, row.to, row.about, Channel.SMS), settings)

    assert text is not None
    assert text.body.startswith("Wonen aan de Maas: ")
    assert re.search(r"[^/]https://portaal\.maas\.example/l#hm_guest_\w{38}$", text.body)
    assert segments(text.body) == 1
    assert set(text.body) <= GSM - {"{", "}"}
    told = text.body.partition("https://")[0]
    reference = full_scene_in.subject(row.about).reference
    assert reference in told
    private = {words for thread in OWN_WORDS.values() for words in thread} | {*POSTS.values()} | {*row.says}
    assert [words for words in private - {reference} if words.lower() in told.lower()] == []


@pytest.mark.parametrize(("notice", "to", "dutch", "english"), INVITATIONS)
async def test_an_invitation_lets_in_and_says_nothing_of_any_thread(
    full_scene_in: FullScene, settings: Settings, notice: Notice, to: str, dutch: str, english: str
) -> None:
    letter = await write_letter(await full_scene_in.send(notice, to, None, Channel.EMAIL), settings)

    assert letter is not None
    begin = {Locale.NL: dutch, Locale.EN: english}[full_scene_in.sanne.locale]
    assert letter["Subject"] == f"{begin} Wonen aan de Maas"
    assert "{" not in text_of(letter)
    assert re.fullmatch(r"https://portaal\.maas\.example/sign-in/maas#hm_signin_\w{38}", link_in(letter))
    assert not await GuestLink.exists()
    everything = html_of(letter) + text_of(letter)
    assert [words for thread in OWN_WORDS.values() for words in thread if words in everything] == []


@pytest.mark.parametrize(("notice", "to", "about", "arrange"), NOT_NEEDED)
@pytest.mark.parametrize("channel", Channel)
async def test_what_is_not_needed_any_more_is_not_written(
    full_scene: FullScene,
    settings: Settings,
    notice: Notice,
    to: str,
    about: str | None,
    arrange: Arrange,
    channel: Channel,
) -> None:
    delivery = await full_scene.send(notice, to, about, channel)
    await arrange(full_scene)

    write = write_letter if channel is Channel.EMAIL else write_text

    assert await write(delivery, settings) is None
    assert not await GuestLink.exists()
    assert not await SignInLink.exists()
