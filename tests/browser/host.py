"""Somebody's app, at an origin of its own and with a strict policy that lets in our scripts and frames only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from helpcenter.desk import Desk

CSS = """
body { margin: 0; font: 16px system-ui; min-height: 150vh }
header { display: flex; gap: 1rem; padding: 1rem; background: #22304f; color: #fff }
"""


class Host:
    """The app's server. `show` makes a page with the widget in it.

    `origin` is another site than the help centre's; `next_door` is the same one, as app.example.com and
    help.example.com are, so that frames of it may store what they like.
    """

    def __init__(self, port: int) -> None:
        self.origin = f"http://localhost:{port}"
        self.next_door = f"http://127.0.0.1:{port}"
        self.help = ""
        self.desk: Desk
        self.files: dict[str, tuple[str, str]] = {"/app.css": ("text/css", CSS)}

    def show(
        self, *, script: str = "", body: str = "", lang: str = "en", site: str = "acme", tag: str = "", **data: str
    ) -> str:
        """Serve a page whose tag has these data attributes, or is `tag`, and return its address.

        `script` runs before the tag.
        """
        own = "".join(f' data-{name}="{value}"' for name, value in data.items())
        tag = tag or f'<script src="{self.help}/widget.js" data-site="{site}"{own} async></script>'
        self.files["/app.js"] = ("text/javascript", script)
        self.files["/"] = (
            "text/html",
            f'<!doctype html><html lang="{lang}"><title>Acme</title><meta name="viewport" content="width=device-width">'
            f'<link rel="stylesheet" href="/app.css">'
            f'<body><header>Acme {body}</header><main><h1>Orders</h1><a href="#first" id="first">First</a></main>'
            f'<script src="/app.js"></script>'
            f"{tag}</body></html>",
        )
        return self.origin + "/"

    @property
    def policy(self) -> str:
        """What the app lets in."""
        return (
            f"default-src 'self'; script-src 'self' {self.help}; frame-src {self.help}; style-src 'self'; "
            "object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'"
        )


@contextmanager
def hosting() -> Iterator[Host]:
    """Run an app; its pages change with `Host.show`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = host.files.get(self.path.partition("?")[0], ("text/plain", ""))
            self.send_response(200 if text or kind != "text/plain" else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", host.policy)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_values: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host = Host(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
