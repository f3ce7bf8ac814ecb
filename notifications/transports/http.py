"""What the SMS providers have in common: one client per batch, time-outs, and how an answer is judged."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from notifications.texts import Text
from notifications.transports.public_only import PublicOnly
from notifications.transports.transport import Carry, CarryFailed
from settings import Settings

OUR_MISTAKE = frozenset({400, 413, 422})
Post = Callable[[httpx2.AsyncClient, Text], Awaitable[None]]


@asynccontextmanager
async def posting(post: Post, settings: Settings) -> AsyncIterator[Carry[Text]]:
    """A function that posts texts over one client. Redirects are not followed: they would carry the text elsewhere."""
    way = None if settings.sms_private_addresses else PublicOnly()
    async with httpx2.AsyncClient(
        timeout=settings.sms_timeout_seconds, follow_redirects=False, transport=way
    ) as client:

        async def carry(text: Text) -> None:
            try:
                await post(client, text)
            except httpx2.HTTPError as failure:
                raise CarryFailed(type(failure).__name__, permanent=False) from None

        yield carry


def refuse(response: httpx2.Response, *, code: object = None) -> CarryFailed:
    """The failure that an answer means. What we sent wrong stays wrong; the rest, such as a token, may be put right."""
    reason = f"HTTP {response.status_code}" if code is None else f"HTTP {response.status_code}, code {code}"
    return CarryFailed(reason, permanent=response.status_code in OUR_MISTAKE)


def answer_of(response: httpx2.Response) -> dict[str, Any]:
    """The JSON object of an answer; empty when it holds something else, as a proxy in between may say anything."""
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
