"""A websocket that takes frames past ASGI, which costs as much as everything else that a push to many takes.

It offers this as an extension of ASGI. A server without it sends through ASGI alone: slower, and otherwise the same.
"""

from struct import Struct

from schema.socket import SEND_NOW
from serving.slow_readers import ImpatientSocket


class DirectSocket(ImpatientSocket):
    """Uvicorn's own, but the application may send a text there and then."""

    async def run_asgi(self) -> None:
        extensions = self.scope["extensions"]
        extensions[SEND_NOW] = {"send": self.send_now}
        try:
            await super().run_asgi()
        finally:
            del extensions[SEND_NOW]  # it leads back here, and would keep a socket that is gone

    def send_now(self, text: bytes) -> bool:
        """False when it cannot be: the reader is behind, or the socket is at its end, or not open yet."""
        is_open = self.handshake_complete and not self.close_sent and not self.transport.is_closing()
        if not is_open or not self.writable.is_set():
            return False
        self.transport.write(b"%b%b" % (_head_of(len(text)), text))
        return True


_SHORT, _LONG, _LONGEST = Struct("!BB"), Struct("!BBH"), Struct("!BBQ")
_TEXT = 0x81  # whole, and not compressed


def _head_of(length: int) -> bytes:
    """What stands before so many bytes of text, not masked: RFC 6455, 5.2."""
    if length < 126:
        return _SHORT.pack(_TEXT, length)
    if length < 65_536:
        return _LONG.pack(_TEXT, 126, length)
    return _LONGEST.pack(_TEXT, 127, length)
