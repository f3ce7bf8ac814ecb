"""E-mail against a real SMTP server: what is refused for good, what may be tried again, and who breaks off."""

import asyncio
from email.message import EmailMessage
from pathlib import Path

import pytest
from pydantic import SecretStr

from notifications.transports.file import FileMail
from notifications.transports.smtp import SmtpMail
from notifications.transports.transport import CarryFailed
from settings import Settings
from tests.notifications.peers import Mailbox


def letter_to(address: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Message-ID"] = "a@maas.example", address, f"<{address}@x>"
    letter.set_content("Dag!")
    return letter


async def test_a_batch_goes_over_one_connection(settings: Settings, mailbox: Mailbox) -> None:
    async with SmtpMail(settings).opened() as carry:
        for number in range(3):
            await carry(letter_to(f"p{number}@x.example"))

    assert [letter["To"] for letter in mailbox.letters] == [f"p{number}@x.example" for number in range(3)]
    assert mailbox.connections == 1


async def test_what_cannot_be_delivered_comes_back_to_the_installation(settings: Settings, mailbox: Mailbox) -> None:
    async with SmtpMail(settings).opened() as carry:
        await carry(letter_to("a@x.example"))

    assert mailbox.senders == ["noreply@huismeester.example"]
    assert mailbox.letters[0]["From"] == "a@maas.example"


@pytest.mark.parametrize(("answer", "permanent"), [("550 no such user", True), ("450 busy", False)])
async def test_a_refused_recipient_is_told_from_a_busy_one(
    settings: Settings, mailbox: Mailbox, answer: str, permanent: bool
) -> None:
    mailbox.refuse["gone@x.example"] = answer

    async with SmtpMail(settings).opened() as carry:
        with pytest.raises(CarryFailed) as failure:
            await carry(letter_to("gone@x.example"))
        await carry(letter_to("here@x.example"))

    assert failure.value.permanent is permanent
    assert failure.value.reason == f"recipient refused, SMTP {answer[:3]}"
    assert failure.value.__cause__ is None
    assert [letter["To"] for letter in mailbox.letters] == ["here@x.example"]
    assert mailbox.connections == 1


async def test_a_server_that_breaks_off_is_called_again_for_the_next_letter(
    settings: Settings, mailbox: Mailbox
) -> None:
    mailbox.drop_after = 1

    async with SmtpMail(settings).opened() as carry:
        with pytest.raises(CarryFailed) as failure:
            await carry(letter_to("a@x.example"))
        await carry(letter_to("b@x.example"))

    assert not failure.value.permanent
    assert mailbox.connections == 2


async def test_a_server_that_is_away_is_found_out_before_anything_is_written(settings: Settings) -> None:
    nowhere = settings.model_copy(update={"smtp_port": 1})

    with pytest.raises(CarryFailed) as failure:
        async with SmtpMail(nowhere).opened():
            pytest.fail("there is no server to be connected to")

    assert (failure.value.permanent, failure.value.reason) == (False, "SMTPConnectError")


async def test_a_password_that_is_refused_may_be_put_right(settings: Settings) -> None:
    signed_in = settings.model_copy(update={"smtp_username": "huis", "smtp_password": SecretStr("geheim")})

    with pytest.raises(CarryFailed) as failure:
        async with SmtpMail(signed_in).opened():
            pytest.fail("the server offers no sign-in")

    assert not failure.value.permanent
    assert "geheim" not in failure.value.reason


async def test_an_address_that_the_server_cannot_write_is_refused_for_good(settings: Settings) -> None:
    async with SmtpMail(settings).opened() as carry:
        with pytest.raises(CarryFailed) as failure:
            await carry(letter_to("jörg@x.example"))

    assert failure.value.permanent


async def test_a_letter_becomes_a_file_and_a_second_attempt_replaces_it(settings: Settings) -> None:
    async with FileMail(settings).opened() as carry:
        await carry(letter_to("a@x.example"))
        await carry(letter_to("a@x.example"))

    [file] = await asyncio.to_thread(lambda: list(Path(settings.outbox_path).iterdir()))
    assert file.suffix == ".eml"
    assert b"Dag!" in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
