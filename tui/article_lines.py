"""How articles and what people ask read in lists and beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from helpcenter.domain.article_list import Listed, Translation
from helpcenter.domain.articles import ArticleStatus
from helpcenter.domain.question_report import Deflection, Disappointing, Group
from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.working_copies import WorkingCopy
from tui.language import N_, Language
from tui.measures import MEANINGS
from tui.text import fit, safe_line
from tui.wording import unhelpful_word

SIGNS = {
    ArticleStatus.PUBLISHED: ("●", "$success"),
    ArticleStatus.SCHEDULED: ("▲", "$accent"),
    ArticleStatus.DRAFT: ("○", "$text"),
    ArticleStatus.ARCHIVED: ("×", "dim"),
}
STATES = {
    ArticleStatus.PUBLISHED: N_("published"),
    ArticleStatus.SCHEDULED: N_("scheduled"),
    ArticleStatus.DRAFT: N_("draft"),
    ArticleStatus.ARCHIVED: N_("archived"),
}


def article_line(article: Listed, locales: tuple[str, ...], locale: str, width: int) -> Content:
    """Return an article's line: its title in `locale`, and for each language two letters and a sign of its state."""
    shown = article.of(locale) or article.source
    states = [_state(article.of(each), each, chosen=each == locale) for each in locales]
    return Content.assemble(fit(safe_line(shown.title), max(10, width - 5 * len(locales) - 1)), " ", *states)


def article_details(
    article: Listed, copies: list[WorkingCopy], locales: tuple[str, ...], now: datetime, language: Language
) -> Content:
    """Return how an article stands: each language in words, and who works on it."""
    gettext = language.gettext
    lines = [
        Content.styled(safe_line(article.source.title), "bold"),
        Content.styled(f"{safe_line(article.slug)} · {safe_line(article.category)}", "dim"),
        Content(""),
    ]
    for locale in locales:
        name, found = language.language_name(locale), article.of(locale)
        said = " · ".join(_words(found, now, language)) if found else gettext("missing")
        lines.append(Content.assemble((fit(name, 14), "bold"), " ", said))
    for copy in copies:
        who = {"who": safe_line(copy.author), "language": language.language_name(copy.locale)}
        said = (
            gettext("%(who)s: the %(language)s text waits for review (v)")
            if copy.in_review
            else gettext("%(who)s works on the %(language)s text")
        )
        lines += [Content(""), Content.styled(f"✎ {said % who}", "$accent")]
    return Content("\n").join(lines)


def group_line(group: Group, width: int) -> Content:
    """Return the line of questions that mean the same: how many people, the language, what most typed."""
    words = fit(safe_line(group.wordings[0]), max(10, width - 10))
    return Content.assemble((f"{group.people:>4} ", "bold"), (f"{group.locale:<4} ", "dim"), words)


def group_details(group: Group, language: Language) -> Content:
    """Return what stands beside a group: who asked how often, and in which words."""
    people = language.ngettext("%(num)s person asked", "%(num)s people asked", group.people)
    times = language.ngettext("%(num)s time", "%(num)s times", group.asked)
    said = f"{people % {'num': language.number(group.people)}}, {times % {'num': language.number(group.asked)}}"
    words = [Content(f"“{safe_line(each)}”") for each in group.wordings]
    hint = Content.styled(language.gettext("e writes the article that answers them."), "dim")
    return Content("\n").join([Content.styled(said, "bold"), Content(""), *words, Content(""), hint])


def disappointing_line(found: Disappointing, width: int) -> Content:
    """Return the line of an article that did not help: how many people it failed, the language, its title."""
    title = fit(safe_line(found.shown.title), max(10, width - 10))
    return Content.assemble((f"{found.people:>4} ", "bold"), (f"{found.shown.locale:<4} ", "dim"), title)


def disappointing_details(found: Disappointing, language: Language) -> Content:
    """Return whom an article did not help, and why, in their words where they left some."""
    ngettext = language.ngettext
    people = ngettext("It did not help %(num)s person:", "It did not help %(num)s people:", found.people)
    counts = (
        (ngettext("%(num)s person said no", "%(num)s people said no", found.said_no), found.said_no),
        (
            ngettext(
                "%(num)s person contacted us after reading",
                "%(num)s people contacted us after reading",
                found.contacted,
            ),
            found.contacted,
        ),
        (ngettext("%(num)s person said yes", "%(num)s people said yes", found.said_yes), found.said_yes),
    )
    reasons = [
        Content(f"{language.number(count)} × {unhelpful_word(Unhelpful(reason), language)}")
        for reason, count in found.reasons
    ]
    comments = [Content(f"“{safe_line(each)}”") for each in found.comments]
    counted = Content.styled(
        language.gettext("Votes on the page and in the widget; each person counts once, with the last word."), "dim"
    )
    blocks: list[list[Content]] = [
        [
            Content.styled(safe_line(found.shown.title), "bold"),
            Content(people % {"num": language.number(found.people)}),
            *(Content(f"· {text % {'num': language.number(count)}}") for text, count in counts),
        ],
        reasons,
        comments,
        [counted],
    ]
    return Content("\n\n").join([Content("\n").join(block) for block in blocks if block])


def deflection_words(found: Deflection, language: Language) -> str:
    """Return how many questions spared a ticket, and what that means."""
    counted = language.gettext("%(deflected)s of %(decided)s questions deflected") % {
        "deflected": language.number(found.deflected),
        "decided": language.number(found.decided),
    }
    return f"{counted}. {language.gettext(MEANINGS['questions_decided'])}"


def _state(found: Translation | None, locale: str, *, chosen: bool) -> Content:
    sign, colour = ("–", "dim") if found is None else ("!", "bold $warning") if found.outdated else SIGNS[found.status]
    return Content.assemble((f" {locale[:3]}", "bold underline" if chosen else "dim"), (f"{sign} ", colour))


def _words(found: Translation, now: datetime, language: Language) -> Iterator[str]:
    yield language.gettext(STATES[found.status])
    if found.publish_at and found.status is ArticleStatus.SCHEDULED:
        yield language.moment(found.publish_at, now)
    if found.outdated:
        yield language.gettext("outdated: the source changed")
    yield language.gettext("changed %(when)s") % {"when": language.moment(found.changed_at, now)}
