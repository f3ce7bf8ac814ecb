"""What a page costs in a small house and in a very large one; both have a thread of 50 messages and one of 50,000.

    python -m bench.growth [--incidents 1000000] [--rounds 25] [--only NAME] [--explain MS]

Each page is a document of the web client, asked of the service in this process. The small house has 2,000 incidents.
Each has five messages to an incident, one in ten open. What a page of one may cost beside the other: 1.5 times, and 1.2
for the long thread beside the short one; what is beyond that is marked. The ratio is of processor time, this process's
and PostgreSQL's, which others on the machine disturb less. `--explain` shows the plans of each statement that takes
longer in the large house. Both databases are dropped at the end, unless they are ones that were `--filled` before.
"""

import argparse
import asyncio
import time
from contextlib import AsyncExitStack

from bench.databases import empty_postgres
from bench.growth.asking import Asked, Cost, asking
from bench.growth.filling import fill
from bench.growth.pages import Page
from models.migrate import migrate

SMALL = 2_000
BESIDE = {
    f"{place}long {what}": f"{place}short {what}"
    for place, what in (("", "thread"), ("", "thread, earlier"), ("", "history"), ("guest, ", "thread"))
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=25, help="how often each page is asked for")
    parser.add_argument("--only", default="", help="pages with this in their name")
    parser.add_argument("--explain", type=float, metavar="MS", help="show plans of statements that take longer")
    parser.add_argument("--filled", nargs=2, metavar=("SMALL", "LARGE"), help="databases that were filled before")
    options = parser.parse_args()
    asyncio.run(measure(options))


async def measure(options: argparse.Namespace) -> None:
    async with AsyncExitStack() as stack:
        urls = options.filled or [await _filled(stack, incidents) for incidents in (SMALL, options.incidents)]
        small = await _all_of(urls[0], options, explain=None)
        large = await _all_of(urls[1], options, explain=options.explain)
    print(f"{'':32}{'clock, ms':>18}{'processors, ms':>18}")
    print(f"{'':32}{'small':>9}{'large':>9}{'small':>9}{'large':>9}{'ratio':>8}")
    for name, after in large.items():
        beside = BESIDE.get(name)
        before, bound = (small[name], 1.5) if beside is None else (large[beside], 1.2)
        ratio = after.processor / before.processor
        clock, processor = f"{before.clock:9.1f}{after.clock:9.1f}", f"{before.processor:9.1f}{after.processor:9.1f}"
        print(f"{name:32}{clock}{processor}{ratio:8.2f}{' <' * (ratio > bound)}")


async def _filled(stack: AsyncExitStack, incidents: int) -> str:
    url = await stack.enter_async_context(empty_postgres())
    await migrate(url, report=lambda _line: None)
    started = time.perf_counter()
    await fill(url, incidents)
    print(f"{incidents:,} incidents in {time.perf_counter() - started:.0f} s")
    return url


async def _all_of(url: str, options: argparse.Namespace, explain: float | None) -> dict[str, Cost]:
    """What each page costs, by its name."""
    async with asking(url) as asked:
        wanted = [page for page in asked.pages if options.only in page.name]
        found = {page.name: await asked.cost(page, options.rounds) for page in wanted}
        if explain is not None:
            for page in wanted:
                await _explain(asked, page, explain)
    return found


async def _explain(asked: Asked, page: Page, longest: float) -> None:
    """The plans for these values, and for whatever values: PostgreSQL may choose the latter from the sixth time on."""
    for statement in await asked.statements(page):
        if statement.seconds * 1000 > longest:
            print(f"\n{page.name}: {statement.seconds * 1000:.1f} ms\n{statement.sql}")
            for mode in ("force_custom_plan", "force_generic_plan"):
                print(f"{mode}\n{await asked.plan(statement, mode)}")


if __name__ == "__main__":
    main()
