"""Delivery reports: the letter that did not arrive, its ticket, and the address that mail does not reach."""

from __future__ import annotations

from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.mail.values import Failure, ParsedMail
from helpcenter.domain.mail_threads import named_mails
from helpcenter.domain.people import SYSTEM
from helpcenter.domain.text import storable
from helpcenter.services import turns
from helpcenter.services.mail_threads import resolved
from helpcenter.store import deliveries, mailroom
from helpcenter.store.work import Work


def take(work: Work, mail: ParsedMail) -> tuple[str, int | None]:
    """Record what a delivery report (RFC 3464) says. Returns (what it says in a few words, the ticket's id or None).

    Only a report on a letter of ours, by its Message-ID, and on that letter's own recipient is believed: else anybody
    could have an address marked. A mere delay marks nothing.
    """
    assert mail.bounce is not None
    headers = (storable(mail.bounce.original_message_id), *named_mails(mail))
    delivery = deliveries.by_message_ids(work, [f"<{each[:250]}>" for each in headers[:50] if each])
    if delivery is None:
        return "report on a letter that is not ours", None
    failure = _failure(mail, delivery)
    if failure is None:
        return "report that says nothing of the letter's recipient", delivery.letter.ticket_id
    words = failure.diagnostic or failure.status
    if failure.action != "failed" or failure.status.startswith("4"):
        return f"{failure.action or 'delayed'}: {words}"[:500], delivery.letter.ticket_id
    _failed(work, delivery, failure, words)
    return f"failed: {words}"[:500], delivery.letter.ticket_id


def _failure(mail: ParsedMail, delivery: Delivery) -> Failure | None:
    assert mail.bounce is not None
    recipient = delivery.letter.to.lower()
    own = [each for each in mail.bounce.failures if each.recipient.lower() in (recipient, "")]
    return own[0] if own else None


def _failed(work: Work, delivery: Delivery, failure: Failure, words: str) -> None:
    words = storable(words)
    mailroom.mark_failing(work, delivery.letter.to, failure.status, words)
    deliveries.returned(work, delivery.id, words[:2000])
    if delivery.letter.ticket_id is None:
        return
    row = resolved(work, delivery.letter.ticket_id)
    if row is not None:
        turns.event(work, row, SYSTEM, "mail_returned", address=delivery.letter.to, words=words[:500])
        turns.tell(work, row, "ticket.mail_returned", address=delivery.letter.to)
