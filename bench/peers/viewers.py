"""Who asks: an employee and a guest, and colleagues who follow; with sessions that are really in the database."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from auth.tokens import TokenKind, mint
from bench.peers.servers import Peer
from bench.town import EMPLOYEE, GUEST, GUEST_LINK, LAST_OF_ALL, ORGANISATION
from models import Employee, Session, SessionKind


class Viewers:
    """How each server is told who asks."""

    def __init__(self, employee_token: str, guest_token: str, colleagues: list[str]) -> None:
        self._tokens = {False: employee_token, True: guest_token}
        self._colleagues = colleagues
        self._ids = {False: f"emp_{EMPLOYEE.hex}", True: f"con_{GUEST.hex}"}

    def headers(self, peer: Peer, *, is_guest: bool) -> dict[str, str]:
        if peer.signs_in:
            return {"Authorization": f"Bearer {self._tokens[is_guest]}"}
        return {"x-viewer": self._ids[is_guest]}

    def first_messages(self, peer: Peer) -> Iterator[dict[str, str]]:
        """What goes with `connection_init`, of each who follows."""
        return cycle([{"token": token} if peer.signs_in else {} for token in self._colleagues])


async def signed_in(colleagues: int) -> Viewers:
    """The two, and so many colleagues, each in person."""
    minted = [mint(TokenKind.SESSION), mint(TokenKind.SESSION)]
    shared: dict[str, Any] = {"organisation_id": ORGANISATION, "expires_at": LAST_OF_ALL}
    employee: dict[str, Any] = {"employee_id": EMPLOYEE, "kind": SessionKind.PASSWORD}
    guest: dict[str, Any] = {"guest_link_id": GUEST_LINK, "kind": SessionKind.GUEST_LINK}
    await Session.create(**shared, **employee, token_hash=minted[0].hash)
    await Session.create(**shared, **guest, token_hash=minted[1].hash)
    office = [
        Employee(organisation_id=ORGANISATION, name=f"Collega {number}", email=f"collega{number}@bench.example")
        for number in range(colleagues)
    ]
    tokens = [mint(TokenKind.SESSION) for _ in office]
    await Employee.bulk_create(office)
    await Session.bulk_create(
        Session(**shared, employee_id=each.id, kind=SessionKind.PASSWORD, token_hash=token.hash)
        for each, token in zip(office, tokens, strict=True)
    )
    return Viewers(minted[0].secret, minted[1].secret, [token.secret for token in tokens])
