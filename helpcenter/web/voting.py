"""Was this article helpful? Only what is posted counts; every answer leads back to what the person said last."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.limits import Action
from helpcenter.services import articles, votes
from helpcenter.web.asked import asker
from helpcenter.web.faces import desk
from helpcenter.web.help_pages import only_offered
from helpcenter.web.kept import trapped
from helpcenter.web.limits import pace
from helpcenter.web.pages import page, wants_block

_ROBOTS = re.compile(r"bot\b|crawl|spider|slurp|preview", re.IGNORECASE)
"""What programs that say so call themselves: they are thanked, and not counted."""

blueprint = Blueprint("pages_vote", __name__)
blueprint.url_value_preprocessor(only_offered)


@blueprint.get("/<locale>/articles/<slug>/vote")
def vote(locale: str, slug: str) -> Response:
    """What this person said of the article, and how to change it."""
    return _shown(locale, slug, thanked="thanks" in request.args)


@blueprint.post("/<locale>/articles/<slug>/vote")
def cast(locale: str, slug: str) -> Response:
    """Take a vote: `helpful` is yes or no; with a no, `reason` and `comment`."""
    said = {name: request.form.get(name, "") for name in ("helpful", "reason", "comment")}
    pace(Action.VOTES)
    if said["helpful"] in ("yes", "no") and not _is_program():
        try:
            desk().do(votes.cast, slug, locale, said["helpful"] == "yes", asker(), said["reason"], said["comment"])
        except Invalid as refusal:
            return _shown(locale, slug, said, refusal.faults)
    if wants_block():
        return _shown(locale, slug, thanked=True)
    return redirect(url_for("pages_vote.vote", locale=locale, slug=slug, thanks=1), 303)


def _shown(
    locale: str,
    slug: str,
    said: dict[str, str] | None = None,
    faults: dict[str, Fault] | None = None,
    *,
    thanked: bool = False,
) -> Response:
    with desk().work(writing=False) as work:
        article = articles.read(work, slug, locale)
        own = votes.own(work, article, asker())
    return page(
        "articles/vote.html",
        "vote_part",
        status=422 if faults else 200,
        article=article,
        vote=own,
        said=said or {},
        faults=faults or {},
        thanked=thanked,
    )


def _is_program() -> bool:
    return trapped() or _ROBOTS.search(request.headers.get("User-Agent", "")) is not None
