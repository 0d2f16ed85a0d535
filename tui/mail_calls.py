"""What the terminal asks of the house about mail on its way: the ledger of what came, the outbox, one mail read."""

from __future__ import annotations

from helpcenter import mail_reading, reception
from helpcenter.domain.deliveries import Delivery, DeliveryState
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mailroom import Entry, Verdict
from helpcenter.services import deliveries, mailboxes, mailroom, postroom
from helpcenter.services.mail_arrival import Unreadable
from helpcenter.services.mailboxes import MailboxState
from tui.calls import Calls
from tui.faults import NotRead

PAGE = 100
TROUBLE_IN = (Verdict.FAILING, Verdict.QUARANTINED)
TROUBLE_OUT = (DeliveryState.HELD, DeliveryState.DEAD)


class MailCalls(Calls):
    """A specialist's look into the mailroom."""

    def mail_in(self, trouble: bool, before: int | None = None) -> list[Entry]:
        """Return a page of the ledger, newest first; only what could not be read when `trouble` is wanted."""
        return self._see(mailroom.ledger, TROUBLE_IN if trouble else (), PAGE, before)

    def mail_out(self, trouble: bool, before: int | None = None) -> list[Delivery]:
        """Return a page of the outbox, newest first; only what is held or given up when `trouble` is wanted."""
        return self._see(deliveries.recent, PAGE, TROUBLE_OUT if trouble else tuple(DeliveryState), before)

    def mailboxes(self) -> list[MailboxState]:
        """Return what the last look at each mailbox said."""
        return self._see(mailboxes.states)

    def came(self, entry_id: int) -> bytes:
        """Return the bytes of a mail as they came. Raises NotFound when they are not here."""
        entry = self._see(mailroom.get, entry_id)
        with self._call():
            return reception.raw(self.desk, entry)

    def went(self, delivery_id: int) -> bytes:
        """Return the bytes of a letter, none before its first try. Raises Forbidden for one that opens a door."""
        return self._see(postroom.letter, delivery_id).raw or b""

    def read_mail(self, raw: bytes) -> ParsedMail:
        """Return what a mail says, read in a child with limits."""
        return mail_reading.read(raw, contents=False)

    def replay_mail(self, entry_id: int) -> Entry:
        """Receive a mail anew. Raises NotFound, Conflict when it has said what it says, NotRead."""
        try:
            with self._call():
                return reception.replay(self.desk, entry_id)
        except Unreadable as fault:
            raise NotRead(str(fault)) from fault

    def retry_letter(self, delivery_id: int) -> None:
        """Send a letter anew that is held or given up. Raises Conflict when it is neither."""
        self._do(postroom.retry, delivery_id)

    def hold_letter(self, delivery_id: int) -> None:
        """Keep a letter that waits. Raises Conflict when it does not."""
        self._do(postroom.hold, delivery_id)

    def hold_letters(self) -> int:
        """Keep everything that waits. Returns how many. Raises Forbidden."""
        return self._do(postroom.hold_all, self.me)

    def release_letters(self) -> int:
        """Let everything go that is held. Returns how many. Raises Forbidden."""
        return self._do(postroom.release_all, self.me)
