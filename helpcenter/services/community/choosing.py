"""Votes, the accepted answer, and complaints."""

from __future__ import annotations

from helpcenter.domain.community import Reason
from helpcenter.domain.faults import Fault, Forbidden, Invalid
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.text import storable
from helpcenter.services.community import entries, rights
from helpcenter.services.community.writing import tell
from helpcenter.store.community import people, posts
from helpcenter.store.work import Work

MAX_COMMENT = 500


def vote(work: Work, contact: Contact, post_id: int, *, wanted: bool = True) -> int:
    """Vote for a post once, or take the vote back. Returns the post's votes.

    Raises NotFound, and Forbidden for the author's own.
    """
    rights.demand_writer(work, contact)
    thread, post = rights.shown_post(work, post_id)
    if rights.wrote(post, contact):
        raise Forbidden("vote")
    changed = (people.vote if wanted else people.unvote)(work, post_id, contact.id)
    if changed:
        post.votes += 1 if wanted else -1
        work.session.flush()
        if not post.is_question:
            entries.update(work, thread)
        tell(work, "voted", thread, post)
    return post.votes


def accept(work: Work, who: Contact | Specialist, post_id: int, *, wanted: bool = True) -> None:
    """Say that an answer solves the question, or that it does not: the asker may, and specialists.

    Raises NotFound, Forbidden for anybody else.
    """
    thread, post = rights.shown_post(work, post_id)
    question = posts.row(work, thread.question_id or 0)
    if isinstance(who, Contact) and (question is None or not rights.wrote(question, who)):
        raise Forbidden("acceptance")
    if post.is_question:
        raise Forbidden("acceptance")
    if wanted:
        thread.accepted_id = post.id
    elif thread.accepted_id == post.id:
        thread.accepted_id = None
    entries.update(work, thread)
    tell(work, "accepted", thread, post, wanted=wanted)


def report(work: Work, contact: Contact, post_id: int, reason: str, comment: str = "") -> None:
    """Complain about a post, once; a specialist looks at it. Raises NotFound, Invalid on `reason`, `comment`."""
    comment, faults = storable(comment).strip(), dict[str, Fault]()
    if reason not in set(Reason):
        faults["reason"] = Fault.NOT_OFFERED if reason else Fault.MISSING
    if len(comment) > MAX_COMMENT:
        faults["comment"] = Fault.TOO_LONG
    if faults:
        raise Invalid(faults)
    rights.demand_writer(work, contact)
    thread, post = rights.shown_post(work, post_id)
    if people.report(work, post_id, contact.id, Reason(reason), comment):
        post.reports += 1
        work.session.flush()
        tell(work, "reported", thread, post)
