"""How long searching the inbox takes in a large town, beside the inbox without a text and beside a plain LIKE.

    python -m bench.search [--incidents 100000] [--messages 6] [--rounds 15] [--database postgres] [--database sqlite]

The town stands in a database of its own, which is dropped at the end. BENCH_POSTGRES says on which server.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tortoise.expressions import Q, Subquery

from auth.access import visible_incidents, visible_messages, visible_sub_incidents
from auth.viewer import Viewer, employee_viewer
from bench.databases import empty_postgres
from bench.filling import fill_postgres, fill_sqlite
from bench.town import EMPLOYEE, ORGANISATION, Size
from models import Employee
from models.database import connected
from models.migrate import migrate
from resolvers.incidents import RECENT_FIRST, IncidentFilter, list_incidents
from resolvers.pages import PageRequest, read_page

FIRST_PAGE = PageRequest(first=20)
TEXTS = {
    "common word": "afspraak",
    "less common word": "badkamer",
    "word of titles": "ketel",
    "rare word": "boktor",
    "two words": "ketel damstraat",
    "two common words": "afspraak monteur",
    "rare and common": "boktor afspraak",
    "part of reference": "00042",
    "year of references": "2024",
    "phone": "06-10007919",
    "name": "jansen",
    "half a word": "lekk",
    "no hit": "zxqwy",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=6, help="of each incident")
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is asked for")
    parser.add_argument("--database", action="append", choices=sorted(TOWNS), help="both when not given")
    options = parser.parse_args()
    for name in options.database or sorted(TOWNS):
        asyncio.run(measure(name, Size(options.incidents, options.messages), options.rounds))


async def measure(name: str, size: Size, rounds: int) -> None:
    print(f"\n{name}: {size.incidents:,} incidents, {size.incidents * size.messages_per_incident:,} messages")
    async with TOWNS[name](size) as url, connected(url):
        anna = employee_viewer(Employee(id=EMPLOYEE, organisation_id=ORGANISATION, name="Anna de Vries"))
        floor, late = await _timed(rounds, lambda: _found(anna, None))
        print(f"{'':20}{'text':18}{'rows':>5}{'p50 ms':>9}{'p95 ms':>9}{'x no text':>11}{'LIKE ms':>9}{'LIKE x':>8}")
        print(f"{'no text':20}{'':18}{20:5}{floor:9.1f}{late:9.1f}{1:11.1f}")
        for title, text in TEXTS.items():
            rows = await _found(anna, text)
            middle, late = await _timed(rounds, lambda text=text: _found(anna, text))  # type: ignore[misc]
            plain, _ = await _timed(3, lambda text=text: _found_plainly(anna, text))  # type: ignore[misc]
            print(
                f"{title:20}{text:18}{rows:5}{middle:9.1f}{late:9.1f}{middle / floor:11.1f}{plain:9.1f}"
                f"{plain / middle:8.1f}"
            )


async def _timed(rounds: int, ask: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Median and 95th percentile, in ms; the first round warms up."""
    await ask()
    taken = [await _once(ask) for _ in range(rounds)]
    return median(taken), quantiles(taken, n=20, method="inclusive")[-1]


async def _once(ask: Callable[[], Awaitable[Any]]) -> float:
    started = time.perf_counter()
    await ask()
    return (time.perf_counter() - started) * 1000


async def _found(viewer: Viewer, text: str | None) -> int:
    page = await list_incidents(viewer, wanted=IncidentFilter(text=text), request=FIRST_PAGE)
    return len(page.rows)


async def _found_plainly(viewer: Viewer, text: str) -> int:
    """What one would write first, and less than is searched: no people, no addresses."""
    matching = Q()
    for word in text.split():
        texts = Q(title__icontains=word) | Q(description__icontains=word)
        said: Any = Subquery(visible_messages(viewer).filter(body__icontains=word).values("thread_id"))
        jobs: Any = visible_sub_incidents(viewer).filter(texts | Q(reference__icontains=word) | Q(thread_id__in=said))
        heads = texts | Q(reference__icontains=word) | Q(thread_id__in=said)
        matching &= heads | Q(id__in=Subquery(jobs.values("incident_id")))
    return len((await read_page(visible_incidents(viewer).filter(matching), RECENT_FIRST, FIRST_PAGE)).rows)


@asynccontextmanager
async def _postgres(size: Size) -> AsyncIterator[str]:
    async with empty_postgres() as url:
        await migrate(url, report=print)
        async with connected(url):
            started = time.perf_counter()
            await fill_postgres(url, size)
        print(f"Filled in {time.perf_counter() - started:.0f} s.")
        yield url


@asynccontextmanager
async def _sqlite(size: Size) -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.sqlite3"
        url = f"sqlite://{file}"
        await migrate(url, report=print)
        async with connected(url):
            started = time.perf_counter()
            await asyncio.to_thread(fill_sqlite, str(file), size)
        print(f"Filled in {time.perf_counter() - started:.0f} s; {file.stat().st_size / 2**20:.0f} MB.")
        yield url


TOWNS = {"postgres": _postgres, "sqlite": _sqlite}

if __name__ == "__main__":
    main()
