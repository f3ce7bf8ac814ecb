"""How somebody signs in and out."""

from datetime import datetime

import auth.viewer
from auth.viewer import EVERYBODY, SIGNED_IN
from resolvers import sessions, sign_in_links
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.cookies import drop_session_cookie, set_session_cookie
from schema.payloads import Payload, act
from schema.viewers import Viewer


@shown_input(EVERYBODY, "How an employee or an account signs in.")
class SignInInput:
    email: str = shown(EVERYBODY, "The e-mail address.")
    password: str = shown(EVERYBODY, "The password.")
    organisation: str | None = shown(
        EVERYBODY, "At which organisation, by its slug; for who has this address and password at several.", default=None
    )


@shown_type(EVERYBODY, "What became of signing in.")
class SignInPayload(Payload):
    viewer: auth.viewer.Viewer | None = shown(
        EVERYBODY, "Who is signed in now.", default=None, graphql_type=Viewer | None
    )
    token: str | None = shown(
        EVERYBODY,
        "Send it as `Authorization: Bearer …`, or in `connection_init` as `token`. Shown this once; browsers get it as a cookie too.",  # noqa: E501
        default=None,
    )
    expires_at: datetime | None = shown(EVERYBODY, "When the session stops by itself.", default=None)


@shown_input(EVERYBODY, "A guest link to open.")
class OpenGuestLinkInput:
    token: str = shown(EVERYBODY, "The secret: what follows `#` in the link.")


@shown_type(EVERYBODY, "What became of opening the link.")
class OpenGuestLinkPayload(Payload):
    viewer: auth.viewer.Viewer | None = shown(
        EVERYBODY, "Who is signed in now.", default=None, graphql_type=Viewer | None
    )
    token: str | None = shown(EVERYBODY, "The session's token, as in `signIn`. Shown this once.", default=None)
    expires_at: datetime | None = shown(EVERYBODY, "When link and session stop.", default=None)


@shown_input(EVERYBODY, "Who would like a link to sign in with.")
class RequestSignInLinkInput:
    email: str = shown(EVERYBODY, "The e-mail address of the account.")
    organisation: str = shown(EVERYBODY, "At which organisation, by its slug.")


@shown_type(EVERYBODY, "What became of asking for a link.")
class RequestSignInLinkPayload(Payload):
    is_requested: bool = shown(
        EVERYBODY, "That it was heard. Whether somebody has this address is not told.", default=False
    )


@shown_input(EVERYBODY, "A link from an e-mail to sign in with.")
class RedeemSignInLinkInput:
    token: str = shown(EVERYBODY, "The secret: what follows `#` in the link.")
    new_password: str | None = shown(
        EVERYBODY, "A password to sign in with from now on; an employee who was invited must choose one.", default=None
    )


@shown_type(EVERYBODY, "What became of using the link.")
class RedeemSignInLinkPayload(Payload):
    viewer: auth.viewer.Viewer | None = shown(
        EVERYBODY, "Who is signed in now.", default=None, graphql_type=Viewer | None
    )
    token: str | None = shown(EVERYBODY, "The session's token, as in `signIn`. Shown this once.", default=None)
    expires_at: datetime | None = shown(EVERYBODY, "When the session stops by itself.", default=None)


@shown_type(SIGNED_IN, "What became of signing out.")
class SignOutPayload(Payload):
    is_signed_out: bool = shown(SIGNED_IN, "Whether the session ended.", default=False)


@shown_type(EVERYBODY, "Signing in and out.")
class SigningIn:
    @act(SignInPayload, "Sign in with a password.")
    async def sign_in(self, info: Info, input: SignInInput) -> SignInPayload:
        context = info.context
        signed_in = await sessions.sign_in(
            context.viewer,
            email=input.email,
            password=input.password,
            slug=input.organisation,
            address=context.address,
            attempts=context.house.attempts,
        )
        set_session_cookie(context, signed_in)
        return SignInPayload(viewer=signed_in.viewer, token=signed_in.token, expires_at=signed_in.viewer.expires_at)

    @act(OpenGuestLinkPayload, "Exchange the secret of a guest link for a session. Changes nothing else.")
    async def open_guest_link(self, info: Info, input: OpenGuestLinkInput) -> OpenGuestLinkPayload:
        context = info.context
        signed_in = await sessions.open_guest_link(
            context.viewer, token=input.token, address=context.address, attempts=context.house.attempts
        )
        set_session_cookie(context, signed_in)
        return OpenGuestLinkPayload(
            viewer=signed_in.viewer, token=signed_in.token, expires_at=signed_in.viewer.expires_at
        )

    @act(RequestSignInLinkPayload, "Ask for an e-mail with a link that signs in once; the answer is always the same.")
    async def request_sign_in_link(self, info: Info, input: RequestSignInLinkInput) -> RequestSignInLinkPayload:
        context = info.context
        await sign_in_links.request_sign_in_link(
            context.viewer,
            email=input.email,
            slug=input.organisation,
            address=context.address,
            attempts=context.house.attempts,
        )
        return RequestSignInLinkPayload(is_requested=True)

    @act(RedeemSignInLinkPayload, "Exchange the secret of a link from an e-mail for a session; it works once.")
    async def redeem_sign_in_link(self, info: Info, input: RedeemSignInLinkInput) -> RedeemSignInLinkPayload:
        context = info.context
        signed_in = await sign_in_links.redeem_sign_in_link(
            context.viewer,
            token=input.token,
            new_password=input.new_password,
            address=context.address,
            attempts=context.house.attempts,
        )
        set_session_cookie(context, signed_in)
        return RedeemSignInLinkPayload(
            viewer=signed_in.viewer, token=signed_in.token, expires_at=signed_in.viewer.expires_at
        )

    @act(SignOutPayload, "End this session, and what is followed with it.")
    async def sign_out(self, info: Info) -> SignOutPayload:
        await sessions.sign_out(info.context.viewer)
        drop_session_cookie(info.context)
        return SignOutPayload(is_signed_out=True)
