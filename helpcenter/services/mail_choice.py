"""Letters about replies, stopped or wanted again by the signed link in one of them, without signing in."""

from __future__ import annotations

from helpcenter.domain.faults import NotFound
from helpcenter.links import ticket_of_unsubscribe
from helpcenter.services.turns import locked
from helpcenter.store import people, tickets
from helpcenter.store.work import Work


def wanted(work: Work, token: str) -> bool:
    """Return whether the link's customer gets letters about replies. Raises NotFound for a link that is not ours."""
    return tickets.wants_mail(work, _ticket(work, token))


def choose(work: Work, token: str, *, wanted: bool) -> None:
    """Stop the letters, or send them again; the support inbox has every reply in any case. Raises NotFound."""
    people.choose_mail(work, locked(work, _ticket(work, token)).contact_id, on_reply=wanted)


def _ticket(work: Work, token: str) -> int:
    number = ticket_of_unsubscribe(token, work.settings.secret_key)
    if number is None or tickets.get(work, number) is None:
        raise NotFound("link")
    return number
