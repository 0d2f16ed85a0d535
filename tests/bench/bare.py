"""The yardstick: one Flask view that renders one template of a given size.

`python -m tests.bench.bare BYTES` serves it.
"""

from __future__ import annotations

import socket
import sys
from concurrent.futures import ThreadPoolExecutor

import uvicorn
from flask import Flask, render_template
from jinja2 import DictLoader

from helpcenter.config import Settings
from helpcenter.wsgi_bridge import WsgiBridge

LINE = "<p>{{ word }} of a page that says nothing at all, at some length.</p>\n"


def bare_app(size: int) -> Flask:
    """An app whose only page is a rendered template of about `size` bytes."""
    app = Flask("bare")
    app.jinja_loader = DictLoader({"page.html": LINE * (size // len(LINE.replace("{{ word }}", "Line")))})

    @app.get("/")
    def show() -> str:
        return render_template("page.html", word="Line")

    return app


def serve(size: int) -> None:
    """Serve it as our own pages are served, on a free port whose address is printed."""
    listener = socket.create_server(("127.0.0.1", 0))
    with ThreadPoolExecutor(Settings.threads) as pool:
        bridge = WsgiBridge(bare_app(size), pool, 1_000_000)
        config = uvicorn.Config(
            bridge, http="httptools", ws="none", lifespan="off", log_config=None, timeout_keep_alive=30
        )
        print(f"http://127.0.0.1:{listener.getsockname()[1]}/", flush=True)
        uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    serve(int(sys.argv[1]))
