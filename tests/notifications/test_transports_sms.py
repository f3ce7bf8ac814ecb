"""SMS against providers that behave as their documentation says."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from notifications.texts import Text
from notifications.transports.carrier import carrier_for
from notifications.transports.transport import CarryFailed
from settings import Settings
from tests.notifications.peers import Provider, cm, provider, twilio, webhook

TEXT = Text(to="+31622222222", body="Maas: nieuwe opdracht 7KQ4-M2XA. https://x/l#geheim", key="ab" * 16)
NO_NUMBER = Text(to="+49x", body="Maas", key="cd" * 16)


def sms_settings(**values: object) -> Settings:
    usual: dict[str, object] = {"sms_from": "Maas", "sms_timeout_seconds": 1, "sms_private_addresses": True}
    return Settings(_env_file=None, **{**usual, **values})  # type: ignore[arg-type]


@pytest.fixture
async def at_twilio() -> AsyncIterator[tuple[Provider, Settings]]:
    async with provider(twilio) as made:
        yield made, sms_settings(sms="twilio", sms_account="AC1", sms_token="token", sms_api_url=made.url)


@pytest.fixture
async def at_cm() -> AsyncIterator[tuple[Provider, Settings]]:
    async with provider(cm) as made:
        yield made, sms_settings(sms="cm", sms_token="token", sms_api_url=made.url)


@pytest.fixture
async def at_webhook() -> AsyncIterator[tuple[Provider, Settings]]:
    async with provider(webhook) as made:
        yield (
            made,
            sms_settings(sms="webhook", sms_webhook_url=f"{made.url}/sms", sms_webhook_secret="geheim"),
        )


@pytest.fixture(params=["at_twilio", "at_cm", "at_webhook"])
def anywhere(request: pytest.FixtureRequest) -> tuple[Provider, Settings]:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


async def carry(settings: Settings, *texts: Text) -> None:
    async with carrier_for(settings).sms.opened() as carry_one:
        for text in texts:
            await carry_one(text)


async def failure_of(settings: Settings, text: Text = TEXT) -> CarryFailed:
    with pytest.raises(CarryFailed) as failure:
        await carry(settings, text)
    for secret in (text.to, text.body, "token", "geheim", "127.0.0.1"):
        assert secret not in failure.value.reason
    return failure.value


async def test_twilio_is_given_a_number_a_sender_and_a_text(at_twilio: tuple[Provider, Settings]) -> None:
    made, settings = at_twilio

    await carry(settings, TEXT)

    assert made.asked == [{"To": TEXT.to, "From": "Maas", "Body": TEXT.body}]


async def test_twilio_may_be_given_a_messaging_service(at_twilio: tuple[Provider, Settings]) -> None:
    made, settings = at_twilio

    await carry(settings.model_copy(update={"sms_from": "MG123"}), TEXT)

    assert made.asked == [{"To": TEXT.to, "MessagingServiceSid": "MG123", "Body": TEXT.body}]


async def test_cm_is_given_a_number_a_sender_a_text_and_a_reference(at_cm: tuple[Provider, Settings]) -> None:
    made, settings = at_cm

    await carry(settings, TEXT)

    [message] = made.asked[0]["msg"]
    assert message == {
        "allowedChannels": ["SMS"],
        "from": "Maas",
        "to": [{"number": "0031622222222"}],
        "body": {"type": "auto", "content": TEXT.body},
        "reference": TEXT.key,
    }


async def test_a_webhook_is_signed_and_a_repetition_can_be_told(at_webhook: tuple[Provider, Settings]) -> None:
    made, settings = at_webhook

    await carry(settings, TEXT)
    await carry(settings, TEXT)

    assert made.asked == [{"from": "Maas", "to": TEXT.to, "body": TEXT.body}]


async def test_a_webhook_secret_may_be_in_base64(at_webhook: tuple[Provider, Settings]) -> None:
    made, settings = at_webhook
    same = sms_settings(sms="webhook", sms_webhook_url=settings.sms_webhook_url, sms_webhook_secret="whsec_Z2VoZWlt")

    await carry(same, TEXT)

    assert len(made.asked) == 1


@pytest.mark.parametrize("anywhere", ["at_twilio", "at_cm"], indirect=True)
async def test_a_number_that_is_none_is_refused_for_good(anywhere: tuple[Provider, Settings]) -> None:
    _, settings = anywhere

    assert (await failure_of(settings, NO_NUMBER)).permanent


async def test_the_reason_names_the_code_of_the_provider(
    at_twilio: tuple[Provider, Settings], at_cm: tuple[Provider, Settings]
) -> None:
    assert (await failure_of(at_twilio[1], NO_NUMBER)).reason == "HTTP 400, code 21211"
    assert (await failure_of(at_cm[1], NO_NUMBER)).reason == "CM code 303"


async def test_a_wrong_token_may_be_put_right(anywhere: tuple[Provider, Settings]) -> None:
    _, settings = anywhere
    wrong = SecretStr("wrong")
    mistaken = settings.model_copy(update={"sms_token": wrong, "sms_webhook_secret": wrong})

    assert not (await failure_of(mistaken)).permanent


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"code": 20429}, 429),
        PlainTextResponse("upstream is away", 502),
        JSONResponse([], 503),
        RedirectResponse("https://elsewhere.example/"),
    ],
)
async def test_trouble_at_the_provider_is_temporary(anywhere: tuple[Provider, Settings], answer: Response) -> None:
    made, settings = anywhere
    made.answer = answer

    assert not (await failure_of(settings)).permanent


async def test_an_answer_that_makes_no_sense_is_no_success(at_cm: tuple[Provider, Settings]) -> None:
    made, settings = at_cm
    made.answer = JSONResponse({"messages": []})

    assert not (await failure_of(settings)).permanent


async def test_a_provider_that_does_not_answer_is_waited_for_in_vain_only_so_long(
    at_webhook: tuple[Provider, Settings],
) -> None:
    made, settings = at_webhook
    made.hangs = asyncio.Event()

    failure = await failure_of(settings.model_copy(update={"sms_timeout_seconds": 0.05}))

    made.hangs.set()
    assert (failure.permanent, failure.reason) == (False, "ReadTimeout")


async def test_a_provider_that_is_away_is_temporary() -> None:
    away = sms_settings(sms="webhook", sms_webhook_url="http://127.0.0.1:1/", sms_webhook_secret="s")

    failure = await failure_of(away)

    assert (failure.permanent, failure.reason) == (False, "ConnectError")


async def test_without_a_provider_a_text_is_given_up() -> None:
    failure = await failure_of(sms_settings(sms="none"))

    assert (failure.permanent, failure.reason) == (True, "no SMS provider")


async def test_a_text_becomes_a_file(tmp_path: Path) -> None:
    await carry(sms_settings(sms="file", outbox_path=str(tmp_path / "box")), TEXT, TEXT)

    [file] = (tmp_path / "box").iterdir()
    assert file.name == f"delivery.{TEXT.key}.sms.json"
    assert json.loads(file.read_bytes()) == {"to": TEXT.to, "body": TEXT.body}
    assert file.stat().st_mode & 0o077 == 0
