"""What every transport promises, and how one says that it could not carry something."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

P_contra = TypeVar("P_contra", contravariant=True)
Carry = Callable[[P_contra], Awaitable[None]]


class Transport(Protocol[P_contra]):
    """A way for one kind of post.

    `opened` is entered once per batch and hands out the function that carries one piece. Either may raise CarryFailed.
    """

    def opened(self) -> AbstractAsyncContextManager[Carry[P_contra]]: ...


class CarryFailed(Exception):  # noqa: N818
    """It was not carried. `permanent`: trying again would not help.

    `reason` names the kind of failure for staff, such as `SMTP 550`; never an address, a number or a text.
    """

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
