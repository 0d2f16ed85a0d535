"""The journal, live: noticing that it grew, and telling every open stream of this process from one reader."""

from __future__ import annotations

import asyncio
import logging
import selectors
import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from enum import Enum

from helpcenter.desk import Desk
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.journal import Cursor, Event
from helpcenter.services import journal, sessions
from helpcenter.store.backends import Ear, postgres, sqlite

BACKLOG = 100
"""How many events a stream may be behind before it is told to come again and catch up from the store."""

STREAMS_OF_ONE_CONTACT = 20

CHECK_SESSIONS_EVERY = 2.0
"""Seconds between two looks at whether the sessions behind the open streams still live."""

_log = logging.getLogger(__name__)


class JournalWatch:
    """Blocks one thread until there may be something new to read. Wakes for commits of every process on the store.

    Read the journal once before the first wait: what was committed before the watch was made does not wake it.
    """

    def __init__(self, desk: Desk) -> None:
        """Listen from now on. Needs `close()` in the end."""
        settings = desk.settings
        self._ear: Ear = (
            sqlite.Ear(settings.database_url) if settings.is_sqlite else postgres.Ear(settings.database_url)
        )
        self._bell, self._push = socket.socketpair()
        self._bell.setblocking(False)
        self._push.setblocking(False)
        self._wakers = desk.wakers
        self._wakers.append(self.wake)

    def wait(self, timeout: float) -> bool:
        """Block until the journal may have grown since the last wait (True) or `timeout` seconds passed (False).

        True may be a false alarm; False may be trusted to a second: a slow poll catches what a wake-up missed.
        """
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            rung = self._rung(max(0.0, min(left, self._ear.patience)))
            heard = self._ear.heard()
            if rung or heard:
                return True
            if left <= 0:
                return False

    def wake(self) -> None:
        """Make a running or the next `wait` return True at once. From any thread; never blocks, never raises."""
        try:
            self._push.send(b"!")
        except (BlockingIOError, OSError):  # full: it rings already; closed: nobody waits any more
            return

    def close(self) -> None:
        """Stop listening. Call when no thread waits any more."""
        self._wakers.remove(self.wake)
        self._ear.close()
        self._push.close()
        self._bell.close()

    def _rung(self, seconds: float) -> bool:
        """Wait for the bell or for something to hear. Returns whether the bell rang."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._bell, selectors.EVENT_READ)
            if (other := self._ear.fileno()) is not None:
                selector.register(other, selectors.EVENT_READ)
            ready = [key.fileobj for key, _ in selector.select(seconds)]
        if self._bell not in ready:
            return False
        while True:
            try:
                self._bell.recv(4096)
            except BlockingIOError:
                return True


class Ending(Enum):
    """Why a stream ends: `AGAIN`, the reader should connect anew; `OVER`, its session has ended; `GONE`, it left."""

    AGAIN = "again"
    OVER = "over"
    GONE = "gone"


class Stream:
    """What one open page or widget is still to be told. Lives on the event loop; takes no thread."""

    __slots__ = ("_events", "_news", "contact_id", "ending", "session_id")

    def __init__(self, contact_id: int, session_id: int) -> None:
        """Begin with nothing to tell."""
        self.contact_id = contact_id
        self.session_id = session_id
        self.ending: Ending | None = None
        self._events: deque[Event] = deque()
        self._news = asyncio.Event()

    def put(self, event: Event) -> None:
        """Add an event; a stream that is too far behind ends instead, so that it never holds up others."""
        if len(self._events) >= BACKLOG:
            self.end(Ending.AGAIN)
        elif self.ending is None:
            self._events.append(event)
            self._news.set()

    def end(self, why: Ending) -> None:
        """Let the stream end; the first reason counts."""
        self.ending = self.ending or why
        self._news.set()

    async def next(self, patience: float) -> list[Event]:
        """Return what came since the last call, waiting up to `patience` seconds for it; look at `ending` after."""
        try:
            async with asyncio.timeout(patience):
                await self._news.wait()
        except TimeoutError:
            return []
        events = list(self._events)
        self._events.clear()
        self._news.clear()
        return events


class Hub:
    """Reads the journal once for a whole process and hands each event to the streams of its contact.

    One thread reads; streams and everything else here are only ever touched on the event loop.
    """

    def __init__(self, desk: Desk) -> None:
        """Prepare; `start` begins to read."""
        self.leaving = False
        self.told = Cursor()
        """Up to where the streams have been told."""
        self._desk = desk
        self._streams: defaultdict[int, set[Stream]] = defaultdict(set)
        self._stopping = threading.Event()

    async def start(self) -> None:
        """Read from now on, telling streams on the running event loop. Needs `stop()` in the end."""
        self._loop = asyncio.get_running_loop()
        self._watch = JournalWatch(self._desk)
        self.told = await self._loop.run_in_executor(None, self._desk.see, journal.end)
        self._thread = threading.Thread(target=self._read, args=(self.told,), name="live", daemon=True)
        self._thread.start()
        self._checking = asyncio.create_task(self._check_sessions())

    async def stop(self) -> None:
        """Stop reading, once nothing reads streams any more."""
        self._checking.cancel()
        self._stopping.set()
        self._watch.wake()
        await self._loop.run_in_executor(None, self._thread.join)
        self._watch.close()

    def open(self, contact_id: int, session_id: int) -> Stream | None:
        """Return a new stream for a contact, or None when they have too many already."""
        if len(self._streams.get(contact_id, ())) >= STREAMS_OF_ONE_CONTACT:
            return None
        stream = Stream(contact_id, session_id)
        self._streams[contact_id].add(stream)
        return stream

    def close(self, stream: Stream) -> None:
        """Forget a stream."""
        own = self._streams[stream.contact_id]
        own.discard(stream)
        if not own:
            del self._streams[stream.contact_id]

    def dismiss(self) -> None:
        """End all streams and welcome no new ones: the server is about to stop."""
        self.leaving = True
        for stream in self._all():
            stream.end(Ending.AGAIN)

    def _all(self) -> list[Stream]:
        return [stream for own in self._streams.values() for stream in own]

    def _read(self, cursor: Cursor) -> None:
        """The reader thread. It never dies: whatever went wrong, it goes on from the last event that it has told."""
        while not self._stopping.is_set():
            try:
                while events := self._desk.see(journal.since, cursor):
                    self._loop.call_soon_threadsafe(self._tell, events)
                    cursor = events[-1].cursor
            except Unavailable as fault:
                _log.warning("live streams wait for the store: %s", fault)
                self._stopping.wait(1.0)
            except Exception:
                _log.exception("live streams could not read the journal")
                self._stopping.wait(1.0)
            else:
                self._watch.wait(60.0)

    def _tell(self, events: Sequence[Event]) -> None:
        for event in events:
            if event.public and event.contact_id is not None:
                for stream in self._streams.get(event.contact_id, ()):
                    stream.put(event)
        self.told = events[-1].cursor

    async def _check_sessions(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SESSIONS_EVERY)
            asked = {stream.session_id for stream in self._all()}
            if not asked:
                continue
            try:
                live = await self._loop.run_in_executor(None, self._desk.see, sessions.still_live, asked)
            except Exception as fault:  # the next round comes soon; a check that died would leave streams open for ever
                _log.warning("live streams could not check sessions: %s", fault)
                continue
            for stream in self._all():
                if stream.session_id in asked - live:
                    stream.end(Ending.OVER)
