"""Who sees a field: said beside the field, and made true by building one schema for each kind of viewer.

A viewer's schema holds only what that viewer may name. What carries no audience, or shows a type to somebody for
whom that type does not exist, fails when the schemas are built.
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import Any, TypeVar, cast, dataclass_transform

import strawberry
from graphql import GraphQLInputObjectType, GraphQLResolveInfo, get_named_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryContainer, StrawberryObjectDefinition, get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType

from auth.viewer import Audience

AUDIENCE = "audience"
BATCH = "batch"
PERSONAL = "personal"
SOURCE = "__source__"

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
Answers = Sequence[T | None]
ANY_PARENT: Any = strawberry.Parent[Any]  # type: ignore[misc]

_shown_types: list[type] = []


class NoAudience(Exception):  # noqa: N818
    """A field or type that does not say who sees it, or shows a type to somebody who does not have it."""


def shown(to: Audience, description: str, *, metadata: dict[str, Any] | None = None, **options: Any) -> Any:
    """A plain field, and who sees it. Takes what `strawberry.field` takes."""
    return strawberry.field(description=description, metadata={AUDIENCE: to, **(metadata or {})}, **options)


def personal(field: F) -> F:
    """A field that two who reach the same rows may see differently: of whoever asks, or made for its session.

    What is pushed to many is answered once for all of them, unless a field like this is asked for.
    """
    marked = cast("StrawberryField", field)
    marked.metadata = MappingProxyType({**marked.metadata, PERSONAL: True})
    return field


def resolved(to: Audience, description: str, **options: Any) -> Callable[[F], F]:
    """A field that needs work, and who sees it; decorates the method that does the work."""
    return cast("Callable[[F], F]", shown(to, description, **options))


def batched(to: Audience, description: str, **options: Any) -> Callable[[F], F]:
    """A field that is read for many parents at once, and who sees it.

    Decorates a method that takes the list of parents and answers in their order. `graphql_type` is of one answer.
    """
    return lambda read: shown(to, description, metadata={BATCH: read}, resolver=_one_of_many(read), **options)


def followed(to: Audience, description: str) -> Callable[[F], F]:
    """A subscription, and who may start it; decorates the generator of its events."""
    return cast("Callable[[F], F]", strawberry.subscription(description=description, metadata={AUDIENCE: to}))


@dataclass_transform(kw_only_default=True, field_specifiers=(shown,))
def shown_type(to: Audience, description: str, *, source: Any = None) -> Callable[[type[T]], type[T]]:
    """An object type, and who has it. Its source is a row of `source`, whose attributes are the plain fields."""

    def decorate(cls: type[T]) -> type[T]:
        if source is not None:
            setattr(cls, SOURCE, source)
            cls.is_type_of = classmethod(lambda _cls, row, _info: isinstance(row, source))  # type: ignore[attr-defined]
        return _remember(strawberry.type(cls, description=description), to)

    return decorate


@dataclass_transform(kw_only_default=True, field_specifiers=(shown,))
def shown_interface(to: Audience, description: str) -> Callable[[type[T]], type[T]]:
    """An interface, and who has it."""
    return lambda cls: _remember(strawberry.interface(cls, description=description), to)


@dataclass_transform(kw_only_default=True, field_specifiers=(shown,))
def shown_input(
    to: Audience, description: str, *, one_of: bool = False, name: str | None = None
) -> Callable[[type[T]], type[T]]:
    """An input type, and who may send it. Under one `name` each audience may have an input of its own."""
    return lambda cls: _remember(strawberry.input(cls, description=description, one_of=one_of, name=name), to)


def types_for(audience: Audience) -> list[type]:
    """The concrete types behind interfaces that this audience has; nothing else leads to them."""
    return [
        cls
        for cls in _shown_types
        if audience_of_type(cls) & audience and definition_of(cls).interfaces and not definition_of(cls).is_interface
    ]


def definition_of(cls: type) -> StrawberryObjectDefinition:
    return get_object_definition(cls, strict=True)


def audience_of(field: StrawberryField) -> Audience:
    """Who sees a field. Raises NoAudience when it does not say so."""
    audience = field.metadata.get(AUDIENCE)
    if not isinstance(audience, Audience):
        raise NoAudience(f"{field.origin}.{field.python_name} does not say who sees it")
    return audience


def audience_of_type(cls: type) -> Audience:
    """Who has a type. Raises NoAudience when it does not say so."""
    audience = getattr(cls, "__audience__", None)
    if not isinstance(audience, Audience):
        raise NoAudience(f"{cls.__name__} does not say who has it")
    return audience


class AudienceSchema(strawberry.Schema):
    """The schema as one audience knows it."""

    def __init__(self, audience: Audience, *, types: Iterable[Any] = (), **options: Any) -> None:
        self.audience = audience
        super().__init__(types=[*types, *types_for(audience)], **options)
        self._say_which_inputs_are_one_of()
        self._describe_inputs()
        self._act_once()

    def get_fields(self, type_definition: StrawberryObjectDefinition) -> list[StrawberryField]:
        audience_of_type(type_definition.origin)
        fields = [field for field in type_definition.fields if audience_of(field) & self.audience]
        for field in fields:
            self._check(field)
        return fields

    def process_errors(self, *_: Any) -> None:
        """Strawberry would log arguments along with the error; `schema.failures` logs what may be logged."""

    def _say_which_inputs_are_one_of(self) -> None:
        """Strawberry checks it, and says it in a directive of its own; clients ask introspection."""
        for graphql_type in self._schema.type_map.values():
            definition = graphql_type.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
            if isinstance(graphql_type, GraphQLInputObjectType) and definition is not None:
                graphql_type.is_one_of = bool(definition.is_one_of)

    def _describe_inputs(self) -> None:
        """The one argument of a mutation says what its type says."""
        root = self._schema.mutation_type
        for field in root.fields.values() if root else []:
            for argument in field.args.values():
                argument.description = argument.description or get_named_type(argument.type).description

    def _act_once(self) -> None:
        """What a plan has done already is not done again, when graphql-core makes the answer after all."""
        root = self._schema.mutation_type
        for field in root.fields.values() if root else []:
            field.resolve = _once(cast("Callable[..., Any]", field.resolve))

    def _check(self, field: StrawberryField) -> None:
        shown_type = _named_type(field.type)
        if shown_type is not None and not audience_of_type(shown_type) & self.audience:
            raise NoAudience(f"{field.origin}.{field.python_name} shows {shown_type.__name__} to {self.audience}")


def _one_of_many(read: Callable[..., Any]) -> Callable[..., Any]:
    """The resolver of one parent, as the library calls it: what is asked in the same turn is read together."""

    @functools.wraps(read)
    async def resolver(parent: Any, info: Any, **arguments: Any) -> Any:
        return await info.context.batch(read, info, arguments).load(parent)

    parameters = list(inspect.signature(read).parameters.values())
    one = inspect.Parameter("parent", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=ANY_PARENT)
    info, *arguments = parameters[2:]
    resolver.__signature__ = inspect.Signature([one, info, *arguments])  # type: ignore[attr-defined]
    del resolver.__wrapped__
    return resolver


def _once(resolve: Callable[..., Any]) -> Callable[..., Any]:
    def outcome(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        outcomes: dict[str | int, object] = info.context.outcomes
        if info.path.key not in outcomes:
            return resolve(source, info, **arguments)
        done = outcomes[info.path.key]
        if isinstance(done, BaseException):
            raise done
        return done

    return outcome


def _named_type(annotation: Any) -> type | None:
    """The object, interface or input type behind lists and options, if it is one."""
    while isinstance(annotation, StrawberryContainer):
        annotation = annotation.of_type
    if isinstance(annotation, LazyType):
        annotation = annotation.resolve_type()
    return annotation if get_object_definition(annotation) is not None else None


def _remember(cls: type[T], to: Audience) -> type[T]:
    cls.__audience__ = to  # type: ignore[attr-defined]
    _shown_types.append(cls)
    return cls
