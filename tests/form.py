"""Filling in the public form: Tess reports from Damstraat 12."""

from typing import Any

from auth.attempts import Attempts
from auth.viewer import nobody
from models import Locale
from resolvers.public_reports import Address, Proof, Receipt, Sender, challenge_for, report_publicly
from tests.cast import Cast, solved

TESS = Sender("Tess de Boer", "tess@huurder.example", "06-12345699", Locale.NL)
DAM_12 = Address(postcode="1012jm", house_number="12", street="Damstraat", city="Amsterdam", unit="2-hoog")


def worked(cast: Cast) -> Proof:
    """A challenge of the form, solved."""
    challenge = challenge_for(cast.organisation)
    return Proof(challenge, solved(challenge))


async def report(cast: Cast, attempts: Attempts, **more: Any) -> Receipt:
    given = {
        "slug": cast.organisation.slug,
        "category_id": cast.heating.id,
        "title": "Geen warm water",
        "description": "Sinds gisteren.",
        "sender": TESS,
        "address": DAM_12,
        "proof": more.pop("proof", None) or worked(cast),
        "network_address": "192.0.2.1",
        "attempts": attempts,
    }
    return await report_publicly(nobody(), **{**given, **more})
