"""A proxy as bad as they come: it cuts every answer off in the middle, and may hold all of it back until then."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

LEAST, MOST = 900, 1800
"""Bytes of an answer that come through: its head, and some events of which the last is cut in two."""
LIFE = 0.5
"""Seconds of silence after which the line is cut too."""


@contextmanager
def proxied(url: str, *, buffers: bool) -> Iterator[str]:
    """Stand before a server while the block runs; gives the address to use instead of its own."""
    there, chance = urlsplit(url), random.Random(11)

    class Line(BaseRequestHandler):
        def handle(self) -> None:
            """Pass one answer on as far as it gets."""
            with socket.create_connection((there.hostname or "", there.port or 0), LIFE) as server:
                server.sendall(self.request.recv(65536))
                for piece in _pieces(server, chance.randint(LEAST, MOST), buffers):
                    self.request.sendall(piece)

    class Proxy(ThreadingTCPServer):
        daemon_threads = True

    with Proxy(("127.0.0.1", 0), Line) as proxy:
        serving = threading.Thread(target=proxy.serve_forever)
        serving.start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}"
        finally:
            proxy.shutdown()
            serving.join()


def _pieces(server: socket.socket, most: int, buffers: bool) -> Iterator[bytes]:
    """What comes through of an answer: as it comes, or all at once when nothing more will."""
    held = b""
    with suppress(TimeoutError):
        while len(held) < most and (piece := server.recv(most - len(held))):
            held += piece
            if not buffers:
                yield piece
    if buffers:
        yield held
