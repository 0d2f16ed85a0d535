"""Asking, answering, changing what one wrote, choosing a public name."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from helpcenter.desk import Work
from helpcenter.domain.answers import Hit
from helpcenter.domain.community import Question, Space, ThreadLine
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.domain.text import is_blank
from helpcenter.services import community
from helpcenter.web.addresses import at
from helpcenter.web.community import SPACE, blueprint
from helpcenter.web.community.reading import LONGEST_ASKED, thread_shown
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.kept import trapped
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps.contact import new_key
from helpcenter.web.steps.inbox import sign_in_first


@blueprint.get(f"{SPACE}/ask")
def ask(locale: str, space: str) -> Answer:
    """The form for a question; a visitor is asked to sign in first."""
    if face().contact is None:
        return sign_in_first()
    return _asking(space, MultiDict({"title": request.args.get("title", ""), "locale": locale, "subscribe": "1"}))


@blueprint.post(f"{SPACE}/ask")
def send_question(locale: str, space: str) -> Answer:
    """Open a thread, after a look at what is like it where nobody looked yet."""
    who, form = demand_contact(), request.form
    if trapped():
        return redirect(url_for("community.listing", locale=locale, space=space), 303)
    if "looked" not in form and not is_blank(title := form.get("title", "")):
        hits = desk().see(community.similar, title[:LONGEST_ASKED], form.get("locale", locale))
        if hits:
            return _asking(space, form, hits=hits)
    pace(Action.POSTS)
    question = Question(
        Space(space), form.get("locale", locale), form.get("title", ""), form.get("body", ""), form.get("tags", "")
    )
    try:
        number = desk().do(_asked, who, question, form.get("public_name"), "subscribe" in form)
    except Invalid as refusal:
        return _asking(space, form, refusal.faults)
    return _to(desk().see(community.thread_of, number, who), locale)


@blueprint.post(f"{SPACE}/<int:number>/answers")
def send_answer(locale: str, space: str, number: int) -> Answer:
    """Add an answer to a thread."""
    who, form = demand_contact(), request.form
    line = desk().see(community.thread_of, number, who)
    if trapped():
        return _to(line, locale)
    pace(Action.POSTS)
    body, name = form.get("body", ""), form.get("public_name")
    try:
        post = desk().do(_answered, who, line.id, body, name)
    except Invalid as refusal:
        return thread_shown(line, status=422, typed=body, name=name or "", faults=refusal.faults)
    return _to(line, locale, f"post-{post}", after=_before(line, who, post))


@blueprint.get(f"{SPACE}/posts/<int:number>/edit")
def edit(locale: str, space: str, number: int) -> Answer:
    """The form for changing a post of one's own."""
    if face().contact is None:
        return sign_in_first()
    line, post = desk().see(community.post_of, number, demand_contact())
    if post.by.contact_id != demand_contact().id:
        return _to(line, locale)
    typed = MultiDict({"title": line.title, "body": post.body, "tags": ", ".join(line.tags)})
    return page("community/edit.html", "edit", line=line, space=line.space, post=post, typed=typed, faults={})


@blueprint.post(f"{SPACE}/posts/<int:number>/edit")
def change(locale: str, space: str, number: int) -> Answer:
    """Change a post of one's own."""
    who, form = demand_contact(), request.form
    line, post = desk().see(community.post_of, number, who)
    pace(Action.POSTS)
    values = [form.get(name, "") for name in ("body", "title", "tags")]
    try:
        desk().do(community.edit, who, number, *values)
    except Invalid as refusal:
        return page(
            "community/edit.html", "edit", status=422, line=line, space=line.space, post=post, typed=form,
            faults=refusal.faults,
        )  # fmt: skip
    return _to(desk().see(community.thread_of, line.id, who), locale, f"post-{number}")


@blueprint.get("/<locale>/community/name")
def name(locale: str) -> Answer:
    """The name under which one writes."""
    who = face().contact
    if who is None:
        return sign_in_first()
    return _naming(desk().see(community.public_name, who), saved="saved" in request.args)


@blueprint.post("/<locale>/community/name")
def rename(locale: str) -> Answer:
    """Write under another name from now on, and on all that one wrote."""
    typed = request.form.get("public_name", "")
    pace(Action.POSTS)
    try:
        desk().do(community.choose_name, demand_contact(), typed)
    except Invalid as refusal:
        return _naming(typed, refusal.faults)
    return redirect(url_for("community.name", locale=locale, saved=1), 303)


def _asked(work: Work, who: Contact, question: Question, name: str | None, subscribe: bool) -> int:
    return _named(work, who, name, lambda: community.ask(work, who, question, face().once(), subscribe=subscribe))


def _answered(work: Work, who: Contact, thread: int, body: str, name: str | None) -> int:
    return _named(work, who, name, lambda: community.answer(work, who, thread, body, face().once()))


def _named(work: Work, who: Contact, name: str | None, act: Callable[[], int]) -> int:
    """Do something under the name that came with it, if one did. Raises Invalid naming all fields at fault."""
    faults: dict[str, Fault] = {}
    if name is not None and not community.public_name(work, who):
        try:
            community.choose_name(work, who, name)
        except Invalid as refusal:
            faults |= refusal.faults
    try:
        done = act()
    except Invalid as refusal:
        faults = refusal.faults | faults
    if faults:
        raise Invalid(faults)
    return done


def _asking(
    space: str, typed: MultiDict[str, str], faults: dict[str, Fault] | None = None, hits: tuple[Hit, ...] = ()
) -> Answer:
    return page(
        "community/ask.html",
        "ask",
        status=422 if faults else 200,
        space=space,
        typed=typed,
        faults=faults or {},
        hits=hits,
        public_name=desk().see(community.public_name, demand_contact()),
        key=request.form.get("key") or new_key(),
    )


def _naming(typed: str, faults: dict[str, Fault] | None = None, *, saved: bool = False) -> Answer:
    status = 422 if faults else 200
    return page("community/name.html", "name", status=status, typed=typed, faults=faults or {}, saved=saved)


def _before(line: ThreadLine, who: Contact, post: int) -> int | None:
    """The place after which a page of answers holds the post; None for the first page."""
    place = 0
    with desk().work(writing=False) as work:
        while (more := community.open_thread(work, line, who, place).more) is not None and more < post:
            place = more
    return place or None


def _to(line: ThreadLine, locale: str, anchor: str = "", after: int | None = None) -> Answer:
    """Send the browser on to a thread, or to a post in it."""
    query = f"?after={after}" if after else ""
    return redirect(at(line.path_in(locale)) + query + (f"#{anchor}" if anchor else ""), 303)
