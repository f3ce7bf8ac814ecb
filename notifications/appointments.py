"""The appointment of a work order as a calendar takes it: with the letter that tells of it, and to fetch."""

import clock
from auth.access import visible_sites
from documents.appointment import Appointment, calendar_file
from models import SubIncident, WorkOrderStatus
from notifications.reading import Reading


async def calendar_for(reading: Reading, job: SubIncident) -> bytes | None:
    """The file, when there is an appointment."""
    appointment = appointment_of(await visible_sites(reading.viewer).get(id=job.id))
    return None if appointment is None else calendar_file(appointment)


def appointment_of(order: SubIncident) -> Appointment | None:
    """The visit of a work order that came with its site."""
    if order.appointment_starts_at is None or order.appointment_ends_at is None:
        return None
    return Appointment(
        uid=order.id,
        sequence=order.version,
        title=f"{order.title} ({order.reference})",
        place=order.incident.address_with_unit,
        starts_at=order.appointment_starts_at,
        ends_at=order.appointment_ends_at,
        is_cancelled=order.status == WorkOrderStatus.WITHDRAWN,
        written_at=clock.now(),
    )
