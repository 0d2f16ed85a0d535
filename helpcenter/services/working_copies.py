"""Writing articles: a specialist's own text until it is saved, merged with what others saved meanwhile, or reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from helpcenter.domain import merging
from helpcenter.domain.article_files import format_source, parse_source
from helpcenter.domain.articles import ArticleSource, ArticleStatus, slugify
from helpcenter.domain.faults import Forbidden, NotFound, Unfit
from helpcenter.domain.people import Specialist
from helpcenter.domain.text import one_line
from helpcenter.domain.working_copies import WorkingCopy
from helpcenter.links import draft_token
from helpcenter.services import article_states, articles
from helpcenter.store import article_texts as texts
from helpcenter.store import categories, journal
from helpcenter.store import working_copies as store
from helpcenter.store.work import Work

PUBLIC = (ArticleStatus.PUBLISHED, ArticleStatus.SCHEDULED)


@dataclass(frozen=True)
class Saving:
    """How saving ended: saved for everybody, waiting for review, or merged with what somebody else saved meanwhile.

    `copy` is what its author goes on with, None when it was saved; `clashes` places of it hold both texts.
    """

    saved: bool
    copy: WorkingCopy | None
    clashes: int = 0

    @property
    def in_review(self) -> bool:
        """Whether a lead has to look at it first."""
        return self.copy is not None and self.copy.in_review


def begin(work: Work, me: Specialist, slug: str, locale: str, text: str = "") -> WorkingCopy:
    """Return my text of a translation: the one I began, else what readers see, else `text`, else a beginning.

    A translation that is not there yet begins as the text that it is to be translated from.
    """
    mine = store.of(work, slug, locale, me.id)
    if mine is not None:
        return mine
    there = texts.stored(work, slug, locale)
    begun = format_source(there.source) if there else text or _beginning(work, slug, locale)
    base = begun if there else ""
    return _put(work, me.id, slug, locale, there.revision if there else 0, base, begun)


def begin_new(
    work: Work, me: Specialist, title: str, locale: str, *, body: str = "", asked: Sequence[str] = ()
) -> WorkingCopy:
    """Return my beginning of an article that is not there yet, named after its title, with what people asked."""
    title = one_line(title)[:200] or "article"
    shelves = [each.slug for each in categories.titled(work, work.settings.default_locale)]
    known = tuple(dict.fromkeys(one_line(each)[:300] for each in asked))
    source = ArticleSource(
        _free_slug(work, me, slugify(title)[:100] or "article", locale), locale, title, title, body,
        next(iter(shelves), "help"), status=ArticleStatus.DRAFT, suggested=known[:1], asked_as=known,
    )  # fmt: skip
    return begin(work, me, source.slug, locale, format_source(source))


def keep(work: Work, me: Specialist, copy_id: int, text: str) -> WorkingCopy:
    """Keep what I have written so far, whatever it is; previews show it at once. Raises NotFound."""
    mine = _mine(work, me, copy_id)
    return _put(work, me.id, mine.slug, mine.locale, mine.based_on, mine.base, text)


def save(work: Work, me: Specialist, copy_id: int) -> Saving:
    """Save my text for everybody, if nobody else did meanwhile and I may. Raises NotFound, Unfit."""
    return _save(work, me, _mine(work, me, copy_id))


def approve(work: Work, me: Specialist, copy_id: int) -> Saving:
    """Save what a colleague gave to review, under their name. Raises NotFound, Forbidden, Unfit."""
    return _save(work, me, _in_review(work, me, copy_id))


def decline(work: Work, me: Specialist, copy_id: int) -> WorkingCopy:
    """Give a text back to the colleague who gave it to review. Raises NotFound, Forbidden."""
    copy = _in_review(work, me, copy_id)
    return _put(work, copy.specialist_id, copy.slug, copy.locale, copy.based_on, copy.base, copy.text)


def drop(work: Work, me: Specialist, copy_id: int) -> None:
    """Forget my text. Raises NotFound."""
    store.drop(work, _mine(work, me, copy_id).id)


def every(work: Work) -> list[WorkingCopy]:
    """Return everybody's texts, the oldest first."""
    return store.every(work)


