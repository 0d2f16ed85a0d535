"""One reader of the journal for a whole process, and all its open streams."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence

from helpcenter.desk import Desk, Work
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.journal import Cursor
from helpcenter.frames import event_frames
from helpcenter.live.signs import ChatSigns
from helpcenter.live.stream import Ending, Stream, Told
from helpcenter.live.watch import JournalWatch
from helpcenter.services import chats, journal, sessions

STREAMS_OF_ONE_CONTACT = 20

CHECK_SESSIONS_EVERY = 60.0
"""Seconds between two looks at whether the sessions behind the open streams still live. The journal tells of those that
end, at once; this finds what ran out by its time, or what somebody took from the store by hand."""

SILENCE = 25.0
"""Seconds of silence after which a stream is nudged, so that it says something before a proxy closes the line."""

NUDGE_EVERY = 1.0
"""Seconds between two looks at who has been silent: one clock for all, as thousands of timers are dear."""

AT_ONCE = 500
"""Events that one look at the journal brings at most."""

HERE_EVERY = 10.0
"""Seconds between two rounds of saying which customers are here."""

_log = logging.getLogger(__name__)


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
        self._signs = ChatSigns(desk)
        self._stopping = threading.Event()

    async def start(self) -> None:
        """Read from now on, telling streams on the running event loop. Needs `stop()` in the end."""
        self._loop = asyncio.get_running_loop()
        self._watch = JournalWatch(self._desk)
        self.told = await self._loop.run_in_executor(None, self._desk.see, journal.end)
        self._thread = threading.Thread(target=self._read, args=(self.told,), name="live", daemon=True)
        self._thread.start()
        self._tasks = [
            asyncio.create_task(_again_and_again(CHECK_SESSIONS_EVERY, self._check_sessions)),
            asyncio.create_task(_again_and_again(HERE_EVERY, self._say_here)),
            asyncio.create_task(_again_and_again(NUDGE_EVERY, self._nudge_silent)),
        ]

    async def stop(self) -> None:
        """Stop reading, once nothing reads streams any more."""
        for task in self._tasks:
            task.cancel()
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

    @property
    def open_streams(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._streams.values()))

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
                while batch := self._desk.see(self._batch, cursor):
                    cursor = batch[-1].event.cursor
                    self._signs.stir([told.event for told in batch])
                    self._loop.call_soon_threadsafe(self._tell, batch)
                    if len(batch) < AT_ONCE:
                        break
                self._look_at_chats()
            except Unavailable as fault:
                _log.warning("live streams wait for the store: %s", fault)
                self._stopping.wait(1.0)
            except Exception:
                _log.exception("live streams could not read the journal")
                self._stopping.wait(1.0)
            else:
                if self._watch.wait(self._signs.patience()):
                    self._signs.stir()

    def _batch(self, work: Work, cursor: Cursor) -> list[Told]:
        """Return what happened after a cursor, with the frames of what somebody here listens to."""
        events = journal.since(work, cursor, AT_ONCE)
        heard = [event for event in events if event.public and event.contact_id in self._streams]
        frames = dict(zip((event.cursor for event in heard), event_frames(work, heard), strict=True))
        return [Told(event, frames.get(event.cursor)) for event in events]

    def _look_at_chats(self) -> None:
        if not self._streams:
            self._signs.forget()
        elif fresh := self._signs.look():
            self._loop.call_soon_threadsafe(self._show, fresh)

    def _tell(self, batch: Sequence[Told]) -> None:
        for told in batch:
            if told.event.contact_id is not None:
                for stream in self._streams.get(told.event.contact_id, ()):
                    if told.event.public:
                        stream.put(told)
                    elif sessions.ended_by(told.event, stream.session_id):
                        stream.end(Ending.OVER)
        self.told = batch[-1].event.cursor

    def _show(self, fresh: Sequence[tuple[int, int, bytes]]) -> None:
        for contact_id, ticket_id, frame in fresh:
            for stream in self._streams.get(contact_id, ()):
                stream.put_chat(ticket_id, frame)

    async def _check_sessions(self) -> None:
        """End the streams of sessions that have ended, or have become somebody else's."""
        asked = self._all()
        if asked:
            owners = {stream.session_id: stream.contact_id for stream in asked}
            over = await self._loop.run_in_executor(None, self._desk.see, sessions.over, owners)
            for stream in asked:
                if stream.session_id in over or owners[stream.session_id] != stream.contact_id:
                    stream.end(Ending.OVER)

    async def _nudge_silent(self) -> None:
        """Wake the streams whose readers have not heard anything for long."""
        since = time.monotonic() - SILENCE
        for stream in self._all():
            if stream.told_at < since:
                stream.nudge()

    async def _say_here(self) -> None:
        """Let those who have a stream open count as here in their chats."""
        contacts = frozenset(self._streams)
        if contacts:
            await self._loop.run_in_executor(None, self._renew_here, contacts)

    def _renew_here(self, contacts: Collection[int]) -> None:
        if due := self._desk.see(chats.here_soon_over, contacts):
            self._desk.do(chats.here_all, due)


async def _again_and_again(seconds: float, act: Callable[[], Awaitable[None]]) -> None:
    """Act every so often. One that fails is tried again next time: a task that died would never be missed."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await act()
        except Exception as fault:
            _log.warning("live streams: %s", fault)
