"""Work orders on paper and appointments for a calendar, at signed addresses like those of files."""

from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

from errors import NotFound
from models import SubIncident
from resolvers.work_order_papers import work_order_calendar, work_order_pdf
from schema.context import House
from schema.ids import known_id
from schema.papers import CALENDAR, PDF, what_is_signed
from serving.file_access import FILE_HEADERS, disposition, viewer_of

MAKERS = {PDF: (work_order_pdf, "application/pdf"), CALENDAR: (work_order_calendar, "text/calendar")}


def is_paper(request: Request) -> bool:
    """Whether the address is that of a work order, and not of an attachment."""
    return known_id(request.path_params["attachment_id"], SubIncident) is not None


async def paper(request: Request) -> Response:
    """What the address asks for, as it stands now. Raises NotFound, Unauthenticated, TooManyRequests."""
    work_order_id = known_id(request.path_params["attachment_id"], SubIncident)
    name = request.path_params["name"]
    suffix = PurePosixPath(name).suffix
    if work_order_id is None or suffix not in MAKERS:
        raise NotFound
    viewer = await viewer_of(request, what_is_signed(work_order_id, suffix))
    house: House = request.app.state.house
    await house.attempts.count_request_of(viewer.session_id)
    make, media_type = MAKERS[suffix]
    content = await make(viewer, work_order_id=work_order_id)
    return Response(content, media_type=media_type, headers={**FILE_HEADERS, "content-disposition": disposition(name)})
