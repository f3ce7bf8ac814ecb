"""Who did what when, over all the threads of an incident."""

from models import MessageKind
from resolvers.guest_links import issue_guest_link
from resolvers.history import list_history
from resolvers.pages import PageRequest
from resolvers.work_orders import accept_work_order
from tests.cast import Cast, given_to, reported, says, tasked, through_link

ALL = PageRequest(first=100)


async def test_the_events_of_every_thread_stand_in_one_row_newest_first(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    await accept_work_order(await through_link(cast.piet, order), work_order_id=order.id)
    await issue_guest_link(cast.as_anna, thread_id=order.thread_id)
    await tasked(cast, incident, cast.bas)
    await says(cast.as_anna, order, "Geen gebeurtenis", kind=MessageKind.NOTE)

    [page] = await list_history(cast.as_anna, incident_ids=[incident.id], request=ALL)

    assert [row.event for row in page.rows] == [
        "SUB_INCIDENT_CREATED",
        "LINK_ISSUED",
        "STATUS_CHANGED",
        "SUB_INCIDENT_CREATED",
        "INCIDENT_REPORTED",
    ]


async def test_it_is_read_page_by_page_and_holds_nothing_of_another_incident(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    await given_to(cast, cast.piet, incident)
    await given_to(cast, cast.elin, await reported(cast, "Anders"))

    [first] = await list_history(cast.as_anna, incident_ids=[incident.id], request=PageRequest(first=1))
    [rest] = await list_history(
        cast.as_anna, incident_ids=[incident.id], request=PageRequest(first=9, after=first.cursors[0])
    )
    [theirs] = await list_history(neighbour.as_anna, incident_ids=[incident.id], request=ALL)

    assert [row.event for row in [*first.rows, *rest.rows]] == ["SUB_INCIDENT_CREATED", "INCIDENT_REPORTED"]
    assert (first.has_next, rest.has_next, list(theirs.rows)) == (True, False, [])
