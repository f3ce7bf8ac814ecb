"""What an operation knows besides its arguments: who asks, and the parts of the house that it needs."""

from collections.abc import Awaitable, Callable, Hashable, MutableMapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import strawberry
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.dataloader import DataLoader

from auth.attempts import Attempts
from auth.sign_in import authenticate_again
from auth.viewer import Origin, Viewer
from realtime.feed import Feed
from schema.loaders import Loaders


@dataclass
class House:
    """The parts that live as long as the process."""

    feed: Feed
    attempts: Attempts
    is_https: bool


@dataclass
class Context:
    """One operation's surroundings; on a websocket, the connection's until an operation makes its own.

    `write` puts a payload behind the id of an operation and sends it past the library, where the socket can. `cost` is
    that of the operation, and `sharing` how its events are answered when many are told the same.
    """

    viewer: Viewer
    house: House
    address: str
    response: Response | WebSocket
    cookie: str | None = None
    connection_params: dict[str, object] | None = None
    scope: MutableMapping[str, Any] = field(default_factory=dict)
    is_refused: bool = False
    write: Callable[[bytes], bool] | None = None
    cost: int | None = None
    sharing: Any = None
    seconds_lost: float = 0.0  # on a plan that failed; graphql-core makes the answer
    outcomes: dict[str, object] = field(init=False, default_factory=dict)
    _loaders: Loaders | None = field(init=False)
    _batches: dict[Hashable, DataLoader[Any, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.forget()

    @property
    def is_socket(self) -> bool:
        return isinstance(self.response, WebSocket)

    def forget(self) -> None:
        """Begin with empty loaders, so that a pushed event never shows what an earlier one loaded."""
        self._loaders = None
        self._batches = {}

    @property
    def loaders(self) -> Loaders:
        self._loaders = self._loaders or Loaders(self.viewer)
        return self._loaders

    def batch(
        self, read: Callable[..., Awaitable[Any]], info: "Info", arguments: dict[str, Any]
    ) -> DataLoader[Any, Any]:
        """Where a field collects the parents that it is asked about in the same turn."""
        key = read, *arguments.items()
        if key not in self._batches:
            of_all = partial(read, None, info=info, **arguments)
            self._batches[key] = DataLoader(of_all, cache=False)
        return self._batches[key]

    async def for_operation(self) -> "Context":
        """A context of the operation's own. On a socket the sign-in is looked at again: it may have ended."""
        if self.is_socket:
            return replace(self, viewer=replace(await authenticate_again(self.viewer), origin=self._origin()))
        self.viewer = replace(self.viewer, origin=self._origin())
        return self

    def _origin(self) -> Origin:
        user_agent = Headers(scope=self.scope).get("user-agent") if "headers" in self.scope else None
        return Origin(self.address or None, user_agent, self.scope.get("request_id"))


Info = strawberry.Info[Context, None]
