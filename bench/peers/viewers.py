"""Who asks: an employee and a guest, with sessions that are really in the database."""

from typing import Any

from auth.tokens import TokenKind, mint
from bench.peers.servers import Peer
from bench.town import EMPLOYEE, GUEST, GUEST_LINK, LAST_OF_ALL, ORGANISATION
from models import Session, SessionKind


class Viewers:
    """How each server is told who asks."""

    def __init__(self, employee_token: str, guest_token: str) -> None:
        self._tokens = {False: employee_token, True: guest_token}
        self._ids = {False: f"emp_{EMPLOYEE.hex}", True: f"con_{GUEST.hex}"}

    def headers(self, peer: Peer, *, is_guest: bool) -> dict[str, str]:
        if peer.signs_in:
            return {"Authorization": f"Bearer {self._tokens[is_guest]}"}
        return {"x-viewer": self._ids[is_guest]}

    def first_message(self, peer: Peer) -> dict[str, str]:
        """What goes with `connection_init`."""
        return {"token": self._tokens[False]} if peer.signs_in else {}


async def signed_in() -> Viewers:
    minted = [mint(TokenKind.SESSION), mint(TokenKind.SESSION)]
    shared: dict[str, Any] = {"organisation_id": ORGANISATION, "expires_at": LAST_OF_ALL}
    employee: dict[str, Any] = {"employee_id": EMPLOYEE, "kind": SessionKind.PASSWORD}
    guest: dict[str, Any] = {"guest_link_id": GUEST_LINK, "kind": SessionKind.GUEST_LINK}
    await Session.create(**shared, **employee, token_hash=minted[0].hash)
    await Session.create(**shared, **guest, token_hash=minted[1].hash)
    return Viewers(minted[0].secret, minted[1].secret)
