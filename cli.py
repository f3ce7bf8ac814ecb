"""The command line: `huismeester serve`, `worker`, `migrate` and what else a person does to an installation."""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from demo.opening import invitation, open_demo, settings_for, trouble_with_port
from models import migrate as migrations
from models.database_copies import CopyFailed
from models.drift import NotAdditive, write_migration
from models.migrate import DatabaseUnreachable, MigrationFailed, connected_apart, pending
from operating import beginning
from operating.backup import back_up, restore
from operating.beginning import NotMade
from operating.handing_over import NotHere, everything_kept
from operating.self_check import not_migrated, what_is_wrong
from schema.export import write_schemas
from serving.processes import serve_with
from settings import PREFIX, Settings, complaints, get_settings
from worker import run as run_worker

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Huismeester.")


class Refused(Exception):  # noqa: N818
    """A command that was not carried out, and why."""


def main() -> None:
    """Runs a command. A wrong setting ends in exit code 2, anything else refused in 1, and neither in a traceback."""
    try:
        app()
    except (ValidationError, SettingsError) as error:
        typer.echo("\n".join(["Wrong settings:", *complaints(error)]), err=True)
        sys.exit(2)
    except (
        Refused,
        DatabaseUnreachable,
        MigrationFailed,
        NotAdditive,
        NotHere,
        CopyFailed,
        NotMade,
    ) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes.")] = 1,
    postman: Annotated[
        bool | None, typer.Option("--with-postman/--no-postman", help="Whether to carry the post as well.")
    ] = None,
) -> None:
    """Serve the portal."""
    settings = _settings_with(host=host, port=port, postman=postman)
    if workers > 1:
        _refuse_to_share(settings, "More than one worker")
    asyncio.run(_refuse_unless_migrated())
    serve_with(settings, workers)


def _settings_with(**options: str | int | bool | None) -> Settings:
    """Through the environment, where the worker processes read them too."""
    for name, value in options.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)
    return get_settings()


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="The port to listen on.", envvar=f"{PREFIX}PORT")] = 8000,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw away the demo that is there.")] = False,
) -> None:
    """Fill a database of its own with a story, say what to try, and serve it."""
    if Settings().environment == "production":
        raise Refused("The demo makes up people and shows their password: it does not run in production.")
    wanted = settings_for(port)
    settings = _settings_with(**wanted)
    if in_the_way := [name for name, value in wanted.items() if getattr(settings, name) != value]:
        raise Refused("Not the demo's own: " + ", ".join(f"{PREFIX}{name.upper()}_FILE" for name in in_the_way))
    if trouble := trouble_with_port(port):
        raise Refused(f"Port {port}: {trouble}. --port takes another.")
    typer.echo(invitation(asyncio.run(open_demo(fresh=fresh)), settings.base_url))
    serve_with(settings)


@app.command()
def worker() -> None:
    """Carry the post in a process of its own."""
    settings = get_settings()
    _refuse_to_share(settings, "A separate worker")
    asyncio.run(_refuse_unless_migrated())
    asyncio.run(run_worker(settings))


def _refuse_to_share(settings: Settings, what: str) -> None:
    if settings.is_sqlite:
        raise Refused(f"{what} needs PostgreSQL: SQLite has one writing process. Set {PREFIX}DATABASE_URL.")
    if not settings.is_shared:
        raise Refused(f"{what} needs Redis: a bus in memory is heard in one process. Set {PREFIX}BUS_URL.")


async def _refuse_unless_migrated() -> None:
    async with _migrated_database():
        pass


@asynccontextmanager
async def _migrated_database() -> AsyncIterator[None]:
    async with connected_apart(get_settings().database_url):
        if waiting := await pending():
            raise Refused(not_migrated(waiting))
        yield


@app.command()
def migrate() -> None:
    """Bring the database up to date; safe to run twice, and by two machines at once."""
    asyncio.run(migrations.migrate(get_settings().database_url, report=typer.echo))


@app.command()
def backup(file: Path) -> None:
    """Write database and files into FILE, while the service runs or not. FILE holds everything: guard it."""
    asyncio.run(back_up(get_settings(), file, report=typer.echo))


@app.command("restore")
def restore_backup(
    file: Path, replace: Annotated[bool, typer.Option("--replace", help="Throw away what is here.")] = False
) -> None:
    """Put back what FILE holds, into an empty database and an empty folder. Stop the service first."""
    asyncio.run(restore(get_settings(), file, replace=replace, report=typer.echo))


@app.command()
def makemigration(name: str) -> None:
    """Write the next migration, called NAME, from what changed in the models (for developers)."""
    path = asyncio.run(write_migration(name))
    typer.echo(f"Wrote {path}." if path else "The models and the migrations agree.")


@app.command()
def create_organisation(name: Annotated[str, typer.Option()], slug: Annotated[str, typer.Option()]) -> None:
    """Add a property manager."""
    asyncio.run(_made(beginning.create_organisation(name, slug)))
    typer.echo(f"Created {name}; now `huismeester create-admin --organisation {slug}`.")


@app.command()
def create_admin(
    organisation: Annotated[str, typer.Option(help="The slug of the organisation.")],
    email: Annotated[str, typer.Option()],
    name: Annotated[str, typer.Option()],
) -> None:
    """Add an administrator. HUISMEESTER_PASSWORD, else a prompt, else a password made up and shown once."""
    password = os.environ.get(f"{PREFIX}PASSWORD") or _asked_password()
    is_made_up = not password
    password = password or secrets.token_urlsafe(15)
    asyncio.run(_made(beginning.create_admin(organisation, email, name, password)))
    typer.echo(f"Created {name} <{email}>." + (f" Password, shown once: {password}" if is_made_up else ""))


async def _made(making: Coroutine[Any, Any, None]) -> None:
    async with _migrated_database():
        await making


def _asked_password() -> str:
    if not sys.stdin.isatty():
        return ""
    asked: str = typer.prompt(
        "Password (empty: make one up)", default="", show_default=False, hide_input=True, confirmation_prompt=True
    )
    return asked


@app.command()
def export_contact(
    organisation: Annotated[str, typer.Option(help="The slug of the organisation.")],
    contact: Annotated[str, typer.Option(help="The id of the contact, as the API gives it: con_…")],
) -> None:
    """Print everything that is kept about a contact, as JSON."""
    asyncio.run(_export_contact(organisation, contact))


async def _export_contact(slug: str, contact: str) -> None:
    async with _migrated_database():
        typer.echo(await everything_kept(slug, contact))


@app.command()
def export_schema(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail when a file is out of date.")] = False,
) -> None:
    """Print the schema of each audience into schema/sdl."""
    changed = write_schemas(check)
    for path in changed:
        typer.echo(f"{'Out of date' if check else 'Wrote'}: {path}")
    if check and changed:
        raise Refused("Run `huismeester export-schema` and commit what it wrote.")


@app.command()
def check() -> None:
    """Say of settings, database, bus and mail server whether they are well."""
    wrong = asyncio.run(what_is_wrong(get_settings()))
    for part, reason in wrong.items():
        typer.echo(f"{part}: {reason or 'ok'}")
    if any(wrong.values()):
        raise typer.Exit(1)
