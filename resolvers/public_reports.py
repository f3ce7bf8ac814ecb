"""Reports by the public form: without an account, limited, and answered with a link to the sender's own thread."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from auth.access import reported_reference
from auth.acts import require
from auth.attempts import Attempts
from auth.proof import is_proof, new_challenge
from auth.register import Place, access_form_category, find_organisation, find_place, find_tenant, form_categories
from auth.viewer import Viewer, contact_viewer
from errors import ErrorCode, Invalid, NotFound
from models import Category, Channel, Contact, ContactType, Locale, Organisation
from notifications.recipients import confirmation_channels
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.attachments import MOST_FILES
from resolvers.audit import record
from resolvers.checks import NAME_LENGTH, check_count, check_email, check_optional_text, check_phone, check_text
from resolvers.report_uploads import check_report_key, take_uploads
from resolvers.reporting import check_wording, confirm, file_incident, tell_staff
from settings import get_settings


@dataclass(frozen=True)
class Sender:
    """Who reports, as they say themselves."""

    name: str
    email: str | None
    phone: str | None
    locale: Locale


@dataclass(frozen=True)
class Address:
    """Where it is, as typed: postcode and number are what it is looked up by."""

    postcode: str
    house_number: str
    street: str | None = None
    city: str | None = None
    unit: str | None = None

    @property
    def line(self) -> str:
        """All of it on one line."""
        street = f"{self.street} {self.house_number}" if self.street else self.house_number
        return ", ".join(part for part in (street, f"{self.postcode} {self.city or ''}".strip(), self.unit) if part)


@dataclass(frozen=True)
class Proof:
    """The challenge of the form, and the nonce that solves it. The challenge is used once."""

    challenge: str
    nonce: str


@dataclass(frozen=True)
class Receipt:
    """What the sender learns at once; the link comes by post."""

    reference: str
    confirmed_by: list[Channel]


async def list_form_categories(organisation: Organisation) -> list[Category]:
    """What the form begins with."""
    return await form_categories(organisation).order_by("position", "id")


def challenge_for(organisation: Organisation) -> str:
    """A fresh challenge for one report."""
    return new_challenge(organisation.form_secret, get_settings().report_proof_bits)


async def report_publicly(
    viewer: Viewer,
    *,
    slug: str,
    category_id: UUID | None,
    title: str | None,
    description: str,
    sender: Sender,
    address: Address,
    proof: Proof,
    attachment_ids: Sequence[UUID] = (),
    report_key: str | None = None,
    network_address: str,
    attempts: Attempts,
) -> Receipt:
    """Anybody reports. Nothing tells whether the sender or the address is known here.

    Files are those that were sent under the same `report_key`: an id alone takes none.
    """
    require(viewer, "reportIncident")
    organisation = await find_organisation(viewer, slug)
    if organisation is None:
        raise NotFound("organisation")
    category = await access_form_category(organisation, category_id)
    sender, address = _check_sender(sender), _check_address(address)
    wording = check_wording(title or category.name_in(organisation.locale), description)
    if not is_proof(organisation.form_secret, proof.challenge, proof.nonce):
        raise Invalid(ErrorCode.PROOF_NOT_VALID, field="proof")
    check_count(attachment_ids, field="attachmentIds", limit=MOST_FILES)
    key_hash = check_report_key(report_key or "") if attachment_ids else None
    await attempts.count_report(sender.email or sender.phone or "", network_address)
    place = await find_place(organisation, address.postcode, address.house_number, address.unit)
    given = {
        "category": category.id,
        "sender": repr(sender),
        "address": address.line,
        "files": attachment_ids,
        **wording,
    }
    nobody = viewer.reporting_to(organisation.id)

    async with announcing() as announce:
        claim = await idempotency.claim(nobody, "reportIncident", proof.challenge, given)
        if not claim.is_repeated:
            reporter = await _reporter(organisation, sender)
            columns = {**wording, "category_id": category.id, "reporter_id": reporter.id, **_place(place, address)}
            files = await take_uploads(viewer.reporting_to(organisation.id, key_hash), attachment_ids)
            incident = await file_incident(organisation, contact_viewer(reporter), claim.subject_id, columns, files)
            await confirm(incident, reporter, confirmation_channels(organisation, reporter))
            await tell_staff(announce, organisation, incident)
            await record(nobody, "reportIncident", incident)
    return Receipt(await reported_reference(claim.subject_id), _channels(organisation, sender))


def _check_sender(sender: Sender) -> Sender:
    checked = Sender(
        name=check_text(sender.name, field="sender.name", limit=NAME_LENGTH),
        email=check_email(sender.email, field="sender.email"),
        phone=check_phone(sender.phone, field="sender.phone"),
        locale=sender.locale,
    )
    if checked.email is None and checked.phone is None:
        raise Invalid(ErrorCode.ADDRESS_REQUIRED, field="sender.email")
    return checked


def _check_address(address: Address) -> Address:
    postcode = re.sub(r"\s", "", check_text(address.postcode, field="address.postcode", limit=20)).upper()
    return Address(
        postcode=postcode,
        house_number=check_text(address.house_number, field="address.houseNumber", limit=40),
        street=check_optional_text(address.street, field="address.street", limit=100),
        city=check_optional_text(address.city, field="address.city", limit=100),
        unit=check_optional_text(address.unit, field="address.unit", limit=100),
    )


def _place(place: Place, address: Address) -> dict[str, object]:
    return {
        "property_id": place.property.id if place.property else None,
        "unit_id": place.unit.id if place.unit else None,
        "reported_address": address.line,
    }


async def _reporter(organisation: Organisation, sender: Sender) -> Contact:
    """The tenant with exactly these addresses, or a new one: a link never goes where it was not asked for."""
    known = await find_tenant(organisation, sender.email, sender.phone)
    if known is not None:
        return known
    return await Contact.create(
        organisation_id=organisation.id,
        type=ContactType.TENANT,
        name=sender.name,
        email=sender.email,
        phone=sender.phone,
        locale=sender.locale,
        prefers_email=sender.email is not None,
        prefers_sms=sender.email is None,
    )


def _channels(organisation: Organisation, sender: Sender) -> list[Channel]:
    """By what the sender can expect a link; said of what was typed, so that it tells nothing about who is known."""
    typed = Contact(organisation=organisation, type=ContactType.TENANT, email=sender.email, phone=sender.phone)
    return confirmation_channels(organisation, typed)
