"""What each role may do: one table, asked by the services before they change anything."""

from __future__ import annotations

from enum import StrEnum

from helpcenter.domain.people import Role


class Right(StrEnum):
    """Something that not everybody may do. What is not listed, every specialist may."""

    SHARED_MACROS = "shared_macros"
    SHARED_VIEWS = "shared_views"
    PUBLISH = "publish"
    """Publishing an article where the setting `article_review` asks for a second pair of eyes."""
    SUCCESS_MANAGERS = "success_managers"
    SPECIALISTS = "specialists"
    SITES = "sites"
    AUDIT = "audit"


_LEAD = frozenset({Right.SHARED_MACROS, Right.SHARED_VIEWS, Right.PUBLISH, Right.SUCCESS_MANAGERS})
RIGHTS = {Role.SPECIALIST: frozenset[Right](), Role.LEAD: _LEAD, Role.ADMIN: frozenset(Right)}


def may(role: Role, right: Right) -> bool:
    """Whether somebody of this role has a right."""
    return right in RIGHTS[role]
