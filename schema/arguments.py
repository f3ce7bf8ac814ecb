"""The arguments that every list takes."""

from typing import Annotated

import strawberry

Id = Annotated[strawberry.ID, strawberry.argument(description="The id, as any answer gave it.")]
MaybeId = Annotated[strawberry.ID | None, strawberry.argument(description="The id, as any answer gave it.")]
MaybeReference = Annotated[
    str | None, strawberry.argument(description="The number by which people name it; looked at when there is no id.")
]
Search = Annotated[str | None, strawberry.argument(description="Text to look for.")]
IsArchived = Annotated[
    bool | None, strawberry.argument(description="Those out of use, or those in use; null for both.")
]
FILTER = strawberry.argument(description="Only those that fit.")

First = Annotated[
    int | None,
    strawberry.argument(description="At most how many from the start, or after `after`: 20 unless said, 100 at most."),
]
After = Annotated[str | None, strawberry.argument(description="Only what comes after this cursor.")]
Last = Annotated[
    int | None, strawberry.argument(description="At most how many from the end, or before `before`: 100 at most.")
]
Before = Annotated[str | None, strawberry.argument(description="Only what comes before this cursor.")]
