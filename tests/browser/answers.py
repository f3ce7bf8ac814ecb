"""Answers of the service that come late, or never."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from playwright.async_api import Error, Page, Route


class Held:
    """The answers that are held back: how many there are, and letting them go."""

    count = 0

    def __init__(self, page: Page) -> None:
        self._page = page
        self._are_free = asyncio.Event()
        self._more = asyncio.Condition()

    async def hold(self, route: Route) -> None:
        answer = await route.fetch()
        async with self._more:
            self.count += 1
            self._more.notify_all()
        await self._are_free.wait()
        await route.fulfill(response=answer)

    async def come(self) -> None:
        """One has been asked for and answered."""
        async with self._more:
            await self._more.wait_for(lambda: self.count > 0)

    async def let_go(self) -> None:
        """Let them arrive, and the page do with them what it does."""
        self._are_free.set()
        await self._page.evaluate("() => fetch('/livez')")
        await self._page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@asynccontextmanager
async def held(
    page: Page, wanted: str | Callable[[str], bool] = "", *, path: str = "**/graphql"
) -> AsyncIterator[Held]:
    """From here on answers to questions in which this stands wait, until they are let go."""
    answers = Held(page)
    is_wanted = wanted if callable(wanted) else lambda body: wanted in body
    async with _between(page, path, is_wanted, answers.hold):
        yield answers


@asynccontextmanager
async def cut_off(page: Page, wanted: str = "", *, path: str = "**/graphql") -> AsyncIterator[None]:
    """Questions in which this stands reach nobody."""
    async with _between(page, path, lambda body: wanted in body, Route.abort):
        yield


@asynccontextmanager
async def unanswered(page: Page, wanted: str) -> AsyncIterator[None]:
    """What is asked in these words is done, and its answer lost on the way."""

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    async with _between(page, "**/graphql", lambda body: wanted in body, lose):
        yield


@asynccontextmanager
async def _between(
    page: Page, path: str, is_wanted: Callable[[str], bool], meet: Callable[[Route], Awaitable[None]]
) -> AsyncIterator[None]:
    async def stand(route: Route) -> None:
        if is_wanted(route.request.post_data or ""):
            with suppress(Error):  # who left the line let go of what was on its way, and nobody may wait for it
                await meet(route)
        else:
            await route.fallback()

    await page.route(path, stand)
    yield
    await page.unroute(path, stand)
