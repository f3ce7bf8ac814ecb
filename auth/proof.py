"""A proof of work: what somebody without an account gives for a report, so that thousands cost a machine an hour.

In the manner of hashcash (http://www.hashcash.org): the sender looks for a nonce with which the SHA-256 of
`challenge:nonce` begins with so many zero bits. A challenge is signed, so nothing is kept of it, and it is used once.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

import clock

VALID_FOR = timedelta(hours=2)


def new_challenge(secret: str, bits: int) -> str:
    """A challenge: when it was given, how hard it is, something drawn, and a signature."""
    body = f"{int(clock.now().timestamp())}.{bits}.{secrets.token_hex(12)}"
    return f"{body}.{_signature(secret, body)}"


def is_proof(secret: str, challenge: str, nonce: str) -> bool:
    """Whether this is our challenge, not too old, and the nonce solves it."""
    body, _, signature = challenge.rpartition(".")
    if not challenge.isascii() or not hmac.compare_digest(signature, _signature(secret, body)):
        return False
    given_at, bits, _ = body.split(".")
    age = clock.now().timestamp() - int(given_at)
    return age <= VALID_FOR.total_seconds() and zero_bits(challenge, nonce) >= int(bits)


def zero_bits(challenge: str, nonce: str) -> int:
    """How many zero bits the hash of a challenge and a nonce begins with."""
    digest = hashlib.sha256(f"{challenge}:{nonce}".encode()).digest()
    return len(digest) * 8 - int.from_bytes(digest, "big").bit_length()


def _signature(secret: str, body: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()[:32]
