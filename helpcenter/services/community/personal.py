"""What the community holds of a person: given out whole, and taken away."""

from __future__ import annotations

from typing import Any

from helpcenter.domain.community import State
from helpcenter.domain.people import Contact
from helpcenter.services.community import entries, rights
from helpcenter.store.community import people, posts
from helpcenter.store.work import Work


def export(work: Work, contact: Contact) -> dict[str, Any]:
    """Return what a person wrote and did in the community, JSON-able: times are ISO 8601 in UTC."""
    return {
        "public_name": people.public_name(work, contact.id),
        "posts": [
            {
                "number": post.id,
                "thread": thread.id,
                "space": thread.space,
                "title": thread.title,
                "kind": "question" if post.is_question else "answer",
                "text": post.body,
                "state": post.state.value,
                "votes": post.votes,
                "at": post.created_at.isoformat(),
                "edited_at": post.edited_at.isoformat() if post.edited_at else None,
                "before": [
                    {"title": each.title, "text": each.body, "until": each.until.isoformat()}
                    for each in posts.revisions(work, post.id)
                ],
            }
            for post, thread in posts.of_author(work, contact.id)
        ],
        "voted_for": people.votes_of(work, contact.id),
        "reports": [
            {"post": post, "reason": reason, "comment": comment}
            for post, reason, comment in people.reports_of(work, contact.id)
        ],
        "follows": people.subscriptions_of(work, contact.id),
    }


def forget(work: Work, contact: Contact) -> int:
    """Take a person's name and everything that nobody else reads away. Returns how many posts were theirs.

    What others read stays readable, nameless: answers to it would be without sense. Votes stay counted.
    """
    theirs = posts.of_author(work, contact.id)
    for thread_id in people.forget(work, contact.id):
        entries.update(work, rights.locked_thread(work, thread_id))
    return sum(post.state is State.SHOWN for post, _ in theirs)
