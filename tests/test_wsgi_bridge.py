"""The bridge under a real server: bodies, sizes, slow and vanishing clients, and headers that lie."""

from __future__ import annotations

import asyncio
import json
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import uvicorn

from helpcenter.wsgi_bridge import SLOWEST, WHOLE, WsgiBridge, _read
from helpcenter.wsgi_environ import TOO_LARGE

PATIENCE = 60.0
MAX_BODY = 1_000_000
PIECE = b"x" * 64 * 1024


class App:
    """A WSGI app that tells what it was given; `closed` gets a word when an answer's iterator is closed."""

    def __init__(self) -> None:
        self.closed: queue.Queue[str] = queue.Queue()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        path = environ["PATH_INFO"]
        if path == "/endless":
            start_response("200 OK", [("Content-Type", "text/plain")])
            return self._endless()
        if path == "/large":
            start_response("200 OK", [("Content-Length", str(len(PIECE) * 20))])
            return [PIECE] * 20
        if environ[TOO_LARGE]:
            start_response("413 Content Too Large", [("Content-Type", "text/plain")])
            return [environ["wsgi.input"].read(5)]
        body = environ["wsgi.input"].read()
        kept = {name: value for name, value in environ.items() if isinstance(value, str)}
        said = json.dumps(kept | {"length": len(body)}).encode()
        start_response("200 OK", [("Content-Length", str(len(said)))])
        return [said[:10], said[10:]]

    def _endless(self) -> Iterator[bytes]:
        try:
            while True:
                yield PIECE
        finally:
            self.closed.put("closed")


class Server(uvicorn.Server):
    """Tells where it listens."""

    address: queue.Queue[tuple[str, int]]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.address.put(self.servers[0].sockets[0].getsockname()[:2])


@contextmanager
def bridged(app: App, threads: int = 1) -> Iterator[tuple[str, int]]:
    with ThreadPoolExecutor(threads) as pool:
        bridge = WsgiBridge(app, pool, MAX_BODY)

        async def asgi(scope: dict[str, Any], receive: Any, send: Any) -> None:
            await bridge({**scope, "root_path": "/base"}, receive, send)

        server = Server(uvicorn.Config(asgi, port=0, http="httptools", ws="none", lifespan="off", log_config=None))
        server.address = queue.Queue()
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield server.address.get(timeout=PATIENCE)
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def address(app: App) -> Iterator[tuple[str, int]]:
    with bridged(app) as found:
        yield found


@pytest.fixture
def client(address: tuple[str, int]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url="http://{}:{}".format(*address), timeout=PATIENCE) as made:
        yield made


def test_the_environ_says_what_was_asked(client: httpx.Client) -> None:
    headers = [
        ("X-A", "1"),
        ("X-A", "2"),
        ("X_A", "lie"),
        ("Cookie", "a=1"),
        ("Cookie", "b=2"),
        ("Content-Type", "t/x"),
    ]
    said = client.post("/caf%C3%A9/%2F?q=%20", headers=headers, content=b"body").json()
    assert said["PATH_INFO"].encode("latin-1").decode() == "/café//"
    assert {name: said[name] for name in ("SCRIPT_NAME", "QUERY_STRING", "REQUEST_METHOD")} == {
        "SCRIPT_NAME": "/base",
        "QUERY_STRING": "q=%20",
        "REQUEST_METHOD": "POST",
    }
    assert (said["HTTP_X_A"], said["HTTP_COOKIE"], said["CONTENT_TYPE"]) == ("1,2", "a=1; b=2", "t/x")
    assert (said["CONTENT_LENGTH"], said["length"]) == ("4", 4)


def test_bodies_with_and_without_a_length_are_taken_up_to_the_limit(client: httpx.Client) -> None:
    assert client.post("/", content=b"x" * MAX_BODY).json()["length"] == MAX_BODY
    assert client.post("/", content=iter([b"ab", b"c"])).json()["length"] == 3
    for content in (iter([b"start", b"x" * MAX_BODY, b"y"]), b"start" + b"x" * 3 * MAX_BODY):
        refused = client.post("/", content=content)
        assert (refused.status_code, refused.content) == (413, b"start"), "the app says it, and reads the beginning"
    assert client.get("/").status_code == 200


def test_a_large_answer_comes_whole(client: httpx.Client) -> None:
    assert len(PIECE) * 20 > WHOLE
    assert client.get("/large").content == PIECE * 20


def test_a_reader_that_leaves_ends_the_answer(client: httpx.Client, app: App) -> None:
    with client.stream("GET", "/endless") as answer:
        next(answer.iter_raw())
    assert app.closed.get(timeout=PATIENCE) == "closed"


def test_slow_clients_take_no_thread(address: tuple[str, int], client: httpx.Client) -> None:
    """There is one thread; neither a half-sent body nor an unread answer holds it."""
    with socket.create_connection(address) as half_sent, socket.create_connection(address) as unread:
        half_sent.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
        unread.sendall(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
        assert unread.recv(10)
        assert client.get("/").status_code == 200
        half_sent.sendall(b" whole")
        assert half_sent.recv(15) == b"HTTP/1.1 200 OK"


def test_head_and_body_leave_in_one_segment(address: tuple[str, int]) -> None:
    async def first_read() -> bytes:
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        got = await reader.read(65536)
        writer.close()
        await writer.wait_closed()
        return got

    head, _, body = asyncio.run(first_read()).partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head


async def test_a_thin_line_gets_more_time_with_every_piece_of_a_file() -> None:
    granted: list[float] = []
    patience = SimpleNamespace(when=lambda: 100.0, reschedule=granted.append)
    pieces = [{"type": "http.request", "body": b"x" * SLOWEST * 5, "more_body": left} for left in (True, True, False)]
    sent = iter(pieces)

    async def receive() -> dict[str, Any]:
        return next(sent)

    with BytesIO() as body:
        assert await _read(receive, body, 10**9, patience) is None
        assert body.read() == b"x" * SLOWEST * 15
    assert granted == [105.0, 110.0, 115.0]
