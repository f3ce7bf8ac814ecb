"""One account, several contacts: each thread is taken part in as the contact that it is with, and as no other."""

import asyncio

import pytest

from auth.access import visible_incidents, visible_sub_incidents
from auth.sign_in import authenticate_again
from errors import NotFound
from models import Contact, Message, ReadMark, SubIncident
from resolvers.accounts import invite_to_portal
from resolvers.threads import count_unread_threads, mark_thread_read
from resolvers.work_orders import accept_work_order, decline_work_order
from schema.context import House
from schema.ids import node_id
from tests.asking import ask, following
from tests.cast import Cast, by_account, given_to, reported, says, signed_in, through_link
from tests.resolvers.test_live import FOLLOW, INBOX
from tests.silence import nothing_happens

OVERVIEW = """{ viewer { unreadCount } subIncidents { nodes { title party { displayName isViewer }
  thread { unreadCount canPost messages { nodes { author { displayName isViewer } } } } } }
  incidents { nodes { title thread { canPost participants { displayName isViewer } } } } }"""


async def test_a_contractor_with_two_contacts_has_the_jobs_of_both_and_is_each_in_its_own(
    cast: Cast, house: House
) -> None:
    incident = await reported(cast)
    await given_to(cast, cast.piet, incident)
    await given_to(cast, cast.elin, incident)
    both = await by_account(cast.piet, cast.elin)

    seen = await ask(both, house, OVERVIEW)

    jobs = seen["subIncidents"]["nodes"]
    assert [job["party"] for job in jobs] == [
        {"displayName": "Elin Volt", "isViewer": True},
        {"displayName": "Piet Loods", "isViewer": True},
    ]
    assert all(job["thread"]["canPost"] for job in jobs)
    assert (seen["viewer"]["unreadCount"], seen["incidents"]["nodes"]) == (2, [])


async def test_what_is_said_and_done_is_by_the_contact_of_that_thread(cast: Cast) -> None:
    incident = await reported(cast)
    for_piet, for_elin = await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)
    both = await by_account(cast.piet, cast.elin)

    await says(both, for_elin, "Hier Elin")
    await says(both, for_piet, "Hier Piet")
    await accept_work_order(both, work_order_id=for_elin.id)
    await decline_work_order(both, work_order_id=for_piet.id, reason="Te druk")

    for order, contact in ((for_piet, cast.piet), (for_elin, cast.elin)):
        written = await Message.filter(thread_id=order.thread_id, author_employee_id__isnull=True).order_by("seq")
        assert [message.author_contact_id for message in written] == [contact.id, contact.id]
        assert await ReadMark.filter(thread_id=order.thread_id, employee_id__isnull=True).values_list(
            "contact_id", "seq"
        ) == [(contact.id, 3)]


async def test_reading_counts_for_the_contact_of_that_thread(cast: Cast) -> None:
    incident = await reported(cast)
    for_piet, for_elin = await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)
    both = await by_account(cast.piet, cast.elin)
    assert await count_unread_threads(both) == 2

    await mark_thread_read(both, thread_id=for_elin.thread_id, up_to_seq=99)

    assert await count_unread_threads(both) == 1
    [mark] = await ReadMark.filter(contact_id__isnull=False)
    assert (mark.thread_id, mark.contact_id) == (for_elin.thread_id, cast.elin.id)
    assert (await SubIncident.get(id=for_elin.id)).seen_at is not None
    assert (await SubIncident.get(id=for_piet.id)).seen_at is None


async def test_the_inbox_hears_of_both_and_of_a_contact_that_comes_later(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    for_piet, for_elin = await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)
    await Contact.filter(id=cast.elin.id).update(email=cast.piet.email)
    await invite_to_portal(cast.as_anna, contact_id=cast.piet.id)
    account = (await Contact.get(id=cast.piet.id).select_related("account")).account
    assert account is not None

    async with following(await signed_in(account), house, INBOX) as heard:
        assert (await heard.next())["inboxChanged"]["unreadCount"] == 1
        await invite_to_portal(cast.as_anna, contact_id=cast.elin.id)
        change = (await heard.next())["inboxChanged"]
        assert (change["unreadCount"], change["subIncident"]) == (2, {"reference": for_elin.reference})

        for order in (for_elin, for_piet):
            await says(cast.as_anna, order, "Kunt u morgen?")
            assert (await heard.next())["inboxChanged"]["subIncident"] == {"reference": order.reference}


async def test_the_same_thread_by_link_and_by_account_at_once_is_one_reader(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    link, account = await through_link(cast.piet, order), await by_account(cast.piet, cast.elin)
    thread = node_id(order.thread)

    async with (
        following(link, house, FOLLOW, thread=thread) as in_field,
        following(account, house, FOLLOW, thread=thread) as at_desk,
    ):
        await asyncio.gather(says(link, order, "Onderweg"), says(account, order, "Vanaf kantoor"))
        await says(cast.as_anna, order, "Fijn")
        heard = [[(await ears.next())["messageAdded"]["message"] for _ in range(3)] for ears in (in_field, at_desk)]

    assert heard[0] == heard[1]
    assert [message["seq"] for message in heard[0]] == [2, 3, 4]
    await mark_thread_read(link, thread_id=order.thread_id, up_to_seq=4)
    assert await count_unread_threads(account) == 0
    written = await Message.filter(thread_id=order.thread_id, author_contact_id=cast.piet.id).count()
    assert written == 2


async def test_a_link_shows_its_own_thread_though_the_account_has_more(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    other = await given_to(cast, cast.elin, incident)
    link, _ = await through_link(cast.piet, order), await by_account(cast.piet, cast.elin)

    assert [row.id for row in await visible_sub_incidents(link)] == [order.id]
    async with nothing_happens():
        with pytest.raises(NotFound):
            await says(link, other, "Ook Elin")


async def test_an_account_of_one_organisation_reaches_nothing_of_the_other(cast: Cast, neighbour: Cast) -> None:
    here = await given_to(cast, cast.piet, await reported(cast))
    there = await given_to(neighbour, neighbour.piet, await reported(neighbour))
    for each in (cast, neighbour):
        await invite_to_portal(each.as_anna, contact_id=each.piet.id)
    account = (await Contact.get(id=cast.piet.id).select_related("account")).account
    assert account is not None
    viewer = await signed_in(account)

    assert [row.id for row in await visible_sub_incidents(viewer)] == [here.id]
    assert await visible_incidents(viewer).count() == 0
    async with nothing_happens():
        with pytest.raises(NotFound):
            await accept_work_order(viewer, work_order_id=there.id)
        with pytest.raises(NotFound):
            await says(viewer, there, "Hallo")


async def test_a_job_that_went_to_somebody_else_is_gone_from_the_account(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    account = await by_account(cast.piet, cast.tom)

    await SubIncident.filter(id=order.id).update(party_id=cast.elin.id)

    assert await visible_sub_incidents(await authenticate_again(account)).count() == 0
    async with nothing_happens():
        with pytest.raises(NotFound):
            await accept_work_order(account, work_order_id=order.id)
