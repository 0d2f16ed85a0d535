"""textual-serve with a page of our own: nothing from elsewhere, the keyboard in the terminal, and no foreign page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

PAGES = Path(__file__).parent
HOST = "127.0.0.1"


class BrowserServer(Server):
    """Serves `command`, a terminal of its own for each visit, on this machine. `words` are those of the page."""

    def __init__(self, command: str, port: int, words: Mapping[str, str]) -> None:
        super().__init__(command, host=HOST, port=port, title="Helpcenter", templates_path=PAGES)
        self.words = dict(words)

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        aiohttp_jinja2.get_env(app).globals.update(words=self.words)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is."""
        self.console.print(self.public_url, highlight=False)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open a terminal for our own page only: any other that is open in this browser could sign in by guessing."""
        if request.headers.get("Origin") != self.public_url:
            raise web.HTTPForbidden
        opened: web.WebSocketResponse = await super().handle_websocket(request)
        return opened
