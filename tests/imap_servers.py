"""A real Dovecot in a folder of its own, and a wire to it that can be cut at any byte."""

from __future__ import annotations

import contextlib
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from helpcenter.domain.mailboxes import Mailbox, mailbox

DOVECOT = "/usr/sbin/dovecot"
PASSWORD = "secret-word"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = {uid}
first_valid_gid = 0
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
mail_max_userip_connections = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Collected {{
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """A running server. Every user with PASSWORD has a mailbox."""

    port: int

    def box(self, user: str = "support", **values: object) -> Mailbox:
        """Settings of a mailbox here."""
        table = {"name": user, "host": "127.0.0.1", "port": self.port, "tls": "none", "user": user}
        return mailbox(table | {"password": PASSWORD, "address": "support@help.example"} | values)

    @contextmanager
    def signed_in(self, user: str = "support") -> Iterator[imaplib.IMAP4]:
        """A client of our own, beside the one that is tested."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=60) as client:
            client.login(user, PASSWORD)
            yield client

    def put(self, *mails: bytes, user: str = "support", flags: str = "") -> None:
        """Deliver mails into INBOX."""
        with self.signed_in(user) as client:
            for mail in mails:
                assert client.append("INBOX", flags, None, mail)[0] == "OK"  # type: ignore[arg-type]

    def flags(self, folder: str = "INBOX", user: str = "support") -> list[bytes]:
        """The flags of each mail of a folder."""
        with self.signed_in(user) as client:
            if client.select(folder, readonly=True)[1] == [b"0"]:
                return []
            found = client.fetch("1:*", "(FLAGS)")[1]
            return [each for each in found if isinstance(each, bytes)]

    def forget_uids(self, user: str = "support") -> None:
        """Make the folder anew with the same mails, so that UIDVALIDITY changes."""
        with self.signed_in(user) as client:
            client.create("Aside")
            client.select("INBOX")
            client.copy("1:*", "Aside")
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
            client.delete("INBOX")
            client.select("Aside")
            client.copy("1:*", "INBOX")


@contextmanager
def dovecot(home: Path, more: str = "") -> Iterator[Dovecot]:
    """Start a server in `home`; tests are left out where there is none, which CI forbids. `more` are settings."""
    if not Path(DOVECOT).exists():
        if os.environ.get("CI"):
            pytest.fail("there is no Dovecot: install the package dovecot-imapd")
        pytest.skip("there is no Dovecot: install the package dovecot-imapd")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home.mkdir(parents=True, exist_ok=True)
    root = os.geteuid() == 0
    me = getpass.getuser() if not root else "nobody"
    who = pwd.getpwnam(me)
    names = ("dovecot", "dovecot", "dovenull") if root else (me, grp.getgrgid(who.pw_gid).gr_name, me)
    values = dict(zip(("internal", "group", "login"), names, strict=True))
    config = home / "dovecot.conf"
    config.write_text(
        CONFIG.format(home=home, port=port, uid=who.pw_uid, gid=who.pw_gid, password=PASSWORD, **values) + more,
        encoding="utf-8",
    )
    (home / "mail").mkdir()
    if root:
        shutil.chown(home / "mail", me)
    with subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stderr=subprocess.PIPE) as server:
        try:
            _until_it_listens(server, port, home)
            yield Dovecot(port)
        finally:
            server.terminate()
            server.wait(30)


def _until_it_listens(server: subprocess.Popen[bytes], port: int, home: Path) -> None:
    """Dovecot says nothing when it is ready, so knock until it opens."""
    for _ in range(1200):
        if server.poll() is not None:
            log = home / "log"
            pytest.fail(f"Dovecot ended: {log.read_text(encoding='utf-8') if log.exists() else server.stderr.read()}")  # type: ignore[union-attr]
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        threading.Event().wait(0.05)
    pytest.fail("Dovecot does not listen")


@dataclass
class Wire:
    """A wire to a server that is cut after `cuts` bytes of its answers, one number a connection; then it holds."""

    to: int
    cuts: list[int] = field(default_factory=list)
    port: int = 0
    connections: int = 0

    def __enter__(self) -> Wire:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                left = self.cuts.pop(0) if self.cuts else -1
                self.connections += 1
                far = socket.create_connection(("127.0.0.1", self.to))
                threading.Thread(target=self._carry, args=(near, far, -1), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, left), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, left: int) -> None:
        with contextlib.suppress(OSError):
            while left and (data := source.recv(4096)):
                data = data[:left] if left > 0 else data
                left = left - len(data) if left > 0 else left
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
