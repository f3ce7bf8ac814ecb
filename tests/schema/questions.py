"""What a field can be asked with: every id, every reference, and every filter that could be about something hidden."""

from collections.abc import Iterator
from typing import Any

from graphql import get_named_type

from tests.schema.generated import PREFIX_OF
from tests.schema.world import Sight


def questions(arguments: dict[str, Any], sight: Sight) -> Iterator[dict[str, Any]]:
    ids = [*sight.own.values(), *sight.foreign]
    if "ids" in arguments:
        yield from ({"ids": ids[start : start + 100]} for start in range(0, len(ids), 100))
    elif "id" in arguments:
        yield from ({"id": opaque_id} for opaque_id in ids)
    else:
        yield {}
        yield {"first": 100} if "first" in arguments else {}
    if "reference" in arguments:
        yield from ({"reference": text} for text in sight.hidden_references)
    for name, taken in arguments.items():
        if name == "filter":
            yield from ({name: narrowed} for narrowed in _filters(taken.type, sight))


def _filters(filter_type: Any, sight: Sight) -> Iterator[dict[str, Any]]:
    for name, field in get_named_type(filter_type).fields.items():
        if get_named_type(field.type).name == "ID":
            yield from ({name: opaque_id} for opaque_id in sight.foreign if opaque_id.startswith(PREFIX_OF[name]))
        elif get_named_type(field.type).name == "String":
            yield from ({name: text} for text in sight.hidden_texts)
