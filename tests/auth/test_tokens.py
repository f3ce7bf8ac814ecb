"""Secrets that travel."""

import math

import pytest

from auth.tokens import ALPHABET, RANDOM_LENGTH, TokenKind, hash_of, mint


def test_a_token_says_what_it_opens_and_holds_enough_chance() -> None:
    assert mint(TokenKind.GUEST).secret.startswith("hm_guest_")
    assert RANDOM_LENGTH * math.log2(len(ALPHABET)) >= 178


@pytest.mark.parametrize("kind", TokenKind)
def test_what_is_kept_of_a_token_is_found_by_the_token_alone(kind: TokenKind) -> None:
    minted = mint(kind)

    assert hash_of(kind, minted.secret) == minted.hash
    assert minted.secret not in minted.hash
    assert minted.secret not in repr(minted)


def test_no_two_are_alike() -> None:
    assert len({mint(TokenKind.GUEST).secret for _ in range(1000)}) == 1000


def test_a_token_of_another_kind_is_none_of_this() -> None:
    assert hash_of(TokenKind.SESSION, mint(TokenKind.GUEST).secret) is None


@pytest.mark.parametrize("position", [9, 20, 40, 46])
def test_one_mistyped_letter_is_noticed_without_a_query(position: int) -> None:
    secret = mint(TokenKind.GUEST).secret
    other = "a" if secret[position] != "a" else "b"

    assert hash_of(TokenKind.GUEST, secret[:position] + other + secret[position + 1 :]) is None


@pytest.mark.parametrize("mangled", ["", "hm_guest_", "x" * 10_000, "hm_guest_" + "é" * 38, "\ud800", "\0"])
def test_what_is_no_token_is_none(mangled: str) -> None:
    assert hash_of(TokenKind.GUEST, mangled) is None
