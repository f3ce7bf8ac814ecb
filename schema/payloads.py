"""What a mutation answers: its subject, or why it was refused."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from strawberry.utils.str_converters import to_camel_case

import metrics
from auth.acts import ACTS
from auth.viewer import EVERYBODY, Audience
from catalogue import say
from errors import ErrorCode, Refusal
from models import Locale
from resolvers.unfinished import undisturbed
from schema.audience import resolved, shown, shown_type


@shown_type(EVERYBODY, "One reason why nothing was changed.")
class UserError:
    code: ErrorCode = shown(EVERYBODY, "What logic hangs on.")
    message: str = shown(EVERYBODY, "For people, in the viewer's language.")
    path: list[str] | None = shown(EVERYBODY, "The input field that it is about, from the input down.", default=None)


@shown_type(EVERYBODY, "What every mutation answers.")
class Payload:
    errors: list[UserError] = shown(
        EVERYBODY, "Empty when it was done; when not, nothing changed.", default_factory=list
    )


P = TypeVar("P", bound=Payload)


def act(
    payload: type[P], description: str, *, name: str | None = None, to: Audience | None = None
) -> Callable[[Callable[..., Coroutine[Any, Any, P]]], Any]:
    """A mutation: who has it stands in `auth.acts.ACTS` under its name, and a refusal becomes a `UserError`.

    An act that asks each audience for other things has one resolver for each, under one `name`.

    It runs in a task of its own, shielded: a client that vanishes must not cancel it half-way, because Tortoise,
    cancelled while it enters a transaction, never gives its connection back.
    """

    def decorate(resolver: Callable[..., Coroutine[Any, Any, P]]) -> Any:
        @functools.wraps(resolver)
        async def answered(*args: Any, **kwargs: Any) -> P:
            context = kwargs["info"].context
            context.forget()  # what was loaded for an act before it in the same document
            try:
                return await undisturbed(resolver(*args, **kwargs))
            except Refusal as refusal:
                context.is_refused = True
                metrics.REFUSALS.labels(refusal.code).inc()
                return payload(errors=[_user_error(refusal, context.viewer.locale)])

        called = name or to_camel_case(resolver.__name__)
        return resolved(ACTS[called] if to is None else ACTS[called] & to, description, name=called)(answered)

    return decorate


def refusal_message(refusal: Refusal, locale: Locale) -> str:
    """What is said about a refusal."""
    return say(locale, f"error.{refusal.code.lower()}", **refusal.params)


def _user_error(refusal: Refusal, locale: Locale) -> UserError:
    path = ["input", *refusal.field.split(".")] if refusal.field else None
    return UserError(code=refusal.code, message=refusal_message(refusal, locale), path=path)
