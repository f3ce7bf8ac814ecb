"""What every listener has in common: it looks again when it rings, and its sign-in may end."""

from collections.abc import AsyncGenerator

import clock
from auth.sign_in import authenticate_again
from auth.viewer import Viewer
from realtime.bell import Bell
from realtime.events import Subject, Topic


def credentials_of(viewer: Viewer) -> list[Topic]:
    """What ends the viewer's right to follow anything."""
    found = [(Subject.SESSION, viewer.session_id), (Subject.GUEST_LINK, viewer.guest_link_id)]
    rights = [(Subject.RIGHTS, contact_id) for contact_id in viewer.contact_ids]
    return [Topic(subject, row_id) for subject, row_id in [*found, *rights] if row_id is not None]


async def rings_of(viewer: Viewer, bell: Bell) -> AsyncGenerator[Viewer, None]:
    """The viewer as it stands, each time that something may have changed. Raises Unauthenticated when it ended."""
    while True:
        await bell.wait(until_expiry(viewer))
        viewer = await authenticate_again(viewer)
        yield viewer


def until_expiry(viewer: Viewer) -> float | None:
    """Seconds until the credential stops by itself; a little more, so that it has."""
    if viewer.expires_at is None:
        return None
    return max((viewer.expires_at - clock.now()).total_seconds(), 0) + 0.05
