"""The community for feed readers: what is asked in a space, and what is answered in a thread."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.community import Space
from helpcenter.domain.text import storable
from helpcenter.services import community, feeds
from helpcenter.web.community import SPACE, blueprint
from helpcenter.web.community.reading import light
from helpcenter.web.crawling import atom
from helpcenter.web.faces import desk


@blueprint.get(f"{SPACE}/feed.xml")
def feed(locale: str, space: str) -> Answer:
    """What was asked last in a space, or with a tag, as Atom (RFC 4287)."""
    tag = storable(request.args.get("tag", ""))[:30] or None
    name = _("Developer community") if space == Space.DEVELOPERS else _("Community")
    page = _below(url_for("community.listing", locale=locale, space=space, tag=tag))
    own = _below(url_for("community.feed", locale=locale, space=space, tag=tag))
    return light(atom(locale, name, page, own, desk().see(feeds.newest_questions, Space(space), locale, tag)))


@blueprint.get(f"{SPACE}/<int:number>/feed.xml")
def thread_feed(locale: str, space: str, number: int) -> Answer:
    """What was written last in a thread; one that moved or was merged leads to its feed now."""
    line = desk().see(community.thread_of, number)
    own = url_for("community.thread_feed", locale=locale, space=line.space, number=line.id)
    if (line.space, line.id) != (space, number):
        return redirect(own, 301)
    entries = desk().see(feeds.newest_answers, line, locale)
    return light(atom(locale, line.title, line.path_in(locale), _below(own), entries))


def _below(address: str) -> str:
    """An address as it is below the public one, which names the sub-path itself."""
    return address.removeprefix(request.script_root)
