"""Votes on articles: one a person, whose last word counts; seen by editors only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from helpcenter.domain.articles import Article
from helpcenter.domain.evidence import secrets
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import Contact
from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.sessions import Session
from helpcenter.domain.text import is_blank, storable
from helpcenter.domain.votes import MAX_COMMENT, Voice, Vote
from helpcenter.services import articles, questions
from helpcenter.services.questions import Asker
from helpcenter.store import people
from helpcenter.store import votes as store
from helpcenter.store.work import Work


def cast(
    work: Work, slug: str, locale: str, helpful: bool, voter: Asker, reason: str = "", comment: str = ""
) -> Article:
    """Take a vote on the translation that a reader of `locale` gets, over what they said before. Returns the article.

    Reason and comment stand beside a no; an unknown reason is none. A visitor is told apart by session or network
    address, so that nobody votes twice by opening session after session. Specialists are thanked and not counted:
    they write these articles. Raises NotFound, and Invalid on `comment`.
    """
    found = articles.read(work, slug, locale)
    if len(comment) > MAX_COMMENT:
        raise Invalid({"comment": Fault.TOO_LONG})
    if voter.contact is not None and people.specialist_by_email(work, voter.contact.email) is not None:
        return found
    why = reason if not helpful and reason in set(Unhelpful) else ""
    said = "" if helpful or is_blank(comment) else secrets.masked(storable(comment).strip())
    store.put(work, found.translation_id, questions.person(work, voter), helpful, why, said)
    return found


def own(work: Work, article: Article, voter: Asker) -> Vote | None:
    """Return what this person said of an article's translation."""
    return store.get(work, article.translation_id, questions.person(work, voter))


def since(work: Work, moment: datetime, most: int) -> list[Voice]:
    """Return what people said of articles from a moment (UTC) on, the newest first, at most `most`."""
    return store.voices(work, moment, most)


def of_contact(work: Work, contact: Contact) -> list[Vote]:
    """Return all votes of a contact, oldest first."""
    return store.of_person(work, questions.person(work, Asker(contact, None, "")))


def adopt(work: Work, session: Session, contact: Contact) -> None:
    """Let what was voted in a session before anybody knew whose it is become the contact's."""
    store.adopt(
        work, questions.person(work, Asker(None, session, "")), questions.person(work, Asker(contact, None, ""))
    )


def forget(work: Work, contact: Contact, session_ids: Sequence[int]) -> int:
    """Remove all votes of a contact, also those in these sessions of theirs. Returns how many."""
    return store.forget(work, questions.persons_of(work, contact, session_ids))
