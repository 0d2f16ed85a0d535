"""Triage: what is to become of tickets, many at once, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.text import is_blank, one_line
from helpcenter.domain.tickets import Priority, Status, Ticket

MAX_TAG = 50
MOST_TAGS = 30
NOBODY = 0


@dataclass(frozen=True)
class Change:
    """What is to become of a ticket; what is None or empty stays. `assignee_id` NOBODY gives it back."""

    status: Status | None = None
    priority: Priority | None = None
    assignee_id: int | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()

    def checked(self) -> Change:
        """Return it with its tags in storable form. Raises Invalid on `tags`."""
        return replace(self, add_tags=checked_tags(self.add_tags), remove_tags=checked_tags(self.remove_tags))

    def assigned_to(self, specialist_id: int) -> Change:
        """Return it with this assignee."""
        return replace(self, assignee_id=specialist_id)


@dataclass(frozen=True)
class State:
    """What of a ticket triage changes."""

    status: Status
    priority: Priority
    assignee_id: int | None
    tags: tuple[str, ...]

    def after(self, change: Change) -> State:
        """Return what it becomes by a change. Raises Invalid on `tags` when there are too many."""
        kept = [tag for tag in self.tags if tag not in change.remove_tags]
        tags = tuple(dict.fromkeys([*kept, *change.add_tags]))
        if len(tags) > MOST_TAGS:
            raise Invalid({"tags": Fault.TOO_LONG})
        assignee_id = self.assignee_id if change.assignee_id is None else change.assignee_id or None
        return State(change.status or self.status, change.priority or self.priority, assignee_id, tags)


@dataclass(frozen=True)
class Step:
    """What happened to one ticket, for taking it back."""

    ticket_id: int
    before: State
    after: State


@dataclass(frozen=True)
class Changed:
    """The outcome of one verb on tickets: the tickets as they are now, the steps that were taken, and who refused.

    `refused` are ids of tickets that are gone, or that somebody else changed meanwhile.
    """

    tickets: tuple[Ticket, ...]
    steps: tuple[Step, ...]
    refused: tuple[int, ...] = ()


def checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are kept: lower case, hyphens for blanks, each once. Raises Invalid on `tags`."""
    found: list[str] = []
    for tag in tags:
        kept = "-".join(one_line(tag).strip(" #").lower().split())
        if is_blank(kept) or any(sign in kept for sign in ',":'):
            raise Invalid({"tags": Fault.WRONG})
        if len(kept) > MAX_TAG:
            raise Invalid({"tags": Fault.TOO_LONG})
        found.append(kept)
    return tuple(dict.fromkeys(found))


def retagged(tags: Iterable[str], tag: str, to: str | None) -> tuple[str, ...]:
    """Return tags with `to` in place of `tag`, each once; None leaves its place empty."""
    changed = (to if each == tag else each for each in tags)
    return tuple(dict.fromkeys(each for each in changed if each is not None))


def tags_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (tags to add, tags to remove) of a line such as `billing, urgent -old`. Raises Invalid on `tags`."""
    words = text.replace(",", " ").split()
    removed = [word[1:] for word in words if word.startswith("-")]
    return checked_tags(word.lstrip("+") for word in words if not word.startswith("-")), checked_tags(removed)
