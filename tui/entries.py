"""How one entry of a timeline reads: who, what, when, told apart by words and signs before any colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.people import AuthorKind
from helpcenter.domain.tickets import Message, MessageKind
from tui.language import Language
from tui.text import safe
from tui.wording import author_name, call_sentence, event_sentence, file_line, letter_words

AUTHOR = "author"
"""The kind of a mail's pieces that its author wrote now."""


@dataclass(frozen=True)
class Entry:
    """One entry to draw. `look` is customer, ours, note or event and names its style; `fresh` came while looking."""

    seq: int
    look: str
    content: Content


def entry_of(
    message: Message,
    letters: Mapping[int, Delivery],
    now: datetime,
    language: Language,
    most: int | None = None,
    files: Sequence[Attachment] = (),
    *,
    unfolded: bool = False,
) -> Entry:
    """Return how a message is shown, with a line for each of its files; of its text at most `most` characters.

    What a mail quotes and its signature are shown when `unfolded`, else told in a line.
    """
    look = look_of(message)
    when = language.moment(message.at, now)
    if look == "event":
        said = (
            call_sentence(message, language) if message.kind is MessageKind.CALL else event_sentence(message, language)
        )
        line = f"· {said} · {when}"
        return Entry(message.seq, look, Content.styled(line, "dim"))
    title = _title(message, look, language)
    parts = [Content.styled(title, "bold"), Content.styled(f"  {when}", "dim")]
    letter = letters.get(message.seq) if look == "ours" else None
    if letter is not None:
        parts.append(Content.styled(f"  {letter_words(letter.state, language)}", "dim"))
    lines = [Content.styled(f"\n{file_line(file, language)}", "dim") for file in files]
    return Entry(
        message.seq, look, Content("").join([*parts, Content("\n"), _said(message, language, most, unfolded), *lines])
    )


def look_of(message: Message) -> str:
    """Return what kind of entry this is for a specialist: customer, ours, note or event."""
    if message.is_event:
        return "event"
    if message.kind is MessageKind.NOTE:
        return "note"
    return "customer" if message.author.kind is AuthorKind.CONTACT else "ours"


def _said(message: Message, language: Language, most: int | None, unfolded: bool) -> Content:
    """The text: of a mail what its author wrote, then what of it is folded, or all of it with the rest dimmed."""
    body = Content(safe(message.body if most is None or len(message.body) <= most else message.body[:most] + "…"))
    folded = [text for kind, text in segments_of(message) if kind != AUTHOR]
    if message.seq == 1 or not folded:
        return body
    if unfolded:
        pieces = ((safe(text.rstrip("\n")), "" if kind == AUTHOR else "dim") for kind, text in segments_of(message))
        return Content("\n").join([Content.styled(text, style) for text, style in pieces])
    count = sum(text.strip("\n").count("\n") + 1 for text in folded)
    line = language.ngettext("⋯ %(num)s line folded", "⋯ %(num)s lines folded", count) % {"num": count}
    return Content("\n").join([body, Content.styled(line, "dim")])


def segments_of(message: Message) -> list[tuple[str, str]]:
    """Return the pieces of a mail as (kind, text): what its author wrote, quotes, signature. Others have none."""
    mail = message.data.get("mail")
    found = mail.get("segments", ()) if isinstance(mail, dict) else ()
    return [(str(kind), str(text)) for kind, text in found]


def _title(message: Message, look: str, language: Language) -> str:
    who = {"who": author_name(message, language)}
    if look == "customer":
        return language.gettext("◀ %(who)s wrote") % who
    if look == "note":
        return language.gettext("✎ Note by %(who)s, for the team only") % who
    return language.gettext("▶ %(who)s answered") % who
