"""What the community is made of: threads, each a question, and posts, the question and its answers. Times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpcenter.domain.articles import slugify

MERGED = "merged"
"""State of a thread that went up into another one; no post is ever in it."""


class Space(StrEnum):
    """The two spaces; the values stand in addresses."""

    COMMUNITY = "community"
    DEVELOPERS = "developers"


class State(StrEnum):
    """Who may read a post: only its author until a specialist approved it, everybody, nobody, only who withdrew it."""

    HELD = "held"
    SHOWN = "shown"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


OWN = frozenset({State.HELD, State.WITHDRAWN})
"""States in which the author alone reads a post."""


class Order(StrEnum):
    """How a space is listed: last written to first, newest first, and only what has no accepted answer."""

    ACTIVE = "active"
    NEWEST = "newest"
    OPEN = "open"


class Reason(StrEnum):
    """Why somebody reports a post."""

    SPAM = "spam"
    RUDE = "rude"
    PERSONAL = "personal"
    OTHER = "other"


@dataclass(frozen=True)
class Byline:
    """Who wrote a post, as everybody may see it: never an address. `name` is empty once the person was erased.

    `contact_id` is None for a specialist.
    """

    name: str
    is_staff: bool
    contact_id: int | None


@dataclass(frozen=True)
class Post:
    """A question or an answer. `body` is Markdown, `html` the safe HTML made of it."""

    id: int
    thread_id: int
    is_question: bool
    by: Byline
    body: str
    html: str
    state: State
    votes: int
    created_at: datetime
    edited_at: datetime | None


@dataclass(frozen=True)
class ThreadLine:
    """A thread as a line in a list. `answers` counts those that everybody may read."""

    id: int
    space: Space
    locale: str
    title: str
    tags: tuple[str, ...]
    by: Byline
    state: str
    locked: bool
    answers: int
    votes: int
    accepted_id: int | None
    merged_into: int | None
    created_at: datetime
    active_at: datetime

    @property
    def path(self) -> str:
        """The address below the public address, in the thread's own language."""
        return self.path_in(self.locale)

    def path_in(self, locale: str) -> str:
        """Return the address below the public address, on pages in `locale`."""
        return f"/{locale}/{self.space}/{self.name}"

    @property
    def name(self) -> str:
        """What the address ends with: the number, and the title for people."""
        slug = slugify(self.title)[:80].strip("-")
        return f"{self.id}-{slug}" if slug else str(self.id)

    @property
    def is_shown(self) -> bool:
        """Whether everybody may read it."""
        return self.state == State.SHOWN


@dataclass(frozen=True)
class Thread:
    """A thread with its question and a page of answers; `more` is the last one's id when further ones follow.

    `accepted` stands above all, whatever page it belongs to. `voted` are the posts that the reader voted for.
    `settled` says that others have answered, so that the question stays.
    """

    line: ThreadLine
    question: Post
    accepted: Post | None
    answers: tuple[Post, ...]
    more: int | None
    voted: frozenset[int]
    subscribed: bool
    settled: bool = False


@dataclass(frozen=True)
class Revision:
    """What stood in a post before it was changed at that moment; `title` only of questions."""

    title: str
    body: str
    until: datetime


@dataclass(frozen=True)
class Report:
    """One person's complaint about a post."""

    reason: Reason
    comment: str
    at: datetime


@dataclass(frozen=True)
class HeldPost:
    """A post that waits for a specialist, with its thread and what was said against it."""

    post: Post
    thread: ThreadLine
    reports: tuple[Report, ...]
