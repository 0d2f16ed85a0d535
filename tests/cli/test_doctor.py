"""`helpcenter doctor` against real servers, and against what is really wrong."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import dkim
import pytest
import time_machine
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.dkim_signature import Signer, published_key
from helpcenter.doctor import dns, imap, reaching, smtp
from helpcenter.doctor.finding import Finding, Level
from helpcenter.domain.answers.analysis import ANALYSIS_VERSION
from helpcenter.domain.answers.blocks import of_text
from helpcenter.domain.mailboxes import mailbox
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Submission
from helpcenter.factory import create_desk
from helpcenter.services import sites, tickets, webhooks
from helpcenter.store.answers import Entry, put
from helpcenter.store.inspection import inspect
from helpcenter.store.lock import held
from tests.mail_servers import certified, mail_server, takes_password
from tests.serving import environment
from tests.webhook_servers import listener

on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def examined(settings: Settings, *arguments: str, **changes: str) -> tuple[int, list[Finding]]:
    result = CliRunner(env=environment(settings, **changes)).invoke(main, ["doctor", "--json", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    found = [json.loads(line) for line in result.output.splitlines()]
    return result.exit_code, [Finding(**each | {"level": Level(each["level"])}) for each in found]


def faults(found: list[Finding]) -> list[tuple[str, str]]:
    return [(each.area, each.said) for each in found if each.level is Level.FAULT]


def test_a_sound_house_has_no_fault(desk: Desk, settings: Settings) -> None:
    with mail_server() as box:
        code, found = examined(settings, HELPCENTER_SMTP_URL=box.url)
        assert box.taken.empty(), "it sends nothing"
        assert examined(settings, "--send-test", "ops@help.example", HELPCENTER_SMTP_URL=box.url)[0] == 0
        assert box.next()["To"] == "ops@help.example"
    assert (code, faults(found)) == (0, [])
    assert {each.area for each in found} == {"settings", "store", "smtp", "imap", "dns"}
    assert all(each.mend for each in found if each.level is not Level.OK)
    assert "there is no site yet" in [each.said for each in found]
    desk.do(sites.add, "App", [])
    assert "there is no site yet" not in [each.said for each in examined(settings)[1]]


def test_an_index_of_an_older_analysis_is_told(desk: Desk, settings: Settings) -> None:
    told = "articles are indexed as an older version read them"
    entry = Entry("article:1", "article", "pay", "en", "", "Pay", (), of_text("By card."))
    for analysis in (ANALYSIS_VERSION, ANALYSIS_VERSION - 1):
        desk.do(put, [entry], analysis)
        said = [each.said for each in examined(settings)[1]]
        assert (told in said) is (analysis < ANALYSIS_VERSION)


@on_sqlite
def test_people_read_the_same_and_nothing_acts_on_their_terminal(settings: Settings) -> None:
    with mail_server() as box:
        box.answers["MAIL"] = "550 \x1b[31mnot you"
        env = environment(settings, HELPCENTER_SMTP_URL=box.url)
        result = CliRunner(env=env).invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "FAULT  smtp" in result.output
    assert "use an address that it may send for" in result.output
    assert "\x1b" not in result.output
    assert result.output.splitlines()[-1].startswith("1 faults, ")


@on_sqlite
def test_a_wrong_setting_ends_the_looking(settings: Settings) -> None:
    code, found = examined(settings, HELPCENTER_PORT="many")
    assert (code, len(found), found[0].level) == (1, 1, Level.FAULT)
    assert "port" in found[0].said


@on_sqlite
def test_a_variable_with_a_slip_is_named(settings: Settings) -> None:
    slips = [each for each in examined(settings, HELPCENTER_SMPT_URL="x")[1] if "HELPCENTER_SMPT_URL" in each.said]
    assert slips[0].mend == "did you mean HELPCENTER_SMTP_URL?"


@on_sqlite
def test_a_store_is_judged_and_left_alone(settings: Settings, tmp_path: Path) -> None:
    file = settings.sqlite_path
    assert file
    missing = replace(settings, database_url=f"sqlite:///{tmp_path / 'none.db'}")
    assert not inspect(missing).exists
    assert not (tmp_path / "none.db").exists()
    with held(settings):
        assert any(each.said.endswith("serves it") for each in examined(settings)[1])
    assert any(each.said == "no server is running on it" for each in examined(settings)[1])
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert ("store", "schema 9999 is newer than ours") in [
        (a, s.partition(",")[0]) for a, s in faults(examined(settings)[1])
    ]
    file.write_bytes(b"This was a store." * 1000)
    assert any("not a database" in said for _, said in faults(examined(settings)[1]))


@pytest.mark.postgresql
def test_a_store_that_is_away_is_a_fault(settings: Settings) -> None:
    away = "postgresql://nobody@127.0.0.1:1/none"
    assert any(
        said.startswith("PostgreSQL cannot be opened")
        for _, said in faults(examined(settings, HELPCENTER_DATABASE_URL=away)[1])
    )


@on_sqlite
def test_a_wrong_password_and_a_closed_port_have_their_mends(settings: Settings, tmp_path: Path) -> None:
    encrypted = {"tls_context": certified(tmp_path), "require_starttls": True}
    with mail_server(authenticator=takes_password, auth_required=True, **encrypted) as box:
        address = box.url.removeprefix("smtp://")
        good = replace(settings, smtp_url=f"smtp://me:secret%3A%20with%20%40%20sign@{address}")
        right = next(smtp.look(good))
        assert right.level is Level.OK
        [wrong] = smtp.look(replace(settings, smtp_url=f"smtp://me:wrong@{address}"))
        assert (wrong.level, wrong.mend) == (Level.FAULT, smtp.mend_of("535 no"))
    [closed] = smtp.look(replace(settings, smtp_url="smtp://127.0.0.1:1"))
    assert "587" in closed.mend


class _Imap(StreamRequestHandler):
    """Enough of an IMAP server to be looked at: LOGIN, NOOP, EXAMINE of INBOX only."""

    def handle(self) -> None:
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1] here\r\n")
        for line in self.rfile:
            tag, verb, *rest = line.decode().split()
            if verb == "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            refused = (verb == "LOGIN" and rest[1] != '"right"') or (verb == "EXAMINE" and "INBOX" not in rest[0])
            if verb == "EXAMINE" and not refused:
                self.wfile.write(b"* 3 EXISTS\r\n")
            answer = "NO [AUTHENTICATIONFAILED] refused" if refused else "OK done"
            self.wfile.write(f"{tag} {answer}\r\n".encode())


@pytest.fixture
def imap_port() -> Iterator[int]:
    with ThreadingTCPServer(("127.0.0.1", 0), _Imap) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@on_sqlite
def test_mailboxes_are_opened_for_reading_only(settings: Settings, imap_port: int) -> None:
    table = {"name": "support", "host": "127.0.0.1", "port": imap_port, "user": "me", "tls": "none"}
    box = mailbox(table | {"password": "right", "moved_to": "Done"})
    found = list(imap.look(replace(settings, mailboxes=(box,))))
    assert [(each.level, each.said.partition(": ")[2]) for each in found] == [
        (Level.OK, "INBOX has 3 mails"),
        (Level.FAULT, "there is no folder Done"),
        (Level.WARNING, "127.0.0.1 does not wake us (no IDLE)"),
    ]
    [wrong] = imap.look(replace(settings, mailboxes=(mailbox(table | {"password": "wrong"}),)))
    assert "check user and password" in wrong.mend
    [lost] = imap.look(replace(settings, mailboxes=(mailbox(table | {"password_env": "NOT_THERE"}),)))
    assert "no password" in lost.said


@dataclass
class Zone:
    """What a name server would answer."""

    texts_of: dict[str, list[str]] = field(default_factory=dict)
    hosts: list[str] = field(default_factory=list)
    silent: bool = False
    unknown: bool = False

    def known(self, name: str) -> bool:
        if self.silent:
            raise dns.SilentError("timed out")
        return not self.unknown

    def texts(self, name: str) -> list[str]:
        return self.texts_of.get(name, [])

    def mail_hosts(self, name: str) -> list[str]:
        return self.hosts


def levels(found: Iterator[Finding]) -> list[Level]:
    return [each.level for each in found]


@pytest.fixture
def signing(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of an operator who signs."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    file = tmp_path / "dkim.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
    return replace(settings, mail_from="support@help.example.com", dkim_selector="desk", dkim_key_file=file)


@on_sqlite
def test_what_the_dns_says_of_the_sender(signing: Settings) -> None:
    bare = levels(dns.look(signing, Zone()))
    assert bare == [Level.WARNING, Level.FAULT, Level.FAULT, Level.WARNING]
    whole = {
        "help.example.com": ["unrelated", "v=spf1 mx -all"],
        "desk._domainkey.help.example.com": [published_key(signing)],
        "_dmarc.example.com": ["v=DMARC1; p=none"],
    }
    assert levels(dns.look(signing, Zone(whole, ["mx.example.com"]))) == [Level.OK] * 4
    open_to_all = whole | {"help.example.com": ["v=spf1 +all"], "desk._domainkey.help.example.com": ["v=DKIM1; p=AAAA"]}
    assert levels(dns.look(signing, Zone(open_to_all, ["mx"]))) == [Level.OK, Level.WARNING, Level.FAULT, Level.OK]
    assert levels(dns.look(signing, Zone(silent=True))) == [Level.WARNING]
    assert levels(dns.look(signing, Zone(unknown=True))) == [Level.WARNING]


@on_sqlite
def test_a_signed_letter_can_be_verified_and_an_altered_one_not(signing: Settings) -> None:
    assert signing.dkim_key_file
    raw = b"From: support@help.example.com\r\nTo: x@y.example\r\nSubject: Hello\r\n\r\nText\r\n"
    signed = Signer("desk", signing.dkim_key_file.read_bytes()).signed(raw, "help.example.com")
    record = published_key(signing).encode()

    def asked(name: bytes, timeout: int = 5) -> bytes | None:
        return record if name.startswith(b"desk._domainkey.help.example.com") else None

    assert dkim.verify(signed, dnsfunc=asked)
    assert not dkim.verify(signed.replace(b"Text", b"Test"), dnsfunc=asked)
    assert not dkim.verify(b"From: other@help.example.com\r\n" + signed, dnsfunc=asked)


def test_webhooks_rules_and_clock_are_looked_at(desk: Desk, settings: Settings, carol: Contact) -> None:
    desk.do(tickets.submit, carol, Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en"))
    with listener() as ear:
        near = create_desk(replace(settings, webhook_private=True))
        near.do(webhooks.add, ear.url)
        near.close()
        private = examined(settings, HELPCENTER_WEBHOOK_PRIVATE="yes", HELPCENTER_RETENTION='{"audit_days": 9}')[1]
        assert {"webhook 1 tells " + ear.url.split("/")[2], "audit are kept for 9 days; 0 are older"} <= {
            each.said for each in private
        }
        assert ear.came.empty(), "it tells nobody"
        assert "is in a private network" in str(faults(examined(settings)[1]))
    ahead = timedelta(hours=1)
    with time_machine.travel(datetime.now(UTC) - ahead, tick=True):
        assert "seconds behind what the store says" in str(faults(list(reaching.look(settings, desk))))


@on_sqlite
def test_a_full_disk_and_a_short_token_are_named(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "ROOM", 2**80)
    elsewhere = replace(settings, data_dir=settings.data_dir.parent, metrics_token="short")
    found = list(reaching.look(elsewhere, desk))
    assert [each.level for each in found] == [Level.FAULT, Level.WARNING]
