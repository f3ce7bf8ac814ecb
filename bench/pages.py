"""How soon the page behind a link can be used on a slow telephone, beside a page of the same service without scripts.

    make demo                                   # in another terminal; prints a contractor's link
    python -m bench.pages LINK [--rounds 7]

The telephone is Lighthouse's slow one: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back, and a processor four
times as slow as this one. Measured from following the link until its button can be pressed (the first view), and from
pressing it until the job, its thread and the field to write in are there.
"""

import argparse
import asyncio
import shutil
import time
from collections.abc import Awaitable
from statistics import median
from urllib.parse import urljoin

from playwright.async_api import Browser, Page, async_playwright

LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4


async def main(link: str, rounds: int) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        floors, doors, insides = [], [], []
        for _ in range(rounds):
            floors.append(await _floor(browser, urljoin(link, "/livez")))
            door, inside = await _visit(browser, link)
            doors.append(door)
            insides.append(inside)
        await browser.close()
    floor, door, inside = median(floors), median(doors), median(insides)
    print(f"a page without scripts    {floor:6.0f} ms")
    print(f"the button can be pressed {door:6.0f} ms  {door / floor:4.1f} x")
    print(f"pressed, the job is there {inside:6.0f} ms  {inside / floor:4.1f} x")


async def _floor(browser: Browser, address: str) -> float:
    page = await _slow_page(browser)
    taken = await _timed(page.goto(address))
    await page.context.close()
    return taken


async def _visit(browser: Browser, link: str) -> tuple[float, float]:
    page = await _slow_page(browser)
    button = page.locator("button.main")
    door = await _timed(page.goto(link, wait_until="commit"), button.wait_for())
    inside = await _timed(button.click(), page.locator(".composer textarea").wait_for())
    await page.context.close()
    return door, inside


async def _slow_page(browser: Browser) -> Page:
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", LINE)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


async def _timed(*steps: Awaitable[object]) -> float:
    """Milliseconds that the steps take, one after the other."""
    started = time.perf_counter()
    for step in steps:
        await step
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("link")
    parser.add_argument("--rounds", type=int, default=7)
    asyncio.run(main(**vars(parser.parse_args())))
