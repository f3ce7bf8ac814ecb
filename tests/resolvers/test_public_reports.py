"""Reports by the public form."""

from typing import Any

import pytest

from auth.access import visible_incidents
from auth.attempts import Attempts
from auth.viewer import contact_viewer
from errors import ErrorCode, NotFound, Refusal
from models import (
    Category,
    Channel,
    Contact,
    ContactType,
    Delivery,
    Incident,
    Locale,
    Message,
    Notice,
    Organisation,
    Property,
    ReportRecipients,
)
from resolvers.public_reports import Address, Proof, Sender, list_form_categories
from settings import Settings
from tests.cast import Cast, by_account
from tests.form import report, worked
from tests.silence import nothing_happens


@pytest.fixture
def attempts() -> Attempts:
    return Attempts(Settings())


async def test_a_report_is_an_incident_of_a_new_tenant_at_the_right_place(cast: Cast, attempts: Attempts) -> None:
    receipt = await report(cast, attempts)

    incident = await Incident.get(reference=receipt.reference).select_related("reporter")
    event = await Message.get(thread_id=incident.thread_id)
    assert (incident.property_id, incident.unit_id) == (cast.dam.id, cast.dam_2.id)
    assert incident.reporter is not None
    assert (incident.reporter.type, incident.reporter.name) == (ContactType.TENANT, "Tess de Boer")
    assert incident.reporter.phone == "+31612345699"
    assert event.author_contact_id == incident.reporter.id


async def test_the_sender_gets_a_link_and_staff_a_letter(cast: Cast, attempts: Attempts) -> None:
    receipt = await report(cast, attempts)

    told = {(row.notice, row.channel) async for row in Delivery.filter(contact_id__isnull=False)}
    readers = {row.employee_id async for row in Delivery.filter(notice=Notice.INCIDENT_REPORTED)}
    assert told == {(Notice.REPORT_CONFIRMED, Channel.EMAIL), (Notice.REPORT_CONFIRMED, Channel.SMS)}
    assert receipt.confirmed_by == [Channel.EMAIL, Channel.SMS]
    assert readers == {cast.anna.id, cast.bas.id}


@pytest.mark.parametrize(("recipients", "told"), [("NOBODY", set()), ("ADMINS", {"Bas Bakker"})])
async def test_the_settings_say_who_is_told_and_how(
    cast: Cast, attempts: Attempts, recipients: str, told: set[str]
) -> None:
    await Organisation.all().update(report_recipients=ReportRecipients(recipients), confirms_by_sms=False)

    receipt = await report(cast, attempts)

    rows = await Delivery.filter(notice=Notice.INCIDENT_REPORTED).select_related("employee")
    assert {row.employee.name for row in rows if row.employee} == told
    assert receipt.confirmed_by == [Channel.EMAIL]


async def test_an_address_that_is_not_ours_is_taken_too_and_waits_for_staff(cast: Cast, attempts: Attempts) -> None:
    elsewhere = Address(postcode="9999ZZ", house_number="1", city="Verweg")

    receipt = await report(cast, attempts, address=elsewhere)

    incident = await Incident.get(reference=receipt.reference).select_related("property", "unit")
    assert (incident.property_id, incident.address) == (None, "1, 9999ZZ Verweg")


async def test_of_two_properties_at_one_address_staff_choose(cast: Cast, attempts: Attempts) -> None:
    await Property.create(
        organisation=cast.organisation, street="Damstraat", house_number="12", postcode="1012JM", city="Amsterdam"
    )

    receipt = await report(cast, attempts)

    assert (await Incident.get(reference=receipt.reference)).property_id is None


async def test_a_known_tenant_with_the_same_addresses_is_recognised_and_sees_it_in_its_account(
    cast: Cast, attempts: Attempts
) -> None:
    tom = await by_account(cast.tom)

    receipt = await report(cast, attempts, sender=Sender("T. Jansen", "tom@huurder.example", "+31612345601", Locale.NL))

    assert [row.reference async for row in visible_incidents(tom)] == [receipt.reference]
    assert await Contact.filter(type=ContactType.TENANT).count() == 1


