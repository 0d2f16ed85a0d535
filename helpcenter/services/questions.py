"""Questions: every one is kept, with what was shown, read and done afterwards.

The answer itself is found while reading only; what is written is one short row behind it. A reference (`asked`)
goes along with the links and forms of an answer: whoever holds it may add to that one question and read nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from helpcenter.domain.answers import Answer
from helpcenter.domain.evidence import secrets
from helpcenter.domain.people import Contact
from helpcenter.domain.questions import DECIDED_AFTER, MOST_SHOWN, Question, Shown, Unhelpful, page_address
from helpcenter.domain.sessions import Session
from helpcenter.domain.text import storable
from helpcenter.store import questions as store
from helpcenter.store.work import Work

LONGEST = 1_000
"""Characters of a question that are kept: as many as are read to answer it."""

ONCE_IN = timedelta(minutes=30)
"""The same words of the same person are one question for so long: pages are reloaded."""

_MOST_FORGOTTEN = 5_000


@dataclass(frozen=True)
class Asker:
    """Who asks, as far as is known; `address` is a network address, which is kept only as a keyed hash."""

    contact: Contact | None
    session: Session | None
    address: str


def keep(work: Work, answer: Answer, site_id: int, asker: Asker, page: str = "") -> str:
    """Keep a question with what was shown for it. Returns its reference, for links and forms.

    `page` is the address of the host's page on which it was asked; only its origin and path are kept.
    """
    question = Question(
        0, site_id, answer.locale, storable(secrets.masked(answer.question[:LONGEST])), page_address(page),
        person(work, asker), asker.contact.id if asker.contact else None, answer.verdict, answer.confidence,
        tuple(Shown(hit.kind, hit.id, hit.locale, hit.title, hit.url_path) for hit in answer.hits[:MOST_SHOWN]),
        (), None, None, None, work.now, None,
    )  # fmt: skip
    known = store.same(work, question, work.now - ONCE_IN)
    if known is not None:
        store.show_again(work, known, question)
        return reference(work, known)
    return reference(work, store.add(work, question))


def find(work: Work, asked: str) -> Question | None:
    """Return the question of a reference, or None for one that is not ours or is gone."""
    number, _, mark = asked.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    sound = hmac.compare_digest(_mark(work, int(number)).encode(), mark.encode("utf-8", "replace"))
    return store.get(work, int(number)) if sound else None


def opened(work: Work, asked: str, path: str) -> bool:
    """Note that a result was opened; only one that was shown counts. Returns whether there is such a question."""
    question = find(work, asked)
    if question is None:
        return False
    if path not in question.opened and any(one.path == path for one in question.shown):
        store.change(work, question.id, opened=[*question.opened, path])
    return True


def judged(work: Work, asked: str, helpful: bool, reason: str = "") -> Question | None:
    """Note whether the answer helped, and why not. A word of nobody's question, or an unknown reason, is no fault."""
    question = find(work, asked)
    if question is not None:
        why = reason if not helpful and reason in set(Unhelpful) else ""
        store.change(work, question.id, helpful=helpful, reason=why)
    return question


def contacted(work: Work, contact: Contact, ticket_id: int, asked: str = "") -> None:
    """Note, where a ticket is opened, that its contact wrote to us after what they asked in the last 24 hours.

    The question of `asked` becomes the one that the ticket came from. What the same session asked before anybody
    knew whose it is becomes the contact's; a network address proves nothing, so nothing is taken over by it.
    """
    question = find(work, asked)
    own = question is not None and question.contact_id in (None, contact.id)
    persons = [_hashed(work, f"contact:{contact.id}")]
    if question is not None and own:
        store.change(work, question.id, ticket_id=ticket_id)
        persons += [question.person] if question.person.startswith("session:") else []
    ids = [question.id] if question is not None and own else []
    store.contacted(work, ids, contact.id, persons, work.now - DECIDED_AFTER)


def adopt(work: Work, session: Session, contact: Contact) -> None:
    """Let what was asked in a session before anybody knew whose it is become the contact's."""
    anonymous = person(work, Asker(None, session, ""))
    store.adopt(work, anonymous, contact.id, person(work, Asker(contact, None, "")))


def of_ticket(work: Work, ticket_id: int) -> Question | None:
    """Return the question that a ticket came from, for specialists."""
    return store.of_ticket(work, ticket_id)


def of_contact(work: Work, contact: Contact) -> list[Question]:
    """Return everything that a contact asked, oldest first."""
    return store.of_contact(work, contact.id)


def forget(work: Work, contact: Contact, session_ids: Sequence[int], ticket_ids: Sequence[int]) -> int:
    """Remove everything that a contact asked, also in these sessions of theirs. Returns how many questions."""
    return store.forget_of(work, contact.id, persons_of(work, contact, session_ids), ticket_ids)


def forget_old(work: Work) -> int:
    """Remove questions older than the setting `question_days`, a bounded number. Returns how many."""
    return store.forget_before(work, work.now - timedelta(days=work.settings.question_days), _MOST_FORGOTTEN)


def person(work: Work, asker: Asker) -> str:
    """Return what tells this person apart from others: the contact, else the session, else the address, hashed."""
    if asker.contact is not None:
        return _hashed(work, f"contact:{asker.contact.id}")
    return _hashed(work, f"session:{asker.session.id}" if asker.session else f"address:{asker.address}")


def persons_of(work: Work, contact: Contact, session_ids: Sequence[int]) -> list[str]:
    """Return every mark of `person` that a contact has left: their own, and those of these sessions of theirs."""
    return [_hashed(work, name) for name in (f"contact:{contact.id}", *(f"session:{each}" for each in session_ids))]


def reference(work: Work, question_id: int) -> str:
    """Return what stands for a question outside: nobody else can make one up."""
    return f"{question_id}.{_mark(work, question_id)}"


def _mark(work: Work, question_id: int) -> str:
    return hmac.new(work.settings.secret_key.encode(), f"question:{question_id}".encode(), "sha256").hexdigest()[:24]


def _hashed(work: Work, name: str) -> str:
    kind = name.partition(":")[0]
    return f"{kind}:{hmac.new(work.settings.secret_key.encode(), name.encode(), 'sha256').hexdigest()[:40]}"
