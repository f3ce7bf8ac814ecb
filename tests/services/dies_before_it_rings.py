"""A server process that posts one message, commits, and is killed before it rings anybody.

Run with the settings of a service in the environment, and the ids of an employee and a thread, and a text.
"""

import asyncio
import os
import signal
import sys
from uuid import UUID

from auth.viewer import employee_viewer
from models import Employee
from models.database import connected
from realtime import announce
from realtime.events import Topic
from resolvers.messages import post_message
from settings import get_settings


class Death:
    """The first bell is the last."""

    def ring(self, _topics: list[Topic]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


async def post_and_die(employee_id: UUID, thread_id: UUID, body: str) -> None:
    async with connected(get_settings().database_url):
        announce.connect(Death())
        viewer = employee_viewer(await Employee.get(id=employee_id))
        await post_message(viewer, thread_id=thread_id, body=body, client_message_id=body)


if __name__ == "__main__":
    asyncio.run(post_and_die(UUID(sys.argv[1]), UUID(sys.argv[2]), sys.argv[3]))
