"""The outbox: letters written in the same transaction as the change that they tell of."""

from __future__ import annotations

import secrets

from helpcenter.domain.deliveries import OPTIONAL_LETTERS, Letter, message_id
from helpcenter.domain.mail_threads import forwardable
from helpcenter.store import deliveries, mailroom, tickets
from helpcenter.store.work import Work


def send(work: Work, letter: Letter) -> str | None:
    """Put a letter into the outbox, threaded behind the ticket's earlier ones. Returns its Message-ID.

    Returns None, and writes nothing, for a letter that the ticket's contact chose to do without.
    """
    if letter.name in OPTIONAL_LETTERS and letter.ticket_id and not tickets.wants_mail(work, letter.ticket_id):
        return None
    domain, secret = work.settings.sender_domain, work.settings.secret_key
    earlier: list[str] = []
    if letter.ticket_id is not None and letter.message_seq is not None:
        header = message_id(letter.ticket_id, letter.message_seq, domain, secret)
        earlier = _earlier(work, letter.ticket_id)
    else:
        header = f"<{secrets.token_hex(16)}@{domain}>"
    references = tuple(earlier[:1] + earlier[1:][-9:])
    deliveries.add(work, letter, header, earlier[-1] if earlier else None, references)
    return header


def _earlier(work: Work, ticket_id: int) -> list[str]:
    """Message-IDs of what went to and fro on a ticket, oldest first: the customer's program knows its own, too."""
    both = [
        (at, f"<{header}>") for at, header in mailroom.message_ids_of_ticket(work, ticket_id) if forwardable(header)
    ]
    both += deliveries.message_ids_of_ticket(work, ticket_id)
    return [header for _, header in sorted(both, key=lambda each: each[0])]
