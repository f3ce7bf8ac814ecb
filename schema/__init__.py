"""What it looks like from outside: the only floor that knows GraphQL."""

# Enums are described before the first type names one.
import schema.enums as _enums  # noqa: F401
import schema.error_codes as _error_codes  # noqa: F401
import schema.notices as _notices  # noqa: F401
