"""Changing the settings of an organisation."""

from typing import Any

import pytest

from errors import Conflict, ErrorCode, NotAllowed, Refusal
from models import Channel, Organisation, ReportRecipients
from resolvers.organisations import update_settings
from schema.context import House
from tests.asking import answer, ask
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens

SETTINGS = """{ name email phone firstResponderBecomesHandler guestLinkDays confirmationChannels reportRecipients
  contractorReminderDays ownerReminderDays ownerAnswerDays mailName mailAddress version }"""
READ = f"{{ settings {SETTINGS} }}"
UPDATE = f"""mutation ($input: UpdateSettingsInput!) {{ updateSettings(input: $input) {{
  settings {SETTINGS} errors {{ code message path }} }} }}"""

EVERYTHING: dict[str, Any] = {
    "name": "Van Dam Beheer",
    "email": "balie@van-dam.example",
    "phone": "+31201234567",
    "firstResponderBecomesHandler": False,
    "guestLinkDays": 365,
    "confirmationChannels": ["SMS"],
    "reportRecipients": "ADMINS",
    "contractorReminderDays": 1,
    "ownerReminderDays": None,
    "ownerAnswerDays": 90,
    "mailName": "Van Dam",
    "mailAddress": "post@van-dam.example",
}


async def change(cast: Cast, **changes: Any) -> Organisation:
    return await update_settings(cast.as_bas, changes=changes)


async def test_everything_can_be_changed_and_read_again(cast: Cast, house: House) -> None:
    changed = (await ask(cast.as_bas, house, UPDATE, input={**EVERYTHING, "expectedVersion": 1}))["updateSettings"]

    assert changed == {"settings": {**EVERYTHING, "version": 2}, "errors": []}
    assert (await ask(cast.as_bas, house, READ))["settings"] == changed["settings"]


async def test_what_is_absent_stays_and_null_clears(cast: Cast, neighbour: Cast) -> None:
    await change(cast, mail_name="Van Dam", mail_address="post@van-dam.example", owner_answer_days=5)

    organisation = await change(cast, mail_address=None, owner_answer_days=None, confirmation_channels=[])

    assert (organisation.mail_name, organisation.mail_address, organisation.owner_answer_days) == (
        "Van Dam",
        None,
        None,
    )
    assert (organisation.confirms_by_email, organisation.confirms_by_sms) == (False, False)
    assert (organisation.report_recipients, organisation.version) == (ReportRecipients.EVERYBODY, 3)
    assert (await Organisation.get(id=neighbour.organisation.id)).version == 1


async def test_addresses_are_normalised(cast: Cast) -> None:
    organisation = await change(cast, phone="020 123 4567", mail_address="Post@VAN-DAM.example")

    assert (organisation.phone, organisation.mail_address) == ("+31201234567", "Post@van-dam.example")


@pytest.mark.parametrize(
    ("column", "value", "field", "code"),
    [
        ("name", " ", "name", ErrorCode.BLANK),
        ("name", "x" * 201, "name", ErrorCode.TOO_LONG),
        ("mail_name", "x" * 201, "mailName", ErrorCode.TOO_LONG),
        ("email", "balie", "email", ErrorCode.INVALID_EMAIL),
        ("mail_address", "post@", "mailAddress", ErrorCode.INVALID_EMAIL),
        ("phone", "12", "phone", ErrorCode.INVALID_PHONE),
        ("guest_link_days", 0, "guestLinkDays", ErrorCode.OUT_OF_RANGE),
        ("guest_link_days", 366, "guestLinkDays", ErrorCode.OUT_OF_RANGE),
        ("contractor_reminder_days", 0, "contractorReminderDays", ErrorCode.OUT_OF_RANGE),
        ("owner_reminder_days", 91, "ownerReminderDays", ErrorCode.OUT_OF_RANGE),
        ("owner_answer_days", -1, "ownerAnswerDays", ErrorCode.OUT_OF_RANGE),
    ],
)
async def test_wrong_input_changes_nothing(column: str, value: object, field: str, code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, confirmation_channels=[Channel.SMS], **{column: value})

    assert (refused.value.code, refused.value.field) == (code, field)


async def test_a_number_out_of_range_is_refused_with_its_bounds(cast: Cast, house: House) -> None:
    refused = (await ask(cast.as_bas, house, UPDATE, input={"guestLinkDays": 1000}))["updateSettings"]

    assert refused["settings"] is None
    assert refused["errors"] == [
        {
            "code": "OUT_OF_RANGE",
            "message": "Kies een getal van 1 tot en met 365.",
            "path": ["input", "guestLinkDays"],
        }
    ]


async def test_null_cannot_clear_what_must_be_there(cast: Cast, house: House) -> None:
    async with nothing_happens():
        result = await answer(cast.as_bas, house, UPDATE, input={"name": None})

    assert [(error.extensions or {})["code"] for error in result.errors or []] == ["BAD_USER_INPUT"]


async def test_an_older_version_is_a_conflict(cast: Cast) -> None:
    await change(cast, name="Van Dam Beheer")

    async with nothing_happens():
        with pytest.raises(Conflict) as refused:
            await update_settings(cast.as_bas, changes={"name": "x"}, expected_version=1)

    assert refused.value.current_version == 2


async def test_only_an_admin_reads_or_changes_them(cast: Cast, house: House) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        for viewer in (cast.as_anna, piet):
            with pytest.raises(NotAllowed):
                await update_settings(viewer, changes={"name": "x"})
            assert (await answer(viewer, house, READ)).errors
