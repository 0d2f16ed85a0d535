"""The whole way of one question: widget, ticket, terminal, mail, inbox and back, with every part as it really runs.

A real server process, a real mail server, the customer over HTTP as the widget speaks, the specialist in Textual.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from queue import Queue

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot

from helpcenter.article_folder import import_folder
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.domain.sites import Site
from tui.app import Helpdesk

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "helpcenter" / "demo" / "articles"
PATIENCE = 20.0
"""Seconds until a thing that has to happen counts as not happening."""

WORDS = {
    "en": {
        "question": "How do I sign my users in?",
        "article": "sign-in-your-users",
        "subject": "The token is refused",
        "body": "We sign with HS256.\nThe panel still says that I am not signed in.",
        "reply": "Please check your clock: tokens live ten minutes.",
        "thanks": "That was it, thank you!",
    },
    "ja": {
        "question": "ユーザーをサインインさせるにはどうすればよいですか",
        "article": "sign-in-your-users",
        "subject": "トークンが拒否されます",
        "body": "HS256で署名しています。\nそれでもサインインしていないと表示されます。",
        "reply": "サーバーの時計をご確認ください。期限は10分です。",
        "thanks": "解決しました。ありがとうございます!",
    },
}


class Postman:
    """Keeps the mails that arrive."""

    def __init__(self) -> None:
        self.mails: Queue[EmailMessage] = Queue()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take one mail."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.put(mail)
        return "250 taken"


class AnyPort(Controller):
    """A controller that looks up which port it was given before it knocks on it."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def postman() -> Iterator[tuple[Postman, str]]:
    """A real mail server and its address."""
    handler = Postman()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    yield handler, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@contextmanager
def serving(settings: Settings, smtp_url: str) -> Iterator[str]:
    """`helpcenter serve` in a process of its own; gives its address."""
    environ = {
        **os.environ,
        "HELPCENTER_DATA_DIR": str(settings.data_dir),
        "HELPCENTER_DATABASE_URL": settings.database_url,
        "HELPCENTER_SECRET_KEY": settings.secret_key,
        "HELPCENTER_PUBLIC_URL": "http://127.0.0.1:0",
        "HELPCENTER_MAIL_FROM": settings.mail_from,
        "HELPCENTER_SMTP_URL": smtp_url,
    }
    command = [sys.executable, "-c", "from helpcenter.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=settings.data_dir, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            found = re.search(r"http://\S+?(?=/?\s*$)", process.stdout.readline())
            assert found, "the server did not start"
            yield found[0]
        finally:
            process.terminate()
            assert process.wait(PATIENCE) == 0


class Customer:
    """Speaks as the panel does: a session for a signed identity, then steps with its token."""

    def __init__(self, address: str, site: Site, identity: str, locale: str) -> None:
        self.http = httpx.Client(base_url=f"{address}/w/{site.key}", follow_redirects=True, timeout=PATIENCE)
        opened = self.http.post("/session", json={"identity": identity, "locale": locale})
        self.http.headers["Authorization"] = f"Bearer {opened.json()['token']}"
        self.http.headers["HX-Request"] = "true"

    def __enter__(self) -> Customer:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def step(self, method: str, path: str, **form: str) -> str:
        """Take one step and return what the panel shows."""
        answer = self.http.request(method, path, **({"params": form} if method == "GET" else {"data": form}))
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        assert "<html" not in answer.text
        return unescape(answer.text)


async def until(pilot: Pilot[None], seen: Callable[[], bool], what: str) -> None:
    """Let the terminal run until something is seen."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not seen():
                await pilot.pause(0.02)
    except TimeoutError:
        pytest.fail(f"not seen: {what}\n{screen_text(pilot.app)}")


def screen_text(app: App[None]) -> str:
    """What stands on the terminal's screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def shows(app: App[None], text: str) -> bool:
    """Whether the screen shows `text`, however its lines are broken."""
    return re.sub(r"[\s┃▌▏╏]+", "", text) in re.sub(r"[\s┃▌▏╏]+", "", screen_text(app))


@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_the_whole_way_of_a_question(
    locale: str,
    settings: Settings,
    desk: Desk,
    site: Site,
    ada: Specialist,
    sign: Callable[..., str],
    postman: tuple[Postman, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    import_folder(desk, ARTICLES)
    words = WORDS[locale]
    letters, smtp_url = postman
    app = Helpdesk(replace(settings, smtp_url=smtp_url), ada.email, lang="en")
    with serving(settings, smtp_url) as address, ExitStack() as at_end:
        async with app.run_test(size=(140, 45)) as pilot:
            await until(pilot, lambda: len(app.screen_stack) > 1, "the queue opens")
            customer = at_end.enter_context(Customer(address, site, sign(locale=locale), locale))
            answer = customer.step("POST", "/ask", question=words["question"])
            assert f"/articles/{words['article']}" in answer
            contact = customer.step("GET", "/contact", question=words["question"])
            assert words["question"] in contact
            form = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', contact))
            assert (form["email"], form["subject"]) == ("carol@customer.example", words["question"])
            form |= {"subject": words["subject"], "body": words["body"], "locale": locale}
            receipt = customer.step("POST", "/tickets", **form)
            number = int(re.search(r"/inbox/(\d+)", receipt)[1])  # type: ignore[index]
            assert f"#{number}" in receipt

            acknowledgement = await asyncio.to_thread(letters.mails.get, timeout=PATIENCE)
            assert f"#{number}" in acknowledgement["Subject"]
            assert acknowledgement["Content-Language"] == locale
            assert words["body"] not in str(acknowledgement)

            await pilot.press("2")
            await until(pilot, lambda: shows(app, words["subject"]), "the ticket is in the queue")
            await pilot.press("enter")
            await until(pilot, lambda: shows(app, words["body"].splitlines()[1]), "the ticket is open")
            assert shows(app, words["question"])
            await pilot.press("r")
            await write(pilot, words["reply"])
            await pilot.press("ctrl+s")

            reply = await asyncio.to_thread(letters.mails.get, timeout=PATIENCE)
            assert reply["In-Reply-To"] == acknowledgement["Message-ID"]
            assert words["reply"] in body_of(reply)
            inbox = customer.step("GET", "/inbox")
            assert words["subject"] in inbox
            timeline = customer.step("GET", f"/inbox/{number}")
            assert words["reply"] in timeline
            key = re.search(r'name="key" value="([^"]+)"', timeline)
            timeline = customer.step(
                "POST", f"/inbox/{number}/messages", body=words["thanks"], key=key[1] if key else ""
            )
            assert words["thanks"] in timeline
            await until(pilot, lambda: shows(app, words["thanks"]), "the thanks are in the terminal")

            closed = customer.step("POST", f"/inbox/{number}/closure")
            assert f"/inbox/{number}/closure" in closed
            assert customer.step("GET", "/inbox", box="closed").count(words["subject"]) >= 1
            stranger = at_end.enter_context(Customer(address, site, sign("mallory@other.example"), locale))
            assert stranger.http.get(f"/inbox/{number}").status_code == 404


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text; what no key types comes as an input method or a paste sends it."""
    for letter in text:
        if letter.isascii():
            await pilot.press({" ": "space", ".": "full_stop", ":": "colon"}.get(letter, letter))
        elif pilot.app.screen.focused is not None:
            pilot.app.screen.focused.post_message(Paste(letter))


def body_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(preferencelist=("plain",))
    assert part is not None
    content: str = part.get_content()
    return content
