"""The figures as tables in Markdown: medians, and how Huismeester stands to the others."""

from collections.abc import Callable, Iterable
from statistics import median

from bench.peers.fan_out import Heard
from bench.peers.page_loads import AT_ONCE, POSTS_AT_ONCE, Found, Key
from bench.peers.pages import PAGES
from bench.peers.spread import A_SECOND, FOLLOWERS, THREADS, Lag

HOUSE = "Huismeester"


def of_pages(found: dict[Key, Found]) -> str:
    names = list(dict.fromkeys(name for name, _, _ in found))
    at_once = " / ".join(map(str, AT_ONCE))

    def figures(of: Callable[[Found], str]) -> list[list[str]]:
        cells = [[_each(found, name, page.name, of) for page in PAGES] for name in names]
        return [[name, *row] for name, row in zip(names, cells, strict=True)]

    titles = [page.name for page in PAGES]
    ratios = [[f"to {name}", *_ratios(found, name)] for name in names if name != HOUSE and HOUSE in names]
    return "\n".join(
        [
            _table([f"requests/s, {at_once} at once", *titles], figures(lambda each: f"{each.middle:,.0f}")),
            _table([f"p50 ms, {at_once} at once", *titles], figures(lambda each: f"{median(each.p50_ms):.1f}")),
            _table([f"{HOUSE}, {at_once} at once", *titles], ratios),
            _table(
                ["CPU ms a request at 16: server + PostgreSQL + load", *titles],
                [[name, *(_cpu(found[name, page.name, 16]) for page in PAGES)] for name in names],
            ),
        ]
    )


def _each(found: dict[Key, Found], name: str, page: str, of: Callable[[Found], str]) -> str:
    return " / ".join(of(found[name, page, at_once]) for at_once in AT_ONCE)


def _ratios(found: dict[Key, Found], name: str) -> Iterable[str]:
    for page in PAGES:
        pairs = [(found[HOUSE, page.name, count], found[name, page.name, count]) for count in AT_ONCE]
        yield " / ".join(f"{own.middle / other.middle:.2f}" for own, other in pairs)


def _cpu(found: Found) -> str:
    return " + ".join(f"{median(values):.2f}" for values in (found.server_ms, found.postgres_ms, found.load_ms))


def of_posts(found: dict[str, Found]) -> str:
    rows = [
        [name, f"{each.middle:,.0f}", f"{median(each.p50_ms):.1f}", _cpu(each), _ratio(found, name)]
        for name, each in found.items()
    ]
    titles = ["p50 ms", "CPU ms a post: server + PostgreSQL + load", f"{HOUSE} to it"]
    return _table([f"posting, {POSTS_AT_ONCE} at once", "posts/s", *titles], rows)


def _ratio(found: dict[str, Found], name: str) -> str:
    return f"{found[HOUSE].middle / found[name].middle:.2f}" if HOUSE in found else ""


def of_fan_out(heard: dict[tuple[str, int], Heard]) -> str:
    names = list(dict.fromkeys(name for name, _ in heard))
    counts = list(dict.fromkeys(count for _, count in heard))
    titles = [f"deliveries/s to {count:,}" for count in counts]
    lags = [f"p50 / p99 ms at {count:,}" for count in counts]
    sizes = [f"kB a listener at {count:,}" for count in counts]
    rows = [
        [
            name,
            *(f"{median(heard[name, count].per_second):,.0f}" for count in counts),
            *(f"{median(heard[name, count].p50_ms):.0f} / {median(heard[name, count].p99_ms):.0f}" for count in counts),
            *(f"{median(heard[name, count].kilobytes):.0f}" for count in counts),
        ]
        for name in names
    ]
    ratios = [
        [f"{HOUSE} to {name}", *_fan_ratios(heard, name, counts)] for name in names if HOUSE in names and name != HOUSE
    ]
    return "\n".join([_table(["fan-out", *titles, *lags, *sizes], rows), _table(["ratios", *titles], ratios)])


def _fan_ratios(heard: dict[tuple[str, int], Heard], name: str, counts: list[int]) -> Iterable[str]:
    for count in counts:
        yield f"{median(heard[HOUSE, count].per_second) / median(heard[name, count].per_second):.2f}"


def of_spread(lags: dict[str, Lag]) -> str:
    title = f"{FOLLOWERS:,} who follow {THREADS:,} threads, {A_SECOND} messages a second"
    rows = [[name, f"{median(each.p50_ms):.0f}", f"{median(each.p99_ms):.0f}"] for name, each in lags.items()]
    return _table([title, "p50 ms", "p99 ms"], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)
