"""GraphQL over http and websocket, each viewer with its own schema.

Http follows the GraphQL-over-HTTP specification: https://graphql.github.io/graphql-over-http/draft/.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from cross_web import HTTPException
from graphql import ExecutionResult
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.graphql import OperationType

from auth.sign_in import authenticate
from auth.viewer import Audience, Viewer, nobody
from catalogue import say
from errors import TooManyRequests, Unauthenticated
from schema.answers import Answer, Refused, breakdown, not_now
from schema.api import schema_for, schema_of
from schema.context import Context, House
from schema.cookies import COOKIE
from schema.languages import asked_in_headers, locale_of, named
from schema.requests import object_in, operation_in
from schema.socket import Socket

OPERATIONS_PER_SOCKET = 50
INIT_TIMEOUT = timedelta(seconds=10)


class GraphQLApp(GraphQL[Context, None]):
    """The one address of the API."""

    graphql_transport_ws_handler_class = Socket

    def __init__(
        self,
        house: Callable[[], House],
        *,
        origins: list[str],
        console: Path,
        shows_console_to: Callable[..., bool],
        init_timeout: timedelta = INIT_TIMEOUT,
    ) -> None:
        super().__init__(
            schema_for(Audience.PUBLIC),
            graphql_ide="graphiql",
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=init_timeout,
            max_subscriptions_per_connection=OPERATIONS_PER_SOCKET,
            allowed_origins=origins,
        )
        self._house = house
        self._origins = origins
        self._console = console
        self._shows_console_to = shows_console_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await super().__call__(scope, receive, send)
        else:
            response = await self._answer(Request(scope, receive))
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        """Whatever happens, a client gets JSON with a code; a body that is too big is Starlette's to refuse."""
        try:
            return await (self._posted(request) if request.method == "POST" else self.run(request))
        except HTTPException as refused:
            return Refused(refused.status_code, "BAD_USER_INPUT", refused.reason).answer()
        except Refused as refused:
            return refused.answer()
        except TooManyRequests as refused:
            return not_now(refused, locale_of(request))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it, and nothing is wrong here
        except StarletteHTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - nobody further out knows what the API's answers look like
            return breakdown(error, locale_of(request))

    async def _posted(self, request: Request) -> Response:
        """As Strawberry's `run` does it, without what nobody may ask here: streams, batches and uploads."""
        answer = await self.get_sub_response(request)
        context = await self.get_context(request, answer)
        asked = operation_in(request.headers.get("content-type", ""), await request.body())
        result = await self.execute_single(request, request, answer, context, None, asked)
        return self.create_response(await self.process_result(request, result), answer)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        house, address = self._house(), request.client.host if request.client else ""
        if isinstance(request, WebSocket):
            viewer = nobody(locale_of(request))
        else:
            await house.attempts.count_request_from(address)
            viewer = (await self._viewer(request)).answered_in(asked_in_headers(request))
            await house.attempts.count_request_of(viewer.session_id)
        return Context(
            viewer=viewer,
            house=house,
            address=address,
            response=response,
            cookie=request.cookies.get(COOKIE),
            scope=request.scope,
        )

    async def get_sub_response(self, request: Request | WebSocket) -> Answer:
        return Answer(request.headers.get("accept", ""))

    async def execute_single(
        self,
        request: Request,
        request_adapter: Any,
        sub_response: Response,
        context: Context,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> Any:
        if not request_data.query:
            raise Refused(400, "BAD_USER_INPUT", "The request holds no query.")
        try:
            return await schema_of(context.viewer).execute(
                request_data.query,
                root_value=root_value,
                variable_values=request_data.variables,
                context_value=context,
                operation_name=request_data.operation_name,
                allowed_operation_types=OperationType.from_http(request_adapter.method) - {OperationType.SUBSCRIPTION},
            )
        except CannotGetOperationTypeError as error:
            raise Refused(400, "BAD_USER_INPUT", error.as_http_error_reason()) from error
        except InvalidOperationTypeError as error:
            status = 405 if request_adapter.method == "GET" else 400
            message = error.as_http_error_reason(request_adapter.method)
            raise Refused(status, "BAD_USER_INPUT", message) from error

    def create_response(self, response_data: Any, sub_response: Response) -> Response:
        assert isinstance(sub_response, Answer)  # noqa: S101 - of get_sub_response
        sub_response.write(response_data)
        return sub_response

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:  # type: ignore[override]
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        if result.extensions:
            answer["extensions"] = result.extensions
        return answer  # type: ignore[return-value]

    async def render_graphql_ide(self, request: Request) -> Response:
        viewer = await self._viewer(request)
        if not self._shows_console_to(is_signed_in=viewer.is_signed_in):
            raise Refused(404, "BAD_USER_INPUT", "There is no page here; the API takes POST.")
        return FileResponse(self._console)

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)

    def encode_json(self, data: object) -> str:
        return orjson.dumps(data).decode()

    def parse_json(self, data: str | bytes) -> Any:
        return object_in(data)

    async def on_ws_connect(self, context: Context) -> Any:
        """The first message of a socket says who it is: by `token`, or else by the cookie of the handshake.

        And, with `locale`, which language it is to be answered in.
        """
        await context.house.attempts.count_request_from(context.address)
        given = context.connection_params or {}
        token = given.get("token")
        secret = token if token is not None else context.cookie
        if secret is not None:
            try:
                context.viewer = await authenticate(secret if isinstance(secret, str) else "")
            except Unauthenticated:
                raise ConnectionRejectionError from None
        context.viewer = context.viewer.answered_in(named(given.get("locale")))
        return await super().on_ws_connect(context)

    async def _viewer(self, request: Request) -> Viewer:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            try:
                return await authenticate(token.strip())
            except Unauthenticated:
                raise Refused(401, "UNAUTHENTICATED", say(locale_of(request), "failure.unauthenticated")) from None
        cookie = request.cookies.get(COOKIE)
        if cookie is None:
            return nobody(locale_of(request))
        self._check_origin(request)
        try:
            return await authenticate(cookie)
        except Unauthenticated:
            return nobody(locale_of(request))

    def _check_origin(self, request: Request) -> None:
        """A cookie comes along with whatever page asks; only our own pages may use it."""
        origin = request.headers.get("origin")
        if origin is None or origin in self._origins or urlsplit(origin).netloc == request.headers.get("host"):
            return
        raise Refused(403, "FORBIDDEN", say(locale_of(request), "failure.foreign_origin"))
