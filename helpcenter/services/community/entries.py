"""Threads among the answers: kept in step in the transaction that changes them."""

from __future__ import annotations

from helpcenter.domain.answers.blocks import of_html
from helpcenter.domain.community import State
from helpcenter.services import answers
from helpcenter.store import answers as store
from helpcenter.store.community import posts, threads
from helpcenter.store.community.rows import ThreadRow
from helpcenter.store.work import Work


def update(work: Work, row: ThreadRow) -> None:
    """Bring a thread into the index with its best answer, or take it out when not everybody may read it."""
    key = f"thread:{row.id}"
    work.session.flush()
    line = threads.line(work, row.id)
    question = posts.get(work, row.question_id or 0)
    if line is None or question is None or row.state != State.SHOWN:
        answers.forget_text(work, key)
        return
    best = posts.best_answer(work, row.id, row.accepted_id)
    blocks = (*(of_html(best.html) if best else ()), *of_html(question.html))
    answers.index_text(
        work, store.Entry(key, "thread", str(row.id), row.locale, line.path, row.title, tuple(row.asked_as), blocks)
    )
