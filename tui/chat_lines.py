"""How chats read: who waits, the head of one, its lines, the tabs and the line that tells what waits. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from helpcenter.domain.chats import AtDesk, Chat, ChatState, Refused
from helpcenter.domain.people import AuthorKind, Presence
from helpcenter.domain.tickets import MessageKind
from tui.duty import Duty
from tui.language import N_, Language
from tui.talks import Talk
from tui.text import fit, safe, safe_line
from tui.wording import author_name, call_sentence, event_sentence, file_line

if TYPE_CHECKING:
    from helpcenter.services.chats import Line

LONG = timedelta(seconds=60)
"""A wait from which a chat is pointed out."""
_REFUSED = {
    Refused.TAKEN: N_("Nobody is waiting there any more."),
    Refused.CAPACITY: N_("You have as many chats as you take at a time. End one, or press + to take more."),
    Refused.LANGUAGE: N_("This chat is in a language that you do not answer in."),
    Refused.WANTED: N_("This chat was passed on to a colleague, for whom it still waits."),
}


def refused_sentence(why: object, language: Language) -> str:
    """Return why a chat may not be taken."""
    return language.gettext(_REFUSED[why] if isinstance(why, Refused) else N_("That did not work."))


def clock(since: datetime, now: datetime, language: Language) -> str:
    """Return how long something lasts: minutes and seconds within the hour."""
    seconds = max(0, int((now - since).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}" if seconds < 3600 else language.span(now - since)


def waiting_line(chat: Chat, me: int, now: datetime, width: int, language: Language) -> Content:
    """Return somebody who waits in `width` cells: how long, language, whether they are here, name, first words."""
    long = now - chat.waiting_since >= LONG
    mark = "→" if chat.wanted_id == me else "▲" if long else " "
    rest = max(0, width - 16)
    name = min(20, rest // 2)
    return Content.assemble(
        (fit(f"{mark} {clock(chat.waiting_since, now, language)}", 9), "bold $warning" if long else "bold"),
        fit(safe_line(chat.locale), 4),
        fit("●" if chat.customer_here else "○", 2),
        fit(safe_line(chat.contact_name), name),
        fit(" " + safe_line(chat.subject), rest - name + 1),
    )


def head_of(chat: Chat, me: int, language: Language) -> Content:
    """Return the head of a chat: who, in which language; then who is here, who types, what was seen."""
    gettext = language.gettext
    who = Content.assemble(
        (safe_line(chat.contact_name), "bold"), f" · #{chat.ticket_id} · {language.language_name(chat.locale)}"
    )
    return Content("\n").join([who, Content.styled(" · ".join(_signs(chat, me, gettext)), "dim")])


def _signs(chat: Chat, me: int, gettext: Callable[[str], str]) -> Iterator[str]:
    if chat.state.is_active:
        yield gettext("● here") if chat.customer_here else gettext("○ window closed")
    if chat.customer_typing:
        yield gettext("… is typing")
    elif chat.state.is_active and chat.customer_seen >= chat.last_seq:
        yield gettext("✓ has seen everything")
    if chat.specialist_id is not None and chat.specialist_id != me:
        yield gettext("with %(who)s") % {"who": safe_line(chat.specialist_name)}


def state_sentence(chat: Chat, me: int, language: Language) -> str:
    """Return why nothing can be written in a chat now, or nothing when it is one's own."""
    gettext = language.gettext
    if chat.state is ChatState.LIVE and chat.specialist_id == me:
        return ""
    if chat.state is ChatState.LIVE:
        return gettext("%(who)s has this chat.") % {"who": safe_line(chat.specialist_name)}
    if chat.state is ChatState.WAITING:
        return gettext("This chat waits in the queue.")
    if chat.state is ChatState.BY_MAIL:
        return gettext("This chat goes on by e-mail: ^O opens its ticket to answer.")
    return gettext("This chat has ended: x closes its tab.")


def line_of(line: Line, now: datetime, language: Language) -> tuple[str, Content]:
    """Return (look, content) of an entry: customer, ours, note or event."""
    message = line.message
    when = language.moment(message.at, now)
    if message.is_event:
        said = call_sentence if message.kind is MessageKind.CALL else event_sentence
        return "event", Content.styled(f"· {said(message, language)} · {when}", "dim")
    customer = message.author.kind is AuthorKind.CONTACT
    note = message.kind is MessageKind.NOTE
    sign = "✎" if note else "◀" if customer else "▶"
    parts = [Content.styled(f"{sign} {author_name(message, language)}", "bold"), Content.styled(f" {when}  ", "dim")]
    files = [Content.styled(f"\n{file_line(file, language)}", "dim") for file in line.files]
    look = "note" if note else "customer" if customer else "ours"
    return look, Content("").join([*parts, Content(safe(message.body)), *files])


def outgoing_line(body: str, language: Language) -> Content:
    """Return a line that is not acknowledged yet."""
    sending = language.gettext("being sent")
    return Content.assemble((f"… {sending}  ", "dim"), safe(body))


def tab_label(at: int, talk: Talk, me: int) -> str:
    """Return a chat's tab: its number, name, unread lines, and signs for typing and for a chat that is over."""
    over = "" if talk.is_mine(me) else "×"
    typing = " ✎" if talk.chat.customer_typing else ""
    unread = f" •{talk.unread}" if talk.unread else ""
    name = fit(safe_line(talk.chat.contact_name), 14).rstrip()
    return f"{at} {over}{name}{typing}{unread}"


def presence_words(desk: AtDesk, language: Language) -> str:
    """Return whether a specialist takes chats, with a sign, and how many of how many they have."""
    word = language.gettext("● available") if desk.available else language.gettext("○ away")
    return f"{word} {desk.busy}/{desk.capacity}"


def duty_line(duty: Duty, quiet: bool, now: datetime, language: Language) -> Content:
    """Return the line that stands on every screen: own presence, who waits, what is new, calls due."""
    ngettext = language.ngettext
    parts = [Content(presence_words(duty.desk, language))]
    if waiting := duty.waiting:
        said = ngettext("▶ %(num)s chat waiting %(time)s", "▶ %(num)s chats waiting, longest %(time)s", len(waiting))
        since = min(chat.waiting_since for chat in waiting)
        values = {"num": language.number(len(waiting)), "time": clock(since, now, language)}
        parts.append(Content.styled(said % values, "bold $warning"))
    if unseen := len(duty.unseen):
        said = ngettext("• %(num)s chat with new lines", "• %(num)s chats with new lines", unseen)
        parts.append(Content.styled(said % {"num": language.number(unseen)}, "bold $accent"))
    if calls := len(duty.calls):
        said = ngettext("☎ %(num)s call due", "☎ %(num)s calls due", calls)
        parts.append(Content.styled(said % {"num": language.number(calls)}, "bold $warning"))
    if quiet:
        parts.append(Content(language.gettext("z do not disturb")))
    return Content(" · ").join(parts)


def next_presence(desk: AtDesk) -> Presence:
    """Return what the presence switch turns to."""
    return Presence.AWAY if desk.available else Presence.ONLINE
