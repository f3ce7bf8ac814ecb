"""A work order to print, and its appointment for a calendar: as the viewer may read it at that moment."""

import asyncio
from uuid import UUID

import clock
from auth.access import visible_sites
from auth.doors import one
from auth.register import own_organisation
from auth.viewer import Viewer
from catalogue import format_moment, format_window, say
from documents.appointment import calendar_file
from documents.paper import Paper, pdf_file
from errors import NotFound
from models import Organisation, SubIncident, SubIncidentKind
from notifications.appointments import appointment_of

ON_PAPER_ALONE = {"status", "description", "site_contact"}


async def work_order_pdf(viewer: Viewer, *, work_order_id: UUID) -> bytes:
    """The work order on paper, in the viewer's language. Raises NotFound."""
    order = await _access(viewer, work_order_id)
    organisation = await own_organisation(viewer)
    return await asyncio.to_thread(pdf_file, _paper(viewer, order, organisation))


async def work_order_calendar(viewer: Viewer, *, work_order_id: UUID) -> bytes:
    """The appointment. Raises NotFound, also when there is none."""
    appointment = appointment_of(await _access(viewer, work_order_id))
    if appointment is None:
        raise NotFound("workOrderId")
    return calendar_file(appointment)


async def _access(viewer: Viewer, work_order_id: UUID) -> SubIncident:
    order = await one(visible_sites(viewer), work_order_id, "workOrderId")
    if order.kind is not SubIncidentKind.WORK_ORDER:
        raise NotFound("workOrderId")
    return order


def _paper(viewer: Viewer, order: SubIncident, organisation: Organisation) -> Paper:
    locale = viewer.locale
    sections = {"description": order.description, "access": order.access_instructions, "report": order.report}
    return Paper(
        sender=" · ".join(filter(None, [organisation.name, organisation.phone])),
        heading=say(locale, "paper.work_order", reference=order.reference),
        title=order.title,
        footer=say(locale, "paper.printed", moment=format_moment(locale, clock.now())),
        language=locale.value,
        written_at=clock.now(),
        facts=[(_name(locale, name), value) for name, value in _facts(viewer, order).items() if value],
        sections=[(_name(locale, name), text) for name, text in sections.items() if text],
    )


def _facts(viewer: Viewer, order: SubIncident) -> dict[str, str | None]:
    """The tenant's name and phone are on it while the job is open, when staff shared them."""
    locale, starts_at, ends_at = viewer.locale, order.appointment_starts_at, order.appointment_ends_at
    contact = order.site_contact if order.is_open else None
    return {
        "status": say(locale, f"status.work_order.{order.status.lower()}"),
        "party": order.party.display_name if order.party else None,
        "address": order.incident.address_with_unit,
        "site_contact": ", ".join(filter(None, [contact.name, contact.phone])) if contact else None,
        "due": format_moment(locale, order.due_at) if order.due_at else None,
        "appointment": format_window(locale, starts_at, ends_at) if starts_at and ends_at else None,
    }


def _name(locale: str, fact: str) -> str:
    """What a fact is called: as in letters, unless it stands on paper alone."""
    return say(locale, f"paper.{fact}" if fact in ON_PAPER_ALONE else f"fact.{fact}")
