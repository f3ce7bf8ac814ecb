"""Addresses that open one thing for one session: a browser fetches a picture without a header. See decision 0009.

Pure: whether the session still stands, and may reach the thing, is asked when the address is used.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import clock
from auth.viewer import Viewer

HOUR = 3600


@dataclass(frozen=True)
class Signature:
    """What a signed address claims: whose session signed it, until when, and the proof."""

    session_id: UUID
    expires: int
    proof: str

    @property
    def is_over(self) -> bool:
        """Whether it says itself that its time is over."""
        return 0 < self.expires <= clock.now().timestamp()

    def fits(self, key: str, what: str) -> bool:
        """Whether the session with this key signed this for `what`, and the time is not over."""
        expected = _proof(key, what, self.expires)
        return hmac.compare_digest(self.proof, expected) and self.expires > clock.now().timestamp()


def signed(viewer: Viewer, what: str) -> str:
    """The query that opens `what` for one to two hours, the same during an hour; nothing without a session."""
    if viewer.signing_key is None or viewer.session_id is None:
        return ""
    expires = (int(clock.now().timestamp()) // HOUR + 2) * HOUR
    proof = _proof(viewer.signing_key, what, expires)
    return f"session={viewer.session_id.hex}&expires={expires}&signature={proof}"


def signature_in(query: Mapping[str, str]) -> Signature | None:
    """The signature that an address carries. A garbled one is one that fits nothing."""
    if "signature" not in query:
        return None
    session, expires, proof = (query.get(name, "") for name in ("session", "expires", "signature"))
    is_whole = len(session) == 32 and set(session) <= set("0123456789abcdef") and proof.isascii()
    if not is_whole or len(expires) > 12 or not (expires.isascii() and expires.isdigit()):
        return Signature(UUID(int=0), 0, "")
    return Signature(UUID(session), int(expires), proof)


def _proof(key: str, what: str, expires: int) -> str:
    return hmac.new(key.encode(), f"{what} {expires}".encode(), hashlib.sha256).hexdigest()
