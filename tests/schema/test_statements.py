"""A page costs the same few SQL statements, however many rows it shows; the sign-in is counted too."""

import pytest

from models import GuestLink, Incident, MessageKind, SubIncident
from resolvers.sub_incident_creation import create_work_order
from schema.ids import node_id
from tests.cast import Cast, given_to, reported, says, through_link
from tests.schema.conftest import Portal
from tests.schema.service import token_for
from tests.sending import sent
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
        attachments { id name url thumbnailUrl }
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

FOUND_PAGE = INBOX_PAGE.replace("first: 50", 'first: 50, filter: { text: "melding damstraat" }')

SIDES_PAGE = """
query ($id: ID!) {
  incident(id: $id) {
    history(first: 20) { nodes { event { text } } }
    subIncidents { id thread {
      participants { displayName }
      messages(last: 3) { nodes { seq body author { displayName } } pageInfo { hasPreviousPage startCursor } } } }
  }
}"""

GUEST_PAGE = """
query ($id: ID!) {
  viewer { displayName ... on ContactViewer { isGuest linkExpiresAt } }
  subIncident(id: $id) {
    id reference title description dueAt
    ... on WorkOrder { status allowedMoves appointment { startsAt endsAt }
      site { address unit accessInstructions contact { name phone } } }
    thread { id unreadCount canPost messages(last: 50) {
      nodes { id seq kind body createdAt attachments { id name url }
        author { displayName isViewer } event { text } } } }
  }
}"""


async def cost_of(monkeypatch: pytest.MonkeyPatch, portal: Portal, token: str, document: str, **variables: str) -> int:
    """What a whole request costs, from the token to the answer."""
    with counted(monkeypatch) as statements:
        response = await portal.client.post(
            "/graphql",
            json={"query": document, "variables": variables},
            headers={"authorization": f"Bearer {token}"},
        )
    assert "errors" not in response.json()
    return len(statements)


async def grow(cast: Cast, incident: Incident, order: SubIncident, size: int) -> None:
    """So many more messages, notes and side threads here, and so many more incidents beside it."""
    for number in range(size):
        for subject in (incident, order):
            files = [(await sent(cast.as_anna, subject)).id for _ in range(2)]
            await says(cast.as_anna, subject, f"Bericht {size} {number}", attachment_ids=files)
        await says(cast.as_anna, order, f"Notitie {size} {number}", kind=MessageKind.NOTE)
        await given_to(cast, cast.elin, await reported(cast, title=f"Melding {size} {number}"))
        await create_work_order(
            cast.as_anna,
            incident_id=incident.id,
            title="Nog een klus",
            description="Ook nakijken.",
            contractor_id=cast.elin.id,
            idempotency_key=f"one more {size} {number}",
        )


async def test_a_page_costs_the_same_few_statements_for_two_rows_as_for_forty(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = await reported(portal.cast)
    order = await given_to(portal.cast, portal.cast.piet, incident, share_reporter_contact=True)
    await through_link(portal.cast.piet, order)
    piet = await token_for(await GuestLink.get(contact=portal.cast.piet))
    costs = []

    for size in (2, 40):
        await grow(portal.cast, incident, order, size)
        costs.append(
            {
                "incident": await cost_of(monkeypatch, portal, portal.anna, INCIDENT_PAGE, id=node_id(incident)),
                "sides": await cost_of(monkeypatch, portal, portal.anna, SIDES_PAGE, id=node_id(incident)),
                "inbox": await cost_of(monkeypatch, portal, portal.anna, INBOX_PAGE),
                "found": await cost_of(monkeypatch, portal, portal.anna, FOUND_PAGE),
                "guest": await cost_of(monkeypatch, portal, piet, GUEST_PAGE, id=node_id(order)),
            }
        )

    few, many = costs
    assert few == many
    assert many["incident"] <= 7
    assert many["sides"] <= 10
    assert many["inbox"] <= 6
    assert many["found"] <= 7  # what the inbox takes, how common the words are, and which incidents hold them
    assert many["guest"] <= 6
