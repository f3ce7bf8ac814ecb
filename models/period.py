"""From one date to another: how long somebody owns or rents something."""

from datetime import date

from tortoise.expressions import Q


def holds_on(day: date) -> Q:
    """That an ownership or tenancy holds on a day; its last day counts."""
    return Q(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
