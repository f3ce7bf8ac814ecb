"""SMS through CM.com: https://developers.cm.com/messaging/docs/sms."""

from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx2

from notifications.texts import Text
from notifications.transports.http import answer_of, posting, refuse
from notifications.transports.transport import Carry, CarryFailed
from settings import Settings

ADDRESS = "https://gw.cmtelecom.com"  # not the address behind Cloudflare, which sends personal data to the USA
OF_THE_RECIPIENT = frozenset({302, 303, 304, 305, 401, 402, 403})  # number, text, spam, on a blacklist, rejected


class CmSms:
    """`sms_token` is the product token."""

    def __init__(self, settings: Settings) -> None:
        self._url = f"{settings.sms_api_url.rstrip('/') or ADDRESS}/v1.0/message"
        self._token = settings.sms_token.get_secret_value()
        self._sender = settings.sms_from
        self._settings = settings

    def opened(self) -> AbstractAsyncContextManager[Carry[Text]]:
        return posting(self._post, self._settings)

    async def _post(self, client: httpx2.AsyncClient, text: Text) -> None:
        response = await client.post(self._url, json=self._request(text))
        answer = answer_of(response)
        if response.status_code not in {200, 400}:
            raise refuse(response, code=answer.get("errorCode"))
        _judge(answer)

    def _request(self, text: Text) -> dict[str, Any]:
        message = {
            "allowedChannels": ["SMS"],
            "from": self._sender,
            "to": [{"number": f"00{text.to.removeprefix('+')}"}],
            "body": {"type": "auto", "content": text.body},
            "reference": text.key,
        }
        return {"messages": {"authentication": {"productToken": self._token}, "msg": [message]}}


def _judge(answer: dict[str, Any]) -> None:
    """CM says 200 or 400 and then per message what became of it; a code for the whole request is ours to put right."""
    message: dict[str, Any] = next(iter(answer.get("messages") or []), {})
    if message.get("status") == "Accepted":
        return
    code = message.get("messageErrorCode") or answer.get("errorCode")
    raise CarryFailed(f"CM code {code}", permanent=code in OF_THE_RECIPIENT)
