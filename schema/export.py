"""The printed schemas: one file for each audience, and a table of every field against every audience."""

from pathlib import Path

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    lexicographic_sort_schema,
    print_schema,
)

from schema.api import AUDIENCES, schema_for

FOLDER = Path(__file__).parent / "sdl"


def write_schemas(check: bool) -> list[str]:
    """The names of the files that were stale. They are written anew, unless `check` only asks."""
    stale = []
    for name, text in _files().items():
        path = FOLDER / name
        if not path.exists() or path.read_text() != text:
            stale.append(name)
            if not check:
                FOLDER.mkdir(exist_ok=True)
                path.write_text(text)
    return stale


def _files() -> dict[str, str]:
    printed = {f"{name}.graphql": _print(name) for name in AUDIENCES}
    return {**printed, "audiences.md": _table()}


def _print(name: str) -> str:
    """Sorted as text alone: sorting the schema itself would break its enums."""
    return print_schema(lexicographic_sort_schema(schema_for(AUDIENCES[name])._schema)) + "\n"


def _table() -> str:
    seen: dict[str, set[str]] = {}
    for name, audience in AUDIENCES.items():
        for type_name, graphql_type in schema_for(audience)._schema.type_map.items():
            if type_name.startswith("__"):
                continue
            if isinstance(graphql_type, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
                for field_name in graphql_type.fields:
                    seen.setdefault(f"{type_name}.{field_name}", set()).add(name)
    header = f"| Field | {' | '.join(AUDIENCES)} |\n|---|{'---|' * len(AUDIENCES)}\n"
    rows = (
        f"| {field} | {' | '.join('x' if name in seen[field] else ' ' for name in AUDIENCES)} |\n"
        for field in sorted(seen)
    )
    return "# Who sees which field\n\nWritten by `huismeester export-schema`.\n\n" + header + "".join(rows)
