"""The organisation, as its own people see it."""

import models
from auth.viewer import SIGNED_IN, Audience
from schema.audience import shown, shown_type
from schema.nodes import Node

STAFF = Audience.STAFF


@shown_type(SIGNED_IN, "A property manager.", source=models.Organisation)
class Organisation(Node):
    name: str = shown(SIGNED_IN, "Its name.")
    slug: str = shown(SIGNED_IN, "Its name in addresses.")
    first_responder_becomes_handler: bool = shown(
        STAFF, "Whether the employee who first answers the reporter of a new incident becomes its handler."
    )
    guest_link_days: int = shown(STAFF, "How many days a guest link stands.")
