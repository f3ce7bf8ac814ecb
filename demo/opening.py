"""Opens the demo: a folder with its own database and post, a story to fill it, and what there is to try."""

import contextlib
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from auth.viewer import employee_viewer
from demo.people import COLLEAGUES, ORGANISATION, OUTSIDERS
from demo.story import fill
from models import Employee, SubIncident, SubIncidentKind, WorkOrderStatus
from models.database import connected
from models.migrate import migrate
from resolvers.guest_links import issue_guest_link

HOST = "127.0.0.1"
FOLDER = Path("var")
DATABASE, PASSWORD, OUTBOX = FOLDER / "demo.sqlite3", FOLDER / "demo.password", FOLDER / "outbox"
FILES = FOLDER / "files"

INVITATION = """
{name} is open: {base_url}

  The desk                    {base_url}/desk
  A contractor's link         {link}
  An owner's link             {owner_link}
  Mijn Portaal                {base_url}/sign-in/{slug}
  The public report form      {base_url}/report/{slug}
  What mail and SMS went out  {base_url}/outbox
  The GraphQL console         {base_url}/graphql

  Sign in at the desk         {staff}, or as admin {admin}
  Sign in to Mijn Portaal     {owner} (owns and rents),
                              {contractor} (does jobs), {tenant} (rents)
  Password of all             {password}

  curl {base_url}/graphql -H 'content-type: application/json' -d '{{"query":
    "mutation {{ signIn(input: {{email: \\"{staff}\\", password: \\"{password}\\"}}) {{ token }} }}"}}'

Put the contractor's link beside the desk: what one writes, the other sees.
`huismeester demo --fresh` begins anew. Ctrl-C stops.
"""


@dataclass(frozen=True)
class Opened:
    """What somebody needs to walk in."""

    password: str
    link: str
    owner_link: str


def trouble_with_port(port: int) -> str | None:
    """Why nothing can listen there, if nothing can."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        return error.strerror
    return None


def settings_for(port: int) -> dict[str, str | int | bool]:
    """The settings under which the demo runs, whatever is set otherwise."""
    return {
        "environment": "development",
        "base_url": f"http://{HOST}:{port}",
        "host": HOST,
        "port": port,
        "database_url": f"sqlite://{DATABASE}",
        "bus_url": "memory://",
        "mail": "file",
        "sms": "file",
        "postman": True,
        "outbox_path": str(OUTBOX),
        "files_url": str(FILES),
        "message_notice_delay_seconds": 20,
        "graphiql": "true",
        "introspection": "true",
    }


async def open_demo(*, fresh: bool = False) -> Opened:
    """Fill the database unless it is there already, and mint a link that works."""
    if fresh or not (DATABASE.exists() and PASSWORD.exists()):
        await _fill_anew()
    else:
        await migrate(f"sqlite://{DATABASE}", report=_silently)
    async with connected(f"sqlite://{DATABASE}"):
        return Opened(PASSWORD.read_text().strip(), link=await _job_link(), owner_link=await _question_link())


def invitation(opened: Opened, base_url: str) -> str:
    """What to try, for the terminal."""
    return INVITATION.format(
        name=ORGANISATION["name"],
        base_url=base_url,
        link=opened.link,
        owner_link=opened.owner_link,
        slug=ORGANISATION["slug"],
        contractor=OUTSIDERS["loods"].email,
        owner=OUTSIDERS["kuiper"].email,
        tenant=OUTSIDERS["bouzid"].email,
        password=opened.password,
        staff=COLLEAGUES["sanne"].email,
        admin=COLLEAGUES["marieke"].email,
    )


async def _fill_anew() -> None:
    """Beside the old one until it is whole, so that a demo that was interrupted is never half a demo."""
    unfinished = DATABASE.with_suffix(".unfinished.sqlite3")
    _clear(unfinished)
    password = secrets.token_urlsafe(9)
    await migrate(f"sqlite://{unfinished}", report=_silently)
    async with connected(f"sqlite://{unfinished}"):
        await fill(password)
    _replace(unfinished, password)


def _clear(database: Path) -> None:
    """Without the files that SQLite keeps beside it, which belong to the old one."""
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob(f"{database.name}*"):
        file.unlink()


def _replace(unfinished: Path, password: str) -> None:
    _clear(DATABASE)
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(OUTBOX)
    shutil.rmtree(FILES, ignore_errors=True)
    PASSWORD.touch(mode=0o600)
    PASSWORD.write_text(f"{password}\n")
    unfinished.rename(DATABASE)


async def _job_link() -> str:
    """To the newest job of the plumber that still wants an answer, or else to the newest that is open."""
    plumber = OUTSIDERS["loods"].company
    jobs = await SubIncident.filter(party__company=plumber).order_by("-created_at")
    wanted = [job for job in jobs if job.status == WorkOrderStatus.SENT] or [job for job in jobs if job.is_open] or jobs
    return await _link_to(wanted[0])


async def _question_link() -> str:
    """To the newest question that an owner has not answered, or else to the newest."""
    questions = await SubIncident.filter(kind=SubIncidentKind.OWNER_CONSULTATION).order_by("-created_at")
    return await _link_to(([question for question in questions if question.is_open] or questions)[0])


async def _link_to(side: SubIncident) -> str:
    sanne = await Employee.get(email=COLLEAGUES["sanne"].email)
    return (await issue_guest_link(employee_viewer(sanne), thread_id=side.thread_id)).url


def _silently(_line: str) -> None:
    """A demo need not report on its migrations."""
