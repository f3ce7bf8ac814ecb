"""What a document may hold: texts that every database can store."""

from typing import Any

from graphql import ASTValidationRule, GraphQLError, StringValueNode, ValidationRule

from errors import ErrorCode, Invalid

MOST_TOKENS = 20_000  # a page of a client has some hundreds; checking this many holds everybody up for a second


def is_storable(text: str) -> bool:
    """NUL and lone surrogates are stored by one database and refused by the other; here, by both."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def check_variables(variables: Any) -> None:
    """Refuse texts in variables that cannot be stored, however deep."""
    match variables:
        case str() if not is_storable(variables):
            raise Invalid(ErrorCode.INVALID_TEXT)
        case dict():
            for name, value in variables.items():
                check_variables(name)
                check_variables(value)
        case list():
            for value in variables:
                check_variables(value)


class StorableTexts(ValidationRule):
    """The same for texts written in the document itself."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if not is_storable(node.value):
            self.report_error(GraphQLError("A text holds characters that cannot be stored.", node))


RULES: list[type[ASTValidationRule]] = [StorableTexts]
