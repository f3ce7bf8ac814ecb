"""A websocket that takes frames past ASGI, which costs as much as everything else that a push to many takes.

It offers this as an extension of ASGI. A server without it sends through ASGI alone: slower, and otherwise the same.
"""

from websockets.frames import Frame, Opcode

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
        self.transport.write(Frame(Opcode.TEXT, text).serialize(mask=False, extensions=self.conn.extensions))
        return True
