"""The API: one set of types, one schema for each audience, built once at start-up."""

from functools import cache
from typing import Any

from graphql import NoSchemaIntrospectionCustomRule
from strawberry.extensions import AddValidationRules
from strawberry.tools import merge_types

from auth.viewer import EVERYBODY, SIGNED_IN, Audience, Viewer
from schema.accounts import AccountActs
from schema.attachments import AttachmentActs
from schema.audience import AudienceSchema
from schema.audit import AuditQueries
from schema.categories import CategoryQueries
from schema.category_acts import CategoryActs
from schema.contacts import ContactActs, ContactQueries
from schema.deliveries import DeliveryActs, DeliveryQueries
from schema.employee_acts import EmployeeActs
from schema.employees import EmployeeQueries
from schema.failures import Failures
from schema.guest_links import GuestLinkActs
from schema.inbox import InboxLive
from schema.incident_acts import IncidentActs
from schema.incidents import IncidentLive, IncidentQueries
from schema.limits import RULES
from schema.message_drafts import MessageDraftActs
from schema.messages import MessageActs, MessageLive
from schema.metering import Metering
from schema.nodes import NodeQueries
from schema.operations import CheckedOnce, OwnSurroundings, ParsedOnce
from schema.organisations import OrganisationQueries
from schema.owner_consultations import OwnerConsultationActs
from schema.ownerships import OwnershipActs
from schema.plans.executor import EachEventAnew, PlannedExecutor
from schema.plans.following import FollowingSchema
from schema.preferences import PreferenceActs
from schema.privacy import PrivacyActs
from schema.properties import PropertyQueries
from schema.property_acts import PropertyActs
from schema.reports import ReportActs
from schema.scalars import CONFIG
from schema.sessions import SessionActs, SessionQueries
from schema.settings import SettingsActs, SettingsQueries
from schema.signing_in import SigningIn
from schema.sub_incident_acts import SubIncidentActs
from schema.sub_incident_live import SubIncidentLive
from schema.sub_incidents import SubIncidentQueries
from schema.tenancies import TenancyActs
from schema.threads import ThreadActs, ThreadLive, ThreadQueries
from schema.viewers import ViewerQueries
from schema.work_orders import WorkOrderActs
from settings import get_settings

AUDIENCES = {
    "public": Audience.PUBLIC,
    "contact": Audience.CONTACT,
    "staff": Audience.STAFF,
    "admin": Audience.STAFF | Audience.ADMIN,
}


def _root(name: str, description: str, audience: Audience, *parts: type) -> Any:
    root: Any = merge_types(name, parts)
    root.__strawberry_definition__.description = description
    root.__audience__ = audience
    return root


Query = _root(
    "Query",
    "What can be asked.",
    EVERYBODY,
    ViewerQueries,
    NodeQueries,
    OrganisationQueries,
    IncidentQueries,
    SubIncidentQueries,
    ThreadQueries,
    ContactQueries,
    PropertyQueries,
    EmployeeQueries,
    CategoryQueries,
    DeliveryQueries,
    SettingsQueries,
    SessionQueries,
    AuditQueries,
)
Mutation = _root(
    "Mutation",
    "What can be done.",
    EVERYBODY,
    SigningIn,
    SessionActs,
    ReportActs,
    IncidentActs,
    SubIncidentActs,
    WorkOrderActs,
    OwnerConsultationActs,
    MessageActs,
    AttachmentActs,
    MessageDraftActs,
    ThreadActs,
    GuestLinkActs,
    DeliveryActs,
    ContactActs,
    PrivacyActs,
    PropertyActs,
    OwnershipActs,
    TenancyActs,
    EmployeeActs,
    SettingsActs,
    CategoryActs,
    AccountActs,
    PreferenceActs,
)
Subscription = _root(
    "Subscription",
    "What can be followed live.",
    SIGNED_IN,
    MessageLive,
    ThreadLive,
    IncidentLive,
    SubIncidentLive,
    InboxLive,
)


def schema_for(audience: Audience) -> AudienceSchema:
    """The schema of one audience."""
    return built(audience, has_plans=get_settings().plans)


@cache
def built(audience: Audience, *, has_plans: bool) -> AudienceSchema:
    """The same, with plans or without: answers do not differ."""
    kind = FollowingSchema if has_plans else AudienceSchema
    return kind(
        audience,
        query=Query,
        mutation=Mutation,
        subscription=Subscription if audience & SIGNED_IN else None,
        extensions=_extensions(audience),
        execution_context_class=PlannedExecutor if has_plans else EachEventAnew,
        config=CONFIG,
    )


def _extensions(audience: Audience) -> list[Any]:
    """The rules are listed once: a list made anew for each request would never be found in the cache."""
    is_shown = get_settings().shows_schema_to(is_signed_in=bool(audience & SIGNED_IN))
    rules = RULES if is_shown else [*RULES, NoSchemaIntrospectionCustomRule]
    return [
        Metering,
        Failures,
        OwnSurroundings,
        ParsedOnce,
        CheckedOnce,
        lambda: AddValidationRules(rules),
    ]


def schema_of(viewer: Viewer) -> AudienceSchema:
    """The schema that holds what this viewer may name."""
    return schema_for(viewer.audience)


def build_schemas() -> None:
    """Build all of them now, so that a mistake stops the start and not a request."""
    for audience in AUDIENCES.values():
        schema_for(audience)
