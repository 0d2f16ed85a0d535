"""What somebody may have wanted who opened an address that leads nowhere: the words of the address are searched for."""

from __future__ import annotations

from contextlib import suppress

from flask import request

from helpcenter.domain.answers import Hit, Verdict
from helpcenter.domain.articles import slugify
from helpcenter.domain.faults import TooOften, Unavailable
from helpcenter.domain.limits import Action
from helpcenter.services import answers
from helpcenter.web.faces import desk
from helpcenter.web.limits import pace
from helpcenter.web.locale import chosen

MOST = 5
_KNOWN = ("pages", "pages_vote")
"""Where an address says in words what it leads to; others are mostly programs that look for holes."""


def wanted_words() -> str:
    """Return what the running request's address asks for, as words; empty where it says nothing."""
    slug = (request.view_args or {}).get("slug", "") if request.blueprint in _KNOWN else ""
    return slugify(str(slug)).replace("-", " ")


def nearest() -> tuple[Hit, ...]:
    """Return the results that are nearest to the words of the address; none where that would be too much work."""
    words = wanted_words()
    if words:
        with suppress(TooOften, Unavailable):
            pace(Action.QUESTIONS)
            found = desk().see(answers.ask, words, chosen(desk()), limit=MOST)
            return found.hits if found.verdict in (Verdict.ANSWER, Verdict.MAYBE) else ()
    return ()
