"""Threads that everybody may read stand in the sitemap, in the language they are written in."""

from __future__ import annotations

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.services import community, sitemap
from tests.services.talking import QUESTION, ask


def test_only_what_everybody_may_read_stands_in_it(desk: Desk, thread: int, dave: Contact) -> None:
    desk.do(ask, dave, QUESTION)
    assert [kind for kind, _part in desk.see(sitemap.parts)] == ["pages", "threads"]
    line = desk.see(community.thread_of, thread)
    [place] = desk.see(sitemap.places, "threads", 0)
    assert (place.paths, place.changed) == ({line.locale: line.path}, line.active_at)
