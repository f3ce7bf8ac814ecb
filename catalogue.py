"""Every sentence the house says, in every language it speaks."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from clock import AMSTERDAM

CATALOGUES = Path(__file__).parent / "catalogues"


def say(locale: str, key: str, **params: object) -> str:
    """The text under a dotted key, such as `error.not_found`, with its `{placeholders}` filled.

    Raises KeyError when the text is missing, or a placeholder has no value.
    """
    return TEXTS[locale][key].format_map(params)


def event_text(locale: str, event: str, facts: Mapping[str, Any]) -> str:
    """The sentence for what a message says that happened. Facts that the sentence does not name are left out."""
    return say(locale, f"event.{_wording(event.lower(), facts)}", **_in_words(locale, facts))


def reason_text(locale: str, interruption: str | None, own_words: str | None) -> str:
    """Why something stopped: the name of a reason from the list, what was added to it, or both."""
    listed = say(locale, f"interruption.{interruption.lower()}") if interruption else None
    return "; ".join(filter(None, [listed, own_words]))


def format_moment(locale: str, moment: datetime) -> str:
    """A moment as people here say it: `di 24 november 10:00`."""
    return say(locale, "calendar.moment", day=format_day(locale, moment), time=_time(moment))


def format_window(locale: str, start: datetime, end: datetime) -> str:
    """From one moment to another; the day is said once when it is the same: `di 24 november 10:00-12:00`."""
    if _local(start).date() == _local(end).date():
        return say(locale, "calendar.window", start=format_moment(locale, start), end=_time(end))
    return say(locale, "calendar.long_window", start=format_moment(locale, start), end=format_moment(locale, end))


def format_amount(locale: str, cents: int) -> str:
    """An amount of money as people here write it: `€ 1.350,00`."""
    euros = f"{cents / 100:,.2f}"
    if locale == "nl":
        euros = euros.translate(str.maketrans(",.", ".,"))
    return say(locale, "money.euro", amount=euros)


def format_day(locale: str, moment: datetime) -> str:
    """The day on which a moment falls where the houses stand: `di 24 november`."""
    return format_date(locale, _local(moment).date())


def format_date(locale: str, day: date) -> str:
    """A date: `di 24 november`."""
    weekday = say(locale, "calendar.days").split()[day.weekday()]
    month = say(locale, "calendar.months").split()[day.month - 1]
    return say(locale, "calendar.day", day=weekday, date=day.day, month=month)


def _wording(event: str, facts: Mapping[str, Any]) -> str:
    """Which of the wordings of an event fits the facts that came with it."""
    if event == "status_changed" and facts.get("decided_by"):
        return "status_changed_said_by"
    if event == "status_changed" and (facts.get("reason") or facts.get("interruption_reason")):
        return "status_changed_with_reason"
    if event == "handler_changed" and not facts.get("handler"):
        return "handler_removed"
    if event == "sub_incident_created":
        return f"{facts.get('kind', 'work_order')}_created"
    return event


def _in_words(locale: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    words = dict(facts)
    for name in {"from_status", "to_status"} & facts.keys():
        words[name] = say(locale, f"status.{facts['kind'].lower()}.{facts[name].lower()}")
    if facts.get("amount_cents"):
        words["to_status"] += f" ({format_amount(locale, facts['amount_cents'])})"
    if facts.get("interruption_reason"):
        words["reason"] = reason_text(locale, facts["interruption_reason"], facts.get("reason"))
    if "starts_at" in facts:
        start, end = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
        words["window"] = format_window(locale, start, end)
    return words


def _local(moment: datetime) -> datetime:
    return moment.astimezone(AMSTERDAM)


def _time(moment: datetime) -> str:
    return f"{_local(moment):%H:%M}"


def _flat(section: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, entry in section.items():
        key = f"{path}.{name}" if path else name
        if isinstance(entry, str):
            yield key, entry
        else:
            yield from _flat(entry, key)


TEXTS = {file.stem: dict(_flat(tomllib.loads(file.read_text("utf-8")))) for file in sorted(CATALOGUES.glob("*.toml"))}
