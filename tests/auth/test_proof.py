"""The proof of work that stands before a report without an account."""

from datetime import timedelta

import clock
from auth.proof import is_proof, new_challenge, zero_bits
from tests.cast import solved


def test_who_did_the_work_is_believed_and_who_guessed_is_not() -> None:
    challenge = new_challenge("geheim", 10)
    wrong = next(str(number) for number in range(100) if zero_bits(challenge, str(number)) < 10)

    assert is_proof("geheim", challenge, solved(challenge))
    assert not is_proof("geheim", challenge, wrong)


def test_a_challenge_of_somebody_else_or_an_easier_one_is_refused() -> None:
    challenge = new_challenge("geheim", 10)
    given_at, _, drawn, signature = challenge.split(".")

    assert not is_proof("ander geheim", challenge, solved(challenge))
    assert not is_proof("geheim", f"{given_at}.0.{drawn}.{signature}", "1")
    for nonsense in ("", ".", "...", "1.2.3.4", "a.b.c.d", "é.1.2.3"):
        assert not is_proof("geheim", nonsense, "1")


def test_an_old_challenge_is_refused() -> None:
    with clock.at(clock.now() - timedelta(hours=3)):
        challenge = new_challenge("geheim", 4)

    assert not is_proof("geheim", challenge, solved(challenge))


def test_zero_bits_are_counted_from_the_front() -> None:
    challenge = new_challenge("geheim", 8)

    assert zero_bits(challenge, solved(challenge)) >= 8
