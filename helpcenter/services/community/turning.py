"""Threads that go on elsewhere: as a ticket of the asker, or as the draft of an article."""

from __future__ import annotations

from helpcenter.domain.articles import ArticleSource, ArticleStatus, slugify
from helpcenter.domain.faults import Conflict
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.links import Links
from helpcenter.services import articles, intake, people, turns
from helpcenter.services.community import rights
from helpcenter.services.community.order import whole_thread
from helpcenter.services.community.writing import tell
from helpcenter.store import article_texts
from helpcenter.store.community import posts
from helpcenter.store.work import Work

CATEGORY = "community"
"""Where the drafts of articles go until somebody chooses a better shelf."""


def into_ticket(work: Work, specialist: Specialist, thread_id: int) -> int:
    """Open a ticket of the asker with their question, assigned to the specialist. Returns its number.

    The asker gets the usual acknowledgement, and answers by mail or in the inbox; the thread stays as it is.
    Raises NotFound, and Conflict when the asker is of the team or was erased.
    """
    line, every = whole_thread(work, thread_id)
    question = next(post for post in every if post.is_question)
    if line.by.contact_id is None or not line.by.name:
        raise Conflict("nobody is there to write to")
    contact = people.get(work, line.by.contact_id)
    link = Links(work.settings.public_url).page(line.path)
    submission = Submission(
        contact.site_id, "email", contact.email, line.title, f"{question.body}\n\n{link}", line.locale
    ).checked(work.settings.locales)
    row = intake.opened(work, contact, submission)
    row.assignee_id = specialist.id
    turns.event(work, row, specialist.author, "assigned", to=specialist.name)
    intake.acknowledged(work, row)
    tell(work, "ticketed", rights.locked_thread(work, line.id), ticket=row.id, by=specialist.id)
    return row.id


def into_article(work: Work, specialist: Specialist, thread_id: int) -> str:
    """Write the draft of an article from a question and its best answer. Returns the slug. Raises NotFound, Conflict.

    Nobody's name goes with it. Conflict when there is no answer yet, or the draft is there already.
    """
    line, every = whole_thread(work, thread_id)
    best = posts.best_answer(work, thread_id, line.accepted_id)
    if best is None:
        raise Conflict("nobody has answered yet")
    slug = (slugify(line.title) or f"thread-{line.id}")[:110]
    if article_texts.digests(work, [(slug, locale) for locale in work.settings.locales]):
        raise Conflict("an article has this address already")
    question = next(post for post in every if post.is_question)
    source = ArticleSource(
        slug, line.locale, line.title, "", f"{best.body}\n", CATEGORY,
        status=ArticleStatus.DRAFT, asked_as=(line.title, *_first_line(question.body)),
    )  # fmt: skip
    articles.put(work, source, author=specialist.name)
    tell(work, "drafted", rights.locked_thread(work, line.id), slug=slug, by=specialist.id)
    return slug


def _first_line(body: str) -> list[str]:
    """The question's first line, where it is short enough to have been asked as."""
    first = body.strip().partition("\n")[0].strip()
    return [first] if 0 < len(first) <= 200 else []
