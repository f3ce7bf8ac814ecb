"""SMS through Twilio: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource."""

from contextlib import AbstractAsyncContextManager

import httpx2

from notifications.texts import Text
from notifications.transports.http import answer_of, posting, refuse
from notifications.transports.transport import Carry
from settings import Settings

ADDRESS = "https://api.twilio.com"


class TwilioSms:
    """`sms_account` is the account's SID, `sms_token` its auth token; `sms_from` a number, name or `MG…` service."""

    def __init__(self, settings: Settings) -> None:
        base = settings.sms_api_url.rstrip("/") or ADDRESS
        self._url = f"{base}/2010-04-01/Accounts/{settings.sms_account}/Messages.json"
        self._auth = (settings.sms_account, settings.sms_token.get_secret_value())
        self._sender_field = "MessagingServiceSid" if settings.sms_from.startswith("MG") else "From"
        self._sender = settings.sms_from
        self._settings = settings

    def opened(self) -> AbstractAsyncContextManager[Carry[Text]]:
        return posting(self._post, self._settings)

    async def _post(self, client: httpx2.AsyncClient, text: Text) -> None:
        form = {"To": text.to, "Body": text.body, self._sender_field: self._sender}
        response = await client.post(self._url, data=form, auth=self._auth)
        if response.status_code != httpx2.codes.CREATED:
            raise refuse(response, code=answer_of(response).get("code"))
