"""What `huismeester check` looks at: settings, database, bus and mail server, each with what is wrong with it."""

from aiosmtplib import SMTP, SMTPException
from redis.asyncio import Redis
from redis.exceptions import RedisError

from models.migrate import DatabaseUnreachable, pending
from settings import Settings, unknown_variables


async def what_is_wrong(settings: Settings) -> dict[str, str]:
    """Each part with its trouble; empty for a part that is well."""
    return {
        "settings": ", ".join(f"{name} is not a setting" for name in unknown_variables()),
        "database": await _wrong_with_database(settings),
        "bus": await _wrong_with_bus(settings),
        "mail": await _wrong_with_mail(settings),
    }


async def _wrong_with_database(settings: Settings) -> str:
    try:
        waiting = await pending(settings.database_url)
    except DatabaseUnreachable as error:
        return str(error)
    return not_migrated(waiting) if waiting else ""


def not_migrated(waiting: list[str]) -> str:
    return f"The database lacks {', '.join(waiting)}: run `huismeester migrate`."


async def _wrong_with_bus(settings: Settings) -> str:
    if not settings.is_shared:
        return ""
    redis = Redis.from_url(settings.bus_url, socket_connect_timeout=5)
    try:
        await redis.ping()
    except (OSError, RedisError) as error:
        return f"Redis does not answer: {error}"
    finally:
        await redis.aclose()
    return ""


async def _wrong_with_mail(settings: Settings) -> str:
    """A greeting only: nothing is sent, and nobody signs in."""
    if settings.mail == "file":
        return ""
    server = SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        timeout=5,
    )
    try:
        async with server:
            await server.ehlo()
    except (OSError, SMTPException) as error:
        return f"The mail server does not answer: {error}"
    return ""
