"""Lists, threads, what stood in a post before, and what is like a question."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.community import Order, Space, ThreadLine
from helpcenter.domain.faults import Fault, NotFound
from helpcenter.domain.inbox import MAX_SEARCH, Place
from helpcenter.domain.limits import Action
from helpcenter.domain.text import is_blank, storable
from helpcenter.services import community
from helpcenter.web.addresses import at
from helpcenter.web.community import SPACE, blueprint
from helpcenter.web.faces import desk, face
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps.contact import new_key

LONGEST_ASKED = 300
"""Characters of a title by which what is like it is looked for."""


@blueprint.get(SPACE)
def listing(locale: str, space: str) -> Answer:
    """A space, sorted, of one language or with one tag; or what fits some words in both spaces."""
    asked = request.args
    order = Order(asked["sort"]) if asked.get("sort") in set(Order) else Order.ACTIVE
    language = asked.get("language") if asked.get("language") in desk().settings.locales else None
    tag, words = storable(asked.get("tag", ""))[:30] or None, storable(asked.get("q", ""))[:MAX_SEARCH].strip()
    shown: dict[str, Any] = {"order": order.value, "language": language, "tag": tag, "words": words}
    if words:
        pace(Action.QUESTIONS)
        found = community.Listing(tuple(desk().see(community.fits, words, locale)), None)
    else:
        place = Place.parse(asked["place"]) if "place" in asked else None
        found = desk().see(community.listing, Space(space), order, locale=language, tag=tag, after=place)
    return light(page("community/listing.html", "listing", space=space, found=found, **shown))


@blueprint.get(f"{SPACE}/<int:number>")
@blueprint.get(f"{SPACE}/<int:number>-<slug>")
def thread(locale: str, space: str, number: int, slug: str = "") -> Answer:
    """A thread under its own address; others, as from before it was renamed, moved or merged, lead there."""
    line = desk().see(community.thread_of, number, face().contact)
    if (line.space, line.name) != (space, f"{number}-{slug}" if slug else str(number)):
        return redirect(at(line.path_in(locale)), 301 if line.is_shown else 303)
    return thread_shown(line)


@blueprint.get(f"{SPACE}/posts/<int:number>/history")
def history(locale: str, space: str, number: int) -> Answer:
    """What stood in a post before it was changed."""
    line, post, revisions = desk().see(community.history, number, face().contact)
    return light(page("community/history.html", "history", line=line, post=post, revisions=revisions, space=line.space))


@blueprint.get(f"{SPACE}/similar")
def similar(locale: str, space: str) -> Response:
    """Articles and threads that are like the title that is being typed."""
    typed = storable(request.args.get("q", ""))[:LONGEST_ASKED]
    if is_blank(typed):
        return page("community/similar.html", "similar", hits=())
    pace(Action.QUESTIONS)
    hits = desk().see(community.similar, typed, locale)
    return page("community/similar.html", "similar", hits=hits)


def thread_shown(
    line: ThreadLine, *, status: int = 200, typed: str = "", name: str = "", faults: dict[str, Fault] | None = None
) -> Answer:
    """Answer with a thread, and with what was typed below it where that could not be taken."""
    who, after = face().contact, request.args.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 18):
        raise NotFound("place")
    with desk().work(writing=False) as work:
        found = community.open_thread(work, line, who, int(after))
        public_name = community.public_name(work, who) if who else ""
    return light(
        page(
            "community/thread.html",
            "thread",
            status=status,
            line=line,
            space=line.space,
            found=found,
            after=int(after),
            public_name=public_name,
            typed=typed,
            name=name,
            faults=faults or {},
            key=request.form.get("key") or new_key(),
        )
    )


def light(response: Response) -> Answer:
    """Spare readers what they have already."""
    response.add_etag(weak=True)
    response.vary.update(("Cookie", "Accept-Language"))
    return response.make_conditional(request)
