"""An owner with insight reads along with the heads on what it owns now; and no further."""

from datetime import timedelta

import pytest

import clock
from auth.access import visible_incidents, visible_messages, visible_sub_incidents
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Contact, Delivery, Incident, IncidentStatus, MessageKind, Ownership, Property
from realtime.announce import announcing
from realtime.events import RightsChanged
from resolvers.incident_handling import change_incident_status
from resolvers.threads import count_unread_threads, mark_thread_read
from schema.context import House
from schema.ids import node_id
from tests.asking import ask, following
from tests.cast import Cast, by_account, given_to, reported, says, through_link
from tests.resolvers.test_live import FOLLOW, INBOX, INCIDENT, code_of
from tests.silence import nothing_happens

HEAD = """query ($id: ID!) { incident(id: $id) { title allowedMoves isOwnReport thread { canPost unreadCount
  messages { nodes { body kind } } participants { displayName isViewer } } } }"""


@pytest.fixture
async def insight(cast: Cast) -> None:
    """Olga was given insight."""
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)


async def on_another_property(cast: Cast) -> Incident:
    """An incident on a house that Olga does not own."""
    house = await Property.create(
        organisation=cast.organisation, street="Keizersgracht", house_number="1", postcode="1015 CC", city="Amsterdam"
    )
    incident = await reported(cast, "Elders")
    await Incident.filter(id=incident.id).update(property_id=house.id, unit_id=None, reporter_id=None)
    return incident


async def test_an_owner_reads_the_heads_of_what_it_owns_without_notes_and_side_threads(
    insight: None, cast: Cast, house: House
) -> None:
    incident = await reported(cast)
    await given_to(cast, cast.piet, incident)
    await on_another_property(cast)
    await says(cast.as_anna, incident, "Wij kijken ernaar")
    await says(cast.as_anna, incident, "Lastige eigenaar", kind=MessageKind.NOTE)
    olga = await by_account(cast.olga)

    head = (await ask(olga, house, HEAD, id=node_id(incident)))["incident"]

    assert [row.id for row in await visible_incidents(olga)] == [incident.id]
    assert await visible_sub_incidents(olga).count() == 0
    assert "Lastige eigenaar" not in str(head)
    assert "Wij kijken ernaar" in str(head)
    assert (head["allowedMoves"], head["isOwnReport"], head["thread"]["canPost"]) == ([], False, False)


async def test_insight_is_given_and_not_had(cast: Cast) -> None:
    await reported(cast)
    olga = await by_account(cast.olga)

    assert await visible_incidents(olga).count() == 0


async def test_a_link_gives_no_insight(insight: None, cast: Cast) -> None:
    incident = await reported(cast)

    assert await visible_incidents(await through_link(cast.olga, incident)).count() == 0


@pytest.mark.parametrize("status", [IncidentStatus.IN_PROGRESS, IncidentStatus.CLOSED])
async def test_who_reads_along_cannot_post(status: IncidentStatus, insight: None, cast: Cast) -> None:
    incident = await reported(cast)
    await Incident.filter(id=incident.id).update(status=status)
    olga = await by_account(cast.olga)

    async with nothing_happens():
        with pytest.raises(NotAllowed) as refused:
            await says(olga, incident, "Doe het goedkoop")

    assert (refused.value.code, refused.value.field) == (ErrorCode.NOT_ALLOWED, "threadId")


async def test_reading_along_has_its_own_mark_and_counts(insight: None, cast: Cast) -> None:
    incident = await reported(cast)
    olga = await by_account(cast.olga)
    assert await count_unread_threads(olga) == 1

    await mark_thread_read(olga, thread_id=incident.thread_id, up_to_seq=99)

    assert await count_unread_threads(olga) == 0
    assert await count_unread_threads(await through_link(cast.tom, incident)) == 1


async def test_an_owner_hears_live_what_the_reporter_hears_and_no_letter(
    insight: None, cast: Cast, house: House
) -> None:
    incident, elsewhere = await reported(cast), await on_another_property(cast)
    order = await given_to(cast, cast.piet, incident)
    olga = await by_account(cast.olga)

    async with (
        following(olga, house, FOLLOW, thread=node_id(incident.thread)) as messages,
        following(olga, house, INCIDENT, id=node_id(incident)) as changes,
        following(olga, house, INBOX) as inbox,
    ):
        await changes.next()
        await inbox.next()

        await says(cast.as_anna, elsewhere, "Niet voor Olga")
        await says(cast.as_anna, order, "Ook niet voor Olga")
        await says(cast.as_anna, incident, "Notitie", kind=MessageKind.NOTE)
        await says(cast.as_anna, incident, "Wij komen")

        assert (await messages.next())["messageAdded"]["message"]["body"] == "Wij komen"
        assert (await changes.next())["incidentChanged"]["incident"]["status"] == "IN_PROGRESS"
        assert (await inbox.next())["inboxChanged"]["incident"] == {"reference": incident.reference}

    assert await Delivery.filter(contact=cast.olga).count() == 0


