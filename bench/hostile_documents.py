"""Documents that are written to keep everybody waiting: how long each holds up the event loop before it is refused.

python -m bench.hostile_documents
"""

import gc
import time

from graphql import DocumentNode, GraphQLError, parse, specified_rules

from schema.api import AUDIENCES, schema_for
from schema.cost import cost_of
from schema.limits import RULES, Same, check_cost, check_document, parse_options

RUNS = 5
BOUND_MS = 250


def numbered(count: int, text: str) -> str:
    return " ".join(text.replace("#", str(number)) for number in range(count))


def chain(length: int, link: str, last: str) -> str:
    """Fragments of which each spreads the next: `#` is its own number, `+` that of the next."""
    links = (link.replace("#", str(number)).replace("+", str(number + 1)) for number in range(length))
    return " ".join([*links, last.replace("#", str(length))])


REFUSED: dict[str, tuple[str, str]] = {
    "a fragment bomb": (
        "DEPTH",
        "{ incident { ...F0 } } "
        + chain(
            20,
            "fragment F# on Incident { subIncidents { incident { ...F+ } incident { ...F+ } } }",
            "fragment F# on Incident { id }",
        ),
    ),
    "braces in braces": ("DEPTH", "{ a " * 500 + "}" * 499),
    "braces without fields": ("DEPTH", "{ " + "... { " * 150 + "__typename" + " }" * 151),
    "fragments in fragments": (
        "DEPTH",
        "{ ...F0 } " + chain(90, "fragment F# on Query { ...F+ }", "fragment F# on Query { __typename }"),
    ),
    "an alias flood": ("ALIASES", "{ " + numbered(160, "a#: viewer { displayName }") + " }"),
    "a directive flood": ("DIRECTIVES", "{ __typename " + "@a " * 490 + "}"),
    "directives on variables": ("DIRECTIVES", f"query ({numbered(90, '$a#: ID @a @b')}) {{ __typename }}"),
    "a field flood": ("COMPARISONS", "{ " + "__typename " * 990 + "}"),
    "one field again and again": ("COMPARISONS", "{ " + "viewer { displayName } " * 240 + "}"),
    "pages again and again": ("COMPARISONS", "{ " + "incidents { nodes { id } } " * 140 + "}"),
    "fragments that overlap": (
        "COMPARISONS",
        "{ "
        + numbered(40, "...F#")
        + " } "
        + numbered(40, f"fragment F# on Query {{ {'viewer { displayName } ' * 2}{'__typename ' * 5}}}"),
    ),
    "pages in pages": (
        "COST",
        "{ properties(first: 100) { nodes { units { tenancies { tenant { tenancies { id } } } } } } }",
    ),
    "the schema many times": ("COST", "{ " + numbered(3, "a#: __schema { types { name } }") + " }"),
    "too many tokens": ("TOKENS", "{ " + numbered(1_100, "a") + " }"),
    "a flood of comments": ("TOKENS", "{ __typename " + "#\n" * 7_000 + "}"),
    "a long text": ("CHARACTERS", '{ node(id: "' + "x" * 1_000_000 + '") { id } }'),
    "a long block of text": ("CHARACTERS", '{ node(id: """' + "\n x" * 200_000 + '""") { id } }'),
}
WRONG: dict[str, str] = {
    "fields that are not there": "{ " + numbered(990, "incidnet#") + " }",
    "types that are not there": numbered(120, "fragment F# on Incident# { id }"),
    "variables of types that are not there": numbered(80, "query Q# ($a: Incidnet#) { x }"),
    "arguments that are not there": "{ incidents(" + numbered(300, "frist#: 1") + ") { nodes { id } } }",
    "values that are not there": "{ incidents(filter: { statuses: ["
    + numbered(900, "REPORTE#")
    + "] }) { nodes { id } } }",
    "wishes that are not there": "{ incidents(filter: { " + numbered(300, "searc#: 1") + " }) { nodes { id } } }",
    "variables that are not declared": "{ nodes(ids: [" + numbered(450, "$a#") + "]) { id } }",
    "variables that are not used": "query (" + numbered(240, "$a#: ID") + ") { __typename }",
    "a circle of fragments": "{ ...F0 } "
    + chain(5, "fragment F# on Query { ...F+ }", "fragment F# on Query { ...F0 }"),
    "lists in lists": "{ nodes(ids: " + "[" * 190 + "]" * 190 + ") { id } }",
    "a long name": "{ " + "i" * 14_000 + " }",
}
ALLOWED: dict[str, str] = {
    "many operations": numbered(190, "query Q# { __typename }"),
    "operations that share fragments": numbered(60, "query Q# { ...F0 }")
    + chain(9, " fragment F# on Query { ...F+ }", " fragment F# on Query { __typename }"),
    "a list of literals": "{ nodes(ids: [" + "1 " * 980 + "]) { id } }",
    "a large text": '{ node(id: "' + "x" * 14_900 + '") { id } }',
    "spreads of one fragment": "{ " + "...F " * 450 + "} fragment F on Query { viewer { displayName } }",
}


def check(text: str) -> list[GraphQLError]:
    """All that happens to a document before it runs."""
    schema = schema_for(AUDIENCES["admin"])._schema
    try:
        document: DocumentNode = parse(text, **parse_options())  # type: ignore[arg-type]
        same = Same(document)
        if errors := check_document(schema, same, (*specified_rules, *RULES)):
            return errors
        check_cost(cost_of(schema, same, None, {}))
    except GraphQLError as refused:
        return [refused]
    return []


def main() -> None:
    check("{ __typename }")
    documents = {name: text for name, (_, text) in REFUSED.items()} | WRONG | ALLOWED
    slowest = {name: _milliseconds(text) for name, text in documents.items()}
    for name, took in sorted(slowest.items(), key=lambda pair: -pair[1]):
        print(f"{took:7.1f} ms  {name}")
    print(f"The slowest takes {max(slowest.values()):.0f} ms; {BOUND_MS} ms are allowed.")


def _milliseconds(text: str) -> float:
    """The best of some runs, in time of this process alone: what other programs take is not the document's fault."""
    took = []
    for _ in range(RUNS):
        gc.collect()
        started = time.process_time()
        check(text)
        took.append((time.process_time() - started) * 1000)
    return min(took)


if __name__ == "__main__":
    main()
