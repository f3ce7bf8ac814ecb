"""What is at hand of the objects of a level, written by one generated function: names of the schema, and no values."""

from collections.abc import Callable
from functools import partial
from typing import Any

from graphql import GraphQLField, GraphQLLeafType, GraphQLList, GraphQLNonNull, GraphQLObjectType
from strawberry.schema.schema_converter import GraphQLCoreConverter

from schema.audience import SOURCE
from schema.plans.leaves import written
from schema.plans.reading import Read, declared, expression
from schema.plans.run import Run, UnexpectedNull, Unplanned

# The answers about some objects, in their order. In a list of which one may be None, a function says what it is then.
Build = Callable[..., list[Any]]


class Source:
    """The source of such a function for objects of one type, and what its names stand for."""

    def __init__(self, kind: GraphQLObjectType) -> None:
        self._kind = kind
        self._pairs: list[str] = []
        self._memories: list[str] = []
        self._names: dict[str, Any] = {"nothing": nothing, "missing": missing, "Unplanned": Unplanned}

    def constant(self, key: str, value: str | None) -> None:
        self._pairs.append(f"{key!r}: {value!r}")

    def leaf(self, key: str, field: GraphQLField) -> None:
        self._pairs.append(f"{key!r}: {written(field.type, self._value(field), self._name)}")

    def objects(self, key: str, field: GraphQLField, build: Build) -> None:
        """A field that leads to an object or a list of them, all of which is at hand."""
        is_required, inner = _unwrapped(field.type)
        value, none = f"(v := {self._value(field)})", "missing()" if is_required else "None"
        if isinstance(inner, GraphQLList):
            is_required, _ = _unwrapped(inner.of_type)
            answer = f"{self._name('build', build)}(v, run, {'missing' if is_required else 'nothing'})"
        else:
            answer = self._remembered(build)
        self._pairs.append(f"{key!r}: {none} if {value} is None else {answer}")

    def compiled(self) -> Build:
        pairs = ", ".join(self._pairs)
        lines = ["info, answers = run.info, []", *self._memories, "for p in parents:"]
        lines += ["    if p is None and none: answers.append(none()); continue", *self._check()]
        lines += [f"    answers.append({{{pairs}}})", "return answers"]
        build: Build = self._function("parents, run, none=None", lines)
        return build

    def column(self, field: GraphQLField) -> Read:
        """The values of one field that is at hand, as they are."""
        lines = ["info = run.info", f"return [{self._value(field)} for p in parents]"]
        values: Callable[[list[Any], Run], list[Any]] = self._function("parents, run", lines)

        async def read(parents: list[Any], run: Run) -> list[Any]:
            return values(parents, run)

        return read

    def _remembered(self, build: Build) -> str:
        """One that stands in several places is answered once. It is kept meanwhile, so that no other gets its place."""
        known, about = f"known_{len(self._names)}", self._name("about", build)
        self._memories.append(f"{known} = {{}}")
        answer = f"{known}.setdefault(id(v), (*{about}([v], run), v))[0]"
        return f"seen[0] if (seen := {known}.get(id(v))) is not None else {answer}"

    def _check(self) -> list[str]:
        """That an object is of the type. Most are rows of one class; others are asked of the type itself."""
        if self._kind.is_type_of is None:
            return []
        check = f"{self._name('is_of', self._kind.is_type_of)}(p, info)"
        row = getattr(self._kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].origin, SOURCE, None)
        if row is not None:
            check = f"(p.__class__ is {self._name('row', row)} or {check})"
        return [f"    if not {check}: raise Unplanned"]

    def _value(self, field: GraphQLField) -> str:
        declaration = declared(field)
        resolver = declaration.base_resolver
        return expression(declaration, self._name("call", resolver.wrapped_func) if resolver else "")

    def _name(self, of: str, value: Any) -> str:
        return _named(self._names, of, value)

    def _function(self, parameters: str, lines: list[str]) -> Any:
        return _function(self._names, parameters, lines)


def values_written(kind: GraphQLLeafType) -> Callable[[list[Any]], list[Any]]:
    """A function that writes values of one type without braces."""
    names: dict[str, Any] = {}
    each = written(kind, "p", partial(_named, names))
    write: Callable[[list[Any]], list[Any]] = _function(names, "values", [f"return [{each} for p in values]"])
    return write


def _named(names: dict[str, Any], of: str, value: Any) -> str:
    name = f"{of}_{len(names)}"
    names[name] = value
    return name


def _function(names: dict[str, Any], parameters: str, lines: list[str]) -> Any:
    body = "".join(f"    {line}\n" for line in lines)
    exec(compile(f"def build({parameters}):\n{body}", "<plan>", "exec"), names)  # noqa: S102 - see above
    return names["build"]


def nothing() -> None:
    """Null, where it may be."""


def missing() -> None:
    raise UnexpectedNull


def leads_to_one_or_many(kind: Any) -> bool:
    """Whether a type is an object, or a list of objects, and no list of lists."""
    _, inner = _unwrapped(kind)
    if isinstance(inner, GraphQLList):
        _, inner = _unwrapped(inner.of_type)
    return isinstance(inner, GraphQLObjectType)


def _unwrapped(kind: Any) -> tuple[bool, Any]:
    return (True, kind.of_type) if isinstance(kind, GraphQLNonNull) else (False, kind)
