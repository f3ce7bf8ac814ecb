"""From records of the database to rows: what Tortoise looks up for each value, written out once for each query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from tortoise import fields
from tortoise.fields.data import CharEnumFieldInstance, IntEnumFieldInstance
from tortoise.models import Model


@dataclass(frozen=True)
class Part:
    """What a record holds of one model: by which relations it is reached, and where each column stands."""

    model: type[Model]
    path: tuple[str, ...]
    columns: dict[str, int]


class Extent(Enum):
    """How much of a row is read, and what it does when something is looked at."""

    WHOLE = "whole"
    HELD = "held"  # whole, and each look is noted
    NARROW = "narrow"


Hydrate = Callable[[Sequence[Any]], list[Any]]


def hydrator(parts: Sequence[Part], extent: Extent) -> Hydrate:
    """A function that makes rows from records. A related row that several rows refer to is made once."""
    source = _Source(extent)
    for part in parts:
        source.add(part)
    return source.function()


class _Source:
    """The source of such a function, and what its names stand for."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._rows: dict[tuple[str, ...], str] = {}
        self._lines: list[str] = []
        self._names: dict[str, Any] = {
            "put": object.__setattr__,
            "new": object.__new__,
            "UTC": UTC,
            "datetime": datetime,
        }

    def add(self, part: Part) -> None:
        number = len(self._rows)
        self._names[f"model_{number}"] = part.model
        values = self._values(part)
        made = [f"row_{number} = new(model_{number})", f'put(row_{number}, "__dict__", {{{values}}})']
        self._lines += self._once(number, part, made) if part.path else made
        self._rows[part.path] = f"row_{number}"

    def function(self) -> Hydrate:
        known = "".join(f"    known_{number} = {{}}\n" for number in range(1, len(self._rows)))
        body = "".join(f"        {line}\n" for line in self._lines)
        source = f"def rows(records):\n    made = []\n{known}    for r in records:\n{body}        made.append(row_0)\n"
        source += "    return made\n"
        exec(compile(source, "<rows>", "exec"), self._names)  # noqa: S102 - names of our own tables, no values
        hydrate: Hydrate = self._names["rows"]
        return hydrate

    def _once(self, number: int, part: Part, made: list[str]) -> list[str]:
        """A related row: none, one that was made for an earlier record, or a new one. Its owner refers to it."""
        owner, row, relation = self._rows[part.path[:-1]], f"row_{number}", f"_{part.path[-1]}"
        refer = f'put({owner}, "{relation}", {row})'
        if self._extent is Extent.HELD:
            refer = f'{owner}._held["{relation}"] = {row}'
        key = part.columns[part.model._meta.db_pk_column]
        return [
            f"{row} = None if (key := r[{key}]) is None else known_{number}.get(key)",
            f"if {row} is None and key is not None:",
            *(f"    {line}" for line in made),
            f"    known_{number}[key] = {row}",
            f"if {owner} is not None:",
            f"    {refer}",
        ]

    def _values(self, part: Part) -> str:
        meta = part.model._meta
        is_custom = meta.db_pk_column not in meta.generated_db_fields
        values = ['"_partial": False, "_saved_in_db": True, "_await_when_save": {}']
        values.append(f'"_custom_generated_pk": {is_custom}')
        native = [field for *_, field in meta.db_native_fields]
        columns = {}
        for column, name, field in [*meta.db_native_fields, *meta.db_default_fields, *meta.db_complex_fields]:
            if column in part.columns:
                value = f"r[{part.columns[column]}]"
                columns[name] = f'"{name}": {value if field in native else self._converted(field, value)}'
        if self._extent is Extent.HELD:
            key = columns.pop(meta.pk_attr)
            return ", ".join([*values, key, f'"_held": {{{", ".join(columns.values())}}}'])
        if self._extent is Extent.NARROW:
            values.append('"_is_narrow": True')
        return ", ".join([*values, *columns.values()])

    def _converted(self, field: Any, value: str) -> str:
        """As `to_python_value` does it, and without calling it where there is nothing to do."""
        call = f"call_{len(self._names)}"
        self._names[call] = field.to_python_value
        if isinstance(field, CharEnumFieldInstance | IntEnumFieldInstance):
            members = f"members_{len(self._names)}"
            self._names[members] = {None: None, **{member.value: member for member in field.enum_type}}
            return f"(v if (v := {value}) is None else {members}.get(v) or {call}(v))"
        if isinstance(field, fields.UUIDField):
            return f"(v if (v := {value}).__class__ is not str else {call}(v))"
        if isinstance(field, fields.DatetimeField):
            return f"(v if (v := {value}) is None or v.__class__ is datetime and v.tzinfo is UTC else {call}(v))"
        return f"{call}({value})"
