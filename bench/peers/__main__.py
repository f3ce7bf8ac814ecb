"""Huismeester beside others, on one core each, with the same pages from the same database.

    make bench                         # installs the peers in Node, and measures all
    python -m bench.peers [--rounds 3] [--seconds 2] [--listeners 100 1000] [--only pages|posts|fan-out|spread] …

Those in Node are left out where they are not installed. BENCH_POSTGRES says on which server a database and two roles
of its own are made, BENCH_REDIS which Redis a Huismeester with Redis shares; without it there is none.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvloop

from bench.databases import empty_postgres
from bench.filling import count_rows, fill_postgres
from bench.peers import fan_out, page_loads, spread, tables
from bench.peers.agreeing import check_agreement
from bench.peers.postgraphile import roles_of
from bench.peers.servers import CORES, OTHER_CORE, peers, running
from bench.peers.viewers import Viewers, signed_in
from bench.town import Size
from models.database import connected
from models.migrate import migrate


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--incidents", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each load in each round")
    parser.add_argument("--listeners", type=int, nargs="*", default=[100, 1_000])
    parser.add_argument("--only", choices=["pages", "posts", "fan-out", "spread"])
    parser.add_argument("--among", nargs="*", help="the beginnings of the names of who takes part")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(measure(parser.parse_args()))


async def measure(options: argparse.Namespace) -> None:
    os.sched_setaffinity(0, {OTHER_CORE})
    print(f"Python {platform.python_version()}, {platform.python_compiler()}, started from {sys.base_prefix}")
    if len(CORES) == 1:
        print("There is one core, which servers and load share: the figures say little.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with _town(options) as (url, viewers, roles):
            able = peers(url, folder, os.environ.get("BENCH_REDIS"), roles)
            taking_part = [each for each in able if _wanted(each.name, options)]
            following = [each for each in taking_part if each.follows]
            if options.only in {None, "pages"}:
                async with running(taking_part, folder) as servers:
                    await check_agreement(servers, viewers)
                    found = await page_loads.measure(servers, viewers, url, options.rounds, options.seconds)
                print(tables.of_pages(found), flush=True)
            if options.only in {None, "posts"}:
                async with running(following, folder) as servers:
                    posted = await page_loads.measure_posts(servers, viewers, url, options.rounds, options.seconds)
                print(tables.of_posts(posted), flush=True)
            if options.only in {None, "fan-out"}:
                heard = await fan_out.measure(following, viewers, url, folder, options.listeners, options.rounds)
                print(tables.of_fan_out(heard), flush=True)
            if options.only in {None, "spread"}:
                lags = await spread.measure(following, viewers, url, folder, options.rounds)
                print(tables.of_spread(lags), flush=True)


@asynccontextmanager
async def _town(options: argparse.Namespace) -> AsyncIterator[tuple[str, Viewers, dict[str, str]]]:
    """A town in a database of its own, everybody who asks, and the roles of PostGraphile."""
    async with empty_postgres() as url:
        await migrate(url, report=lambda _line: None)
        async with connected(url):
            await fill_postgres(url, Size(options.incidents))
            viewers = await signed_in(max(*options.listeners, spread.FOLLOWERS))
        async with roles_of(url) as roles:
            await count_rows(url)
            yield url, viewers, roles


def _wanted(name: str, options: argparse.Namespace) -> bool:
    return options.among is None or any(name.startswith(each) for each in options.among)


if __name__ == "__main__":
    main()
