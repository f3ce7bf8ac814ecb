"""Who asks, and colleagues who follow; with sessions that are really in the database."""

from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

from auth.tokens import TokenKind, mint
from bench.peers.pages import Asker
from bench.peers.servers import Peer
from bench.town import ACCOUNT, EMPLOYEE, GUEST, GUEST_LINK, LAST_OF_ALL, ORGANISATION, TENANT
from models import Employee, Session, SessionKind

IDS = {
    Asker.EMPLOYEE: f"emp_{EMPLOYEE.hex}",
    Asker.GUEST: f"con_{GUEST.hex}",
    Asker.TENANT: f"con_{TENANT.hex}",
}
SIGNED_IN_AS: dict[Asker, dict[str, Any]] = {
    Asker.EMPLOYEE: {"employee_id": EMPLOYEE, "kind": SessionKind.PASSWORD},
    Asker.GUEST: {"guest_link_id": GUEST_LINK, "kind": SessionKind.GUEST_LINK},
    Asker.TENANT: {"account_id": ACCOUNT, "kind": SessionKind.SIGN_IN_LINK},
}


class Viewers:
    """How each server is told who asks."""

    def __init__(self, tokens: Mapping[Asker, str], colleagues: list[str]) -> None:
        self._tokens, self._colleagues = tokens, colleagues

    def headers(self, peer: Peer, asker: Asker) -> dict[str, str]:
        if peer.signs_in:
            return {"Authorization": f"Bearer {self._tokens[asker]}"}
        return {"x-viewer": IDS[asker]}

    def first_messages(self, peer: Peer) -> Iterator[dict[str, str]]:
        """What goes with `connection_init`, of each who follows."""
        return cycle([{"token": token} if peer.signs_in else {} for token in self._colleagues])


async def signed_in(colleagues: int) -> Viewers:
    """Everybody who asks, and so many colleagues, each in person."""
    shared: dict[str, Any] = {"organisation_id": ORGANISATION, "expires_at": LAST_OF_ALL}
    minted = {asker: mint(TokenKind.SESSION) for asker in Asker}
    for asker, token in minted.items():
        await Session.create(**shared, **SIGNED_IN_AS[asker], token_hash=token.hash)
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
    secrets = {asker: token.secret for asker, token in minted.items()}
    return Viewers(secrets, [token.secret for token in tokens])
