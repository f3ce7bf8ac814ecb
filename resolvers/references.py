"""The number by which people name an incident, such as 2026-00042."""

from uuid import UUID

import clock
from models import IncidentCounter


async def next_reference(organisation_id: UUID) -> str:
    """The next number of this organisation's year. A step of acts: the counter stays locked until they commit."""
    year = clock.today().year
    start = IncidentCounter(organisation_id=organisation_id, year=year)
    await IncidentCounter.bulk_create([start], ignore_conflicts=True)
    counter = await IncidentCounter.select_for_update().get(organisation_id=organisation_id, year=year)
    counter.last_number += 1
    await counter.save(update_fields=["last_number"])
    return f"{year}-{counter.last_number:05d}"
