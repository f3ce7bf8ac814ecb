"""The command line, as a person meets it: what it says, its exit codes, and never a traceback."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest import mock
from uuid import UUID

import pytest

import cli
from settings import PREFIX, get_settings

ROOT = Path(__file__).parent.parent


@dataclass
class Outcome:
    returncode: object
    stdout: str
    stderr: str


Run = Callable[..., Outcome]


@pytest.fixture
def huismeester(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in an empty folder, with nothing set but what the test sets."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **variables: str) -> Outcome:
        get_settings.cache_clear()
        with monkeypatch.context() as patch, mock.patch.dict(os.environ):
            patch.setattr(sys, "argv", ["huismeester", *arguments])
            for name, value in variables.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as end:
                cli.main()
        get_settings.cache_clear()
        said = capsys.readouterr()
        return Outcome(end.value.code, said.out, said.err)

    return run


@pytest.fixture
def migrated(huismeester: Run, tmp_path: Path) -> Path:
    assert huismeester("migrate").returncode == 0
    return tmp_path / "huismeester.sqlite3"


def test_a_wrong_setting_ends_a_process_in_two_without_a_traceback(tmp_path: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "serve"],
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}", "HUISMEESTER_PORT": "door"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 2
    assert "HUISMEESTER_PORT: " in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_the_demo_says_that_its_port_is_taken_before_it_does_anything(huismeester: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = huismeester("demo", HUISMEESTER_PORT=str(port))

    assert outcome.returncode == 1
    assert f"Port {port}" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_wrong_setting_is_named_and_no_value_repeated(huismeester: Run) -> None:
    outcome = huismeester("serve", HUISMEESTER_PORT="door", HUISMEESTER_DATABASE_URL="mysql://root:hunter2@db")

    assert outcome.returncode == 2
    assert "HUISMEESTER_PORT: " in outcome.stderr
    assert "HUISMEESTER_DATABASE_URL: must start with sqlite://" in outcome.stderr
    assert "hunter2" not in outcome.stderr


def test_serve_refuses_a_database_that_is_not_migrated(huismeester: Run) -> None:
    outcome = huismeester("serve")

    assert outcome.returncode == 1
    assert outcome.stderr.startswith("The database lacks 0001_initial")
    assert outcome.stderr.endswith(": run `huismeester migrate`.\n")


def test_more_processes_than_one_need_a_database_and_a_bus_that_can_be_shared(huismeester: Run) -> None:
    postgres = {"HUISMEESTER_DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}

    assert huismeester("serve", "--workers", "2").stderr.startswith("More than one worker needs PostgreSQL: ")
    assert huismeester("worker").stderr.startswith("A separate worker needs PostgreSQL: ")
    assert huismeester("serve", "--workers", "2", **postgres).stderr.startswith("More than one worker needs Redis: ")


def test_a_database_that_does_not_answer_is_said_in_a_sentence(huismeester: Run) -> None:
    outcome = huismeester("migrate", HUISMEESTER_DATABASE_URL="postgres://nobody:hunter2@127.0.0.1:1/nothing")

    assert outcome.returncode == 1
    assert outcome.stderr.startswith("The database does not answer: ")
    assert "hunter2" not in outcome.stderr


def test_an_organisation_and_its_admin_are_made_from_nothing(huismeester: Run, migrated: Path) -> None:
    made = huismeester("create-organisation", "--name", "Van Dam", "--slug", "van-dam")
    admin = ("create-admin", "--organisation", "van-dam", "--email", "anna@van-dam.example", "--name", "Anna")
    welcomed = huismeester(*admin, HUISMEESTER_PASSWORD="correct horse battery")
    twice = huismeester(*admin)

    assert made.returncode == 0
    assert welcomed.stdout == "Created Anna <anna@van-dam.example>.\n"
    assert twice.stderr == "There is an employee anna@van-dam.example already.\n"
    assert _rows(migrated, "SELECT email, role FROM employee") == [("anna@van-dam.example", "ADMIN")]


def test_a_password_that_nobody_gave_is_made_up_and_shown_once(huismeester: Run, migrated: Path) -> None:
    huismeester("create-organisation", "--name", "Van Dam", "--slug", "van-dam")

    outcome = huismeester("create-admin", "--organisation", "van-dam", "--email", "a@b.example", "--name", "Anna")

    shown = outcome.stdout.strip().rpartition("Password, shown once: ")[2]
    [(kept,)] = _rows(migrated, "SELECT password_hash FROM employee")
    assert len(shown) >= 12
    assert kept.startswith("$argon2id$")
    assert shown not in kept


@pytest.mark.parametrize(
    ("arguments", "variables", "reason"),
    [
        (("create-organisation", "--name", "Van Dam", "--slug", "Van Dam"), {}, "A slug is small letters"),
        (("create-organisation", "--name", " ", "--slug", "leeg"), {}, "A name has between 1 and 200 characters"),
        (("create-organisation", "--name", "Lang", "--slug", "a" * 101), {}, "A slug is small letters"),
        (("create-organisation", "--name", "Noord", "--slug", "noord"), {}, "There is an organisation noord already"),
        (
            ("create-admin", "--organisation", "zuid", "--email", "a@b.example", "--name", "A"),
            {},
            "no organisation zuid",
        ),
        (
            ("create-admin", "--organisation", "noord", "--email", "a@b.example", "--name", "A" * 201),
            {},
            "A name has between 1 and 200 characters",
        ),
        (
            ("create-admin", "--organisation", "noord", "--email", "anna", "--name", "A"),
            {},
            "anna is no e-mail address",
        ),
        (
            ("create-admin", "--organisation", "noord", "--email", "a@b.example", "--name", "A"),
            {"HUISMEESTER_PASSWORD": "short"},
            "A password has at least 12 characters",
        ),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_made(
    huismeester: Run, migrated: Path, arguments: tuple[str, ...], variables: dict[str, str], reason: str
) -> None:
    huismeester("create-organisation", "--name", "Noord", "--slug", "noord")

    outcome = huismeester(*arguments, **variables)

    assert outcome.returncode == 1
    assert reason in outcome.stderr
    assert _rows(migrated, "SELECT slug FROM organisation") == [("noord",)]
    assert _rows(migrated, "SELECT * FROM employee") == []


def test_what_is_kept_about_a_contact_is_printed_and_nothing_about_anybody_else(
    huismeester: Run, migrated: Path
) -> None:
    huismeester("create-organisation", "--name", "Van Dam", "--slug", "van-dam")
    with closing(sqlite3.connect(migrated)) as database, database:
        [[organisation]] = database.execute("SELECT id FROM organisation")
        for number, name in enumerate(("Tom", "Olga")):
            database.execute(
                "INSERT INTO contact (id, created_at, organisation_id, type, name, version, locale, prefers_email,"
                " prefers_sms) VALUES (?, '2026-01-01 00:00:00+00:00', ?, 'TENANT', ?, 1, 'nl', 1, 0)",
                (str(UUID(int=number)), organisation, name),
            )

    told = huismeester("export-contact", "--organisation", "van-dam", "--contact", f"con_{UUID(int=0).hex}")
    absent = huismeester("export-contact", "--organisation", "van-dam", "--contact", f"con_{UUID(int=9).hex}")

    assert (told.returncode, json.loads(told.stdout)["contact"]["name"]) == (0, "Tom")
    assert "Olga" not in told.stdout
    assert (absent.returncode, absent.stdout) == (1, "")
    assert absent.stderr == f"There is no contact con_{UUID(int=9).hex} at van-dam.\n"


def test_check_says_that_all_is_well(huismeester: Run, migrated: Path) -> None:
    outcome = huismeester("check")

    assert outcome.stdout.splitlines() == ["settings: ok", "database: ok", "bus: ok", "mail: ok"]
    assert outcome.returncode == 0


def test_check_says_of_each_part_what_is_wrong(huismeester: Run) -> None:
    outcome = huismeester(
        "check",
        HUISMEESTER_DATABSE_URL="sqlite://slip-of-the-pen.sqlite3",
        HUISMEESTER_BUS_URL="redis://127.0.0.1:1/0",
        HUISMEESTER_MAIL="smtp",
        HUISMEESTER_SMTP_PORT="1",
    )

    settings, database, bus, mail = outcome.stdout.splitlines()
    assert outcome.returncode == 1
    assert settings == "settings: HUISMEESTER_DATABSE_URL is not a setting"
    assert database.startswith("database: The database lacks 0001_initial")
    assert bus.startswith("bus: Redis does not answer: ")
    assert mail.startswith("mail: The mail server does not answer: ")


def _rows(file: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()
