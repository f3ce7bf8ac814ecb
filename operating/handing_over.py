"""What an operator hands over to a person who asks what is kept: as the API has it, without signing in."""

from dataclasses import replace

import orjson

from auth.register import find_organisation
from auth.viewer import Audience, nobody, the_house
from errors import NotFound
from models import Contact
from resolvers.exporting import export_contact
from schema.ids import row_id

OPERATOR = Audience.STAFF | Audience.ADMIN


class NotHere(Exception):  # noqa: N818
    """There is no such contact at this organisation."""


async def everything_kept(slug: str, opaque_id: str) -> str:
    """Everything about a contact, as JSON. Raises NotHere."""
    organisation = await find_organisation(nobody(), slug)
    try:
        if organisation is None:
            raise NotFound
        operator = replace(the_house(organisation.id), audience=OPERATOR)
        kept = await export_contact(operator, contact_id=row_id(opaque_id, Contact, "contact"))
    except NotFound:
        raise NotHere(f"There is no contact {opaque_id} at {slug}.") from None
    return orjson.dumps(kept, option=orjson.OPT_INDENT_2).decode()
