"""The servers that the bench measures beside each other: they must tell the same, or the figures compare nothing."""

from pathlib import Path

import pytest

from bench.filling import fill_postgres
from bench.peers.agreeing import check_agreement
from bench.peers.postgraphile import roles_of
from bench.peers.servers import peers, running
from bench.peers.viewers import signed_in
from bench.town import Size
from models.database import connected
from models.migrate import migrate

pytestmark = pytest.mark.timeout(300)


async def test_everybody_who_is_measured_answers_the_same(tmp_path: Path, empty_postgres_url: str) -> None:
    """Those in Node too where they are installed. The last that is said in each thread is a note."""
    await migrate(empty_postgres_url, report=lambda _line: None)
    async with connected(empty_postgres_url):
        await fill_postgres(empty_postgres_url, Size(60))
        viewers = await signed_in(1)

    async with roles_of(empty_postgres_url) as roles:
        every = peers(empty_postgres_url, tmp_path, None, roles)
        async with running(every, tmp_path) as servers:
            await check_agreement(servers, viewers)
