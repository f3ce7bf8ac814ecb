"""Making rows: what Tortoise looks up for each column of a new row, looked up once for each model."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache, partial
from typing import Any

from tortoise.models import Model

UNCHANGING = (int, float, str, bool, bytes)


class Making:
    """How the rows of one model are made."""

    def __init__(self, model: type[Model]) -> None:
        meta = model._meta
        columns = {name: meta.fields_map[name] for name in meta.fields_db_projection}
        self._columns = {name: (field.null, field.to_python_value) for name, field in columns.items()}
        self._relations = {name: _relation(meta.fields_map[name]) for name in meta.fk_fields}
        self._defaults = [(name, _default(field)) for name, field in columns.items()]

    def fill(self, own: dict[str, Any], given: Mapping[str, Any]) -> bool:
        """Put into a new row what Tortoise would; False where that is to be left to Tortoise."""
        made: dict[str, Any] = {"_partial": False, "_saved_in_db": False, "_custom_generated_pk": False}
        made["_await_when_save"] = {}
        for name, value in given.items():
            if name in self._columns:
                may_be_null, converted = self._columns[name]
                if value is None and not may_be_null:
                    return False
                made[name] = converted(value)
            elif name in self._relations:
                column, key, model = self._relations[name]
                if value is not None and not (isinstance(value, model) and value._saved_in_db):
                    return False
                made[f"_{name}"], made[column] = value, None if value is None else getattr(value, key)
            else:
                return False
        for name, default in self._defaults:
            if name not in made:
                made[name] = default()
        own.update(made)
        return True


@cache
def making(model: type[Model]) -> Making:
    return Making(model)


def _relation(field: Any) -> tuple[str, str, type[Model]]:
    return field.source_field, field.to_field_instance.model_field_name, field.related_model


def _default(field: Any) -> Callable[[], Any]:
    if callable(field.default):
        made: Callable[[], Any] = field.default
        return made
    if field.default is None and field.has_db_default():
        from_database: Callable[[], Any] = field.get_db_default_value
        return from_database
    return partial(_same if field.default is None or isinstance(field.default, UNCHANGING) else deepcopy, field.default)


def _same(value: Any) -> Any:
    return value
