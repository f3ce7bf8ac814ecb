"""What an operation costs: the objects that its answer can hold, page sizes multiplied down the tree."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_operation_ast,
)

from resolvers.pages import DEFAULT_SIZE, LARGEST_SIZE
from schema.limits import INTROSPECTION, KEPT_DOCUMENTS, Same

COST_OF_SCHEMA = 2_000  # to be told what there is, which takes as long as reading that many objects
USUAL_LIST = 10  # a list without pages: the files of a message, the sub-incidents of an incident

Sizes = frozenset[tuple[str, int | None]]


def cost_of(schema: GraphQLSchema, same: Same, operation: str | None, variables: Mapping[str, Any]) -> int:
    """The cost of one operation in a document that is valid, with the page sizes that its variables give."""
    sizes = frozenset((name, _size(value)) for name, value in variables.items())
    return _cost_of(schema, same, operation, sizes)


def _size(value: Any) -> int | None:
    """How many a value asks for, where it is a page size or a list of ids."""
    match value:
        case list():
            return min(len(value), LARGEST_SIZE)
        case int() | float():
            return int(min(max(value, 0), LARGEST_SIZE))
    return None


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _cost_of(schema: GraphQLSchema, same: Same, operation: str | None, sizes: Sizes) -> int:
    node = get_operation_ast(same.document, operation)
    if node is None:
        return 0
    prices = Prices(schema, same.document, node, dict(sizes))
    return prices.of(schema.get_root_type(node.operation), node.selection_set)


class Prices:
    """A walk through one operation; each fragment is priced once for each page that it stands in."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        sizes: Mapping[str, int | None],
    ) -> None:
        self._schema = schema
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._defaults = {each.variable.name.value: each.default_value for each in operation.variable_definitions or ()}
        self._sizes = sizes
        self._known: dict[tuple[str, int | None], int] = {}

    def of(self, parent: Any, selections: SelectionSetNode, page: int | None = None) -> int:
        """What is in these braces, once. `page` is the size of the connection that they are of."""
        return sum(self._price(parent, selection, page) for selection in selections.selections)

    def _price(self, parent: Any, selection: Any, page: int | None) -> int:
        match selection:
            case FieldNode():
                return self._field(parent, selection, page)
            case InlineFragmentNode():
                condition = selection.type_condition
                narrowed = parent if condition is None else self._schema.get_type(condition.name.value)
                return self.of(narrowed, selection.selection_set, page)
        return self._spread(selection, page)

    def _spread(self, spread: FragmentSpreadNode, page: int | None) -> int:
        key = spread.name.value, page
        if key not in self._known:
            fragment = self._fragments[spread.name.value]
            whole = self._schema.get_type(fragment.type_condition.name.value)
            self._known[key] = self.of(whole, fragment.selection_set, page)
        return self._known[key]

    def _field(self, parent: Any, node: FieldNode, page: int | None) -> int:
        if node.name.value in INTROSPECTION:
            return COST_OF_SCHEMA
        field = getattr(parent, "fields", {}).get(node.name.value)
        if field is None or node.selection_set is None:
            return 0
        below = self.of(get_named_type(field.type), node.selection_set, self._page(field, node))
        return self._times(field, node, page) * (1 + below)

    def _page(self, field: GraphQLField, node: FieldNode) -> int | None:
        """The size of the pages of a connection; None when the field is none."""
        if "first" not in field.args:
            return None
        given = [self._given(node, name) for name in ("first", "last")]
        return max((size for size in given if size is not None), default=DEFAULT_SIZE)

    def _times(self, field: GraphQLField, node: FieldNode, page: int | None) -> int:
        """How many objects a field answers."""
        kind = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        if not isinstance(kind, GraphQLList):
            return 1
        if "ids" in field.args:
            given = self._given(node, "ids")
            return 1 if given is None else given
        return USUAL_LIST if page is None else page

    def _given(self, node: FieldNode, name: str) -> int | None:
        for argument in node.arguments or ():
            if argument.name.value == name:
                return self._value(argument.value)
        return None

    def _value(self, value: ValueNode | None) -> int | None:
        match value:
            case VariableNode():
                name = value.name.value
                return self._sizes[name] if name in self._sizes else self._value(self._defaults.get(name))
            case IntValueNode():
                return _size(float(value.value))
            case ListValueNode():
                return min(len(value.values), LARGEST_SIZE)
        return None
