"""The organisation: its public form, and what its own people see of it."""

from typing import Annotated

import strawberry

import models
from auth.viewer import EVERYBODY, Audience
from resolvers import organisations
from schema.audience import resolved, shown, shown_type
from schema.context import Info
from schema.nodes import Node
from schema.report_forms import ReportForm
from schema.scalars import EmailAddress, PhoneNumber

PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF


@shown_type(EVERYBODY, "A property manager.", source=models.Organisation)
class Organisation(Node):
    name: str = shown(EVERYBODY, "Its name.")
    slug: str = shown(EVERYBODY, "Its name in addresses.")
    phone: PhoneNumber | None = shown(EVERYBODY, "Where to call.")
    email: EmailAddress | None = shown(EVERYBODY, "Where to write.")
    first_responder_becomes_handler: bool = shown(
        STAFF, "Whether the employee who first answers the reporter of a new incident becomes its handler."
    )
    guest_link_days: int = shown(STAFF, "How many days a guest link stands.")

    @resolved(PUBLIC, "The form by which anybody reports.", graphql_type=ReportForm)
    def report_form(self, parent: strawberry.Parent[models.Organisation]) -> models.Organisation:
        return parent


@shown_type(EVERYBODY, "Finding organisations.")
class OrganisationQueries:
    @resolved(
        EVERYBODY,
        "An organisation, for its public form; null when it is not there. Who is signed in finds only its own.",
        graphql_type=Organisation | None,
    )
    async def organisation(
        self, info: Info, slug: Annotated[str, strawberry.argument(description="Its name in addresses.")]
    ) -> models.Organisation | None:
        return await organisations.find_by_slug(info.context.viewer, slug=slug)
