"""From records of the database to rows: what Tortoise looks up for each value, written out once for each query."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from tortoise import fields
from tortoise.fields.data import CharEnumFieldInstance, IntEnumFieldInstance
from tortoise.models import Model

# One for each model that a query reads: how many columns it has, and by which relations it is reached.
Layout = Sequence[tuple[type[Model], int, tuple[str, ...]]]
Hydrate = Callable[[Sequence[Any]], list[Any]]


def hydrator(layout: Layout, names: Sequence[str]) -> Hydrate:
    """A function that makes rows from records with columns of these names, model after model.

    A related row that several rows refer to is made once.
    """
    source = _Source(names)
    for model, count, path in layout:
        source.add(model, count, path)
    return source.function()


class _Source:
    """The source of such a function, and what its names stand for."""

    def __init__(self, names: Sequence[str]) -> None:
        self._columns = list(dict.fromkeys(names))  # a query may select one twice
        self._positions = {name: position for position, name in enumerate(names)}
        self._start = 0
        self._rows: dict[tuple[str, ...], str] = {}
        self._lines: list[str] = []
        self._names: dict[str, Any] = {
            "put": object.__setattr__,
            "new": object.__new__,
            "UTC": UTC,
            "datetime": datetime,
        }

    def add(self, model: type[Model], count: int, path: tuple[str, ...]) -> None:
        own = self._columns[self._start : self._start + count]
        columns = {name.rpartition(".")[2]: f"r[{self._positions[name]}]" for name in own}
        number = len(self._rows)
        self._names[f"model_{number}"] = model
        values = self._values(model, columns)
        made = [f"row_{number} = new(model_{number})", f'put(row_{number}, "__dict__", {{{values}}})']
        if not path:
            self._lines += made
        else:
            self._lines += self._once(number, columns[model._meta.db_pk_column], made, path)
        self._rows[path] = f"row_{number}"
        self._start += count

    def function(self) -> Hydrate:
        known = "".join(f"    known_{number} = {{}}\n" for number in range(1, len(self._rows)))
        body = "".join(f"        {line}\n" for line in self._lines)
        source = f"def rows(records):\n    made = []\n{known}    for r in records:\n{body}        made.append(row_0)\n"
        source += "    return made\n"
        exec(compile(source, "<rows>", "exec"), self._names)  # noqa: S102 - names of our own tables, no values
        hydrate: Hydrate = self._names["rows"]
        return hydrate

    def _once(self, number: int, key: str, made: list[str], path: tuple[str, ...]) -> list[str]:
        """A related row: none, one that was made for an earlier record, or a new one. Its owner refers to it."""
        owner = self._rows[path[:-1]]
        row = f"row_{number}"
        return [
            f"{row} = None if (key := {key}) is None else known_{number}.get(key)",
            f"if {row} is None and key is not None:",
            *(f"    {line}" for line in made),
            f"    known_{number}[key] = {row}",
            f"if {owner} is not None:",
            f'    put({owner}, "_{path[-1]}", {row})',
        ]

    def _values(self, model: type[Model], columns: dict[str, str]) -> str:
        meta = model._meta
        is_custom = meta.db_pk_column not in meta.generated_db_fields
        values = ['"_partial": False, "_saved_in_db": True, "_await_when_save": {}']
        values.append(f'"_custom_generated_pk": {is_custom}')
        for column, name, field in [*meta.db_native_fields, *meta.db_default_fields, *meta.db_complex_fields]:
            is_native = any(field is native for *_, native in meta.db_native_fields)
            values.append(f'"{name}": {columns[column] if is_native else self._converted(field, columns[column])}')
        return ", ".join(values)

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
