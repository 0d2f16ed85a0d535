"""Who takes part: accounts, contacts, specialists, and the identity that a host vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a specialist may do."""

    SPECIALIST = "specialist"
    LEAD = "lead"
    ADMIN = "admin"


class Presence(StrEnum):
    """Whether a specialist takes live work now."""

    ONLINE = "online"
    AWAY = "away"
    OFFLINE = "offline"


class AuthorKind(StrEnum):
    """Who wrote or did something."""

    CONTACT = "contact"
    SPECIALIST = "specialist"
    SYSTEM = "system"


@dataclass(frozen=True)
class Author:
    """Somebody as shown beside what they did. `id` is None for the system."""

    kind: AuthorKind
    id: int | None
    name: str


SYSTEM = Author(AuthorKind.SYSTEM, None, "")


@dataclass(frozen=True)
class Account:
    """A customer's company. `created_on` is None when its host never said."""

    id: int
    key: str
    name: str
    plan: str
    created_on: date | None
    staff_access: bool
    success_manager_id: int | None


@dataclass(frozen=True)
class Contact:
    """A person who writes to us. `proven_at` is when the e-mail address was last proven (UTC), or None.

    `mail_on_reply` is their own choice; mails that open a door, such as sign-in links, come all the same.
    """

    id: int
    site_id: int
    email: str
    name: str
    locale: str
    seat: str | None
    account: Account | None
    proven_at: datetime | None
    mail_on_reply: bool = True

    @property
    def shown_name(self) -> str:
        """The name, or the address when no name is known."""
        return self.name or self.email

    @property
    def author(self) -> Author:
        """This person as an author."""
        return Author(AuthorKind.CONTACT, self.id, self.shown_name)


@dataclass(frozen=True)
class Specialist:
    """A person who answers."""

    id: int
    email: str
    name: str
    locales: tuple[str, ...]
    role: Role
    presence: Presence

    @property
    def author(self) -> Author:
        """This person as an author."""
        return Author(AuthorKind.SPECIALIST, self.id, self.name)


@dataclass(frozen=True)
class Identity:
    """What a host says of its signed-in person, after the signature was checked."""

    email: str
    name: str
    locale: str
    plan: str | None
    seat: str | None
    account_key: str | None
    account_name: str | None
    account_created: date | None
