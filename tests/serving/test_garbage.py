"""Python's searches for garbage get no longer as more wait, and nothing that is garbage stays for ever."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from serving import garbage
from serving.garbage import looked_for_less


class Waiting:
    """Somebody who waits, in a circle as nothing here should be."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def looked_for() -> Iterator[None]:
    with looked_for_less():
        yield


def test_who_was_looked_through_once_is_not_looked_through_again(looked_for: None) -> None:
    many = [Waiting() for _ in range(1_000)]
    before = gc.get_freeze_count()
    gc.collect()

    assert gc.get_freeze_count() >= before + len(many)
    assert not any(isinstance(each, Waiting) for each in gc.get_objects(generation=2))


def test_a_circle_that_is_new_is_found(looked_for: None) -> None:
    gone = weakref.ref(Waiting())
    gc.collect()

    assert gone() is None


def test_a_circle_that_broke_while_it_was_frozen_is_found_when_all_is_looked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(garbage, "ALL_SECONDS", 0.0)
    with looked_for_less():
        waiting = [Waiting()]
        gone = weakref.ref(waiting[0])
        gc.collect()
        waiting.clear()
        gc.collect()

    assert gone() is None


def test_after_the_end_nothing_more_is_frozen() -> None:
    with looked_for_less():
        pass
    before = gc.get_freeze_count()
    many = [Waiting() for _ in range(1_000)]
    gc.collect()

    assert gc.get_freeze_count() <= before
    assert len(many) == 1_000
