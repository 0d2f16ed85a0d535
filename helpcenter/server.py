"""The one process: pages in a thread pool, live streams on the event loop, the courier beside them."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import uvicorn
from flask import Flask

from helpcenter.carrier import Carrier
from helpcenter.channels import channel_for
from helpcenter.config import Settings
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.factory import create_app, desk_of
from helpcenter.links import Links
from helpcenter.live import Hub
from helpcenter.messenger import Messenger
from helpcenter.metering import MetricsEndpoint, RequestMeter
from helpcenter.rendering import LetterWriter
from helpcenter.store.lock import held
from helpcenter.streams import LiveEndpoint
from helpcenter.wsgi_bridge import WsgiBridge

if TYPE_CHECKING:
    from helpcenter.collector import Collector

MAX_BODY = 32 * 1024 * 1024
"""Bytes of a request that are taken in at all; pages set narrower limits of their own."""

SWITCH_INTERVAL = 0.001
"""Seconds that a thread may compute while another waits for its turn. With Python's own 5 ms the few steps of a live
line from the store to its streams each wait for several pages, and lines are late whenever the server is busy."""

GRACE_SECONDS = 10
"""How long requests that run may go on after the signal to stop."""


class AddressTakenError(RuntimeError):
    """The address cannot be listened on; the message is one line for the operator."""


class HelpCenter:
    """The ASGI app: `/live` and `/metrics` natively, all else through Flask."""

    def __init__(self, app: Flask, hub: Hub, pool: ThreadPoolExecutor) -> None:
        """Serve `app`, working in `pool`."""
        desk = desk_of(app)
        self._base = Links(desk.settings.public_url).base_path
        self._meter = RequestMeter()
        self._native: dict[bytes, Callable[..., Awaitable[None]]] = {
            b"/live": LiveEndpoint(desk, hub, pool),
            b"/metrics": MetricsEndpoint(desk, hub, self._meter, pool),
        }
        self._pages = WsgiBridge(app, pool, MAX_BODY)

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Answer one request."""
        self._take_off_base(scope)
        native = self._native.get(scope["raw_path"]) if scope["method"] == "GET" else None
        await self._meter.measured(native or self._pages, scope, receive, send)

    def _take_off_base(self, scope: dict[str, Any]) -> None:
        """Move the public address's sub-path to `root_path`, whether or not the proxy has taken it off already."""
        base, path = self._base.encode("ascii"), scope["raw_path"]
        scope["root_path"] = self._base
        if base and (path == base or path.startswith(base + b"/")):
            scope["raw_path"] = path[len(base) :] or b"/"


class _Server(uvicorn.Server):
    """Uvicorn with our streams: they begin with it, and are told to come again when it stops. Ends with exit code 0."""

    def __init__(self, config: uvicorn.Config, hub: Hub, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._hub = hub
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self._hub.start()
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.dismiss()
        await super().shutdown(sockets)
        await self._hub.stop()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM as wishes to stop. Uvicorn's own would raise them again and spoil the exit code."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(settings: Settings, say: Callable[[str], None], ready: Callable[[Settings], None] = lambda _: None) -> None:
    """Serve until SIGTERM or SIGINT, then finish what runs and return.

    `say` gets lines for the operator; `ready` is called once requests are taken, with the settings in force (their
    port is the real one where 0 asked for any). Raises AlreadyServedError, AddressTakenError, SchemaTooNewError.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    with held(settings), listening(settings) as listener:
        settings = _with_port(settings, listener.getsockname()[1])
        app = create_app(settings, say)
        desk = desk_of(app)
        hub = Hub(desk)
        courier = Courier(desk, LetterWriter(app, settings), channel_for(settings))
        carriers: list[Carrier] = [courier, Messenger(desk)]
        collector = _collector(desk)
        pool = ThreadPoolExecutor(settings.threads, thread_name_prefix="pages")
        config = uvicorn.Config(
            HelpCenter(app, hub, pool),
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        for carrier in carriers:
            carrier.start()
        if collector:
            collector.start()
        try:
            _Server(config, hub, lambda: ready(settings)).run([listener])
        finally:
            if collector:
                collector.stop()
            for carrier in carriers:
                carrier.stop()
            pool.shutdown()
            desk.close()


def _collector(desk: Desk) -> Collector | None:
    """Return what brings mailboxes in; nothing is loaded for it where there are none."""
    if not desk.settings.mailboxes:
        return None
    from helpcenter.collector import Collector

    return Collector(desk)


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """Give a socket that listens on the configured address. Raises AddressTakenError."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as fault:
        raise AddressTakenError(
            f"cannot listen on {settings.host} port {settings.port} ({fault.strerror}): set another host or port"
        ) from fault
    with listener:
        yield listener


def _with_port(settings: Settings, port: int) -> Settings:
    """Put the real port where 0 asked for any free one."""
    if settings.port != 0:
        return settings
    public_url = settings.public_url.removesuffix(":0") + f":{port}" if settings.public_url.endswith(":0") else ""
    return replace(settings, port=port, public_url=public_url or settings.public_url)
