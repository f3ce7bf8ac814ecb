"""Amounts of money."""

import strawberry

from auth.viewer import SIGNED_IN
from schema.audience import shown, shown_input, shown_type


@shown_type(SIGNED_IN, "An amount of money.")
class Money:
    cents: int = shown(SIGNED_IN, "In hundredths: 35000 is 350 euro.")
    currency: str = shown(SIGNED_IN, "The currency as ISO 4217 names it; always EUR for now.", default="EUR")


@shown_input(SIGNED_IN, "An amount of money, in euro.")
class MoneyInput:
    cents: int = shown(SIGNED_IN, "In hundredths: 35000 is 350 euro. More than nothing.")


def money(cents: int | None) -> Money | None:
    """An amount of euro cents as the API shows it."""
    return None if cents is None else Money(cents=cents)


def cents_of(amount: MoneyInput | None) -> int | None:
    return None if amount is None else amount.cents


MaybeMoney = strawberry.Maybe[MoneyInput | None]
