"""What of its rows a query selects."""

from functools import lru_cache
from typing import Any, cast

from tortoise.models import Model
from tortoise.queryset import QuerySet

from models.hydration import Part
from models.narrowing import Look


@lru_cache(maxsize=1_000)
def models_of(model: type[Model], related: frozenset[str]) -> tuple[type[Model], ...]:
    """The models that a query of rows reads."""
    found: dict[type[Model], None] = {model: None}
    for path in sorted(related):
        owner = model
        for name in path.split("__"):
            owner = owner._meta.fields_map[name].related_model  # type: ignore[attr-defined]
            found[owner] = None
    return tuple(found)


def is_looked_at(model: type[Model], path: str, look: Look) -> bool:
    """Whether every relation on a path is."""
    for name in path.split("__"):
        if f"_{name}" not in look.attention.of(model):
            return False
        model = model._meta.fields_map[name].related_model  # type: ignore[attr-defined]
    return True


def selected(query: QuerySet[Any], look: Look | None) -> list[Part]:
    """What the columns of a query are of, model after model; those that nobody looks at are taken out of it."""
    terms: dict[str, Any] = {}
    for term in query.query._selects:
        terms.setdefault(term.alias or term.name, term)  # a query may select one twice
    names = list(terms)
    kept: list[Any] = []
    parts: list[Part] = []
    for model, count, *_, path in query._select_related_idx:
        own = [(name, name.rpartition(".")[2]) for name in names[:count]]
        names = names[count:]
        if look is not None and look.is_narrow:
            wanted = look.attention.of(model) | {model._meta.pk_attr}
            own = [pair for pair in own if model._meta.fields_db_projection_reverse[pair[1]] in wanted]
        parts.append(
            Part(
                model,
                cast("tuple[str, ...]", tuple(path)[1:]),
                {column: len(kept) + at for at, (_, column) in enumerate(own)},
            )
        )
        kept += [terms[name] for name, _ in own]
    query.query._selects = kept
    return parts
