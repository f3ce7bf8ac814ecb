"""What goes out by http goes to the internet, unless the settings say that it may stay in the house."""

import asyncio
from typing import Any

import httpx2
import pytest

from notifications.texts import Text
from notifications.transports.carrier import carrier_for
from notifications.transports.public_only import PrivateAddress, PublicOnly
from notifications.transports.transport import CarryFailed
from settings import Settings
from tests.notifications.peers import provider, webhook

TEXT = Text(to="+31622222222", body="Maas: nieuwe opdracht.", key="ab" * 16)
PUBLIC, OTHER = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


class Names:
    """The DNS: what each name leads to, one answer after the other, and how often it was asked."""

    def __init__(self) -> None:
        self.answers: list[list[str]] = []
        self.asked = 0

    async def getaddrinfo(self, _name: str, port: int | None, **_: Any) -> list[Any]:
        self.asked += 1
        found = self.answers.pop(0)
        if not found:
            raise OSError("no such name")
        return [(0, 0, 0, "", (address, port)) for address in found]


@pytest.fixture
async def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    made = Names()
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", made.getaddrinfo)
    return made


class Wire:
    """Who was connected to, as what."""

    def __init__(self, away: tuple[str, ...] = ()) -> None:
        self.tried: list[str] = []
        self.away = away

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.tried.append(request.url.host)
        assert (request.headers["host"], request.extensions["sni_hostname"]) == ("sms.example", "sms.example")
        if request.url.host in self.away:
            raise httpx2.ConnectError("away")
        return httpx2.Response(204)


async def post(wire: Wire) -> int:
    way = PublicOnly(httpx2.MockTransport(wire.answer))
    async with httpx2.AsyncClient(transport=way) as client:
        return (await client.post("https://sms.example/sms", content=b"{}")).status_code


PRIVATE = [
    "127.0.0.1",
    "10.0.0.8",
    "172.16.3.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "::1",
    "::",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "2002:7f00:1::",
]


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_leads_into_the_house_is_not_connected_to(address: str, names: Names) -> None:
    names.answers = [[PUBLIC, address], [address]]
    wire = Wire()

    for _ in range(2):
        with pytest.raises(PrivateAddress):
            await post(wire)

    assert wire.tried == []


async def test_it_is_the_address_that_was_looked_at_which_is_connected_to(names: Names) -> None:
    """A name that leads elsewhere when it is asked for again gains nothing by it: it is asked for once."""
    names.answers = [[PUBLIC], ["127.0.0.1"]]
    wire = Wire()

    assert await post(wire) == 204
    assert (wire.tried, names.asked) == ([PUBLIC], 1)


async def test_an_address_that_is_away_gives_way_to_the_next(names: Names) -> None:
    names.answers = [[OTHER, PUBLIC]]
    wire = Wire(away=(OTHER,))

    assert await post(wire) == 204
    assert wire.tried == [OTHER, PUBLIC]


async def test_a_name_that_nobody_knows_is_no_surprise(names: Names) -> None:
    names.answers = [[]]

    with pytest.raises(httpx2.ConnectError):
        await post(Wire())


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"_env_file": None, "sms": "webhook", "sms_webhook_secret": "geheim"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
async def test_a_webhook_in_the_house_hears_nothing_unless_the_settings_say_so(
    host: str, settings: dict[str, Any]
) -> None:
    async with provider(webhook) as made:
        address = f"{made.url.replace('127.0.0.1', host)}/sms"
        with pytest.raises(CarryFailed) as failure:
            await carry(Settings(**settings, sms_webhook_url=address))
        unheard = list(made.asked)
        await carry(Settings(**settings, sms_webhook_url=f"{made.url}/sms", sms_private_addresses=True))

    assert (failure.value.reason, failure.value.permanent) == ("PrivateAddress", False)
    assert unheard == []
    assert len(made.asked) == 1


async def carry(settings: Settings) -> None:
    async with carrier_for(settings).sms.opened() as carry_one:
        await carry_one(TEXT)
