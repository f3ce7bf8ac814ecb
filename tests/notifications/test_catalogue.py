"""The catalogues: complete, alike, and said as people say it."""

import re
from datetime import UTC, datetime

import pytest

from catalogue import TEXTS, event_text, format_moment, format_window, say
from errors import ErrorCode
from models import (
    ConsultationStatus,
    Event,
    IncidentStatus,
    InterruptionReason,
    Locale,
    Notice,
    SubIncidentKind,
    TaskStatus,
)
from models.work_order import WorkOrderStatus

LIFECYCLES = {
    "incident": IncidentStatus,
    "work_order": WorkOrderStatus,
    "owner_consultation": ConsultationStatus,
    "internal_task": TaskStatus,
}
TEN_O_CLOCK = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def test_there_is_a_catalogue_for_every_language() -> None:
    assert TEXTS.keys() == {locale.value for locale in Locale}


def test_the_catalogues_have_the_same_keys_and_placeholders() -> None:
    dutch, english = TEXTS["nl"], TEXTS["en"]

    assert dutch.keys() == english.keys()
    assert {key: placeholders(text) for key, text in dutch.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_no_text_is_empty() -> None:
    assert all(text.strip() for texts in TEXTS.values() for text in texts.values())


@pytest.mark.parametrize("locale", Locale)
def test_everything_that_has_a_name_has_its_words(locale: Locale) -> None:
    texts = TEXTS[locale]

    assert {f"error.{code.lower()}" for code in ErrorCode} <= texts.keys()
    assert {f"event.{event.lower()}" for event in Event if event is not Event.SUB_INCIDENT_CREATED} <= texts.keys()
    assert {f"event.{kind.lower()}_created" for kind in SubIncidentKind} <= texts.keys()
    assert {f"interruption.{reason.lower()}" for reason in InterruptionReason} <= texts.keys()
    for kind, statuses in LIFECYCLES.items():
        assert {f"status.{kind}.{status.lower()}" for status in statuses} <= texts.keys()


@pytest.mark.parametrize("locale", Locale)
def test_every_error_has_a_code(locale: Locale) -> None:
    codes = {f"error.{code.lower()}" for code in ErrorCode}

    assert {key for key in TEXTS[locale] if key.startswith("error.")} == codes


@pytest.mark.parametrize("notice", Notice)
def test_every_wording_of_a_notice_is_whole(notice: Notice) -> None:
    keys = {key.rpartition(".") for key in TEXTS["nl"] if key.startswith(f"notice.{notice.lower()}.")}
    wordings = {wording for wording, _, _ in keys}

    assert wordings
    for wording in wordings:
        assert {name for start, _, name in keys if start == wording} == {
            "subject",
            "heading",
            "intro",
            "button",
            "sms",
        }


def test_an_sms_has_no_place_for_a_name_an_address_or_a_title() -> None:
    texts = {key: text for key, text in TEXTS["nl"].items() if key.endswith(".sms")}

    assert texts
    assert set().union(*map(placeholders, texts.values())) == {"reference", "count"}


def test_a_text_that_is_not_there_is_missed_loudly() -> None:
    with pytest.raises(KeyError):
        say("nl", "error.does_not_exist")
    with pytest.raises(KeyError):
        say("nl", "error.too_long")


def test_a_placeholder_is_filled_and_what_fills_it_is_not_read() -> None:
    assert say("en", "event.handler_changed", handler="{limit}") == "{limit} is the handler now."


@pytest.mark.parametrize(("locale", "said"), [("nl", "di 24 november 10:00"), ("en", "Tue 24 November 10:00")])
def test_a_moment_is_said_in_amsterdam_time(locale: str, said: str) -> None:
    assert format_moment(locale, TEN_O_CLOCK) == said


def test_summer_time_is_kept() -> None:
    assert format_moment("nl", datetime(2026, 7, 1, 9, 0, tzinfo=UTC)) == "wo 1 juli 11:00"


def test_a_window_says_its_day_once() -> None:
    assert format_window("nl", TEN_O_CLOCK, NOON) == "di 24 november 10:00-12:00"


def test_a_window_over_midnight_says_both_days() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    assert format_window("en", NOON, late) == "Tue 24 November 12:00 to Wed 25 November 00:30"


def test_a_status_changes_by_its_names() -> None:
    facts = {"kind": "work_order", "from_status": "SENT", "to_status": "ACCEPTED"}

    assert event_text("nl", Event.STATUS_CHANGED, facts) == "De status ging van Verzonden naar Geaccepteerd."
    assert event_text("en", Event.STATUS_CHANGED, facts) == "The status went from Sent to Accepted."


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ({"interruption_reason": "NOBODY_HOME"}, "nobody was home"),
        ({"reason": "I rang twice"}, "I rang twice"),
        ({"interruption_reason": "NOBODY_HOME", "reason": "I rang twice"}, "nobody was home; I rang twice"),
    ],
)
def test_a_reason_is_said_from_the_list_in_own_words_or_both(why: dict[str, str], said: str) -> None:
    facts = {"kind": "work_order", "from_status": "PLANNED", "to_status": "INTERRUPTED"}

    assert event_text("en", Event.STATUS_CHANGED, facts | why) == f"The status went from Planned to Interrupted: {said}"


def test_an_appointment_is_said_as_a_window() -> None:
    facts = {"starts_at": TEN_O_CLOCK.isoformat(), "ends_at": NOON.isoformat()}

    assert event_text("nl", Event.APPOINTMENT_MADE, facts) == "De afspraak is di 24 november 10:00-12:00."


def test_a_handler_may_go_without_another() -> None:
    assert event_text("en", Event.HANDLER_CHANGED, {"handler": "Sanne"}) == "Sanne is the handler now."
    assert event_text("en", Event.HANDLER_CHANGED, {"handler": None}) == "There is no handler any more."


@pytest.mark.parametrize("event", [Event.INCIDENT_REPORTED, Event.SUB_INCIDENT_CREATED, Event.DETAILS_CHANGED])
def test_an_event_may_have_facts_that_its_sentence_does_not_name(event: Event) -> None:
    assert event_text("nl", event, {}) == event_text("nl", event, {"kind": "work_order"})
