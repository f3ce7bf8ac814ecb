"""Secrets that travel: how they are made, how a mistyped one is told from a wrong one, and what is kept of them."""

import hashlib
import secrets
import zlib
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_letters, digits

ALPHABET = digits + ascii_letters
RANDOM_LENGTH = 32  # 190 bits
CHECKSUM_LENGTH = 6


class TokenKind(StrEnum):
    """What a token opens; the first letters of the token say so."""

    GUEST = "hm_guest_"
    SESSION = "hm_session_"
    SIGN_IN = "hm_signin_"
    UPLOAD = "hm_upload_"


@dataclass(frozen=True)
class Minted:
    """A fresh token: the secret, shown once, and the hash that is kept."""

    secret: str
    hash: str

    def __repr__(self) -> str:
        return "Minted(…)"


def mint(kind: TokenKind) -> Minted:
    """A token of 190 random bits and a checksum."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    secret = f"{kind}{drawn}{_checksum(kind + drawn)}"
    return Minted(secret=secret, hash=_hash(secret))


def hash_of(kind: TokenKind, secret: str) -> str | None:
    """The hash to look for, or None when this cannot be a token of that kind."""
    length = len(kind) + RANDOM_LENGTH + CHECKSUM_LENGTH
    if len(secret) != length or not secret.isascii() or not secret.startswith(kind):
        return None
    body, checksum = secret[:-CHECKSUM_LENGTH], secret[-CHECKSUM_LENGTH:]
    return _hash(secret) if _checksum(body) == checksum else None


def hash_of_report_key(key: str) -> str:
    """What is kept of a secret that a client drew itself, by which it names what it sent for its report."""
    return _hash(key)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _checksum(body: str) -> str:
    number, letters = zlib.crc32(body.encode()), ""
    for _ in range(CHECKSUM_LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters = ALPHABET[index] + letters
    return letters
