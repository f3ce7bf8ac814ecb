"""Who takes part in a thread: a name and a role, never an account or an address."""

from enum import StrEnum

import strawberry

from auth.viewer import SIGNED_IN
from catalogue import say
from models import Contact, ContactType, Employee
from schema.audience import personal, resolved, shown_type
from schema.context import Info
from schema.enums import described


class ParticipantRole(StrEnum):
    """What somebody is in a thread."""

    EMPLOYEE = "EMPLOYEE"
    TENANT = "TENANT"
    OWNER = "OWNER"
    EXTERNAL_PARTY = "EXTERNAL_PARTY"


described(
    ParticipantRole,
    "What somebody is in a thread.",
    {
        ParticipantRole.EMPLOYEE: "Works for the organisation.",
        ParticipantRole.TENANT: "Rents, and reported the incident.",
        ParticipantRole.OWNER: "Owns the property.",
        ParticipantRole.EXTERNAL_PARTY: "Does the job.",
    },
)

ROLES = {
    ContactType.TENANT: ParticipantRole.TENANT,
    ContactType.OWNER: ParticipantRole.OWNER,
    ContactType.EXTERNAL_PARTY: ParticipantRole.EXTERNAL_PARTY,
}

Person = Employee | Contact


@shown_type(SIGNED_IN, "Somebody in a thread. No address travels through it.")
class Participant:
    @resolved(SIGNED_IN, "The name to show.")
    def display_name(self, parent: strawberry.Parent[Person], info: Info) -> str:
        if isinstance(parent, Employee):
            return parent.name
        return say(info.context.viewer.locale, "person.erased") if parent.is_erased else parent.display_name

    @resolved(SIGNED_IN, "What they are here.")
    def role(self, parent: strawberry.Parent[Person]) -> ParticipantRole:
        return ParticipantRole.EMPLOYEE if isinstance(parent, Employee) else ROLES[parent.type]

    @personal
    @resolved(SIGNED_IN, "Whether it is the viewer.")
    def is_viewer(self, parent: strawberry.Parent[Person], info: Info) -> bool:
        viewer = info.context.viewer
        own = [viewer.employee, *viewer.contacts]
        return any(row is not None and row.id == parent.id for row in own)
