"""Waking for the journal, on both stores and across processes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import psycopg
import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk, Work
from helpcenter.domain.people import Contact
from helpcenter.domain.sites import Site
from helpcenter.factory import create_desk
from helpcenter.live import BACKLOG, STREAMS_OF_ONE_CONTACT, Ending, Hub, JournalWatch, Stream, Told
from helpcenter.live.hub import SILENCE
from helpcenter.services import erasures, people, sessions
from helpcenter.services import journal as read
from helpcenter.store import journal
from helpcenter.store.sessions import close_session
from tests.signing import Signer

LONG = 30.0
"""Seconds after which a wait that should have ended is called broken."""
SOON = 5.0
"""Seconds within which a stream ends when its reader may listen no more."""


class GaveUpError(Exception):
    """A piece of work that ends in nothing."""


def happen(work: Work) -> None:
    journal.append(work, "test.happened")


@contextmanager
def watching(desk: Desk) -> Iterator[JournalWatch]:
    watch = JournalWatch(desk)
    try:
        yield watch
    finally:
        watch.close()


@contextmanager
def second_desk(settings: Settings) -> Iterator[Desk]:
    """A desk as another process has it: it shares the store and no wakers."""
    other = create_desk(settings)
    try:
        yield other
    finally:
        other.close()


def test_a_commit_here_wakes(desk: Desk) -> None:
    with watching(desk) as watch:
        desk.do(happen)
        assert watch.wait(LONG)


def test_a_commit_of_another_process_wakes(desk: Desk, settings: Settings) -> None:
    with second_desk(settings) as other, watching(desk) as watch:
        ready = threading.Thread(target=other.do, args=(happen,))
        ready.start()
        assert watch.wait(LONG)
        ready.join()


def test_wake_from_another_thread_ends_a_wait(desk: Desk) -> None:
    with watching(desk) as watch:
        ringer = threading.Thread(target=watch.wake)
        ringer.start()
        assert watch.wait(LONG)
        ringer.join()


def test_without_news_the_wait_ends_with_false(desk: Desk) -> None:
    with watching(desk) as watch:
        assert not watch.wait(0.2)


def test_a_closed_watch_is_forgotten(desk: Desk) -> None:
    with watching(desk):
        assert len(desk.wakers) == 1
    assert desk.wakers == []
    desk.do(happen)


@pytest.mark.postgresql
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_reader_waits_for_the_older_transaction_and_skips_nothing(desk: Desk, settings: Settings) -> None:
    with second_desk(settings) as other:
        cursor = desk.see(read.end)
        with desk.work() as older:
            journal.append(older, "test.first")
            other.do(happen)
            assert other.see(read.since, cursor) == [], "it would come before what the older one writes"
            journal.append(older, "test.third")
        told = other.see(read.since, cursor)
        assert [event.kind for event in told] == ["test.first", "test.third", "test.happened"]
        assert other.see(read.since, told[-1].cursor) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_what_an_older_transaction_held_back_comes_when_it_gives_up(desk: Desk, settings: Settings) -> None:
    with second_desk(settings) as other, watching(other) as watch:
        cursor = other.see(read.end)
        with suppress(GaveUpError), desk.work() as older:
            journal.append(older, "test.never")
            other.do(happen)
            assert other.see(read.since, cursor) == []
            raise GaveUpError
        while not (told := other.see(read.since, cursor)):  # nobody notifies of a rollback: the slow poll finds it
            assert watch.wait(LONG)
        assert [event.kind for event in told] == ["test.happened"]


@pytest.mark.postgresql
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_lost_connection_is_opened_again(desk: Desk, settings: Settings) -> None:
    with second_desk(settings) as other, watching(desk) as watch:
        watch._patience = 2 * LONG  # so that only a notification can wake it in time
        address = settings.database_url.replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as admin:
            ended = admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN %'"
            ).fetchall()
        assert ended == [(True,)]
        assert watch.wait(LONG), "the loss itself is a reason to look"
        watch.wake()
        assert watch.wait(LONG)
        other.do(happen)
        assert watch.wait(LONG)


def test_many_writers_and_a_reader_that_sees_each_event_once_and_in_order(desk: Desk, settings: Settings) -> None:
    writers, turns = 4, 15

    def write(name: int) -> None:
        for turn in range(turns):
            with desk.work() as work:
                journal.append(work, f"test.{name}", turn=2 * turn)
                journal.append(work, f"test.{name}", turn=2 * turn + 1)

    with second_desk(settings) as other, watching(other) as watch:
        cursor, seen = other.see(read.end), []
        threads = [threading.Thread(target=write, args=(name,)) for name in range(writers)]
        for thread in threads:
            thread.start()
        while len(seen) < writers * turns * 2:
            assert watch.wait(LONG)
            for event in other.see(read.since, cursor, 7):
                seen.append((event.kind, event.data["turn"]))
                cursor = event.cursor
                watch.wake()
        for thread in threads:
            thread.join()
    for name in range(writers):
        assert [turn for kind, turn in seen if kind == f"test.{name}"] == list(range(2 * turns))


def tell(work: Work, contact: Contact, kind: str, times: int = 1, *, public: bool = True) -> None:
    for _ in range(times):
        journal.append(work, kind, contact_id=contact.id, public=public)


@asynccontextmanager
async def hub_on(desk: Desk) -> AsyncIterator[Hub]:
    hub = Hub(desk)
    await hub.start()
    try:
        yield hub
    finally:
        hub.dismiss()
        await hub.stop()


def opened(hub: Hub, contact: Contact, session_id: int = 1) -> Stream:
    stream = hub.open(contact.id, session_id)
    assert stream
    return stream


async def news(stream: Stream, within: float = LONG) -> tuple[list[Told], list[bytes]]:
    async with asyncio.timeout(within):
        return await stream.next()


@pytest.fixture
def dave(desk: Desk, site: Site, sign: Signer) -> Contact:
    return desk.do(people.identify, site, sign("dave@customer.example"))


async def test_a_stream_is_told_what_is_public_and_its_own(desk: Desk, carol: Contact, dave: Contact) -> None:
    async with hub_on(desk) as hub:
        stream = opened(hub, carol)
        desk.do(tell, dave, "test.somebody_elses")
        desk.do(tell, carol, "test.internal", public=False)
        desk.do(tell, carol, "test.own")
        [told], _ = await news(stream)
        assert told.event.kind == "test.own"
        assert hub.told == told.event.cursor


async def test_a_slow_stream_is_sent_away_and_holds_up_nobody(desk: Desk, carol: Contact, dave: Contact) -> None:
    async with hub_on(desk) as hub:
        slow, quick = opened(hub, carol), opened(hub, dave)
        desk.do(tell, carol, "test.much", BACKLOG + 1)
        desk.do(tell, dave, "test.quick")
        assert [told.event.kind for told in (await news(quick))[0]] == ["test.quick"]
        assert slow.ending is Ending.AGAIN


async def test_nobody_opens_streams_without_end(desk: Desk, carol: Contact) -> None:
    async with hub_on(desk) as hub:
        streams = [opened(hub, carol) for _ in range(STREAMS_OF_ONE_CONTACT)]
        assert hub.open(carol.id, 1) is None
        hub.close(streams.pop())
        assert opened(hub, carol)


async def test_a_stream_does_not_outlive_its_session(desk: Desk, carol: Contact) -> None:
    token = desk.do(sessions.start, "page", carol.site_id, contact=carol)
    session = desk.see(sessions.find, token, "page")
    async with hub_on(desk) as hub:
        stream = opened(hub, carol, session.id)
        desk.do(sessions.end, session)
        assert await news(stream, SOON) == ([], [])
        assert stream.ending is Ending.OVER


async def test_a_stream_does_not_outlive_its_erased_contact(desk: Desk, carol: Contact, dave: Contact) -> None:
    tokens = [desk.do(sessions.start, "page", who.site_id, contact=who) for who in (carol, dave)]
    theirs, other = (desk.see(sessions.find, token, "page") for token in tokens)
    async with hub_on(desk) as hub:
        stream, stays = opened(hub, carol, theirs.id), opened(hub, dave, other.id)
        desk.do(erasures.erase, carol.email)
        desk.do(tell, dave, "test.later")
        await news(stays)
        assert (stream.ending, stays.ending) == (Ending.OVER, None)


async def test_a_session_that_is_gone_without_a_word_is_found(desk: Desk, carol: Contact) -> None:
    token = desk.do(sessions.start, "page", carol.site_id, contact=carol)
    session = desk.see(sessions.find, token, "page")
    async with hub_on(desk) as hub:
        stream = opened(hub, carol, session.id)
        desk.do(close_session, session.id)
        await hub._check_sessions()
        assert stream.ending is Ending.OVER


async def test_a_session_that_became_somebody_elses_is_told_nothing_more(
    desk: Desk, carol: Contact, dave: Contact
) -> None:
    token = desk.do(sessions.start, "widget", carol.site_id, contact=carol)
    session = desk.see(sessions.find, token, "widget")
    async with hub_on(desk) as hub:
        stream = opened(hub, carol, session.id)
        desk.do(sessions.belongs_to, session, dave)
        assert await news(stream, SOON) == ([], [])
        assert stream.ending is Ending.OVER


async def test_a_silent_stream_is_nudged_to_say_that_it_is_open(desk: Desk, carol: Contact) -> None:
    token = desk.do(sessions.start, "page", carol.site_id, contact=carol)
    session = desk.see(sessions.find, token, "page")
    async with hub_on(desk) as hub:
        stream = opened(hub, carol, session.id)
        stream.told_at -= SILENCE
        assert await news(stream) == ([], [])
        assert stream.ending is None