async def test_when_the_ownership_ends_so_does_all_that_is_followed(insight: None, cast: Cast, house: House) -> None:
    incident = await reported(cast)
    olga = await by_account(cast.olga)

    async with (
        following(olga, house, FOLLOW, thread=node_id(incident.thread)) as messages,
        following(olga, house, INCIDENT, id=node_id(incident)) as changes,
    ):
        await changes.next()
        await Ownership.filter(owner=cast.olga).update(until_on=clock.today() - timedelta(days=1), version=2)
        async with announcing() as announce:
            announce(RightsChanged(contact_ids=(cast.olga.id,)))

        for heard in (messages, changes):
            result = await heard.result()
            assert result is not None
            assert code_of(result) == "FORBIDDEN"


async def test_a_former_owner_reads_nothing_not_even_what_it_read_before(
    insight: None, cast: Cast, house: House
) -> None:
    incident = await reported(cast)
    await Ownership.filter(owner=cast.olga).update(until_on=clock.today() - timedelta(days=1))
    olga = await by_account(cast.olga)

    assert await visible_incidents(olga).count() == 0
    assert await visible_messages(olga).count() == 0
    assert (await ask(olga, house, HEAD, id=node_id(incident)))["incident"] is None
    async with nothing_happens():
        with pytest.raises(NotFound):
            await says(olga, incident, "Ik was de eigenaar")


async def test_the_last_day_of_an_ownership_counts_and_the_day_before_its_first_does_not(
    insight: None, cast: Cast
) -> None:
    await reported(cast)
    olga = await by_account(cast.olga)

    await Ownership.filter(owner=cast.olga).update(until_on=clock.today())
    assert await visible_incidents(olga).count() == 1
    await Ownership.filter(owner=cast.olga).update(from_on=clock.today() + timedelta(days=1), until_on=None)
    assert await visible_incidents(olga).count() == 0


async def test_an_owner_who_is_also_a_tenant_elsewhere_is_each_in_its_own_thread(
    insight: None, cast: Cast, house: House
) -> None:
    owned, rented = await reported(cast), await on_another_property(cast)
    as_tenant = await Contact.create(
        organisation=cast.organisation, type="TENANT", name="Olga Smit", email="olga@eigenaar.example"
    )
    await Incident.filter(id=rented.id).update(reporter_id=as_tenant.id)
    both = await by_account(cast.olga, as_tenant)

    said = await says(both, rented, "Bij mij lekt het")
    async with nothing_happens():
        with pytest.raises(Refusal):
            await says(both, owned, "Wat gaat dit kosten?")

    assert said.author_contact_id == as_tenant.id
    for row, is_own in ((owned, False), (rented, True)):
        head = (await ask(both, house, HEAD, id=node_id(row)))["incident"]
        assert (head["isOwnReport"], head["thread"]["canPost"]) == (is_own, is_own)


async def test_a_tenant_who_owns_the_house_as_well_posts_as_tenant(insight: None, cast: Cast) -> None:
    incident = await reported(cast)
    both = await by_account(cast.olga, cast.tom)

    said = await says(both, incident, "Het lekt nog")

    assert said.author_contact_id == cast.tom.id


async def test_what_is_hidden_from_the_reporter_the_owner_reads_without_posting(insight: None, cast: Cast) -> None:
    incident = await reported(cast, is_hidden_from_reporter=True)
    both = await by_account(cast.olga, cast.tom)

    assert [row.id for row in await visible_incidents(both)] == [incident.id]
    await mark_thread_read(both, thread_id=incident.thread_id, up_to_seq=1)
    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await says(both, incident, "Ik zie u wel")


async def test_a_status_is_told_to_the_reporter_and_heard_by_the_owner(insight: None, cast: Cast, house: House) -> None:
    incident = await reported(cast)
    olga = await by_account(cast.olga)

    async with following(olga, house, INBOX) as inbox:
        await inbox.next()
        await change_incident_status(cast.as_anna, incident_id=incident.id, status=IncidentStatus.RESOLVED)

        assert (await inbox.next())["inboxChanged"]["incident"] == {"reference": incident.reference}
