"""Live chat through real servers: lines arrive whole, once and in order, whatever is cut, killed or shared."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import httpx
import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.chats import ChatState
from helpcenter.domain.people import Contact, Presence, Specialist
from helpcenter.domain.sites import Site
from helpcenter.services import chats, deliveries, people, sessions, tickets
from tests.proxying import proxied
from tests.services.chatting import hello, open_always, spoken
from tests.serving import Told, environment, listening, served
from tests.signing import Signer


@pytest.fixture
def number(settings: Settings, desk: Desk, carol: Contact, ada: Specialist) -> int:
    """Carol's chat, taken by Ada."""
    open_always(settings)
    desk.do(chats.set_presence, ada, Presence.ONLINE, 20)
    number = desk.do(chats.start, carol, hello(carol)).ticket_id
    desk.do(chats.accept, ada, number)
    return number


@pytest.fixture
def token(desk: Desk, carol: Contact) -> str:
    return desk.do(sessions.start, "widget", carol.site_id, contact=carol)


def until(events: Iterator[Told], name: str, **data: object) -> Told:
    """The next event of that name with that in it."""
    return next(told for told in events if told.name == name and data.items() <= told.data.items())


def test_a_stream_brings_lines_whole_and_what_the_chat_is(
    desk: Desk, settings: Settings, carol: Contact, ada: Specialist, number: int, token: str
) -> None:
    with served(settings, **policy(settings)) as server, listening(server.url, token) as events:
        now = until(events, "chat")
        assert now.id == ""
        assert now.data == {
            "ticket": number, "state": "live", "position": None, "wait": None, "specialist": "Ada",
            "specialist_here": True, "typing": False, "seen": 0,
        }  # fmt: skip
        desk.do(chats.typing, ada, number)
        assert until(events, "chat", typing=True)
        said = desk.do(chats.say, ada, number, 'Try <b>"this"</b>\n\u2028twice', "a1")
        line = until(events, "line")
        assert line.data | {"at": ""} == {
            "ticket": number, "seq": said.seq, "kind": "chat", "mine": False, "name": "Ada",
            "body": 'Try <b>"this"</b>\n\u2028twice', "at": "", "client_id": "a1", "files": [],
        }  # fmt: skip
        assert until(events, "chat", typing=False, seen=said.seq)
        desk.do(chats.say, carol, number, "I did.", "c1")
        assert until(events, "line", mine=True, client_id="c1").data["body"] == "I did."
        desk.do(chats.seen, ada, number, said.seq + 1)
        assert until(events, "chat", seen=said.seq + 1)
        desk.do(chats.finish, ada, number)
        assert until(events, "chat", state="ended")
    with served(settings, **policy(settings)) as server, listening(server.url, token, after=line.id) as events:
        assert until(events, "line").data["client_id"] == "c1", "replayed after the last id, whole again"
        assert until(events, "chat").data["state"] == "ended"


def test_the_queue_moves_before_those_who_wait(
    desk: Desk, settings: Settings, site: Site, sign: Signer, ada: Specialist, number: int
) -> None:
    names = ("dave", "erin")
    waiting = [desk.do(people.identify, site, sign(f"{name}@customer.example", name=name)) for name in names]
    first, _ = [desk.do(chats.start, each, hello(each)).ticket_id for each in waiting]
    token = desk.do(sessions.start, "widget", site.id, contact=waiting[1])
    with served(settings, **policy(settings)) as server, listening(server.url, token) as events:
        assert until(events, "chat").data["position"] == 2
        desk.do(chats.accept, ada, first)
        assert until(events, "chat", position=1)


