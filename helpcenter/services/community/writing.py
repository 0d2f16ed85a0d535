"""Asking, answering and changing what one wrote."""

from __future__ import annotations

from typing import Any

from helpcenter.domain.community import Question, Space, State, checked_answer
from helpcenter.domain.community.markup import post_html
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Author, Contact, Specialist
from helpcenter.services.community import entries, rights, subscriptions
from helpcenter.services.community.names import author
from helpcenter.services.idempotency import Once, once
from helpcenter.store import journal
from helpcenter.store.community import people, posts, threads
from helpcenter.store.community.rows import PostRow, ThreadRow
from helpcenter.store.work import Work


def ask(work: Work, contact: Contact, question: Question, form: Once | None = None, *, subscribe: bool = True) -> int:
    """Open a thread. Returns its id; a new author's waits for approval, and only they see it until then.

    Raises Invalid, Forbidden, TooOften, Conflict.
    """
    question = question.checked(work.settings.locales)
    rights.demand_writer(work, contact)

    def act() -> dict[str, Any]:
        rights.demand_room(work, contact)
        thread = threads.add(work, question)
        state = rights.first_state(work, contact)
        post = posts.add(
            work, thread.id, author(work, contact), question.body, post_html(question.body), state, is_question=True
        )
        thread.question_id = post.id
        people.subscribe(work, thread.id, contact.id, wanted=subscribe)
        written(work, thread, post)
        return {"thread": thread.id}

    body = {"title": question.title, "body": question.body, "space": question.space.value}
    return int(once(work, form, body, act)[0]["thread"])


def answer(work: Work, contact: Contact, thread_id: int, body: str, form: Once | None = None) -> int:
    """Add an answer to a thread. Returns the post's id; a new author's waits for approval.

    Raises Invalid, Forbidden, NotFound, TooOften, and Conflict for a locked thread.
    """
    body = checked_answer(body)
    rights.demand_writer(work, contact)
    thread = rights.thread_to_write(work, thread_id)

    def act() -> dict[str, Any]:
        rights.demand_room(work, contact)
        return {"post": _add(work, thread, author(work, contact), body, rights.first_state(work, contact))}

    return int(once(work, form, {"thread": thread_id, "body": body}, act)[0]["post"])


def answer_as_specialist(work: Work, specialist: Specialist, thread_id: int, body: str) -> int:
    """Add an answer of the team, marked as such, to a locked thread too. Returns its id. Raises Invalid, NotFound."""
    body = checked_answer(body)
    thread = rights.locked_thread(work, thread_id)
    if thread.state != State.SHOWN:
        raise NotFound("thread")
    return _add(work, thread, specialist.author, body, State.SHOWN)


def edit(work: Work, contact: Contact, post_id: int, body: str, title: str = "", tags: str = "") -> None:
    """Change what one wrote; what stood there before stays to be read. `title` and `tags` are a question's.

    What a new author changes waits for approval again. Raises Invalid, Forbidden, NotFound, Conflict.
    """
    rights.demand_writer(work, contact)
    thread, post = rights.locked_post(work, post_id)
    if not rights.wrote(post, contact) or post.state not in (State.HELD, State.SHOWN) or thread.state == State.HIDDEN:
        raise NotFound("post")
    if post.state == State.SHOWN:
        rights.thread_to_write(work, thread.id)
    before = thread.title if post.is_question else ""
    if post.is_question:
        _retitle(work, thread, Question(Space(thread.space), thread.locale, title, body, tags))
    body = checked_answer(body)
    if body == post.body and before == (thread.title if post.is_question else ""):
        entries.update(work, thread)
        return
    posts.revise(work, post, before, body, post_html(body))
    if rights.is_new(work, contact):
        unshow(work, thread, post, State.HELD)
    entries.update(work, thread)
    tell(work, "edited", thread, post)


def written(work: Work, thread: ThreadRow, post: PostRow) -> None:
    """Do what follows when a post begins to be shown, or to wait."""
    if post.state == State.SHOWN:
        if post.is_question:
            thread.state = State.SHOWN.value
        else:
            thread.answers = posts.shown_answers(work, thread.id)
            if thread.state == State.SHOWN:
                subscriptions.write(work, thread, post)
        thread.active_at = work.now
        entries.update(work, thread)
    tell(work, "posted", thread, post, state=post.state)


def unshow(work: Work, thread: ThreadRow, post: PostRow, state: State) -> None:
    """Let nobody but the author (held, withdrawn) or nobody at all (hidden) read a post any more."""
    post.state = state.value
    if post.is_question:
        thread.state = state.value
    else:
        work.session.flush()
        thread.answers = posts.shown_answers(work, thread.id)
        thread.accepted_id = None if thread.accepted_id == post.id else thread.accepted_id
    entries.update(work, thread)


def reshow(work: Work, thread: ThreadRow, post: PostRow, state: State) -> None:
    """Bring a post back, to be read by everybody or to wait for approval; nobody is written to."""
    post.state = state.value
    work.session.flush()
    if post.is_question:
        thread.state = state.value
    thread.answers = posts.shown_answers(work, thread.id)
    entries.update(work, thread)


def tell(work: Work, verb: str, thread: ThreadRow, post: PostRow | None = None, **data: Any) -> None:
    """Tell the journal what happened in the community."""
    journal.append(work, f"community.{verb}", thread=thread.id, post=post.id if post else None, **data)


def _add(work: Work, thread: ThreadRow, who: Author, body: str, state: State) -> int:
    post = posts.add(work, thread.id, who, body, post_html(body), state, is_question=False)
    written(work, thread, post)
    return post.id


def _retitle(work: Work, thread: ThreadRow, question: Question) -> None:
    question = question.checked((*work.settings.locales, thread.locale))
    thread.title = question.title
    threads.put_tags(work, thread, question.tag_words)
