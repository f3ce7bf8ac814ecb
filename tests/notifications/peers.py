"""The other side of the wire: a mail server and SMS providers that behave as their documentation says."""

import asyncio
import base64
import hashlib
import hmac
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


@dataclass
class Mailbox:
    """A mail server. `refuse` answers RCPT with a code, `drop_after` breaks off once that many letters were taken."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    senders: list[str | None] = field(default_factory=list)
    connections: int = 0
    refuse: dict[str, str] = field(default_factory=dict)
    drop_after: int | None = None
    gate: asyncio.Event | None = None
    knocked: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_RCPT(  # noqa: N802  the name is aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.knocked.set()
        if self.gate is not None:
            await self.gate.wait()
        assert isinstance(envelope.content, bytes)
        self.senders.append(envelope.mail_from)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        if len(self.letters) == self.drop_after and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "250 OK"

    def connection(self) -> SMTP:
        self.connections += 1
        return SMTP(self, hostname="mx.example", ident="test", enable_SMTPUTF8=False)


@asynccontextmanager
async def mail_server(mailbox: Mailbox | None = None) -> AsyncIterator[Mailbox]:
    mailbox = mailbox or Mailbox()
    server = await asyncio.get_running_loop().create_server(mailbox.connection, "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()
        await server.wait_closed()


@dataclass
class Provider:
    """An SMS provider: what it was asked, and what it answers next when that is not its usual answer."""

    url: str = ""
    asked: list[Any] = field(default_factory=list)
    answer: Response | None = None
    hangs: asyncio.Event | None = None


@asynccontextmanager
async def provider(app_of: Callable[[Provider], Starlette]) -> AsyncIterator[Provider]:
    """One of the providers below, on a free port."""
    made = Provider()
    listening = socket.create_server(("127.0.0.1", 0))
    made.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app_of(made), log_level="error", lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield made
    finally:
        server.should_exit = True
        await serving


def twilio(made: Provider) -> Starlette:
    """201 and the message; 401 with code 20003 for a wrong token; 400 with code 21211 for a number that is none."""

    async def create_message(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        made.asked.append(form)
        if made.answer is not None:
            return made.answer
        expected = base64.b64encode(b"AC1:token").decode()
        if request.headers["authorization"] != f"Basic {expected}" or request.path_params["sid"] != "AC1":
            return JSONResponse({"code": 20003, "message": "Authenticate", "status": 401}, 401)
        if not form["To"].startswith("+31"):
            return JSONResponse({"code": 21211, "message": f"Invalid 'To': {form['To']}", "status": 400}, 400)
        return JSONResponse({"sid": "SM1", "status": "queued", "error_code": None}, 201)

    return Starlette(routes=[Route("/2010-04-01/Accounts/{sid}/Messages.json", create_message, methods=["POST"])])


def cm(made: Provider) -> Starlette:
    """200 when one was created, 400 when none was, and per message what became of it."""

    async def message(request: Request) -> Response:
        asked = (await request.json())["messages"]
        made.asked.append(asked)
        if made.answer is not None:
            return made.answer
        if asked["authentication"]["productToken"] != "token":
            said = {"details": "No account found for the given authentication", "errorCode": 101, "messages": []}
            return JSONResponse(said, 400)
        [one] = asked["msg"]
        number, reference = one["to"][0]["number"], one["reference"]
        if not number.startswith("00") or not number.isdigit():
            rejected = {"to": number, "status": "Rejected", "reference": reference, "messageErrorCode": 303}
            return JSONResponse({"details": "Created 0 message(s)", "errorCode": 201, "messages": [rejected]}, 400)
        accepted = {"to": number, "status": "Accepted", "reference": reference, "parts": 1, "messageErrorCode": 0}
        return JSONResponse({"details": "Created 1 message(s)", "errorCode": 0, "messages": [accepted]})

    return Starlette(routes=[Route("/v1.0/message", message, methods=["POST"])])


def webhook(made: Provider) -> Starlette:
    """A receiver that checks the signature as standardwebhooks.com describes, and drops repetitions."""
    seen: set[str] = set()

    async def receive(request: Request) -> Response:
        if made.hangs is not None:
            await made.hangs.wait()
        if made.answer is not None:
            return made.answer
        headers, content = request.headers, await request.body()
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + content
        expected = base64.b64encode(hmac.digest(b"geheim", signed, hashlib.sha256)).decode()
        if headers["webhook-signature"] != f"v1,{expected}":
            return Response(status_code=401)
        if headers["webhook-id"] not in seen:
            made.asked.append(await request.json())
        seen.add(headers["webhook-id"])
        return Response(status_code=204)

    return Starlette(routes=[Route("/sms", receive, methods=["POST"])])
