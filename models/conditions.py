"""What a condition begins with that Tortoise has no words for."""

from tortoise.expressions import Q


class Condition(Q):
    """Says by itself, in `resolve`, what is asked of a row. Tortoise would leave out a Q without parts."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True