@pytest.mark.postgresql
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_two_servers_on_one_store_tell_the_same(
    desk: Desk, settings: Settings, ada: Specialist, number: int, token: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = {"HELPCENTER_DATA_DIR": str(tmp_path_factory.mktemp("second"))}
    with ExitStack() as stack:
        servers = [stack.enter_context(served(settings, **policy(settings), **more)) for more in ({}, elsewhere)]
        streams = [stack.enter_context(listening(server.url, token)) for server in servers]
        for events in streams:
            until(events, "chat")
        desk.do(chats.typing, ada, number)
        for events in streams:
            until(events, "chat", typing=True)
        desk.do(chats.say, ada, number, "Hello, both.", "a1")
        assert [until(events, "line").data["body"] for events in streams] == ["Hello, both."] * 2


def test_nothing_is_lost_doubled_or_out_of_order_however_often_the_line_is_cut(
    desk: Desk, settings: Settings, carol: Contact, ada: Specialist, number: int, token: str
) -> None:
    lines, cuts, chance = 150, 20, random.Random(7)
    seen: list[int] = []

    def talk() -> None:
        for turn in range(lines):
            desk.do(chats.say, ada, number, f"Line {turn}", f"a{turn}")

    with served(settings, **policy(settings)) as server:
        with listening(server.url, token) as events:
            place = until(events, "ready").id
        talker = threading.Thread(target=talk)
        talker.start()
        for cut in range(cuts + 1):
            left = chance.randint(1, 12) if cut < cuts else lines * 2
            with listening(server.url, token, after=place) as events:
                while left and len(seen) < lines:
                    told = until(events, "line")
                    seen.append(told.data["seq"])
                    place, left = told.id, left - 1
        talker.join()
    everything = [line.message.seq for line in desk.see(chats.lines, ada, number) if line.message.data.get("client_id")]
    assert seen == everything[-lines:]


@pytest.mark.parametrize("buffers", [False, True], ids=["cuts", "buffers and cuts"])
def test_behind_a_proxy_that_buffers_or_cuts_nothing_is_lost_or_doubled(
    desk: Desk, settings: Settings, ada: Specialist, number: int, token: str, buffers: bool
) -> None:
    lines, came = 40, list[int]()
    with served(settings, **policy(settings)) as server, proxied(server.url, buffers=buffers) as url:
        with listening(server.url, token) as events:
            place = until(events, "ready").id
        wanted = [desk.do(chats.say, ada, number, f"Line {turn}", f"a{turn}").seq for turn in range(lines // 2)]
        talker = threading.Thread(target=lambda: wanted.extend(more()))

        def more() -> Iterator[int]:
            for turn in range(lines // 2, lines):
                yield desk.do(chats.say, ada, number, f"Line {turn}", f"a{turn}").seq

        talker.start()
        while len(came) < lines:
            with suppress(httpx.TransportError), listening(url, token, after=place) as events:
                for told in events:
                    if told.name == "line":
                        came.append(told.data["seq"])
                    if told.name != "ready":
                        place = told.id or place
        talker.join()
    assert came == wanted


SAY = """
import sys
from helpcenter.config import load
from helpcenter.factory import create_desk
from helpcenter.services import chats, people
desk = create_desk(load())
carol = desk.see(people.get, int(sys.argv[1]))
desk.do(chats.say, carol, int(sys.argv[2]), "It is the long list.", "c1")
print("committed", flush=True)
sys.stdin.read()
"""


def test_killed_between_commit_and_answer_the_line_is_there_once(
    settings: Settings, desk: Desk, carol: Contact, number: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SAY, str(carol.id), str(number)],
        env=environment(settings),
        cwd=settings.data_dir,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "committed\n"
        process.kill()
    assert process.returncode == -signal.SIGKILL
    desk.do(chats.say, carol, number, "It is the long list.", "c1")
    assert spoken(desk, carol, number) == ["Hello, it broke.", "It is the long list."]


def test_a_server_hands_an_unanswered_chat_over_to_mail_by_itself(
    settings: Settings, desk: Desk, carol: Contact, ada: Specialist, number: int, token: str
) -> None:
    waiting = desk.do(chats.start, carol, hello(carol)).ticket_id
    with served(settings, **policy(settings), HELPCENTER_CHAT_WAIT="1") as server:
        with listening(server.url, token) as events:
            assert until(events, "chat", ticket=waiting, state="by_mail")
        assert server.stop() == 0
    assert desk.see(chats.state, ada, number).state is ChatState.LIVE
    assert [each.letter.name for each in desk.see(deliveries.of_ticket, waiting)] == ["transcript"]
    assert desk.see(tickets.get, waiting).due_at


def test_a_stream_ends_when_its_session_does(
    settings: Settings, desk: Desk, ada: Specialist, number: int, token: str
) -> None:
    with served(settings, **policy(settings)) as server, listening(server.url, token) as events:
        until(events, "chat")
        desk.do(sessions.end, desk.see(sessions.find, token, "widget"))
        assert until(events, "over") == Told("over", "", {})
        desk.do(chats.say, ada, number, "Nobody hears this.", "a1")
        assert list(events) == []


def policy(settings: Settings) -> dict[str, str]:
    """The variable that lets a server read the tests' policy."""
    return {"HELPCENTER_POLICY_FILE": str(settings.policy_file)}
