"""The arguments that every list takes."""

from typing import Annotated

import strawberry

First = Annotated[
    int | None,
    strawberry.argument(description="At most how many from the start, or after `after`: 20 unless said, 100 at most."),
]
After = Annotated[str | None, strawberry.argument(description="Only what comes after this cursor.")]
Last = Annotated[
    int | None, strawberry.argument(description="At most how many from the end, or before `before`: 100 at most.")
]
Before = Annotated[str | None, strawberry.argument(description="Only what comes before this cursor.")]
