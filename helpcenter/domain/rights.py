"""What each role may do: one table, asked by the services before they change anything."""

from __future__ import annotations

from enum import StrEnum

from helpcenter.domain.people import Role


class Right(StrEnum):
    """Something that not everybody may do. What is not listed, every specialist may."""

    SHARED_MACROS = "shared_macros"
    SHARED_VIEWS = "shared_views"
    TAGS = "tags"
    """Renaming, merging and removing a tag wherever it is. Who answers a ticket tags it, whoever that is."""
    PUBLISH = "publish"
    """Publishing an article where the setting `article_review` asks for a second pair of eyes."""
    SUCCESS_MANAGERS = "success_managers"
    ALL_MAIL = "all_mail"
    """Holding back everything that waits to be sent, and letting it go again."""
    ANY_CHAT = "any_chat"
    """Taking a chat in a language that is not one's own."""
    SPECIALISTS = "specialists"
    SITES = "sites"
    AUDIT = "audit"


_LEAD = frozenset(
    {
        Right.SHARED_MACROS,
        Right.SHARED_VIEWS,
        Right.TAGS,
        Right.PUBLISH,
        Right.SUCCESS_MANAGERS,
        Right.ALL_MAIL,
        Right.ANY_CHAT,
    }
)
RIGHTS = {Role.SPECIALIST: frozenset[Right](), Role.LEAD: _LEAD, Role.ADMIN: frozenset(Right)}


def may(role: Role, right: Right) -> bool:
    """Whether somebody of this role has a right."""
    return right in RIGHTS[role]
