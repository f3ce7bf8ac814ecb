"""Events and their topics."""

from uuid import uuid4

import pytest

from realtime.events import (
    IncidentChanged,
    MessagePosted,
    SubIncidentChanged,
    Subject,
    ThreadRead,
    Topic,
    parse_topic,
)


@pytest.mark.parametrize("subject", list(Subject))
def test_a_topic_survives_the_bus(subject: Subject) -> None:
    topic = Topic(subject, uuid4())

    assert parse_topic(str(topic)) == topic


@pytest.mark.parametrize("text", ["", "thread", "thread:", "nothing:" + uuid4().hex, "thread:xyz"])
def test_what_is_no_topic_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_topic(text)


def test_a_message_that_is_no_news_for_the_contact_rings_no_overview() -> None:
    note = MessagePosted(thread_id=uuid4(), incident_id=uuid4(), organisation_id=uuid4(), contact_ids=())

    assert Subject.OVERVIEW not in {topic.subject for topic in note.topics}


def test_a_change_is_heard_by_everybody_it_concerns() -> None:
    party = uuid4()
    changed = SubIncidentChanged(
        sub_incident_id=uuid4(), incident_id=uuid4(), organisation_id=uuid4(), contact_ids=(party,)
    )

    assert {topic.subject for topic in changed.topics} == {
        Subject.SUB_INCIDENT,
        Subject.INCIDENT,
        Subject.DESK,
        Subject.OVERVIEW,
    }
    assert Topic(Subject.OVERVIEW, party) in changed.topics


def test_what_a_contact_reads_is_no_news_for_the_desk() -> None:
    contact, organisation = uuid4(), uuid4()

    by_contact = ThreadRead(thread_id=uuid4(), organisation_id=organisation, contact_ids=(contact,))
    by_employee = ThreadRead(thread_id=uuid4(), organisation_id=organisation, contact_ids=())

    assert by_contact.topics[:-1] == (Topic(Subject.OVERVIEW, contact),)
    assert by_employee.topics[:-1] == (Topic(Subject.DESK, organisation),)
    assert by_contact.topics[-1].subject is by_employee.topics[-1].subject is Subject.READERS


def test_an_incident_rings_for_itself_and_the_desk() -> None:
    incident, organisation = uuid4(), uuid4()

    changed = IncidentChanged(incident_id=incident, organisation_id=organisation)

    assert changed.topics == (Topic(Subject.INCIDENT, incident), Topic(Subject.DESK, organisation))
