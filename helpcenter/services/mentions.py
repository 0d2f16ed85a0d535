"""Mentions: who is named in a note is told by a letter, and at once in their terminal."""

from __future__ import annotations

from helpcenter.domain.deliveries import Letter
from helpcenter.domain.locales import resolve
from helpcenter.domain.mentions import mentioned
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Message
from helpcenter.services import outbox
from helpcenter.services.turns import tell
from helpcenter.store import people
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def told(work: Work, row: TicketRow, author: Specialist, note: Message) -> list[Specialist]:
    """Tell those whom a note names; who names themselves is told nothing. Returns whom."""
    named = [each for each in mentioned(note.body, people.specialists(work)) if each.id != author.id]
    for specialist in named:
        values = {
            "number": row.id,
            "subject": row.subject,
            "body": note.body,
            "author": author.name,
            "site_id": row.site_id,
        }
        locale = resolve(specialist.locales, work.settings.locales, work.settings.default_locale)
        outbox.send(work, Letter("mention", specialist.email, locale, values, row.id))
        tell(work, row, "ticket.mentioned", specialist_id=specialist.id, by=author.name, seq=note.seq)
    return named
