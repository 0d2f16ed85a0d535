"""`GET /live`: a stream of server-sent events, on the event loop, without a thread.

Tells a customer which of their own tickets changed: `event: ticket`, `id: <cursor>`,
`data: {"ticket": 7, "kind": "ticket.replied", "seq": 3}` (`seq` is null where no message came); `event: line` with all
that is in a chat line, and `event: chat` with what a chat is now (see `helpcenter.frames`). The first event is
`ready`, whose id is where the stream begins. `Last-Event-ID` (or `?after=`) replays what was missed.
`again` asks the reader to connect anew, `over` says that the session has ended.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from helpcenter.desk import Desk, Work
from helpcenter.domain.faults import NotFound, Unavailable
from helpcenter.domain.journal import Cursor
from helpcenter.domain.sessions import Session, page_cookie
from helpcenter.frames import chat_frame, event_frames, frame
from helpcenter.live import Ending, Hub, Stream, Told
from helpcenter.services import chats, journal, sessions

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SEND_PATIENCE = 30.0
"""Seconds that a reader may take for what was sent before the line is cut."""

_COMMENT = {"type": "http.response.body", "body": b": \n\n", "more_body": True}
"""What a silent stream says: by far the most frequent, so it costs as little as it says. Needs no patience of its own:
four bytes now and then fill no line before the session runs out."""

_PAGE = 200
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class LiveEndpoint:
    """The ASGI endpoint. Store work runs in `pool`, off the loop."""

    def __init__(self, desk: Desk, hub: Hub, pool: Executor) -> None:
        """Serve streams of `hub`."""
        self._desk = desk
        self._hub = hub
        self._pool = pool
        self._cookie = page_cookie(desk.settings.public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: a stream, 404 for anybody unknown, 503 when the server or the store is leaving."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if self._hub.leaving:
            return await _refuse(send, 503)
        try:
            session = await self._in_pool(_session_of, *self._presented(headers))
        except NotFound:
            return await _refuse(send, 404)
        except Unavailable:
            return await _refuse(send, 503)
        stream = self._hub.open(session.contact_id or 0, session.id)
        if stream is None:
            return await _refuse(send, 429)
        leaving = asyncio.ensure_future(_until_gone(receive, stream))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await self._serve(stream, _after(scope, headers), send)
        except (TimeoutError, Unavailable):  # too slow a reader, or the store went: cut off, it comes again
            pass
        finally:
            leaving.cancel()
            self._hub.close(stream)
        return await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _serve(self, stream: Stream, after: Cursor | None, send: Send) -> None:
        """Replay, then pass on what comes until the stream ends."""
        await _write(send, _retry(1, 4) + frame("ready", {}, self._hub.told))
        replayed = Cursor()
        while after is not None:
            frames, end = await self._in_pool(_missed, stream.contact_id, after)
            await _write(send, b"".join(frames))
            after, replayed = end, end or replayed
        if await self._in_pool(sessions.over, {stream.session_id: stream.contact_id}):  # while the stream was opened
            stream.end(Ending.OVER)
        await _write(send, b"".join(await self._in_pool(_chats_now, stream.contact_id)))
        while stream.ending is None:
            told, chats_now = await stream.next()
            if not (told or chats_now):
                await send(_COMMENT)
                continue
            fresh = await self._framed([each for each in told if each.event.cursor > replayed])
            await _write(send, b"".join((*fresh, *chats_now)))
        if stream.ending is Ending.AGAIN:
            await _write(send, _retry(1, 5) + b"event: again\ndata: {}\n\n")
        elif stream.ending is Ending.OVER:
            await _write(send, b"event: over\ndata: {}\n\n")

    async def _framed(self, told: Sequence[Told]) -> list[bytes]:
        """Return the frames of events; those that came before anybody knew of this stream are made now."""
        if all(each.frame is not None for each in told):
            return [each.frame for each in told if each.frame is not None]
        framed: list[bytes] = await self._in_pool(event_frames, [each.event for each in told])
        return framed

    def _presented(self, headers: dict[str, str]) -> tuple[str, str]:
        """Return (token, face) as the request shows them: a bearer token wins over the page's cookie."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme:
            return (token if scheme.lower() == "bearer" else ""), "widget"
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            cookie = None
        return (cookie.value if cookie else ""), "page"

    async def _in_pool(self, verb: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._desk.see, verb, *args)


def _session_of(work: Work, token: str, face: str) -> Session:
    session = sessions.find(work, token, face)
    if session.contact_id is None:
        raise NotFound("session")
    return session


def _missed(work: Work, contact_id: int, after: Cursor) -> tuple[list[bytes], Cursor | None]:
    """Return the frames of what a contact missed, and from where there may be more; None at the end of it."""
    missed = journal.public_since(work, contact_id, after, _PAGE)
    return event_frames(work, missed), missed[-1].cursor if missed else None


def _chats_now(work: Work, contact_id: int) -> list[bytes]:
    """Return what each chat of a contact is now that is going on or was lately."""
    return [chat_frame(chat) for chat in chats.current_of(work, contact_id)]


async def _until_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end(Ending.GONE)


async def _write(send: Send, data: bytes) -> None:
    if data:
        async with asyncio.timeout(SEND_PATIENCE):
            await send({"type": "http.response.body", "body": data, "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    if status != 404:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _after(scope: Scope, headers: dict[str, str]) -> Cursor | None:
    asked = headers.get("last-event-id") or parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]
    return Cursor.parse(asked)


def _retry(least: float, most: float) -> bytes:
    """Spread the readers' coming back, so that a restart is not followed by all of them at once."""
    return b"retry: %d\n\n" % int(random.uniform(least, most) * 1000)  # noqa: S311 - spreads load, guards nothing
