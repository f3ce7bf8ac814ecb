"""Who takes the post away, as the settings have it."""

from dataclasses import dataclass
from email.message import EmailMessage

from notifications.texts import Text
from notifications.transports.file import FileMail, FileSms
from notifications.transports.sms_cm import CmSms
from notifications.transports.sms_none import NoSms
from notifications.transports.sms_twilio import TwilioSms
from notifications.transports.sms_webhook import WebhookSms
from notifications.transports.smtp import SmtpMail
from notifications.transports.transport import Transport
from settings import Settings


@dataclass(frozen=True)
class Carrier:
    """One transport for each kind of post."""

    mail: Transport[EmailMessage]
    sms: Transport[Text]


def carrier_for(settings: Settings) -> Carrier:
    """The transports that the settings name."""
    return Carrier(mail=_mail(settings), sms=_sms(settings))


def _mail(settings: Settings) -> Transport[EmailMessage]:
    return SmtpMail(settings) if settings.mail == "smtp" else FileMail(settings)


def _sms(settings: Settings) -> Transport[Text]:
    match settings.sms:
        case "none":
            return NoSms()
        case "file":
            return FileSms(settings)
        case "webhook":
            return WebhookSms(settings)
        case "twilio":
            return TwilioSms(settings)
        case "cm":
            return CmSms(settings)
