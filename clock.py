"""What time it is; the one place where the house looks at the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the houses stand; ownerships and tenancies begin and end by it."""
    return now().astimezone(AMSTERDAM).date()
