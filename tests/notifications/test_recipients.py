"""Who is told: over channels that were asked for or are preferred, and that have an address."""

import pytest

import clock
from models import Channel, Contact, ContactType, Employee
from notifications.recipients import address_of, channels_of

EMAIL, SMS = Channel.EMAIL, Channel.SMS


def contact(**columns: object) -> Contact:
    return Contact(
        type=ContactType.EXTERNAL_PARTY, name="Piet", **{"email": "p@x.example", "phone": "+31622222222"} | columns
    )


@pytest.mark.parametrize(
    ("columns", "asked_for", "channels"),
    [
        ({}, None, [EMAIL]),
        ({"prefers_sms": True}, None, [EMAIL, SMS]),
        ({"prefers_sms": True, "phone": None}, None, [EMAIL]),
        ({"prefers_email": False}, None, []),
        ({}, [SMS], [SMS]),
        ({}, [SMS, EMAIL, SMS], [EMAIL, SMS]),
        ({"phone": None}, [SMS], []),
        ({}, [], []),
    ],
)
def test_a_contact_is_told_as_asked_or_as_preferred(
    columns: dict[str, object], asked_for: list[Channel] | None, channels: list[Channel]
) -> None:
    assert channels_of(contact(**columns), asked_for) == channels


def test_an_employee_is_told_by_email() -> None:
    assert channels_of(Employee(name="Sanne", email="s@x.example")) == [EMAIL]


def test_who_is_not_there_any_more_has_no_address() -> None:
    assert address_of(contact(archived_at=clock.now()), EMAIL) is None
    assert address_of(Employee(email="s@x.example", deactivated_at=clock.now()), EMAIL) is None
    assert address_of(Employee(email="s@x.example"), SMS) is None


def test_who_is_gone_is_offered_no_channel() -> None:
    assert channels_of(contact(archived_at=clock.now())) == []
    assert channels_of(Employee(email="s@x.example", deactivated_at=clock.now())) == []
