"""Reading the community: lists, threads, history, what is like a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.domain.answers import Hit, Verdict
from helpcenter.domain.community import MERGED, OWN, Order, Post, Revision, Space, State, Thread, ThreadLine
from helpcenter.domain.faults import NotFound
from helpcenter.domain.inbox import Place
from helpcenter.domain.people import Contact
from helpcenter.services import answers
from helpcenter.services.community import entries, rights
from helpcenter.store.community import people, posts, threads
from helpcenter.store.work import Work

PAGE = 25
POSTS = 30
MOST_SIMILAR = 4


@dataclass(frozen=True)
class Listing:
    """A page of a space; `next` is the place from which the following page goes on, None at the end."""

    threads: tuple[ThreadLine, ...]
    next: Place | None


def listing(
    work: Work,
    space: Space,
    order: Order,
    *,
    locale: str | None = None,
    tag: str | None = None,
    after: Place | None = None,
) -> Listing:
    """Return a page of what everybody may read in a space, of one language or with one tag where that is asked."""
    found = threads.page(work, space, order, locale=locale, tag=tag, after=after, limit=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Listing(tuple(found[:PAGE]), Place(last.active_at, last.id) if last else None)


def thread_of(work: Work, thread_id: int, reader: Contact | None = None) -> ThreadLine:
    """Return a thread that a reader may see, or the one that it was merged into. Raises NotFound."""
    line = threads.line(work, thread_id)
    if line is not None and line.state == MERGED:
        line = threads.line(work, line.merged_into or 0)
    if line is None or not _may_see(line, reader):
        raise NotFound("thread")
    return line


def open_thread(work: Work, line: ThreadLine, reader: Contact | None = None, after: int = 0) -> Thread:
    """Return a thread that was found, with the answers behind `after` and what the reader did. Raises NotFound."""
    who = reader.id if reader else None
    question = posts.question(work, line.id)
    if question is None:
        raise NotFound("thread")
    found = posts.answers(work, line.id, who, after, POSTS + 1)
    accepted = posts.get(work, line.accepted_id) if line.accepted_id else None
    page = tuple(each for each in found[:POSTS] if each.id != line.accepted_id)
    seen = [question.id, *(each.id for each in page), *([accepted.id] if accepted else [])]
    return Thread(
        line, question, accepted, page, found[POSTS - 1].id if len(found) > POSTS else None,
        people.voted(work, who, seen) if who else frozenset(),
        people.is_subscribed(work, line.id, who) if who else False,
        who == line.by.contact_id and who is not None and posts.answered_by_others(work, line.id, who),
    )  # fmt: skip


def post_of(work: Work, post_id: int, reader: Contact | None = None) -> tuple[ThreadLine, Post]:
    """Return a post that a reader may see, with its thread. Raises NotFound."""
    post = posts.get(work, post_id)
    if post is None:
        raise NotFound("post")
    line = thread_of(work, post.thread_id, reader)
    own = reader is not None and post.by.contact_id == reader.id
    if line.id != post.thread_id or post.state is State.HIDDEN or (post.state in OWN and not own):
        raise NotFound("post")
    return line, post


def history(work: Work, post_id: int, reader: Contact | None = None) -> tuple[ThreadLine, Post, list[Revision]]:
    """Return a post that a reader may see with what stood in it before, the latest first. Raises NotFound."""
    line, post = post_of(work, post_id, reader)
    return line, post, posts.revisions(work, post_id)


def similar(work: Work, question: str, locale: str) -> tuple[Hit, ...]:
    """Return articles and threads that may answer a question already, the best first; none where nothing is like it."""
    found = answers.ask(work, question, locale, limit=MOST_SIMILAR)
    return found.hits if found.verdict in (Verdict.ANSWER, Verdict.MAYBE) else ()


def fits(work: Work, words: str, locale: str) -> list[ThreadLine]:
    """Return the threads that fit some words, the best first."""
    hits = answers.ask(work, words, locale, limit=answers.MOST_HITS).hits
    ids = [int(hit.id) for hit in hits if hit.kind == "thread"]
    found = threads.lines(work, ids)
    return [found[each] for each in ids if each in found and found[each].is_shown]


def addresses(work: Work) -> Iterator[ThreadLine]:
    """Yield every thread that everybody may read, for sitemaps and feeds: `path`, `locale`, `active_at`, `title`."""
    last = 0
    while page := threads.shown_after(work, last, 500):
        yield from page
        last = page[-1].id


def reindex(work: Work) -> int:
    """Write the answer index of all threads anew. Returns how many there are."""
    ids = [line.id for line in addresses(work)]
    for each in ids:
        entries.update(work, rights.locked_thread(work, each))
    return len(ids)


def _may_see(line: ThreadLine, reader: Contact | None) -> bool:
    own = reader is not None and line.by.contact_id == reader.id
    return line.is_shown or (own and line.state in OWN)
