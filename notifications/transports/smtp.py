"""E-mail over SMTP."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import urlsplit

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from notifications.transports.transport import Carry, CarryFailed
from settings import Settings

LEAVING_SECONDS = 5.0


class SmtpMail:
    """A connection per batch, made again when the server has closed it meanwhile, which servers do as they please."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Carry[EmailMessage]]:
        """Bounces come back to the installation's own address, whatever organisation the letter says it is from."""
        client, sender = self._client(), parseaddr(self._settings.mail_from)[1]

        async def carry(letter: EmailMessage) -> None:
            with _failures_told_apart():
                await _connect(client)
                await _send(client, letter, sender)

        with _failures_told_apart():
            await _connect(client)
        try:
            yield carry
        finally:
            await _leave(client)

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self._settings.smtp_host,
            port=self._settings.smtp_port,
            username=self._settings.smtp_username or None,
            password=self._settings.smtp_password.get_secret_value() or None,
            use_tls=self._settings.smtp_security == "tls",
            start_tls=self._settings.smtp_security == "starttls",
            timeout=self._settings.smtp_timeout_seconds,
            local_hostname=urlsplit(self._settings.base_url).hostname,
        )


async def _connect(client: SMTP) -> None:
    if not client.is_connected:
        await client.connect()


async def _send(client: SMTP, letter: EmailMessage, sender: str) -> None:
    """What breaks off in the middle leaves a conversation that nobody can go on with."""
    try:
        await client.send_message(letter, sender=sender)
    except (SMTPResponseException, SMTPRecipientsRefused):
        raise
    except BaseException:
        client.close()
        raise


async def _leave(client: SMTP) -> None:
    try:
        await client.quit(timeout=LEAVING_SECONDS)
    except (SMTPException, OSError):
        client.close()  # the letters are gone already; a server that is rude at the door is none of our business


@contextmanager
def _failures_told_apart() -> Iterator[None]:
    """A refused recipient stays refused; everything else, such as a wrong password, may be put right."""
    try:
        yield
    except SMTPRecipientsRefused as refusal:
        code = refusal.recipients[0].code
        raise CarryFailed(f"recipient refused, SMTP {code}", permanent=code >= 500) from None
    except SMTPResponseException as refusal:
        raise CarryFailed(f"SMTP {refusal.code}", permanent=False) from None
    except (SMTPNotSupported, ValueError):
        raise CarryFailed("address not supported", permanent=True) from None
    except (SMTPException, OSError) as failure:
        raise CarryFailed(type(failure).__name__, permanent=False) from None
