"""What an installation begins with: an organisation, and somebody who lets others in."""

import re

from tortoise.exceptions import IntegrityError

from auth.passwords import hash_password
from errors import Invalid
from models import Employee, EmployeeRole, Organisation
from resolvers.checks import NAME_LENGTH, check_sign_in_email

SHORTEST_PASSWORD = 12
LONGEST_SLUG = 100
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NotMade(Exception):  # noqa: N818
    """What was not made, and why."""


async def create_organisation(name: str, slug: str) -> None:
    """A property manager. Raises NotMade."""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise NotMade("A slug is small letters and digits, with dashes between, such as van-dam.")
    _check_name(name)
    try:
        await Organisation.create(name=name, slug=slug)
    except IntegrityError:
        raise NotMade(f"There is an organisation {slug} already.") from None


async def create_admin(slug: str, email: str, name: str, password: str) -> None:
    """An administrator of an organisation. Raises NotMade."""
    if len(password) < SHORTEST_PASSWORD:
        raise NotMade(f"A password has at least {SHORTEST_PASSWORD} characters.")
    _check_name(name)
    organisation = await Organisation.get_or_none(slug=slug)
    if organisation is None:
        raise NotMade(f"There is no organisation {slug}: run `huismeester create-organisation`.")
    try:
        await Employee.create(
            organisation=organisation,
            name=name,
            email=check_sign_in_email(email, field="email"),
            role=EmployeeRole.ADMIN,
            password_hash=await hash_password(password),
        )
    except Invalid:
        raise NotMade(f"{email} is no e-mail address.") from None
    except IntegrityError:
        raise NotMade(f"There is an employee {email} already.") from None


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > NAME_LENGTH:
        raise NotMade(f"A name has between 1 and {NAME_LENGTH} characters.")
