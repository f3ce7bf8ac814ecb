"""A page costs the same few SQL statements, however many rows it shows; the sign-in is counted too."""

import pytest

from auth.sign_in import authenticate
from auth.tokens import TokenKind, mint
from auth.viewer import Viewer
from models import Employee, GuestLink, MessageKind, Session
from schema.context import House
from schema.ids import node_id
from tests.asking import ask
from tests.cast import Cast, given_to, reported, says, through_link
from tests.statements import counted

INCIDENT_PAGE = """
query ($id: ID!) {
  viewer { displayName }
  incident(id: $id) {
    id reference title status priority version allowedMoves
    category { name } property { address } unit { label } reporter { name phone } handler { displayName }
    waitingOn { displayName }
    subIncidents { id reference title isOpen party { displayName role } createdBy { displayName }
      ... on WorkOrder { status appointment { startsAt endsAt } } }
    thread { id unreadCount messages(last: 50) {
      nodes { id seq kind body createdAt author { displayName role isViewer }
        event { text onBehalfOf { displayName } } }
      pageInfo { hasPreviousPage startCursor } } }
  }
}"""

INBOX_PAGE = """
{ incidents(first: 50) {
    nodes { id reference title status handler { displayName } property { address } category { name }
      thread { unreadCount lastMessage { seq body author { displayName } event { text } } }
      waitingOn { displayName } }
    pageInfo { hasNextPage endCursor } } }"""

GUEST_PAGE = """
query ($id: ID!) {
  viewer { displayName ... on ContactViewer { isGuest linkExpiresAt } }
  subIncident(id: $id) {
    id reference title description dueAt
    ... on WorkOrder { status allowedMoves appointment { startsAt endsAt }
      site { address unit accessInstructions contact { name phone } } }
    thread { id unreadCount canPost messages(last: 50) {
      nodes { id seq kind body createdAt author { displayName isViewer } event { text } } } }
  }
}"""


async def session_of(holder: Employee | GuestLink, cast: Cast) -> str:
    minted = mint(TokenKind.SESSION)
    await Session.create(
        organisation=cast.organisation,
        employee=holder if isinstance(holder, Employee) else None,
        guest_link=holder if isinstance(holder, GuestLink) else None,
        token_hash=minted.hash,
        expires_at=cast.organisation.created_at.replace(year=2100),
    )
    return minted.secret


async def cost_of(
    monkeypatch: pytest.MonkeyPatch, house: House, secret: str, document: str, **variables: object
) -> int:
    with counted(monkeypatch) as statements:
        viewer: Viewer = await authenticate(secret)
        await ask(viewer, house, document, **variables)
    return len(statements)


@pytest.mark.parametrize(("page", "most"), [("incident", 6), ("inbox", 6), ("guest", 5)])
async def test_a_page_costs_the_same_few_statements_for_two_rows_as_for_forty(
    page: str, most: int, cast: Cast, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await session_of(cast.anna, cast)
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident, share_reporter_contact=True)
    await through_link(cast.piet, order)
    piet = await session_of(await GuestLink.get(contact=cast.piet), cast)
    costs = []

    for size in (2, 40):
        for number in range(size):
            await says(cast.as_anna, incident, f"Bericht {size} {number}")
            await says(cast.as_anna, order, f"Opdracht {size} {number}")
            await says(cast.as_anna, order, f"Notitie {size} {number}", kind=MessageKind.NOTE)
            other = await reported(cast, title=f"Melding {size} {number}")
            await given_to(cast, cast.elin, other)
        costs.append(
            {
                "incident": await cost_of(monkeypatch, house, anna, INCIDENT_PAGE, id=node_id(incident)),
                "inbox": await cost_of(monkeypatch, house, anna, INBOX_PAGE),
                "guest": await cost_of(monkeypatch, house, piet, GUEST_PAGE, id=node_id(order)),
            }[page]
        )

    assert costs[0] == costs[1] <= most
