"""Where a work order is to be had on paper, and its appointment for a calendar."""

from uuid import UUID

from auth.signatures import signed
from auth.viewer import Viewer
from models import SubIncident
from schema.ids import node_id

PDF, CALENDAR = ".pdf", ".ics"


def paper_address(viewer: Viewer, order: SubIncident, suffix: str) -> str:
    """Signed for this session, as the address of an attachment is."""
    query = signed(viewer, what_is_signed(order.id, suffix))
    path = f"/files/{node_id(order)}/{order.reference}{suffix}"
    return f"{path}?{query}" if query else path


def what_is_signed(work_order_id: UUID, suffix: str) -> str:
    """What the signature of such an address is about."""
    return f"paper {work_order_id.hex} {suffix}"
