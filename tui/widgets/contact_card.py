"""Who writes: what a specialist needs to know before answering."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from helpcenter.domain.answers import Verdict
from helpcenter.domain.conversations import Conversation
from helpcenter.domain.questions import Question, Shown
from helpcenter.domain.tickets import Ticket
from tui.language import Language, now
from tui.text import safe, safe_line
from tui.wording import SIGNS, channel_word, seat_word, unhelpful_word

MOST_SHOWN = 5
"""Results that the card lists: those that a reader sees first."""


class ContactCard(VerticalScroll, can_focus=False):
    """Shows the contact of a ticket."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self._text = Static(markup=False)

    def compose(self) -> Iterator[Static]:
        """One text; it scrolls when it is long."""
        yield self._text

    def show(self, ticket: Ticket, whole: Conversation | None = None) -> None:
        """Show the contact of this ticket and, once all is read, what they asked before, linked tickets, dead mail."""
        asked, failing, manager = (whole.asked, whole.failing, whole.manager) if whole else (None, None, None)
        lines = [Content.styled(safe_line(ticket.contact.shown_name), "bold"), Content(safe_line(ticket.reply_to))]
        if failing is not None:
            said = self.language.gettext("! Mail has not been getting through since %(time)s: %(words)s")
            values = {"time": self.language.moment(failing.since, now()), "words": safe_line(failing.words)[:200]}
            lines.append(Content.styled(said % values, "$error"))
        lines.append(Content(""))
        for label, value in self._facts(ticket):
            lines.append(Content.assemble((self.language.label(label), "dim"), value))
        if manager is not None:
            said = self.language.label(self.language.gettext("Success manager"))
            lines.append(Content.assemble((said, "dim"), safe_line(manager.name)))
        for label, value in self._longer(ticket, asked):
            lines += [Content(""), Content.styled(label, "dim"), Content(value)]
        if whole and whole.linked:
            lines += _listed(self.language.gettext("Linked tickets"), whole.linked)
        if whole and whole.others:
            lines += _listed(self.language.gettext("Other tickets"), whole.others)
        self._text.update(Content("\n").join(lines))

    def _facts(self, ticket: Ticket) -> Iterator[tuple[str, str]]:
        gettext, contact, account = self.language.gettext, ticket.contact, ticket.contact.account
        if contact.email != ticket.reply_to:
            yield gettext("Known as"), safe_line(contact.email)
        yield gettext("Plan"), safe_line(account.plan) if account else gettext("none")
        if account:
            yield gettext("Account"), safe_line(account.name or account.key)
            yield gettext("Staff access"), gettext("allowed") if account.staff_access else gettext("not allowed")
        yield gettext("Seat"), seat_word(contact.seat, self.language) if contact.seat else gettext("none")
        yield gettext("Language"), self.language.language_name(safe_line(contact.locale))
        if ticket.locale != contact.locale:
            yield gettext("Writes in"), self.language.language_name(safe_line(ticket.locale))
        yield gettext("E-mail confirmed"), gettext("yes") if contact.proven_at else gettext("no")
        yield gettext("Came through"), channel_word(ticket.channel, self.language)
        yield gettext("Sent"), self.language.moment(ticket.created_at, now())
        if ticket.topic == "subscription":
            yield gettext("Topic"), gettext("Subscription")
        if ticket.tags:
            yield gettext("Tags"), " ".join(safe_line(tag) for tag in ticket.tags)
        for name, value in ticket.fields.items():
            yield safe_line(name), safe_line(value)
        if ticket.merged_into is not None:
            yield gettext("Continued in"), f"#{ticket.merged_into}"

    def _longer(self, ticket: Ticket, asked: Question | None) -> Iterator[tuple[str, str]]:
        if ticket.question:
            yield self.language.gettext("Asked before writing"), safe(ticket.question)
        if asked is not None:
            yield from self._answer(asked)
        for name, value in ticket.evidence.items():
            yield safe_line(name), safe_line(value)

    def _answer(self, asked: Question) -> Iterator[tuple[str, str]]:
        """What was shown for the question and what became of it; an article that was opened has a tick."""
        gettext = self.language.gettext
        if asked.verdict is Verdict.ANSWER:
            label = gettext("Answered with")
        elif asked.shown:
            label = gettext("Got no answer; was shown")
        else:
            label = gettext("Got no answer")
        yield label, "\n".join(self._line(one, asked) for one in asked.shown[:MOST_SHOWN])
        if asked.helpful is not None:
            why = f" ({unhelpful_word(asked.reason, self.language)})" if asked.reason else ""
            yield gettext("Did it help?"), (gettext("yes") if asked.helpful else gettext("no")) + why
        if asked.page:
            yield gettext("Asked on the page"), safe_line(asked.page)

    def _line(self, one: Shown, asked: Question) -> str:
        title = safe_line(one.title)
        opened = self.language.gettext("read")
        return f"✓ {title} ({opened})" if one.path in asked.opened else f"· {title}"


def _listed(label: str, tickets: Sequence[Ticket]) -> list[Content]:
    lines = [Content(f"{SIGNS[each.status]} {each.number} {safe_line(each.subject)}") for each in tickets]
    return [Content(""), Content.styled(label, "dim"), *lines]
