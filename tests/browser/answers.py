"""Answers of the service that come late, or never."""

import asyncio
from collections.abc import AsyncIterator, Callable
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
        with suppress(Error):  # nobody may wait for it any more
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
async def held(page: Page, wanted: str | Callable[[str], bool]) -> AsyncIterator[Held]:
    """From here on answers to questions in which this stands wait, until they are let go."""
    answers = Held(page)
    is_wanted = wanted if callable(wanted) else lambda body: wanted in body

    async def hold(route: Route) -> None:
        if is_wanted(route.request.post_data or ""):
            await answers.hold(route)
        else:
            await route.fallback()

    await page.route("**/graphql", hold)
    yield answers
    await page.unroute("**/graphql", hold)


@asynccontextmanager
async def cut_off(page: Page, wanted: str = "") -> AsyncIterator[None]:
    """Questions in which this stands reach nobody."""

    async def cut(route: Route) -> None:
        await (route.abort() if wanted in (route.request.post_data or "") else route.fallback())

    await page.route("**/graphql", cut)
    yield
    await page.unroute("**/graphql", cut)
