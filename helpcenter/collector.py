"""The collector: brings mailboxes in, one thread each, in whichever process holds the mailbox's lease."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterator

from helpcenter import reception
from helpcenter.channels.imap import ImapMailbox, MailboxFault, opened
from helpcenter.desk import Desk
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.mailboxes import Mailbox
from helpcenter.domain.mailroom import Place, Verdict
from helpcenter.services import mailboxes

LONGEST_PAUSE = 300.0
"""Seconds between two tries at a mailbox that cannot be reached, at most."""

STOP_PATIENCE = 20.0

_log = logging.getLogger(__name__)


class Collector:
    """Collects all mailboxes of the settings. The mails stay on the server until they are safe here."""

    def __init__(self, desk: Desk) -> None:
        """Prepare; `start` begins a thread a mailbox, `collect` works once in the caller's."""
        self._desk = desk
        self._holder = secrets.token_hex(16)
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to collect. Needs `stop()` in the end."""
        for box in self._desk.settings.mailboxes:
            thread = threading.Thread(target=self._run, args=(box,), name=f"collector {box.name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Finish the mail that is under way in each mailbox and end."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_PATIENCE)

    def collect(self, box: Mailbox) -> int:
        """Collect one mailbox once. Returns how many mails got their verdict; 0 while another process has it.

        Raises MailboxFault, Unavailable.
        """
        if not self._desk.do(mailboxes.lease, box.name, self._holder):
            return 0
        try:
            with opened(self._desk.settings, box) as mailbox:
                return self._look(box, mailbox)
        finally:
            self._desk.do(mailboxes.release, box.name, self._holder)

    def _run(self, box: Mailbox) -> None:
        pause = 1.0
        while not self._stopping.is_set():
            try:
                self._stay(box)
                pause = 1.0
            except Exception as fault:
                if isinstance(fault, MailboxFault | Unavailable):
                    _log.warning("mailbox %s: %s", box.name, fault)
                else:
                    _log.exception("mailbox %s: the collector stumbled and goes on", box.name)
                self._note(box, fault)
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        self._let_go(box)

    def _stay(self, box: Mailbox) -> None:
        """Stay in a mailbox as long as it is ours."""
        if not self._desk.do(mailboxes.lease, box.name, self._holder):
            self._stopping.wait(5.0)
            return
        with opened(self._desk.settings, box) as mailbox:
            while not self._stopping.is_set() and self._desk.do(mailboxes.lease, box.name, self._holder):
                self._look(box, mailbox)
                mailbox.wait(min(max(box.poll_seconds, 1), 60), self._stopping.is_set)

    def _look(self, box: Mailbox, mailbox: ImapMailbox) -> int:
        """Take what is new, settle what is safe, compare the counts. Returns how many mails got their verdict."""
        place = Place(box.name, box.folder, mailbox.uidvalidity)
        uids = mailbox.uids()
        done = self._desk.see(mailboxes.decided, place)
        taken = 0
        for number, uid in enumerate(self._unless_stopping(uids)):
            if number % 50 == 49 and not self._desk.do(mailboxes.lease, box.name, self._holder):
                return taken
            if uid not in done:
                taken += self._take(mailbox, Place(box.name, box.folder, mailbox.uidvalidity, uid))
            elif mailbox.moves:
                mailbox.settle(uid)  # safe since an earlier look that was cut before it could say so
        state = self._desk.do(mailboxes.looked, place, set(uids))
        if state.gap:
            _log.warning("mailbox %s: %d mails are not accounted for", box.name, state.gap)
        return taken

    def _take(self, mailbox: ImapMailbox, place: Place) -> bool:
        """Receive one mail, and settle it on the server once it has its verdict. Returns whether it has."""
        assert place.uid is not None
        size = mailbox.size(place.uid)
        if size is None:
            return False
        if size > self._desk.settings.mail_max_megabytes * 1024 * 1024:
            reception.refuse(self._desk, place, size, mailbox.header(place.uid))
            return True
        raw = mailbox.raw(place.uid)
        if raw is None:
            return False
        if reception.take(self._desk, place, raw).verdict is Verdict.FAILING:
            return False
        mailbox.settle(place.uid)
        return True

    def _unless_stopping(self, uids: list[int]) -> Iterator[int]:
        for uid in uids:
            if self._stopping.is_set():
                return
            yield uid

    def _note(self, box: Mailbox, fault: Exception) -> None:
        try:
            self._desk.do(mailboxes.stumbled, box.name, f"{type(fault).__name__}: {fault}")
        except Unavailable as gone:
            _log.warning("mailbox %s: its fault cannot be noted: %s", box.name, gone)

    def _let_go(self, box: Mailbox) -> None:
        try:
            self._desk.do(mailboxes.release, box.name, self._holder)
        except Unavailable as gone:
            _log.warning("mailbox %s: its lease runs out by itself: %s", box.name, gone)
