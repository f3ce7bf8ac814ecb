"""What it looks like from outside: the only floor that knows GraphQL."""

import schema.enums as _enums  # noqa: F401  (described before the first type names one)
