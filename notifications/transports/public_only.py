"""Out to the internet and nowhere else: an address that is ours, or the machine's own, is not connected to."""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx2


class PrivateAddress(httpx2.ConnectError):
    """The name leads to an address that is not on the internet."""


class PublicOnly(httpx2.AsyncBaseTransport):
    """Looks a name up once, looks at every address that it has, and connects to one of those and to no other.

    The name stays in `Host` and in the certificate. One that is looked up again by whoever connects could lead
    elsewhere by then.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport | None = None) -> None:
        self._inner = inner or httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        name, failure = request.url.host, httpx2.ConnectError("no address")
        request.extensions = {**request.extensions, "sni_hostname": name}
        for address in await _addresses_of(name, request.url.port):
            request.url = request.url.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except httpx2.ConnectError as unreachable:
                failure = unreachable
        raise failure

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _addresses_of(name: str, port: int | None) -> list[str]:
    """Every address of a name. Raises PrivateAddress when one of them is not public."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except OSError as failure:
        raise httpx2.ConnectError(type(failure).__name__) from None
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    if not all(_is_public(ip_address(address)) for address in addresses):
        raise PrivateAddress("not on the internet")
    return addresses


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Also of an address within one: IPv6 has several ways to write an IPv4 address."""
    if isinstance(address, IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if within is not None:
            return _is_public(within)
    return address.is_global and not address.is_multicast
