"""How much one operation may ask: the size and shape of its document, and texts that every database can store.

The numbers are in docs/limits.md too.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    Node,
    SelectionSetNode,
    StringValueNode,
    ValidationRule,
    parse,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from errors import ErrorCode, Invalid

MOST_CHARACTERS = 15_000
MOST_TOKENS = 1_000
DEEPEST = 12
MOST_ALIASES = 15
MOST_DIRECTIVES = 50
HIGHEST_COST = 5_000
MOST_VALUES = 5_000  # in variables, however deep
MOST_MISTAKES = 10  # that are looked for in one document: each takes milliseconds to find the names it may have meant
KEPT_DOCUMENTS = 200  # the largest takes 600 kB

# Of graphql-core, for comparing fields of one name: its own half a million takes half a second.
overlapping.MAX_COMPLEXITY_BUDGET = 50_000

INTROSPECTION = {"__schema", "__type"}
DEEPEST_BRACES = 60  # with those that add no field; a document is walked through by functions that call themselves


def too_complex(what: str, limit: int, node: Node | None = None) -> ValidationAbortedError:
    """The refusal of a document that goes beyond a limit. Raised in a rule, it ends the validation."""
    extensions = {"code": "QUERY_TOO_COMPLEX", "reason": what, "limit": limit}
    return ValidationAbortedError(f"The document goes beyond a limit: {what}, {limit}.", node, extensions=extensions)


def parse_options() -> dict[str, int]:
    """For the parser, so that it stops by itself. Of comments it keeps each as a token, and they count as such."""
    return {"max_tokens": MOST_TOKENS, "max_source_length": MOST_CHARACTERS}


@lru_cache(maxsize=KEPT_DOCUMENTS)
def parsed(text: str) -> DocumentNode:
    """A document, parsed once. Raises GraphQLSyntaxError."""
    return parse(text, **parse_options())  # type: ignore[arg-type]


def refused_by_parser(error: GraphQLError) -> GraphQLError | None:
    """The refusal, where the parser stopped at a limit and not at a mistake; it tells the two apart in words only."""
    if not isinstance(error, GraphQLSyntaxError):
        return None
    if error.description.startswith("Source contains more"):
        return too_complex("CHARACTERS", MOST_CHARACTERS)
    if error.description.startswith("Document contains more"):
        return too_complex("TOKENS", MOST_TOKENS)
    return too_complex("DEPTH", DEEPEST) if error.description.startswith("Document is nested") else None


class Same:
    """A document as the key of a cache: as long as it is kept it is one object, and its own hash visits all of it."""

    def __init__(self, document: DocumentNode) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.document is other.document


@lru_cache(maxsize=KEPT_DOCUMENTS)
def check_document(schema: GraphQLSchema, same: Same, rules: tuple[type[ASTValidationRule], ...]) -> list[GraphQLError]:
    """What is wrong with a document: the first mistakes, or the one limit that it goes beyond."""
    errors = validate(schema, same.document, rules, max_errors=MOST_MISTAKES)
    if errors and isinstance(errors[-1], ValidationAbortedError):
        *mistakes, aborted = errors
        if aborted.extensions or len(mistakes) < MOST_MISTAKES:
            return [aborted if aborted.extensions else too_complex("COMPARISONS", overlapping.MAX_COMPLEXITY_BUDGET)]
        return mistakes
    return errors


def check_cost(cost: int) -> None:
    """Refuse an operation that costs too much; what it costs is told along with the refusal."""
    if cost > HIGHEST_COST:
        raise too_complex("COST", HIGHEST_COST)


class WithinLimits(ASTValidationRule):
    """Shape: looked at before any other rule begins, and at each fragment once, however often it is spread."""

    def enter_document(self, document: DocumentNode, *_: Any) -> None:
        nodes = list(_selections(document))
        if sum(isinstance(node, FieldNode) and node.alias is not None for node in nodes) > MOST_ALIASES:
            raise too_complex("ALIASES", MOST_ALIASES)
        if sum(len(node.directives or ()) for node in [*nodes, *_declared(document)]) > MOST_DIRECTIVES:
            raise too_complex("DIRECTIVES", MOST_DIRECTIVES)
        Depths(document).check()


def _selections(document: DocumentNode) -> Iterator[Any]:
    """Every field, spread and fragment in braces, each as often as it is written."""
    waiting = [definition.selection_set for definition in _executable(document)]
    while waiting:
        for selection in waiting.pop().selections:
            yield selection
            if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                waiting.append(selection.selection_set)


def _declared(document: DocumentNode) -> Iterator[Any]:
    """What else can have a directive: operations, fragments and variables."""
    for definition in _executable(document):
        yield definition
        yield from definition.variable_definitions or ()


def _executable(document: DocumentNode) -> Iterator[ExecutableDefinitionNode]:
    return (definition for definition in document.definitions if isinstance(definition, ExecutableDefinitionNode))


class Depths:
    """How many fields stand inside each other. What is asked about the schema itself has a rule of its own."""

    def __init__(self, document: DocumentNode) -> None:
        self._definitions = list(_executable(document))
        self._fragments = {
            definition.name.value: definition
            for definition in self._definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._known: dict[str, int] = {}

    def check(self) -> None:
        for definition in self._definitions:
            if self._below(definition.selection_set, 0) > DEEPEST:
                raise too_complex("DEPTH", DEEPEST, definition)

    def _below(self, selections: SelectionSetNode | None, braces: int) -> int:
        if selections is None:
            return 0
        if braces > DEEPEST_BRACES:
            raise too_complex("DEPTH", DEEPEST, selections)
        return max((self._depth(selection, braces + 1) for selection in selections.selections), default=0)

    def _depth(self, selection: Any, braces: int) -> int:
        match selection:
            case FieldNode():
                below = self._below(selection.selection_set, braces)
                return 1 if selection.name.value in INTROSPECTION else 1 + below
            case InlineFragmentNode():
                return self._below(selection.selection_set, braces)
        return self._of_fragment(selection.name.value, braces)

    def _of_fragment(self, name: str, braces: int) -> int:
        if name not in self._known and name in self._fragments:
            self._known[name] = 0  # in a circle; another rule refuses it
            self._known[name] = self._below(self._fragments[name].selection_set, braces)
        return self._known.get(name, 0)


def is_storable(text: str) -> bool:
    """NUL and lone surrogates are stored by one database and refused by the other; here, by both."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def check_variables(variables: Any) -> None:
    """Refuse texts in variables that cannot be stored, however deep, and more values than an operation can need."""
    values = 0
    waiting = [variables]
    while waiting:
        value = waiting.pop()
        values += 1
        if values > MOST_VALUES:
            raise too_complex("VALUES", MOST_VALUES)
        match value:
            case str() if not is_storable(value):
                raise Invalid(ErrorCode.INVALID_TEXT)
            case dict():
                waiting += [*value, *value.values()]
            case list():
                waiting += value


class StorableTexts(ValidationRule):
    """The same for texts written in the document itself."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if not is_storable(node.value):
            self.report_error(GraphQLError("A text holds characters that cannot be stored.", node))


RULES: list[type[ASTValidationRule]] = [WithinLimits, StorableTexts, MaybeNullValidationRule, OneOfInputValidationRule]
