"""Saying how to be told."""

import pytest

from errors import ErrorCode, NotAllowed, Refusal
from models import Channel, Contact, Locale
from resolvers.preferences import update_my_preferences
from schema.context import House
from tests.asking import ask
from tests.cast import Cast, by_account, given_to, reported, through_link
from tests.silence import nothing_happens

QUIET = {"quiet_from": "22:00", "quiet_until": "07:00"}

CHANGE = """mutation ($input: UpdateMyPreferencesInput!) { updateMyPreferences(input: $input) { errors { code path }
  viewer { locale ... on ContactViewer { preferences { locale channels quietFrom quietUntil } } } } }"""
MINE = """{ viewer { ... on ContactViewer { isGuest linkExpiresAt contacts { name } units { label }
  properties { address } preferences { locale channels quietFrom quietUntil } } } }"""


async def test_what_is_said_goes_for_all_that_somebody_is(cast: Cast) -> None:
    viewer = await by_account(cast.piet, cast.elin)

    changes = {"locale": Locale.EN, "channels": [Channel.SMS], **QUIET}
    now = await update_my_preferences(viewer, changes=changes)

    assert now.locale is Locale.EN
    for contact in await Contact.filter(id__in=viewer.contact_ids):
        assert (contact.locale, contact.prefers_email, contact.prefers_sms) == (Locale.EN, False, True)
        assert (contact.quiet_from, contact.quiet_until, contact.version) == ("22:00", "07:00", 2)
    assert (await Contact.get(id=cast.tom.id)).version == 1


async def test_a_guest_says_it_for_itself_alone(cast: Cast) -> None:
    guest = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))
    await by_account(cast.piet, cast.elin)

    await update_my_preferences(guest, changes={"locale": Locale.EN})

    assert (await Contact.get(id=cast.piet.id)).locale is Locale.EN
    assert (await Contact.get(id=cast.elin.id)).locale is Locale.NL


async def test_what_is_absent_stays_and_null_clears(cast: Cast, house: House) -> None:
    viewer = await by_account(cast.piet)
    await update_my_preferences(viewer, changes={"channels": [Channel.EMAIL, Channel.SMS], **QUIET})

    given = {"locale": "EN", "quietFrom": None, "quietUntil": None}
    answer = await ask(viewer, house, CHANGE, input=given)

    preferences = {"locale": "EN", "channels": ["EMAIL", "SMS"], "quietFrom": None, "quietUntil": None}
    assert answer["updateMyPreferences"] == {"errors": [], "viewer": {"locale": "EN", "preferences": preferences}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quiet_from": "22:00"}, "quietUntil"),
        ({"quiet_until": "07:00"}, "quietFrom"),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "quietUntil"),
        ({"quiet_from": "24:00", "quiet_until": "07:00"}, "quietFrom"),
        ({"quiet_from": "22:00", "quiet_until": "7:00"}, "quietUntil"),
        ({"quiet_from": "22:60", "quiet_until": "07:00"}, "quietFrom"),
        ({"quiet_from": "22:00\n", "quiet_until": "07:00"}, "quietFrom"),
        ({"quiet_from": "\u0662\u0662:00", "quiet_until": "07:00"}, "quietFrom"),
        ({"quiet_from": "", "quiet_until": ""}, "quietFrom"),
    ],
)
async def test_quiet_hours_are_two_times_of_the_day(changes: dict[str, object], field: str, cast: Cast) -> None:
    viewer = await by_account(cast.piet, cast.elin)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await update_my_preferences(viewer, changes={"locale": Locale.EN, **changes})

    assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID_TIME, field)


async def test_one_end_of_quiet_hours_cannot_be_cleared_by_itself(cast: Cast) -> None:
    viewer = await by_account(cast.piet)
    await update_my_preferences(viewer, changes=QUIET)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await update_my_preferences(viewer, changes={"quiet_until": None})

    assert refused.value.code is ErrorCode.INVALID_TIME


async def test_an_employee_has_none(cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await update_my_preferences(cast.as_anna, changes=QUIET)


async def test_an_account_shows_what_its_contacts_own_and_rent_now_and_a_guest_nothing(
    cast: Cast, house: House
) -> None:
    both = await by_account(cast.olga, cast.tom)
    guest = await through_link(cast.tom, await reported(cast))

    mine = (await ask(both, house, MINE))["viewer"]
    assert (mine["isGuest"], mine["linkExpiresAt"]) == (False, None)
    assert [contact["name"] for contact in mine["contacts"]] == ["Tom Jansen", "Olga Smit"]
    assert (mine["units"], mine["properties"]) == ([{"label": "2-hoog"}], [{"address": cast.dam.address}])

    through_the_link = (await ask(guest, house, MINE))["viewer"]
    assert (through_the_link["isGuest"], through_the_link["units"]) == (True, [])
    assert through_the_link["properties"] == []


async def test_a_tenant_does_not_own_what_it_rents(cast: Cast, house: House) -> None:
    tenant = (await ask(await by_account(cast.tom), house, MINE))["viewer"]

    assert (tenant["units"], tenant["properties"]) == ([{"label": "2-hoog"}], [])
