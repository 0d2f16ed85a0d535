"""Votes, the accepted answer, complaints, letters about a thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.community import Reason
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.limits import Action
from helpcenter.services import community
from helpcenter.web.addresses import at
from helpcenter.web.community import SPACE, blueprint
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps.inbox import sign_in_first, undoes


@blueprint.route(f"{SPACE}/posts/<int:number>/vote", methods=["POST", "DELETE"])
def vote(locale: str, space: str, number: int) -> Answer:
    """Vote for a post, or take the vote back."""
    pace(Action.VOTES)
    return _chosen(locale, number, community.vote)


@blueprint.route(f"{SPACE}/posts/<int:number>/acceptance", methods=["POST", "DELETE"])
def acceptance(locale: str, space: str, number: int) -> Answer:
    """Accept an answer to one's own question, or take that back."""
    return _chosen(locale, number, community.accept)


@blueprint.route(f"{SPACE}/posts/<int:number>/withdrawal", methods=["POST", "DELETE"])
def withdrawal(locale: str, space: str, number: int) -> Answer:
    """Take a post of one's own back, or bring it back."""
    pace(Action.POSTS)
    return _chosen(locale, number, community.withdraw)


@blueprint.route(f"{SPACE}/<int:number>/subscription", methods=["POST", "DELETE"])
def subscription(locale: str, space: str, number: int) -> Answer:
    """Follow a thread by mail, or follow it no more."""
    who = demand_contact()
    line = desk().see(community.thread_of, number, who)
    desk().do(community.subscribe, who, line.id, wanted=not undoes())
    return redirect(at(line.path_in(locale)) + "#follow", 303)


@blueprint.get(f"{SPACE}/posts/<int:number>/report")
def report(locale: str, space: str, number: int) -> Answer:
    """Ask what is wrong with a post."""
    return sign_in_first() if face().contact is None else _reporting(number)


@blueprint.post(f"{SPACE}/posts/<int:number>/report")
def send_report(locale: str, space: str, number: int) -> Answer:
    """Complain about a post."""
    form = request.form
    pace(Action.POSTS)
    try:
        desk().do(community.report, demand_contact(), number, form.get("reason", ""), form.get("comment", ""))
    except Invalid as refusal:
        return _reporting(number, refusal.faults)
    return _reporting(number, sent=True)


def _chosen(locale: str, number: int, verb: Callable[..., Any]) -> Answer:
    who = demand_contact()
    line, post = desk().see(community.post_of, number, who)
    desk().do(verb, who, post.id, wanted=not undoes())
    after = request.args.get("after", "")
    query = f"?after={after}" if after.isdecimal() and after.isascii() else ""
    return redirect(f"{at(line.path_in(locale))}{query}#post-{post.id}", 303)


def _reporting(number: int, faults: dict[str, Fault] | None = None, *, sent: bool = False) -> Answer:
    line, post = desk().see(community.post_of, number, demand_contact())
    return page(
        "community/report.html",
        "report",
        status=422 if faults else 200,
        line=line,
        space=line.space,
        post=post,
        reasons=list(Reason),
        typed=request.form,
        faults=faults or {},
        sent=sent,
    )
