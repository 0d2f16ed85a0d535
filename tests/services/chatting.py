"""Chats for tests: a policy that is always open, and short ways to say things."""

from __future__ import annotations

from pathlib import Path

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import chats

ALWAYS_OPEN = 'policy = "open"\n[hours.business]\nevery_day = ["00:00-24:00"]\n'


def open_always(settings: Settings) -> None:
    """Let everybody chat at any time."""
    assert isinstance(settings.policy_file, Path)
    settings.policy_file.write_text(ALWAYS_OPEN, encoding="utf-8")


def hello(contact: Contact, locale: str = "en") -> Submission:
    """A chat's first line."""
    return Submission(contact.site_id, "chat", contact.email, "", "Hello, it broke.", locale)


def spoken(desk: Desk, viewer: Contact | Specialist, number: int) -> list[str]:
    """What was said in a chat, as somebody sees it."""
    return [line.message.body for line in desk.see(chats.lines, viewer, number) if line.message.body]


def events(desk: Desk, viewer: Contact | Specialist, number: int) -> list[str]:
    """What happened in a chat, as somebody sees it."""
    found = (line.message.data.get("event") for line in desk.see(chats.lines, viewer, number))
    return [event for event in found if event]
