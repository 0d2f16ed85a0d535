"""Short ways of asking and reading in the community, for tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from helpcenter.desk import Desk, Work
from helpcenter.domain.community import Order, Question, Space, Thread
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import community
from helpcenter.store.deliveries import DeliveryRow

QUESTION = "How do I print labels on A5 paper?"


def ask(work: Work, contact: Contact, title: str, *, space: Space = Space.COMMUNITY, **more: Any) -> int:
    """Open a thread; returns its id."""
    form = more.pop("form", None)
    return community.ask(work, contact, Question(space, "en", title, "It prints on A4.", **more), form)


def reading(desk: Desk, thread: int, reader: Contact | None = None, after: int = 0) -> Thread:
    """A thread as somebody reads it."""

    def read(work: Work) -> Thread:
        return community.open_thread(work, community.thread_of(work, thread, reader), reader, after)

    return desk.see(read)


def thread_ids(
    desk: Desk, space: Space = Space.COMMUNITY, order: Order = Order.ACTIVE, *, tag: str | None = None
) -> list[int]:
    """The threads that everybody may read in a space."""
    return [line.id for line in desk.see(community.listing, space, order, tag=tag).threads]


def letters(desk: Desk) -> list[tuple[str, str]]:
    """The letters about answers: which, and to whom."""

    def look(work: Any) -> list[tuple[str, str]]:
        rows = work.session.execute(select(DeliveryRow.letter, DeliveryRow.recipient).order_by(DeliveryRow.id))
        return [(row[0], row[1]) for row in rows]

    return [each for each in desk.see(look) if each[0] == "community_answer"]


def answered(desk: Desk, dave: Contact, ada: Specialist, thread: int, body: str = "Choose A5 in the tray.") -> int:
    """An answer of Dave's that everybody may read."""
    post = desk.do(community.answer, dave, thread, body)
    if any(each.post.id == post for each in desk.see(community.waiting)):
        desk.do(community.approve, ada, post)
    return post
