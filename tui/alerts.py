"""What a specialist is told at once, wherever they are: a colleague who names them, mail that goes astray."""

from __future__ import annotations

from helpcenter.domain.journal import Event
from helpcenter.domain.people import Role, Specialist
from tui.language import Language
from tui.text import safe_line


def alert_of(event: Event, me: Specialist, language: Language) -> str | None:
    """Return the sentence that `me` is told about an event, safe to show; None when it is none of theirs.

    What is wrong with mailboxes is told to leads and admins, who can do something about it.
    """
    data = {name: safe_line(str(value)) for name, value in event.data.items()}
    if event.kind == "ticket.mentioned" and event.data.get("specialist_id") == me.id:
        said = language.gettext("✎ %(who)s mentioned you in a note on ticket #%(ticket)s.")
        return said % {"who": data.get("by", ""), "ticket": event.ticket_id}
    if me.role is Role.SPECIALIST:
        return None
    if event.kind == "mail.gap":
        return language.gettext("! Mails in %(mailbox)s are not accounted for. F7 shows more.") % data
    if event.kind == "mail.fault":
        return language.gettext("! %(mailbox)s cannot be collected: %(fault)s") % data
    return None
