"""SMS through any service that takes a webhook, signed as https://www.standardwebhooks.com describes."""

import base64
import hashlib
import hmac
from contextlib import AbstractAsyncContextManager

import httpx2
import orjson

import clock
from notifications.texts import Text
from notifications.transports.http import posting, refuse
from notifications.transports.transport import Carry
from settings import Settings


class WebhookSms:
    """Posts `{"from", "to", "body"}`. `webhook-id` is the same at every attempt: a repetition can be dropped."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.sms_webhook_url
        self._key = _key(settings.sms_webhook_secret.get_secret_value())
        self._sender = settings.sms_from
        self._settings = settings

    def opened(self) -> AbstractAsyncContextManager[Carry[Text]]:
        return posting(self._post, self._settings)

    async def _post(self, client: httpx2.AsyncClient, text: Text) -> None:
        content = orjson.dumps({"from": self._sender, "to": text.to, "body": text.body})
        response = await client.post(self._url, content=content, headers=self._headers(text.key, content))
        if not response.is_success:
            raise refuse(response)

    def _headers(self, key: str, content: bytes) -> dict[str, str]:
        at = str(int(clock.now().timestamp()))
        signed = hmac.digest(self._key, b".".join([key.encode(), at.encode(), content]), hashlib.sha256)
        return {
            "content-type": "application/json",
            "idempotency-key": key,
            "webhook-id": key,
            "webhook-timestamp": at,
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        }


def _key(secret: str) -> bytes:
    """A secret that starts with `whsec_` is base64; any other is taken as it stands."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret.removeprefix("whsec_"))
    return secret.encode()
