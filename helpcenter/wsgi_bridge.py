"""WSGI in ASGI: Flask works in a thread pool, the event loop does all waiting for slow networks.

A request's body is read before a thread is taken and a small answer leaves in one go, so that no slow client ever
holds one of the few threads. A large answer is streamed, one piece a turn in the pool.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextvars import copy_context
from tempfile import SpooledTemporaryFile
from typing import Any

from helpcenter.wsgi_environ import TOO_LARGE, environ_of

WHOLE = 256 * 1024  # bytes of an answer that leave in one go
PATIENCE = 60.0  # seconds that a client may take to send a small body, or to take a piece of the answer
FARTHEST = 4  # so many times what is allowed is read to its end, for browsers show no answer before they have sent all
SLOWEST = 16 * 1024  # bytes of a body a second that buy a client more time: files come over thin lines too


class WsgiBridge:
    """An ASGI app that serves a WSGI app in `pool`. A slow body gets 408.

    Of a body above `max_body` bytes the app sees the beginning and that it is TOO_LARGE.
    """

    def __init__(self, app: Callable[..., Any], pool: Executor, max_body: int) -> None:
        self._app, self._pool, self._max_body = app, pool, max_body

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Answer one request."""
        with SpooledTemporaryFile(max_size=WHOLE) as body:
            try:
                async with asyncio.timeout(PATIENCE) as patience:
                    fault = await _read(receive, body, self._max_body, patience)
            except TimeoutError:
                fault = 408
            if fault in (None, 413):
                await self._answer(environ_of(scope, body) | {TOO_LARGE: fault == 413}, receive, send)
            elif fault:
                headers = [(b"content-length", b"0"), (b"connection", b"close")]
                await send({"type": "http.response.start", "status": fault, "headers": headers})
                await send({"type": "http.response.body"})

    async def _answer(self, environ: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        run, context = asyncio.get_running_loop().run_in_executor, copy_context()
        start, first, rest = await run(self._pool, context.run, _begin, self._app, environ)
        await send(start)
        await send({"type": "http.response.body", "body": first, "more_body": rest is not None})
        if rest is None:
            return
        gone = asyncio.ensure_future(receive())  # the body has been read: all that can come is the disconnect
        try:
            while (piece := await run(self._pool, context.run, _next, rest)) is not None and not gone.done():
                async with asyncio.timeout(PATIENCE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            gone.cancel()
            await run(self._pool, context.run, rest.close)


async def _read(receive: Callable[..., Any], body: Any, limit: int, patience: asyncio.Timeout) -> int | None:
    """Fill `body` and rewind it. Returns None when it is whole, 413 when it is cut off, 0 when the client went away."""
    more, end, size = True, patience.when() or 0.0, 0
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return 0
        piece = message.get("body", b"")
        size += len(piece)
        if size <= limit:
            body.write(piece)
        patience.reschedule(end + size / SLOWEST)
        more = message.get("more_body", False) and size <= FARTHEST * limit
    body.seek(0)
    return 413 if size > limit else None


def _begin(app: Callable[..., Any], environ: dict[str, Any]) -> tuple[dict[str, Any], bytes, Any]:
    """Call the app. Returns (ASGI's start message, the first bytes, an iterator of the rest or None)."""
    started: list[Any] = []
    pieces = _pieces(app(environ, lambda status, headers, _fault=None: started.append((status, headers))))
    first = bytearray()
    while len(first) <= WHOLE and (piece := _next(pieces)) is not None:
        first += piece
    status, pairs = started[-1]
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in pairs]
    start = {"type": "http.response.start", "status": int(status[:3]), "headers": headers}
    return start, bytes(first), pieces if len(first) > WHOLE else None


def _pieces(answer: Any) -> Iterator[bytes]:
    try:
        yield from answer
    finally:
        getattr(answer, "close", lambda: None)()


def _next(pieces: Iterator[bytes]) -> bytes | None:
    return next(pieces, None)
