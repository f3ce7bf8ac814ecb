"""Letters: what each says, to whom, in which language; and when none is written."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

import clock
from auth.tokens import TokenKind, hash_of
from models import (
    Channel,
    Contact,
    Delivery,
    Employee,
    Event,
    GuestLink,
    Incident,
    InterruptionReason,
    Locale,
    MessageKind,
    Notice,
    Organisation,
    ReadMark,
    SubIncident,
    Thread,
    WorkOrderStatus,
)
from models.sub_incident import SubIncidentKind
from notifications.letters import one_line
from notifications.notices import write_letter
from settings import Settings
from tests.notifications.scene import KEY_CODE, TENANT_PHONE, Scene, enqueued, put_with, say_in

PLANNED = {
    "appointment_starts_at": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    "appointment_ends_at": datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
}
APPOINTMENT = {Locale.NL: "di 24 november 10:00-12:00", Locale.EN: "Tue 24 November 10:00-12:00"}


def html_of(letter: EmailMessage | None) -> str:
    return body_of(letter, "html")


def text_of(letter: EmailMessage | None) -> str:
    return body_of(letter, "plain")


def body_of(letter: EmailMessage | None, kind: str) -> str:
    assert letter is not None
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def link_in(letter: EmailMessage | None) -> str:
    [link] = re.findall(r'href="([^"]+)"', html_of(letter))
    assert link in text_of(letter)
    return str(link)


async def test_a_contractor_is_given_a_work_order(scene_in: Scene, settings: Settings) -> None:
    delivery = await scene_in.enqueue(Notice.WORK_ORDER_GIVEN, scene_in.piet)

    letter = await write_letter(delivery, settings)

    assert letter is not None
    assert scene_in.job.title in letter["Subject"]
    for body in (html_of(letter), text_of(letter)):
        assert scene_in.job.reference in body
        assert "Graag het leertje vervangen." in body
        assert "Maasboulevard 12, 3011 AB Rotterdam, 3-hoog links" in body
        assert KEY_CODE in body
        assert "27 november 17:00" in body.lower()
        assert "Beste Piet Kraan" in body or "Dear Piet Kraan" in body


async def test_a_letter_to_a_contractor_says_nothing_of_the_head_or_the_tenant(
    scene_in: Scene, settings: Settings
) -> None:
    await say_in(scene_in.incident.thread, scene_in.tara, "Zeg niets tegen de loodgieter")
    await say_in(scene_in.job.thread, scene_in.sanne, "Deze klant klaagt altijd", kind=MessageKind.NOTE)
    await say_in(scene_in.job.thread, scene_in.sanne, "Kunt u morgen?")

    for notice in (Notice.WORK_ORDER_GIVEN, Notice.WORK_ORDER_CHANGED, Notice.MESSAGES_UNREAD):
        letter = await write_letter(await scene_in.enqueue(notice, scene_in.piet), settings)

        everything = html_of(letter) + text_of(letter) + str(letter)
        for private in ("gedruppel", "schande", "2026-00042", "Tara", TENANT_PHONE, "Zeg niets", "klaagt altijd"):
            assert private not in everything


@pytest.mark.parametrize(
    ("status", "columns", "said"),
    [
        (WorkOrderStatus.ACCEPTED, {}, {Locale.NL: "geaccepteerd", Locale.EN: "accepted"}),
        (
            WorkOrderStatus.DECLINED,
            {"decline_reason": "Ik zit vol tot mei"},
            {Locale.NL: "Ik zit vol tot mei", Locale.EN: "Ik zit vol tot mei"},
        ),
        (
            WorkOrderStatus.INTERRUPTED,
            {"interruption_reason": InterruptionReason.NOBODY_HOME},
            {Locale.NL: "er was niemand thuis", Locale.EN: "nobody was home"},
        ),
    ],
)
async def test_the_desk_hears_the_answer(
    scene_in: Scene, settings: Settings, status: WorkOrderStatus, columns: dict[str, object], said: dict[Locale, str]
) -> None:
    await scene_in.move(status, **columns)

    letter = await write_letter(await scene_in.enqueue(Notice.WORK_ORDER_ANSWERED, scene_in.sanne), settings)

    assert said[scene_in.sanne.locale] in html_of(letter)
    assert said[scene_in.sanne.locale] in text_of(letter)
    assert "Piet Kraan (Kraan Loodgieters)" in html_of(letter)
    assert link_in(letter) == "https://portaal.maas.example/desk/incidents/2026-00042"


async def test_the_desk_hears_of_an_appointment(scene_in: Scene, settings: Settings) -> None:
    await scene_in.move(WorkOrderStatus.PLANNED, **PLANNED)

    letter = await write_letter(await scene_in.enqueue(Notice.WORK_ORDER_PLANNED, scene_in.sanne), settings)

    assert APPOINTMENT[scene_in.sanne.locale] in html_of(letter)
    assert APPOINTMENT[scene_in.sanne.locale] in text_of(letter)


async def test_the_desk_reads_the_report(scene_in: Scene, settings: Settings) -> None:
    await scene_in.move(WorkOrderStatus.REPORTED_DONE, report="Leertje vervangen.\nKastje gedroogd.")

    letter = await write_letter(await scene_in.enqueue(Notice.WORK_ORDER_DONE, scene_in.sanne), settings)

    assert "Leertje vervangen.<br>Kastje gedroogd." in html_of(letter)
    assert "Leertje vervangen.\nKastje gedroogd." in text_of(letter)


async def test_a_contractor_hears_that_a_job_is_withdrawn_and_why(scene_in: Scene, settings: Settings) -> None:
    await scene_in.move(WorkOrderStatus.WITHDRAWN, reason="De huurder heeft het zelf gemaakt")

    letter = await write_letter(await scene_in.enqueue(Notice.WORK_ORDER_CHANGED, scene_in.piet), settings)

    assert "De huurder heeft het zelf gemaakt" in html_of(letter)
    assert KEY_CODE not in html_of(letter)


async def test_a_contractor_hears_that_rework_is_needed_and_why(scene_in: Scene, settings: Settings) -> None:
    await scene_in.move(WorkOrderStatus.REWORK, reason="Het drupt nog")

    letter = await write_letter(await scene_in.enqueue(Notice.WORK_ORDER_CHANGED, scene_in.piet), settings)

    assert "Het drupt nog" in html_of(letter)
    assert "Het drupt nog" in text_of(letter)


async def test_a_contractor_reads_the_details_as_they_are_now(scene_in: Scene, settings: Settings) -> None:
    await scene_in.move(WorkOrderStatus.PLANNED, **PLANNED)
    delivery = await scene_in.enqueue(Notice.WORK_ORDER_CHANGED, scene_in.piet)
    await SubIncident.filter(id=scene_in.job.id).update(access_instructions="De sleutel ligt bij de buren")

    letter = await write_letter(delivery, settings)

    assert "De sleutel ligt bij de buren" in html_of(letter)
    assert KEY_CODE not in html_of(letter)
    assert APPOINTMENT[scene_in.piet.locale] in html_of(letter)


async def test_unread_messages_are_counted_and_the_last_five_quoted(scene_in: Scene, settings: Settings) -> None:
    await say_in(scene_in.job.thread, scene_in.piet, "Dit zei ik zelf")
    for number in range(1, 8):
        await say_in(scene_in.job.thread, scene_in.sanne, f"Bericht {number}")

    letter = await write_letter(await scene_in.enqueue(Notice.MESSAGES_UNREAD, scene_in.piet), settings)

    assert letter is not None
    assert letter["Subject"].startswith("7 ")
    assert re.findall(r"Bericht \d", html_of(letter)) == [f"Bericht {number}" for number in range(3, 8)]
    assert "Dit zei ik zelf" not in html_of(letter)
    assert "Sanne de Wit" in html_of(letter)


async def test_a_contact_counts_without_notes_and_an_employee_with_them(scene: Scene, settings: Settings) -> None:
    await say_in(scene.job.thread, scene.sanne, "Alleen voor collega's", kind=MessageKind.NOTE)
    await say_in(scene.job.thread, scene.sanne, "Kunt u morgen?")
    noor = await Employee.create(
        organisation=scene.organisation, name="Noor", email="noor@maas.example", password_hash="-"
    )

    to_piet = await write_letter(await scene.enqueue(Notice.MESSAGES_UNREAD, scene.piet), settings)
    to_noor = await write_letter(await scene.enqueue(Notice.MESSAGES_UNREAD, noor), settings)

    assert "Alleen voor collega&#39;s" not in html_of(to_piet)
    assert to_piet is not None
    assert to_piet["Subject"].startswith("Nieuw bericht")
    assert "Alleen voor collega" in html_of(to_noor)


async def test_a_planned_appointment_comes_along_for_the_calendar(scene: Scene, settings: Settings) -> None:
    await scene.move(WorkOrderStatus.PLANNED, **PLANNED)

    letter = await write_letter(await scene.enqueue(Notice.WORK_ORDER_PLANNED, scene.sanne), settings)

    assert letter is not None
    [calendar] = letter.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_filename() == "afspraak.ics"
    content = str(calendar.get_content())
    assert "DTSTART:20261124T090000Z" in content
    assert f"UID:{scene.job.id}" in content
    assert "Tara" not in content
    assert "Rotterdam" in content


@pytest.mark.parametrize(
    ("content_types", "told"),
    [
        (["image/jpeg"], {Locale.NL: "(1 foto)", Locale.EN: "(1 photo)"}),
        (["image/jpeg", "image/png"], {Locale.NL: "(2 foto's)", Locale.EN: "(2 photos)"}),
        (
            ["image/jpeg", "application/pdf", "application/pdf"],
            {Locale.NL: "(1 foto, 2 documenten)", Locale.EN: "(1 photo, 2 documents)"},
        ),
    ],
)
async def test_of_files_a_letter_tells_how_many(
    content_types: list[str], told: dict[Locale, str], scene_in: Scene, settings: Settings
) -> None:
    await put_with(await say_in(scene_in.job.thread, scene_in.sanne), *content_types)
    await put_with(await say_in(scene_in.job.thread, scene_in.sanne, "Zie de kraan"), *content_types)

    letter = await write_letter(await scene_in.enqueue(Notice.MESSAGES_UNREAD, scene_in.piet), settings)

    words = told[scene_in.piet.locale]
    assert f"\n> {words}\n" in text_of(letter)
    assert f"\n> Zie de kraan {words}\n" in text_of(letter)


async def test_a_letter_about_a_report_tells_how_many_files_came_with_it(scene_in: Scene, settings: Settings) -> None:
    event = await say_in(scene_in.incident.thread, scene_in.tara, event=Event.INCIDENT_REPORTED)
    await put_with(event, "image/jpeg", "image/jpeg")
    await put_with(await say_in(scene_in.incident.thread, scene_in.tara, "Nog een"), "image/jpeg")
    words = {Locale.NL: "Het is een schande. (2 foto's)", Locale.EN: "Het is een schande. (2 photos)"}

    for notice, reader in ((Notice.INCIDENT_REPORTED, scene_in.sanne), (Notice.REPORT_CONFIRMED, scene_in.tara)):
        [delivery] = await enqueued(
            notice,
            to=reader,
            thread_id=scene_in.incident.thread_id,
            organisation_id=scene_in.organisation.id,
            channels=[Channel.EMAIL],
        )
        letter = await write_letter(delivery, settings)
        assert words[reader.locale] in text_of(letter)


async def test_an_event_is_quoted_in_the_language_of_its_reader(scene_in: Scene, settings: Settings) -> None:
    facts = {"starts_at": "2026-11-24T09:00:00+00:00", "ends_at": "2026-11-24T11:00:00+00:00"}
    await say_in(scene_in.job.thread, scene_in.sanne, event=Event.APPOINTMENT_MADE, facts=facts)

    letter = await write_letter(await scene_in.enqueue(Notice.MESSAGES_UNREAD, scene_in.piet), settings)

    assert APPOINTMENT[scene_in.piet.locale] in text_of(letter)


async def test_a_reporter_is_told_of_messages_in_the_head(scene: Scene, settings: Settings) -> None:
    await say_in(scene.incident.thread, scene.sanne, "De loodgieter komt dinsdag")
    delivery = await Delivery.create(
        organisation=scene.organisation,
        notice=Notice.MESSAGES_UNREAD,
        channel="EMAIL",
        contact=scene.tara,
        thread=scene.incident.thread,
    )

    letter = await write_letter(delivery, settings)

    assert "De loodgieter komt dinsdag" in html_of(letter)
    assert "Kraan" not in html_of(letter)


async def test_what_was_read_meanwhile_is_not_told(scene: Scene, settings: Settings) -> None:
    message = await say_in(scene.job.thread, scene.sanne, "Kunt u morgen?")
    delivery = await scene.enqueue(Notice.MESSAGES_UNREAD, scene.piet)
    await ReadMark.create(thread=scene.job.thread, contact=scene.piet, seq=message.shared_seq, read_at=clock.now())

    assert await write_letter(delivery, settings) is None
    assert not await GuestLink.exists()


@pytest.mark.parametrize(
    "status",
    [WorkOrderStatus.WITHDRAWN, WorkOrderStatus.DECLINED, WorkOrderStatus.EXPIRED, WorkOrderStatus.CLOSED],
)
async def test_a_job_that_is_closed_is_not_given_any_more(
    scene: Scene, settings: Settings, status: WorkOrderStatus
) -> None:
    delivery = await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet)
    await scene.move(status)

    assert await write_letter(delivery, settings) is None
    assert not await GuestLink.exists()


async def test_who_is_not_the_party_any_more_reads_nothing(scene: Scene, settings: Settings) -> None:
    delivery = await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet)
    await SubIncident.filter(id=scene.job.id).update(party_id=scene.tara.id)

    assert await write_letter(delivery, settings) is None
    assert not await GuestLink.exists()


async def test_an_employee_of_another_organisation_reads_nothing(scene: Scene, settings: Settings) -> None:
    other = await Organisation.create(name="Elders", slug="elders")
    spy = await Employee.create(organisation=other, name="Spy", email="spy@elders.example", password_hash="-")
    await say_in(scene.job.thread, scene.piet, "Wanneer kan ik terecht?")

    assert await write_letter(await scene.enqueue(Notice.MESSAGES_UNREAD, spy), settings) is None


@pytest.mark.parametrize("change", [{"email": None}, {"archived_at": clock.now()}])
async def test_a_contact_without_an_address_is_not_written_to(
    scene: Scene, settings: Settings, change: dict[str, object]
) -> None:
    delivery = await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet)
    await Contact.filter(id=scene.piet.id).update(**change)

    assert await write_letter(delivery, settings) is None


async def test_an_employee_who_left_is_not_written_to(scene: Scene, settings: Settings) -> None:
    await scene.move(WorkOrderStatus.ACCEPTED)
    delivery = await scene.enqueue(Notice.WORK_ORDER_ANSWERED, scene.sanne)
    await Employee.filter(id=scene.sanne.id).update(deactivated_at=clock.now())

    assert await write_letter(delivery, settings) is None


async def test_a_link_is_minted_when_it_is_carried_and_only_its_hash_is_kept(scene: Scene, settings: Settings) -> None:
    delivery = await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet)
    assert not await GuestLink.exists()

    letter = await write_letter(delivery, settings)

    address, _, secret = link_in(letter).partition("#")
    link = await GuestLink.get()
    assert address == "https://portaal.maas.example/l"
    assert link.token_hash == hash_of(TokenKind.GUEST, secret)
    assert (link.thread_id, link.contact_id) == (scene.job.thread_id, scene.piet.id)
    assert timedelta(days=29) < link.expires_at - clock.now() <= timedelta(days=30)
    for model in (Delivery, GuestLink, SubIncident, Thread, Incident):
        for row in await model.all().values():
            assert secret not in str(row)


async def test_what_people_type_is_text_and_never_html(scene: Scene, settings: Settings) -> None:
    attack = "<img src=x onerror=alert(1)></p><style>*{display:none}</style>{{ 7*7 }}"
    await SubIncident.filter(id=scene.job.id).update(title=attack, description=attack, access_instructions=attack)
    await Contact.filter(id=scene.piet.id).update(name=attack)
    await Organisation.filter(id=scene.organisation.id).update(name=attack)
    await say_in(scene.job.thread, scene.sanne, attack)

    for notice in (Notice.WORK_ORDER_GIVEN, Notice.MESSAGES_UNREAD):
        letter = await write_letter(await scene.enqueue(notice, scene.piet), settings)

        assert "<img" not in html_of(letter)
        assert html_of(letter).count("<style>") == 1
        assert "&lt;img" in html_of(letter)
        assert "{{ 7*7 }}" in html_of(letter)


async def test_a_line_end_makes_no_header(scene: Scene, settings: Settings) -> None:
    attack = "Kraan\r\nBcc: everybody@example.org\r\n\r\nHello"
    await SubIncident.filter(id=scene.job.id).update(title=attack)
    await Contact.filter(id=scene.piet.id).update(name=attack)
    await Organisation.filter(id=scene.organisation.id).update(name=attack)

    letter = await write_letter(await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet), settings)

    assert letter is not None
    assert letter["Bcc"] is None
    head = letter.as_bytes().partition(b"\r\n\r\n")[0]
    assert not re.search(rb"^Bcc:", head, re.MULTILINE)


def test_a_line_has_no_control_characters() -> None:
    assert one_line("a\r\nb\x00c\u2028d\te ") == "a b c d e"


async def test_the_headers_say_who_writes_and_what_belongs_together(scene: Scene, settings: Settings) -> None:
    delivery = await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet)

    first = await write_letter(delivery, settings)
    again = await write_letter(delivery, settings)
    other = await write_letter(await scene.enqueue(Notice.WORK_ORDER_CHANGED, scene.piet), settings)

    assert first is not None
    assert again is not None
    assert other is not None
    assert first["From"] == "Wonen aan de Maas <noreply@huismeester.example>"
    assert first["To"] == "Piet Kraan <piet@kraan.example>"
    assert first["Message-ID"] == f"<delivery.{delivery.id.hex}@portaal.maas.example>"
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["References"] == first["In-Reply-To"] == other["References"]
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Content-Language"] == "nl"
    assert link_in(first) != link_in(again)


async def test_an_organisation_writes_under_the_name_and_address_that_it_chose(
    scene: Scene, settings: Settings
) -> None:
    chosen = {"mail_name": "De Maas,\r\nBcc: x", "mail_address": "post@määs.example"}
    await Organisation.filter(id=scene.organisation.id).update(**chosen)

    letter = await write_letter(await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet), settings)

    assert letter is not None
    [sender] = letter["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("De Maas, Bcc: x", "post@xn--ms-viaa.example")
    assert letter["Bcc"] is None


async def test_a_letter_needs_nothing_from_elsewhere(scene: Scene, settings: Settings) -> None:
    letter = await write_letter(await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet), settings)

    html = html_of(letter)
    assert re.findall(r"""(?:src|href)=["']([^"']+)""", html) == [link_in(letter)]
    assert "url(" not in html
    assert 'lang="nl"' in html
    assert max(len(line) for line in letter.as_bytes().splitlines()) < 998  # type: ignore[union-attr]


async def test_a_domain_beyond_ascii_is_written_as_the_dns_knows_it(scene: Scene, settings: Settings) -> None:
    await Contact.filter(id=scene.piet.id).update(email="piet@krään.example")

    letter = await write_letter(await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet), settings)

    assert letter is not None
    assert letter["To"].addresses[0].addr_spec == "piet@xn--krn-rlaa.example"


async def test_a_notice_about_a_job_in_a_thread_that_is_none_is_not_written(scene: Scene, settings: Settings) -> None:
    delivery = await Delivery.create(
        organisation=scene.organisation,
        notice=Notice.WORK_ORDER_GIVEN,
        channel="EMAIL",
        contact=scene.tara,
        thread=scene.incident.thread,
    )

    assert await write_letter(delivery, settings) is None
    assert scene.job.kind is SubIncidentKind.WORK_ORDER
