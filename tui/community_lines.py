"""The community in lines: a thread in the list, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from helpcenter.domain.community import Post, Reason, Space, State, ThreadLine
from tui.community_calls import Talk
from tui.language import N_, Language
from tui.text import in_cells, safe, safe_line

SPACES = {Space.COMMUNITY: N_("Community"), Space.DEVELOPERS: N_("Developers")}
STATES = {
    State.HELD.value: N_("waits for approval"),
    State.SHOWN.value: N_("visible to everybody"),
    State.HIDDEN.value: N_("hidden"),
    State.WITHDRAWN.value: N_("withdrawn by its author"),
}
REASONS = {
    Reason.SPAM: N_("advertising or spam"),
    Reason.RUDE: N_("rude"),
    Reason.PERSONAL: N_("personal data"),
    Reason.OTHER: N_("something else"),
}
SIGNS = {State.HELD.value: "◆", State.SHOWN.value: " ", State.HIDDEN.value: "×", State.WITHDRAWN.value: "–"}
LONGEST = 4_000
"""Characters of a post that are shown."""


def line_of(talk: Talk, width: int, language: Language) -> Content:
    """Return a line of the list in `width` cells: sign, number, language, who, title."""
    thread, by = talk.thread, (talk.post.by if talk.post else talk.thread.by)
    sign = "!" if talk.reports else SIGNS.get(talk.post.state if talk.post else thread.state, " ")
    count = f"✓{thread.answers}" if thread.accepted_id else str(thread.answers)
    name = by.name or language.gettext("(left)")
    cells = _cells((f"#{thread.id}", thread.locale, count, name, thread.title), width)
    return Content.assemble((sign, "$error" if talk.reports else "$warning"), cells)


def head(width: int, language: Language) -> str:
    """Return the line above the list."""
    gettext = language.gettext
    return " " + _cells((gettext("No."), gettext("In"), "", gettext("From"), gettext("Subject")), width)


def _cells(texts: Sequence[str], width: int) -> str:
    """Number, language, answers, name and title in what the sign leaves of `width` cells."""
    rest = max(0, width - 1 - 6 - 3 - 4 - len(texts))
    name = min(18, rest // 3)
    sizes = (6, 3, 4, name, rest - name)
    return in_cells(texts, sizes)


def details_of(talk: Talk, posts: Sequence[Post], language: Language) -> Content:
    """Return a thread as it stands beside the list; the post that waits comes first."""
    thread = talk.thread
    lines = [
        Content.styled(safe_line(thread.title), "bold"),
        Content.styled(" · ".join(_facts(thread, language)), "dim"),
    ]
    for report in talk.reports:
        said = language.gettext(REASONS[report.reason])
        comment = f": {safe_line(report.comment)}" if report.comment else ""
        lines.append(Content.styled(f"! {said}{comment}", "$error"))
    ordered = sorted(posts, key=lambda post: (talk.post is None or post.id != talk.post.id, post.id))
    for post in ordered:
        lines += [Content(""), _head(post, thread, language), Content(safe(post.body[:LONGEST]))]
    if not posts:
        lines.append(Content.styled(language.gettext("Reading …"), "dim"))
    return Content("\n").join(lines)


def _facts(thread: ThreadLine, language: Language) -> Iterator[str]:
    yield f"#{thread.id} {language.gettext(SPACES[thread.space])}"
    yield language.language_name(thread.locale)
    yield from (safe_line(tag) for tag in thread.tags)
    if thread.locked:
        yield language.gettext("locked")


def _head(post: Post, thread: ThreadLine, language: Language) -> Content:
    gettext = language.gettext
    who = safe_line(post.by.name) or gettext("(left)")
    marks = [gettext(STATES[post.state.value])] if post.state is not State.SHOWN else []
    if post.by.is_staff:
        marks.append(gettext("team"))
    if post.id == thread.accepted_id:
        marks.append(gettext("accepted"))
    if post.votes:
        marks.append(language.ngettext("%(num)s vote", "%(num)s votes", post.votes) % {"num": post.votes})
    word = gettext("Question") if post.is_question else gettext("Answer")
    return Content.assemble((f"{word} · {who}", "bold $accent"), (" · " + " · ".join(marks) if marks else "", "dim"))
