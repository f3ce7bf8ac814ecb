"""SMS: nothing private, one segment, and how long a text is."""

import re

import pytest

from models import Channel, Contact, GuestLink, Locale, Notice, Organisation, WorkOrderStatus
from notifications.notices import write_text
from notifications.texts import GSM, GSM_BASIC, GSM_EXTENSION, Text, segments, septets, to_gsm
from settings import Settings
from tests.notifications.scene import KEY_CODE, TENANT_PHONE, Scene, say_in

TO_PIET = [Notice.WORK_ORDER_GIVEN, Notice.WORK_ORDER_CHANGED, Notice.MESSAGES_UNREAD]


async def text_about(scene: Scene, notice: Notice, settings: Settings) -> Text:
    text = await write_text(await scene.enqueue(notice, scene.piet, Channel.SMS), settings)
    assert text is not None
    return text


@pytest.mark.parametrize("notice", TO_PIET)
async def test_an_sms_holds_a_reference_and_a_link_and_nothing_private(
    scene_in: Scene, settings: Settings, notice: Notice
) -> None:
    for number in range(3):
        await say_in(scene_in.job.thread, scene_in.sanne, f"De code is {number}")

    text = await text_about(scene_in, notice, settings)

    assert "7KQ4-M2XA" in text.body
    assert re.search(r"https://portaal\.maas\.example/l#hm_guest_\w{38}$", text.body)
    for private in ("Piet", "Tara", "Sanne", "Maasboulevard", "kraan", "code", KEY_CODE, TENANT_PHONE, "2026-00042"):
        assert private.lower() not in text.body.lower().partition("https://")[0]
    assert text.to == "+31622222222"


@pytest.mark.parametrize("notice", TO_PIET)
@pytest.mark.parametrize(
    "name", ["Wonen aan de Maas", "Öffentliche Wohnungsgesellschaft 漢字 zu Curaçao und Umgebung", "€" * 200]
)
async def test_an_sms_fits_one_segment_whatever_the_organisation_is_called(
    scene_in: Scene, settings: Settings, notice: Notice, name: str
) -> None:
    await say_in(scene_in.job.thread, scene_in.sanne, "Kunt u morgen?")
    await say_in(scene_in.job.thread, scene_in.sanne, "Of overmorgen?")
    await Organisation.filter(id=scene_in.organisation.id).update(name=name)

    text = await text_about(scene_in, notice, settings)

    assert segments(text.body) == 1
    assert set(text.body) <= GSM
    assert text.body.startswith(to_gsm(name)[:10])


@pytest.mark.parametrize("status", [WorkOrderStatus.WITHDRAWN, WorkOrderStatus.REWORK])
async def test_a_change_fits_one_segment(scene_in: Scene, settings: Settings, status: WorkOrderStatus) -> None:
    await scene_in.move(status, reason="Tara heeft het zelf gemaakt")

    text = await text_about(scene_in, Notice.WORK_ORDER_CHANGED, settings)

    assert segments(text.body) == 1
    assert "Tara" not in text.body


async def test_an_address_too_long_for_a_name_leaves_the_name_out(scene: Scene, settings: Settings) -> None:
    long = settings.model_copy(update={"base_url": f"https://{'portaal.' * 9}example"})

    text = await text_about(scene, Notice.WORK_ORDER_GIVEN, long)

    assert text.body.startswith("nieuwe opdracht 7KQ4-M2XA. https://portaal.")


async def test_an_sms_is_not_written_when_it_is_not_needed_any_more(scene: Scene, settings: Settings) -> None:
    delivery = await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet, Channel.SMS)
    await scene.move(WorkOrderStatus.WITHDRAWN)

    assert await write_text(delivery, settings) is None
    assert not await GuestLink.exists()


async def test_an_sms_is_not_written_without_a_number(scene: Scene, settings: Settings) -> None:
    delivery = await scene.enqueue(Notice.WORK_ORDER_GIVEN, scene.piet, Channel.SMS)
    await Contact.filter(id=scene.piet.id).update(phone=None)

    assert await write_text(delivery, settings) is None


async def test_an_employee_gets_the_desk_by_sms_and_no_secret(scene: Scene, settings: Settings) -> None:
    await scene.sanne.update_from_dict({"phone": "+31633333333"}).save()
    await scene.move(WorkOrderStatus.ACCEPTED)

    text = await write_text(await scene.enqueue(Notice.WORK_ORDER_ANSWERED, scene.sanne, Channel.SMS), settings)

    assert text is not None
    assert text.body.endswith("https://portaal.maas.example/desk/incidents/2026-00042")
    assert scene.sanne.locale is Locale.NL


def test_a_text_does_not_show_itself_in_a_log() -> None:
    text = Text(to="+31622222222", body="https://x/l#hm_guest_secret", key="k")

    assert "secret" not in repr(text)
    assert "+316" not in repr(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the euro does not fit the last septet of the first part
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("ж" * 66 + "😀" + "ж" * 66, 3),  # nor is a pair of surrogates split
    ],
)
def test_segments_are_counted_as_they_are_charged(text: str, count: int) -> None:
    assert segments(text) == count


def test_the_gsm_alphabet_is_whole() -> None:
    assert len(GSM_BASIC) == 127  # 128 codes, one of which is the escape to the extension
    assert len(GSM_EXTENSION) == 10
    assert septets("a€") == 3


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Café", "Café"), ("Curaçao", "Curacao"), ("Škoda", "Skoda"), ("ﬁjn", "fijn"), ("½", "12"), ("漢字", "")],
)
def test_letters_beyond_the_alphabet_become_their_nearest_or_nothing(text: str, plain: str) -> None:
    assert to_gsm(text) == plain
