"""What a process remembers of how often somebody asked: no longer than the window, and no more than it must."""

import time_machine

from auth.windows import Windows


def test_a_window_begins_with_the_first_and_ends_for_each_by_itself() -> None:
    windows = Windows(60)

    with time_machine.travel(1_000_000_000, tick=False) as moment:
        first = [windows.hit("anna"), windows.hit("anna")]
        moment.shift(30)
        later = [windows.hit("bas"), windows.hit("anna")]
        moment.shift(30)
        last = [windows.hit("anna"), windows.hit("bas")]

    assert (first, later, last) == ([1, 2], [1, 3], [1, 2])


def test_what_has_ended_is_forgotten_with_the_next_who_asks() -> None:
    windows = Windows(60)

    with time_machine.travel(1_000_000_000, tick=False) as moment:
        for number in range(100):
            windows.hit(str(number))
        moment.shift(60)
        windows.hit("anna")

    assert len(windows) == 1


def test_a_clock_that_is_set_back_ends_nobody_s_window_twice() -> None:
    windows = Windows(60)

    with time_machine.travel(1_000_000_000, tick=False) as moment:
        windows.hit("anna")
        moment.shift(-10_000)
        windows.hit("bas")
        moment.shift(60)
        again = windows.hit("bas"), windows.hit("anna")

    assert again == (1, 2)


def test_it_is_told_how_long_a_window_still_lasts() -> None:
    windows = Windows(60)

    with time_machine.travel(1_000_000_000, tick=False) as moment:
        windows.hit("anna")
        moment.shift(45)
        left = windows.seconds_left("anna"), windows.seconds_left("bas")

    assert left == (15.0, 0.0)