def get(work: Work, copy_id: int) -> WorkingCopy:
    """Return a working copy, for its preview. Raises NotFound."""
    found = store.get(work, copy_id)
    if found is None:
        raise NotFound("working copy")
    return found


def preview(work: Work, copy: WorkingCopy) -> str:
    """Return the path, below the public address, at which whoever has it sees a text as readers would."""
    return f"/{copy.locale}/articles/~{draft_token(copy.id, work.settings.secret_key)}"


def parsed(copy: WorkingCopy) -> ArticleSource:
    """Return the translation that a text is. Raises Unfit, which says what is wrong and in which line."""
    if merging.has_marks(copy.text):
        raise Unfit("decide between the two texts that stand between <<<<<<< and >>>>>>>, and remove these lines")
    try:
        return parse_source(copy.text, copy.slug, copy.locale)
    except ValueError as fault:
        raise Unfit(str(fault)) from fault


def _save(work: Work, me: Specialist, copy: WorkingCopy) -> Saving:
    source = parsed(copy)
    articles.raise_edition(work)  # its lock lets one writer in at a time: who waited sees what the other saved
    there = texts.stored(work, copy.slug, copy.locale)
    if there is not None and there.revision != copy.based_on:
        return _merge(work, copy, format_source(there.source), there.revision, there.author)
    seen = source.status in PUBLIC or (there is not None and there.source.status in PUBLIC)
    if seen and not article_states.may_publish(work, me):
        journal.append(work, "article.in_review", slug=copy.slug, locale=copy.locale)
        waiting = _put(work, me.id, copy.slug, copy.locale, copy.based_on, copy.base, copy.text, in_review=True)
        return Saving(False, waiting)
    articles.put(work, source, author=copy.author)
    store.drop(work, copy.id)
    return Saving(True, None)


def _merge(work: Work, copy: WorkingCopy, theirs: str, revision: int, author: str) -> Saving:
    """Both texts in one, for the author to look at; theirs is in the history, ours was kept and goes on from theirs."""
    both = merging.merged(copy.base, copy.text, theirs, copy.author, author or f"revision {revision}")
    again = _put(work, copy.specialist_id, copy.slug, copy.locale, revision, theirs, both.text)
    return Saving(False, again, both.clashes)


def _put(
    work: Work,
    specialist_id: int,
    slug: str,
    locale: str,
    based_on: int,
    base: str,
    text: str,
    *,
    in_review: bool = False,
) -> WorkingCopy:
    values = {"based_on": based_on, "base": base, "text": text, "in_review": in_review}
    return get(work, store.put(work, slug, locale, specialist_id, **values))  # type: ignore[arg-type]


def _mine(work: Work, me: Specialist, copy_id: int) -> WorkingCopy:
    found = get(work, copy_id)
    if found.specialist_id != me.id:
        raise NotFound("working copy")
    return found


def _in_review(work: Work, me: Specialist, copy_id: int) -> WorkingCopy:
    found = get(work, copy_id)
    if not article_states.may_publish(work, me):
        raise Forbidden("review")
    if not found.in_review:
        raise NotFound("working copy")
    return found


def _free_slug(work: Work, me: Specialist, slug: str, locale: str) -> str:
    """The slug, or it with the first number with which nobody has an article, and I no text that I began."""
    for number in count(1):
        tried = slug if number == 1 else f"{slug}-{number}"
        if not texts.of_article(work, tried) and store.of(work, tried, locale, me.id) is None:
            return tried
    raise AssertionError("numbers do not end")


def _beginning(work: Work, slug: str, locale: str) -> str:
    """What a translation begins as: the text it is to be made from, else an empty article."""
    others = texts.of_article(work, slug)
    if others:
        return format_source(replace(others[0].source, locale=locale, status=ArticleStatus.DRAFT, publish_at=None))
    title = slug.replace("-", " ").capitalize()
    return format_source(ArticleSource(slug, locale, title, title, "", "help", status=ArticleStatus.DRAFT))
