"""The mailroom: each mail that came gets one verdict and one line in the ledger, in one transaction."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from helpcenter.domain.faults import Conflict, NotFound, Unavailable
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mailroom import MAX_FAILURES, PIPE, Entry, FailingAddress, Place, Verdict
from helpcenter.domain.sites import Site
from helpcenter.domain.text import normal_address, one_line, storable
from helpcenter.services import intake, letterheads, mail_bounces, mail_writing, sites
from helpcenter.services.mail_arrival import Arrived
from helpcenter.services.mail_threads import Standing, Thread, thread_of
from helpcenter.store import blocked, journal, limits
from helpcenter.store import mailroom as store
from helpcenter.store.work import Work

ACKNOWLEDGED_FOR = timedelta(days=1)
"""One acknowledgement by mail for an address in this time, so that two machines cannot talk for long."""

MOST_TICKETS = 100
"""Tickets that mails of one address open within an hour; what comes beyond is put aside, and can be received anew."""

_BY_A_LIST = re.compile(r"Precedence: (list|bulk)|list-\w+ present|mailing-list present|sender .*no-?t?-?reply", re.I)
"""Automatic, and yet what a person wrote may come this way: through a group address or a form. Never acknowledged."""


def receive(work: Work, arrived: Arrived) -> Entry:
    """Give a mail its verdict; one that has its verdict already keeps it. Returns its line in the ledger.

    Raises Unavailable when the mailbox's site does not exist; whatever else goes wrong belongs to `failed`.
    """
    entry = store.claim(work, arrived.place, arrived.digest, arrived.size)
    return _decided(work, entry, arrived) if entry.verdict is Verdict.FAILING else entry


def failed(work: Work, place: Place, digest: str, size: int, mail: ParsedMail, reason: str, *, kept: bool) -> Entry:
    """Count a failure with a mail, of which only the header `mail` is known; the third one puts it aside.

    A mail that is not `kept` here (it is too large) is put aside at once.
    """
    entry = store.claim(work, place, digest, size)
    if entry.verdict is not Verdict.FAILING:
        return entry
    attempts = entry.attempts + 1
    verdict = Verdict.QUARANTINED if attempts >= MAX_FAILURES or not kept else Verdict.FAILING
    return _write(work, entry, mail, verdict, reason, kept=kept, attempts=attempts)


def replay(work: Work, entry_id: int, arrived: Arrived) -> Entry:
    """Give a mail its verdict anew: somebody says that it is worth a ticket, whatever machines thought of it.

    Raises NotFound, and Conflict for a mail that has said what it says already.
    """
    entry = store.get(work, entry_id, locked=True) if 0 < entry_id < 2**62 else None
    if entry is None:
        raise NotFound("mail")
    if not entry.verdict.replayable:
        raise Conflict(f"mail {entry_id} is a {entry.verdict} already")
    return _decided(work, entry, arrived, wanted=True)


def get(work: Work, entry_id: int) -> Entry:
    """Return one line of the ledger. Raises NotFound."""
    found = store.get(work, entry_id) if 0 < entry_id < 2**62 else None
    if found is None:
        raise NotFound("mail")
    return found


def ledger(work: Work, verdicts: Collection[Verdict] = (), limit: int = 100, before: int | None = None) -> list[Entry]:
    """Return lines of the ledger, newest first; `before` is the id of the last one seen, for the next page."""
    return store.recent(work, verdicts, limit, before)


def counts(work: Work) -> dict[Verdict, int]:
    """Return how many mails have each verdict."""
    return store.counts(work)


def html(work: Work, entry_id: int) -> str:
    """Return a mail's sanitised HTML; "" when it has none."""
    return store.html(work, entry_id)


def failing(work: Work, address: str) -> FailingAddress | None:
    """Return why mail does not reach an address; None when it does as far as we know."""
    return store.failing(work, address.lower())


def _decided(work: Work, entry: Entry, arrived: Arrived, *, wanted: bool = False) -> Entry:
    mail = arrived.mail
    limits.count(work, _bucket("mail", arrived.content), 1, ACKNOWLEDGED_FOR)  # copies wait for one another here
    same, other = store.same_message(work, entry, one_line(mail.message_id)[:255], arrived.content)
    known: dict[str, Any] = {"kept": True, "html": storable(mail.html_sanitised), "content": arrived.content}
    if same and not wanted:
        return _write(work, entry, mail, Verdict.DUPLICATE, f"the same as mail {same.id}", **known)
    verdict, reason, ticket_id, seq = _judged(work, entry, arrived, wanted)
    if other:
        reason = f"{reason}; another mail has the same Message-ID".removeprefix("; ")
    return _write(work, entry, mail, verdict, reason, ticket_id=ticket_id, message_seq=seq, **known)


def _judged(work: Work, entry: Entry, arrived: Arrived, wanted: bool) -> tuple[Verdict, str, int | None, int | None]:
    """Return verdict, reason, ticket id and seq."""
    mail = arrived.mail
    sender = _address(mail.senders[0].address) if mail.senders else ""
    if sender in letterheads.own_addresses(work):
        return Verdict.OWN, "from our own address", None, None
    if mail.bounce is not None and not wanted:
        reason, ticket_id = mail_bounces.take(work, mail)
        return Verdict.BOUNCE, reason, ticket_id, None
    header = work.settings.mail_spam_header
    if header and not wanted and mail.header(header).strip().lower().startswith("yes"):
        return Verdict.SPAM, f"{header}: {mail.header(header)[:100]}", None, None
    if not sender:
        return Verdict.QUARANTINED, "no sender address", None, None
    if not wanted and blocked.holds(work, sender):
        return Verdict.SPAM, "a specialist blocked this address", None, None
    site, locale = _home(work, entry.place)
    thread = thread_of(work, mail, sender, site.id)
    if mail.automatic and not wanted and not _BY_A_LIST.match(mail.automatic):
        return _by_a_machine(work, entry, arrived, thread)
    store.mark_reached(work, sender)
    return _by_a_person(work, entry, arrived, thread, site, locale, wanted)


