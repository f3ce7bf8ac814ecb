"""To whom a hole is reported: https://www.rfc-editor.org/rfc/rfc9116."""

from datetime import datetime, timedelta

import clock
from tests.schema.service import client_of, serving

PLACE = "/.well-known/security.txt"


async def test_it_names_the_contact_of_the_operator_and_a_term_of_less_than_a_year() -> None:
    async with serving(security_contact="mailto:security@portal.example") as app, client_of(app) as client:
        answer = await client.get(PLACE)

    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@portal.example"
    assert fields["Canonical"] == f"https://portal.example{PLACE}"
    assert clock.now() < datetime.fromisoformat(fields["Expires"]) < clock.now() + timedelta(days=365)


async def test_it_is_not_there_where_nobody_is_named() -> None:
    async with serving() as app, client_of(app) as client:
        answer = await client.get(PLACE)

    assert answer.status_code == 404
