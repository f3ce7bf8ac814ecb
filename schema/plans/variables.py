"""Which variables a part of a document mentions."""

from typing import Any

from graphql import DirectiveNode, Node, VariableNode, Visitor, visit


def variables_in(*parts: Node) -> frozenset[str]:
    """All of them."""
    return _found(_Variables(), parts)


def switches_in(*parts: Node) -> frozenset[str]:
    """Those on which it hangs what is selected."""
    return _found(_Switches(), parts)


class _Names(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()


class _Variables(_Names):
    def enter_variable(self, variable: VariableNode, *_: Any) -> None:
        self.names.add(variable.name.value)


class _Switches(_Names):
    def enter_directive(self, directive: DirectiveNode, *_: Any) -> None:
        values = [argument.value for argument in directive.arguments or ()]
        self.names.update(value.name.value for value in values if isinstance(value, VariableNode))


def _found(visitor: _Names, parts: tuple[Node, ...]) -> frozenset[str]:
    for part in parts:
        visit(part, visitor)
    return frozenset(visitor.names)
