"""Settings from the environment; every one is documented in `.env.example`."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

PREFIX = "HUISMEESTER_"

SmsProvider = Literal["none", "file", "webhook", "twilio", "cm"]
MailTransport = Literal["file", "smtp"]
Openness = Literal["auto", "true", "false"]


class Settings(BaseSettings):
    """How this process runs. A value comes from `HUISMEESTER_X`, or from the file that `HUISMEESTER_X_FILE` names."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", validate_default=True)

    environment: Literal["development", "production"] = "development"
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    trusted_proxies: str = "127.0.0.1"
    allowed_origins: Annotated[list[str], NoDecode] = []
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    security_contact: str = Field("", pattern=r"^((mailto:|https://|tel:)[!-~]+)?$")

    database_url: str = "sqlite://huismeester.sqlite3"
    bus_url: str = "memory://"
    bus_poll_seconds: float = Field(3.0, gt=0, le=4.0)
    files_url: str = "var/files"

    session_hours: int = Field(12, ge=1)
    sign_in_attempts: int = Field(10, ge=1)
    sign_in_attempts_per_address: int = Field(50, ge=1)
    requests_per_session: int = Field(600, ge=1)
    requests_per_address: int = Field(3000, ge=1)

    mail: MailTransport = "file"
    mail_from: str = "Huismeester <noreply@huismeester.example>"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = Field(25, ge=1, le=65535)
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_timeout_seconds: float = Field(20.0, gt=0)

    sms: SmsProvider = "file"
    sms_from: str = "Huismeester"
    sms_webhook_url: str = ""
    sms_webhook_secret: SecretStr = SecretStr("")
    sms_account: str = ""
    sms_token: SecretStr = SecretStr("")
    sms_api_url: str = ""
    sms_timeout_seconds: float = Field(10.0, gt=0)
    sms_private_addresses: bool = False

    reports_per_sender: int = Field(5, ge=1)
    reports_per_address: int = Field(20, ge=1)
    report_proof_bits: int = Field(16, ge=0, le=24)
    report_files_per_address: int = Field(100, ge=1)
    report_files_waiting: int = Field(500, ge=1)

    postman: bool = True
    clock_seconds: float = Field(60.0, gt=0)
    outbox_path: str = "outbox"
    outbox_poll_seconds: float = Field(1.0, gt=0)
    outbox_max_attempts: int = Field(10, ge=1)
    message_notice_delay_seconds: int = Field(60, ge=0)

    metrics_token: SecretStr = SecretStr("")
    worker_port: int = Field(0, ge=0, le=65535)

    plans: bool = True
    introspection: Openness = "auto"
    graphiql: Openness = "auto"

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _origins_stand_between_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [origin.strip() for origin in value.split(",") if origin.strip()]
        return value

    @field_validator("base_url")
    @classmethod
    def _base_url_is_absolute(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("must be an absolute address such as https://portal.example.nl")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_is_supported(cls, value: str) -> str:
        if not value.startswith(("sqlite://", "postgres://", "postgresql://", "asyncpg://")):
            raise ValueError("must start with sqlite://, postgres:// or asyncpg://")
        return value

    @field_validator("bus_url")
    @classmethod
    def _bus_is_supported(cls, value: str) -> str:
        if not value.startswith(("memory://", "redis://", "rediss://")):
            raise ValueError("must be memory://, or start with redis:// or rediss://")
        return value

    @field_validator("files_url")
    @classmethod
    def _store_is_supported(cls, value: str) -> str:
        if "://" in value and not value.startswith(("file://", "memory://", "s3://")):
            raise ValueError("must be the path of a folder, or start with s3://")
        if not value.removeprefix("file://").strip():
            raise ValueError("must name a folder; files are kept there, and thrown away")
        return value

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Settings":
        if self.sms == "webhook" and not self.sms_webhook_url:
            raise ValueError("HUISMEESTER_SMS=webhook needs HUISMEESTER_SMS_WEBHOOK_URL")
        if self.sms == "webhook" and not self.sms_webhook_secret.get_secret_value():
            raise ValueError("HUISMEESTER_SMS=webhook needs HUISMEESTER_SMS_WEBHOOK_SECRET")
        if self.sms in {"twilio", "cm"} and not self.sms_token.get_secret_value():
            raise ValueError(f"HUISMEESTER_SMS={self.sms} needs HUISMEESTER_SMS_TOKEN")
        if self.sms == "twilio" and not self.sms_account:
            raise ValueError("HUISMEESTER_SMS=twilio needs HUISMEESTER_SMS_ACCOUNT")
        if self.environment == "production" and not self.base_url.startswith("https://"):
            raise ValueError("HUISMEESTER_BASE_URL must be https:// in production")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        of_environment = FilesNamedInEnvironment(settings_cls)
        of_dotenv = FilesNamedInDotenv(settings_cls, env_file=getattr(dotenv_settings, "env_file", None))
        return init_settings, of_environment, env_settings, of_dotenv, dotenv_settings

    def shows_schema_to(self, *, is_signed_in: bool) -> bool:
        """Whether the schema can be asked for."""
        return self._is_open(self.introspection, is_signed_in)

    def shows_console_to(self, *, is_signed_in: bool) -> bool:
        return self._is_open(self.graphiql, is_signed_in)

    def _is_open(self, openness: Openness, is_signed_in: bool) -> bool:
        """Left to itself, a service in production shows strangers nothing that they need not know."""
        return openness == "true" or (openness == "auto" and (is_signed_in or self.environment == "development"))

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite://")

    @property
    def is_shared(self) -> bool:
        """Whether several processes hear each other."""
        return not self.bus_url.startswith("memory://")

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")


class FilesNamedInEnvironment(EnvSettingsSource):
    """Secrets as compose and Kubernetes hand them out: `HUISMEESTER_SMTP_PASSWORD_FILE=/run/secrets/smtp_password`."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return _read_from_files(super()._load_env_vars())


class FilesNamedInDotenv(DotEnvSettingsSource):
    """The same, named in `.env`."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return _read_from_files(super()._load_env_vars())


def _read_from_files(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    return {
        name.removesuffix("_file"): _read(name, path)
        for name, path in variables.items()
        if path and name.startswith(PREFIX.lower()) and name.endswith("_file")
    }


def _read(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise SettingsError(f"{name.upper()}: {path} cannot be read ({error.strerror})") from error


@cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


def complaints(error: ValidationError | SettingsError) -> list[str]:
    """What is wrong with the settings, each line with the name of its variable; never with a value."""
    if isinstance(error, SettingsError):
        return [str(error)]
    return [_complaint(".".join(map(str, each["loc"])), each["msg"]) for each in error.errors(include_input=False)]


def _complaint(field: str, message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{PREFIX}{field.upper()}: {message}" if field else message


def unknown_variables() -> list[str]:
    """Variables that look like settings and are none: most often a slip of the pen."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    known |= {f"{name}_FILE" for name in known} | {f"{PREFIX}PASSWORD"}
    named = {*os.environ, *(name.upper() for name in DotEnvSettingsSource(Settings).env_vars)}
    return sorted(name for name in named if name.startswith(PREFIX) and name not in known)