@pytest.mark.parametrize(
    "sender",
    [
        Sender("Tom Jansen", "tom@huurder.example", None, Locale.NL),
        Sender("Tom Jansen", "tom@huurder.example", "06-12345698", Locale.NL),
        Sender("Tom Jansen", None, "+31612345601", Locale.NL),
        Sender("Olga Smit", "olga@eigenaar.example", "+31612345602", Locale.NL),
    ],
)
async def test_who_only_looks_like_somebody_known_is_somebody_new(
    cast: Cast, attempts: Attempts, sender: Sender
) -> None:
    receipt = await report(cast, attempts, sender=sender)

    incident = await Incident.get(reference=receipt.reference)
    assert incident.reporter_id not in {cast.tom.id, cast.olga.id}
    assert await visible_incidents(contact_viewer(cast.tom)).count() == 0


async def test_the_same_report_sent_twice_is_one_report(cast: Cast, attempts: Attempts) -> None:
    proof = worked(cast)

    first = await report(cast, attempts, proof=proof)
    async with nothing_happens():
        again = await report(cast, attempts, proof=proof)

    assert first == again
    assert await Incident.all().count() == 1


async def test_a_proof_is_good_for_one_report(cast: Cast, attempts: Attempts) -> None:
    proof = worked(cast)
    await report(cast, attempts, proof=proof)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await report(cast, attempts, proof=proof, title="Nog iets")

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"description": " "}, ErrorCode.BLANK),
        ({"sender": Sender("", "a@b.example", None, Locale.NL)}, ErrorCode.BLANK),
        ({"sender": Sender("Tess", None, None, Locale.NL)}, ErrorCode.ADDRESS_REQUIRED),
        ({"sender": Sender("Tess", "geen adres", None, Locale.NL)}, ErrorCode.INVALID_EMAIL),
        ({"sender": Sender("Tess", None, "123", Locale.NL)}, ErrorCode.INVALID_PHONE),
        ({"address": Address(postcode=" ", house_number="1")}, ErrorCode.BLANK),
        ({"proof": Proof("1.2.3.4", "5")}, ErrorCode.PROOF_NOT_VALID),
    ],
)
async def test_wrong_input_reports_nothing(
    cast: Cast, attempts: Attempts, wrong: dict[str, Any], code: ErrorCode
) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await report(cast, attempts, **wrong)

    assert refused.value.code is code


async def test_an_organisation_or_a_category_that_is_not_there_is_not_found(
    cast: Cast, neighbour: Cast, attempts: Attempts
) -> None:
    async with nothing_happens():
        for wrong in ({"slug": "nergens"}, {"category_id": neighbour.heating.id}, {"category_id": None}):
            with pytest.raises(NotFound):
                await report(cast, attempts, **wrong)


async def test_too_many_reports_are_refused_for_a_while(cast: Cast) -> None:
    strict = Attempts(Settings(reports_per_sender=2))
    for number in range(2):
        await report(cast, strict, title=f"Lek {number}")

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await report(cast, strict, title="Lek 3")

    assert refused.value.code is ErrorCode.RATE_LIMITED


async def test_without_a_title_it_is_called_after_its_category(cast: Cast, attempts: Attempts) -> None:
    receipt = await report(cast, attempts, title=None)

    assert (await Incident.get(reference=receipt.reference)).title == "Verwarming"


async def test_the_form_shows_the_categories_in_use_in_their_order(cast: Cast, neighbour: Cast) -> None:
    await Category.create(organisation=cast.organisation, name_nl="Dak", name_en="Roof", position=-1)
    await Category.create(
        organisation=cast.organisation, name_nl="Oud", name_en="Old", archived_at=cast.organisation.created_at
    )

    shown = await list_form_categories(cast.organisation)

    assert [category.name_nl for category in shown] == ["Dak", "Verwarming"]
