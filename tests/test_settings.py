"""Settings: what is accepted, what is refused, and that each refusal names its variable."""

import os
import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from pydantic_settings import SettingsError

from settings import PREFIX, Settings, complaints, unknown_variables

EXAMPLE = Path(__file__).parent.parent / ".env.example"
DOCUMENTED = re.compile(r"^# (?P<meaning>\S.*)\n#(?P<name>[A-Z_]+)=(?P<value>.*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("HUISMEESTER_PORT", "door", "valid integer"),
        ("HUISMEESTER_PORT", "70000", "less than or equal to 65535"),
        ("HUISMEESTER_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("HUISMEESTER_DATABASE_URL", "mysql://somewhere", "must start with sqlite://, postgres://"),
        ("HUISMEESTER_BUS_URL", "kafka://somewhere", "must be memory://, or start with redis://"),
        ("HUISMEESTER_BASE_URL", "portal.example.nl", "must be an absolute address"),
        ("HUISMEESTER_SECURITY_CONTACT", "security@portal.example", "mailto:"),
        ("HUISMEESTER_SECURITY_CONTACT", "mailto:us@portal.example\nPolicy: none", "mailto:"),
        ("HUISMEESTER_FILES_URL", "", "must name a folder"),
        ("HUISMEESTER_FILES_URL", "file://", "must name a folder"),
        ("HUISMEESTER_BUS_POLL_SECONDS", "10", "less than or equal to 4"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError) as refusal:
        Settings()

    [complaint] = complaints(refusal.value)
    assert complaint.startswith(f"{name}: ")
    assert reason in complaint


@pytest.mark.parametrize(
    ("variables", "missing"),
    [
        ({"SMS": "webhook"}, "HUISMEESTER_SMS_WEBHOOK_URL"),
        ({"SMS": "webhook", "SMS_WEBHOOK_URL": "https://x.example"}, "HUISMEESTER_SMS_WEBHOOK_SECRET"),
        ({"SMS": "twilio", "SMS_ACCOUNT": "AC1"}, "HUISMEESTER_SMS_TOKEN"),
        ({"SMS": "twilio", "SMS_TOKEN": "t"}, "HUISMEESTER_SMS_ACCOUNT"),
        ({"SMS": "cm"}, "HUISMEESTER_SMS_TOKEN"),
        ({"ENVIRONMENT": "production"}, "HUISMEESTER_BASE_URL"),
    ],
)
def test_settings_that_need_each_other_say_which_one_is_missing(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], missing: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(PREFIX + name, value)

    with pytest.raises(ValidationError) as refusal:
        Settings()

    [complaint] = complaints(refusal.value)
    assert missing in complaint


def test_production_is_content_with_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISMEESTER_ENVIRONMENT", "production")
    monkeypatch.setenv("HUISMEESTER_BASE_URL", "https://portal.example.nl/")

    settings = Settings()

    assert settings.is_https
    assert settings.base_url == "https://portal.example.nl"


def test_a_complaint_never_repeats_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISMEESTER_DATABASE_URL", "mysql://root:hunter2@db")

    with pytest.raises(ValidationError) as refusal:
        Settings()

    assert "hunter2" not in " ".join(complaints(refusal.value))


def test_origins_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISMEESTER_ALLOWED_ORIGINS", "https://a.example, https://b.example")

    assert Settings().allowed_origins == ["https://a.example", "https://b.example"]


def test_a_secret_can_be_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "smtp_password"
    secret.write_text("s3cret\n")
    monkeypatch.setenv("HUISMEESTER_SMTP_PASSWORD_FILE", str(secret))

    settings = Settings()

    assert settings.smtp_password.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings)


def test_a_file_can_be_named_in_dotenv_and_the_environment_goes_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("of a file\n")
    (tmp_path / ".env").write_text(f"HUISMEESTER_METRICS_TOKEN_FILE={tmp_path}/token\nHUISMEESTER_SMPT_HOST=mail\n")

    assert Settings().metrics_token.get_secret_value() == "of a file"
    assert unknown_variables() == ["HUISMEESTER_SMPT_HOST"]
    monkeypatch.setenv("HUISMEESTER_METRICS_TOKEN", "of the environment")
    assert Settings().metrics_token.get_secret_value() == "of the environment"


def test_what_is_read_from_a_file_is_checked_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "port"
    file.write_text("door")
    monkeypatch.setenv("HUISMEESTER_PORT_FILE", str(file))

    with pytest.raises(ValidationError) as refusal:
        Settings()

    assert complaints(refusal.value)[0].startswith("HUISMEESTER_PORT: ")


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISMEESTER_SMTP_PASSWORD_FILE", "/nowhere/at/all")

    with pytest.raises(SettingsError) as refusal:
        Settings()

    [complaint] = complaints(refusal.value)
    assert complaint.startswith("HUISMEESTER_SMTP_PASSWORD_FILE: /nowhere/at/all cannot be read")


def test_the_example_documents_every_setting_with_its_default_and_nothing_else() -> None:
    documented = {entry["name"]: entry["value"] for entry in DOCUMENTED.finditer(EXAMPLE.read_text())}

    assert documented == {PREFIX + name.upper(): _written(getattr(Settings(), name)) for name in Settings.model_fields}


def test_the_example_can_be_used_as_it_is(tmp_path: Path) -> None:
    text = re.sub(rf"^#({PREFIX})", r"\1", EXAMPLE.read_text(), flags=re.MULTILINE)
    (tmp_path / ".env").write_text(text)

    assert Settings() == Settings(_env_file=None)


def _written(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return ",".join(value)
        case SecretStr():
            return value.get_secret_value()
        case _:
            return str(value)
