"""Answers: ask a question, suggest while typing, and keep the index in step with what is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from helpcenter.domain.answers import Answer, Hit, Verdict
from helpcenter.domain.answers.analysis import ANALYSIS_VERSION
from helpcenter.domain.answers.blocks import Block, of_html
from helpcenter.domain.answers.confidence import verdict
from helpcenter.domain.answers.engine import Engine, Found
from helpcenter.domain.answers.language import guess
from helpcenter.domain.answers.passages import passage
from helpcenter.domain.answers.question import MOST_CHARACTERS
from helpcenter.domain.answers.ranking import Ranked, reasons
from helpcenter.domain.answers.suggesting import suggestions
from helpcenter.domain.articles import ArticleStatus
from helpcenter.domain.policy import VISITOR
from helpcenter.domain.suggestions import chosen, of_plan
from helpcenter.services.answer_engines import fillers, mark_written, opened
from helpcenter.store import answers as store
from helpcenter.store import articles, lessons
from helpcenter.store import suggestions as suggestion_lists
from helpcenter.store.work import Work

MOST_HITS = 50
MOST_LISTED = 1_000
THREAD = "thread"
"""Kind of a community thread: found and listed like an article, but never given as our own answer."""

_TOGETHER = 100
"""Articles of which the texts are held at once while the index is written anew."""

MOST_LEARNED = 20
"""Learned questions that count for one article, the newest."""


def ask(work: Work, question: str, locale: str, *, site_key: str = "", limit: int = 10) -> Answer:
    """Answer a question asked on a page in `locale`: the hits, best first, and how sure the first one is.

    A question in another language is looked up there. What is missing in the reader's language is looked for in
    the default one; such hits say so by their own `locale`. `site_key` brings in that site's own synonyms. Never
    raises for odd text.
    """
    limit = max(1, min(limit, MOST_HITS))
    best = _ask_in(work, question, locale, limit, site_key)
    if best.verdict is Verdict.EMPTY:
        return best
    for other in _other_locales(work, question, locale):
        if best.verdict is Verdict.ANSWER:
            break
        found = _ask_in(work, question, other, limit, site_key)
        first, second = (found, best) if found.confidence > best.confidence else (best, found)
        best = replace(first, locale=locale, hits=_merged(first.hits, second.hits)[:limit])
    return best


def find(work: Work, question: str, locale: str) -> tuple[Verdict, Found]:
    """Rank the documents of one locale for a question, without passages, as evaluation and training need it."""
    with opened(work, locale) as room:
        found = room.engine.find(question)
    return _verdict(work, found, len(found.ranked)), found


def suggest(
    work: Work, prefix: str, locale: str, *, page: str = "", plan: str = VISITOR, limit: int = 6
) -> tuple[Hit, ...]:
    """Titles and known questions that hold what was typed so far; `kind` is "suggestion" for a question.

    Of the lists of suggested questions, those that fit the page's address come first; those of other plans stay out.
    """
    limit = max(1, min(limit, MOST_HITS))
    with opened(work, locale) as room:
        lines = suggestions((one for own in room.lines.values() for one in own), prefix, 3 * limit)
    found = store.entries(work, [one.key for one in lines])
    lists = suggestion_lists.of_locale(work, locale)
    here, allowed = set(chosen(lists, page, plan, MOST_LISTED)), of_plan(lists, plan)
    hits = [
        Hit("suggestion" if one.asked else entry.kind, entry.target, locale, one.text, entry.url_path, 0.0, None, ())
        for one in lines
        if (entry := found.get(one.key)) and (entry.kind != "suggestion" or one.text in allowed)
    ]
    hits.sort(key=lambda hit: hit.title not in here)
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.title.casefold(), hit)
    return tuple(first.values())[:limit]


def index_articles(work: Work, translations: Sequence[int]) -> None:
    """Bring saved translations into the index, in the transaction that saves them; take out what is not published."""
    mark_written(work)
    found = articles.by_translation(work, translations)
    published = {each: own for each, own in found.items() if own.status is ArticleStatus.PUBLISHED}
    for each in translations:
        if each not in published:
            store.forget(work, _article_key(each))
    written = store.known_questions(work, list(published))
    learned = lessons.learned(work, [_article_key(each) for each in published])
    entries = []
    for each, own in published.items():
        key = _article_key(each)
        known = (*written[each], *learned[key][-MOST_LEARNED:])
        blocks = ((Block(own.summary),) if own.summary else ()) + of_html(own.html)
        entries.append(store.Entry(key, "article", own.slug, own.locale, own.path, own.title, known, blocks))
    store.put(work, entries, ANALYSIS_VERSION)


def refresh(work: Work, key: str) -> None:
    """Write a document anew because what was learned about it changed; only articles learn."""
    kind, _, number = key.partition(":")
    if kind == "article" and number.isdecimal():
        index_articles(work, [int(number)])


def index_text(work: Work, entry: store.Entry) -> None:
    """Bring a text of another kind into the index, such as a community thread (`kind` is `THREAD`)."""
    mark_written(work)
    store.put(work, [entry], ANALYSIS_VERSION)


def forget_text(work: Work, key: str) -> None:
    """Take a text of another kind out of the index."""
    mark_written(work)
    store.forget(work, key)


def reindex(work: Work, step: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Write the index of all published translations anew. `step` gets (done, all). Returns how many there are."""
    ids = store.published_translations(work)
    for start in range(0, len(ids), _TOGETHER):
        batch = ids[start : start + _TOGETHER]
        index_articles(work, batch)
        step(start + len(batch), len(ids))
    return len(ids)


def is_stale(work: Work) -> bool:
    """Whether documents of an older analysis are in the index, so that `helpcenter answers reindex` is due."""
    return bool(store.stale_keys(work, ANALYSIS_VERSION, "article"))


def _ask_in(work: Work, question: str, locale: str, limit: int, site_key: str) -> Answer:
    with opened(work, locale, site_key) as room:
        found = room.engine.find(question)
        best = found.ranked[:limit]
        entries = store.entries(work, [one.key for one in best])
        hits = tuple(_hit(room.engine, found, one, entries[one.key]) for one in best if one.key in entries)
    best_is_ours = not hits or hits[0].kind != THREAD
    said = _verdict(work, found, len(hits))
    said = Verdict.MAYBE if said is Verdict.ANSWER and not best_is_ours else said
    return Answer(question, locale, said, found.confidence, hits)


def _verdict(work: Work, found: Found, hits: int) -> Verdict:
    settings = work.settings
    return verdict(found.question, found.confidence, hits, settings.answer_from, settings.list_from)


def _hit(engine: Engine, found: Found, ranked: Ranked, entry: store.Entry) -> Hit:
    shown = passage(engine.index, engine.lexicon, found.question, entry.title, entry.blocks)
    return Hit(
        entry.kind, entry.target, entry.locale, entry.title, entry.url_path, ranked.score, shown,
        reasons(found.question, ranked),
    )  # fmt: skip


def _merged(first: tuple[Hit, ...], second: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The first list, then what of the second is not another translation of something in it."""
    there = {(hit.kind, hit.id) for hit in first}
    return first + tuple(hit for hit in second if (hit.kind, hit.id) not in there)


def _other_locales(work: Work, question: str, locale: str) -> list[str]:
    guessed = guess(question[:MOST_CHARACTERS], fillers(work.settings.locales))
    wanted = [guessed, work.settings.default_locale]
    return list(dict.fromkeys(other for other in wanted if other and other != locale))


def _article_key(translation_id: int) -> str:
    return f"article:{translation_id}"
