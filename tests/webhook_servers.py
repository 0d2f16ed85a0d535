"""A real HTTP server for webhooks: takes messages, or answers as badly as told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any


@dataclass
class Listener:
    """What came, as (headers in lower case, body), and what is answered: a status, `hang`, `drip` or `cut`."""

    url: str = ""
    answer: int | str = 204
    came: Queue[tuple[dict[str, str], bytes]] = field(default_factory=Queue)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def listener() -> Iterator[Listener]:
    """Serve while the block runs."""
    told = Listener()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.came.put(({name.lower(): value for name, value in self.headers.items()}, body))
            if told.answer == "cut":
                self.connection.close()
            elif told.answer == "hang":
                told.over.wait(60)
            elif told.answer == "drip":
                for each in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000:
                    if told.over.wait(0.05):
                        return
                    self.connection.sendall(bytes([each]))
            else:
                self.send_response(int(told.answer))
                self.send_header("Location", f"{told.url}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def do_GET(self) -> None:
            """A redirect that was followed."""
            told.came.put(({}, b""))

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A line that was cut is no fault of the server."""

    with Quiet(("127.0.0.1", 0), Answering) as server:
        told.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield told
        finally:
            told.over.set()
            server.shutdown()
            serving.join()