def _by_a_machine(
    work: Work, entry: Entry, arrived: Arrived, thread: Thread | None
) -> tuple[Verdict, str, int | None, int | None]:
    """An automatic answer is noted on its ticket, which stays whose turn it was; without a ticket nothing happens."""
    if thread is None or thread.standing is Standing.STRANGER:
        return Verdict.AUTO_REPLY, arrived.mail.automatic, None, None
    seq = mail_writing.add_note(work, thread.row, arrived, entry.id, why="auto_reply")
    return Verdict.AUTO_REPLY, arrived.mail.automatic, thread.row.id, seq


def _by_a_person(
    work: Work, entry: Entry, arrived: Arrived, thread: Thread | None, site: Site, locale: str, wanted: bool
) -> tuple[Verdict, str, int | None, int | None]:
    if thread and thread.standing is Standing.CUSTOMER:
        return Verdict.FOLLOW_UP, "", thread.row.id, mail_writing.add_answer(work, thread.row, arrived, entry.id)
    if thread and thread.standing is Standing.COPIED:
        if work.settings.mail_cc:
            author = mail_writing.outsider(arrived.mail)
            seq = mail_writing.add_answer(work, thread.row, arrived, entry.id, author)
            return Verdict.NOTE, "from somebody in Cc", thread.row.id, seq
        seq = mail_writing.add_note(work, thread.row, arrived, entry.id, why="copied")
        return Verdict.NOTE, "from somebody in Cc", thread.row.id, seq
    requester = _requester(work, arrived.mail)
    if not wanted and _too_many(work, requester):
        return Verdict.QUARANTINED, f"more than {MOST_TICKETS} tickets of {requester} within an hour", None, None
    acknowledge = not arrived.mail.automatic and _first_today(work, requester)
    row = mail_writing.open_ticket(work, site, locale, requester, arrived, entry.id)
    store.write(work, entry.id, ticket_id=row.id, message_id=_header(arrived.mail, entry), verdict=Verdict.TICKET.value)
    if acknowledge:
        intake.acknowledged(work, row)
    if thread:
        mail_writing.tell_of_stranger(work, thread.row, row.id)
        return Verdict.TICKET, f"answers #{thread.row.id}, but is not from its customer", row.id, 1
    return Verdict.TICKET, "", row.id, 1


def _requester(work: Work, mail: ParsedMail) -> str:
    """Whom the ticket belongs to and replies go to: Reply-To, but a list's own; else the sender.

    Both are one person on purpose: with a From of ours to trust and a Reply-To to send to, a stranger would be told
    what belongs to somebody else.
    """
    sender = _address(mail.senders[0].address)
    wished = _address(mail.reply_to[0].address) if mail.reply_to else ""
    by_a_list = "list" in mail.automatic.lower()
    return sender if not wished or wished in letterheads.own_addresses(work) or by_a_list else wished


def _too_many(work: Work, address: str) -> bool:
    """Count a new ticket of an address, and say whether it has had so many lately that a machine must be writing."""
    bucket = _bucket("opened", address)
    limits.count(work, bucket, 1, timedelta(hours=1))
    counted = limits.counted(work, bucket)
    return counted is not None and counted[0] > MOST_TICKETS


def _first_today(work: Work, address: str) -> bool:
    bucket = _bucket("acknowledged", address)
    if limits.counted(work, bucket):
        return False
    limits.count(work, bucket, 1, ACKNOWLEDGED_FOR)
    return True


def _home(work: Work, place: Place) -> tuple[Site, str]:
    """The site that a mailbox's tickets belong to, and the language they get when nothing tells it.

    Raises Unavailable when there is no such site: that is the operator's to mend, and no fault of the mail.
    """
    name, _, key = place.mailbox.partition(":")
    box = next((each for each in work.settings.mailboxes if each.name == place.mailbox), None)
    wanted = key if name == PIPE else box.site if box else ""
    try:
        site = sites.get(work, wanted) if wanted else sites.first(work)
    except NotFound as fault:
        raise Unavailable(f"there is no site {wanted}".strip() + " for this mail: add it") from fault
    return site, (box.locale if box else "") or site.default_locale


def _address(address: str) -> str:
    try:
        return normal_address(address)
    except ValueError:
        return ""


def _bucket(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "replace")).hexdigest()


def _header(mail: ParsedMail, entry: Entry) -> str:
    """A mail's Message-ID as it is kept; one made of its hash when it has none."""
    return one_line(mail.message_id)[:255] or f"{entry.digest}@none.invalid"


def _write(work: Work, entry: Entry, mail: ParsedMail, verdict: Verdict, reason: str, **values: Any) -> Entry:
    sender = mail.senders[0].address if mail.senders else ""
    store.write(
        work, entry.id, verdict=verdict.value, reason=one_line(reason)[:2000], message_id=_header(mail, entry),
        sender=(_address(sender) or one_line(sender))[:254], subject=one_line(mail.subject)[:1000], **values,
    )  # fmt: skip
    ticket = values.get("ticket_id")
    journal.append(work, "mail.received", ticket_id=ticket, entry=entry.id, verdict=verdict.value)
    return get(work, entry.id)
