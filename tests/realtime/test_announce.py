"""What is announced is heard when it is true, and not before."""

from uuid import uuid4

import pytest

from models import Organisation
from realtime import announce
from realtime.announce import announcing
from realtime.events import IncidentChanged, Topic


class Bells:
    """Remembers what was rung."""

    def __init__(self) -> None:
        self.rung: list[list[Topic]] = []

    def ring(self, topics: list[Topic]) -> None:
        self.rung.append(topics)


@pytest.fixture
def bells(database: None) -> Bells:
    made = Bells()
    announce.connect(made)
    return made


async def test_a_commit_rings_each_topic_once(bells: Bells) -> None:
    changed = IncidentChanged(incident_id=uuid4(), organisation_id=uuid4())

    async with announcing() as announced:
        announced(changed)
        announced(changed)
        assert not bells.rung

    assert bells.rung == [list(changed.topics)]


async def test_what_is_rolled_back_is_not_heard(bells: Bells) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with announcing() as announced:
            await Organisation.create(name="Nobody", slug="nobody")
            announced(IncidentChanged(incident_id=uuid4(), organisation_id=uuid4()))
            _ = 1 / 0

    assert not bells.rung
    assert not await Organisation.exists()


async def test_an_act_within_an_act_is_a_mistake(bells: Bells) -> None:
    with pytest.raises(RuntimeError):
        async with announcing(), announcing():
            pass

    async with announcing():
        pass


async def test_a_command_line_rings_nobody(database: None) -> None:
    announce.connect(None)

    async with announcing() as announced:
        announced(IncidentChanged(incident_id=uuid4(), organisation_id=uuid4()))
