"""A server that is asked to stop in the middle of its work: sockets are told, requests finished, and it is gone.

python -m bench.soak.stopping [--rounds 20] [--sockets 50] [--posts 20]
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import httpx2
from websockets.asyncio.client import ClientConnection

from bench.soak.place import carry_out, town_of
from tests.services.sockets import signed_in_socket
from tests.services.town import Desk, Job, Town


@dataclass
class Stopped:
    """Seconds until gone, each time; with which codes sockets were closed; and what became of requests.

    Some come too late and find the door closed. What came in must be done and answered: neither without the other.
    """

    seconds: list[float] = field(default_factory=list)
    codes: Counter[int] = field(default_factory=Counter)
    answered: int = 0
    too_late: int = 0
    answered_and_not_done: int = 0
    done_and_not_answered: int = 0


async def stop_again_and_again(town: Town, *, rounds: int, sockets: int, posts: int) -> Stopped:
    """Each time with so many sockets open and so many posts in flight, at another moment."""
    stopped, confirmed = Stopped(), set[str]()
    job, doomed = await town.a_job("Afsluiten"), town.service.here
    lot = Random(42)  # noqa: S311 - the same moments every time
    for number in range(rounds):
        anna = await town.anna(doomed)
        held = await asyncio.gather(*(signed_in_socket(anna, job) for _ in range(sockets)))
        posting = [asyncio.create_task(_post(anna, job, f"{number}.{post}")) for post in range(posts)]
        await asyncio.sleep(lot.uniform(0, 0.3))
        began = time.monotonic()
        doomed.ask_to_stop()
        stopped.codes.update(await asyncio.gather(*map(_code_of, held)))
        answers = await asyncio.gather(*posting)
        await doomed.gone()
        stopped.seconds.append(round(time.monotonic() - began, 2))
        confirmed |= {body for body in answers if body is not None}
        await doomed.start()
    done = {message["body"] for message in await (await town.anna(doomed)).read(job.thread)} - {""}
    stopped.answered, stopped.too_late = len(confirmed), rounds * posts - len(confirmed | done)
    stopped.answered_and_not_done, stopped.done_and_not_answered = len(confirmed - done), len(done - confirmed)
    return stopped


async def _post(desk: Desk, job: Job, body: str) -> str | None:
    """The body when it was confirmed."""
    try:
        await desk.post(job.thread, body)
    except (httpx2.HTTPError, ValueError):
        return None
    return body


async def _code_of(socket: ClientConnection) -> int:
    await socket.wait_closed()
    return socket.close_code or 0


async def soak(rounds: int, sockets: int, posts: int) -> Stopped:
    async with town_of(servers=1) as (town, _):
        return await stop_again_and_again(town, rounds=rounds, sockets=sockets, posts=posts)


if __name__ == "__main__":
    carry_out("A server that is asked to stop.", soak, rounds=20, sockets=50, posts=20)
