"""The audit log: who changed what decides about others. Entries are only ever added, and go by age alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Deed(StrEnum):
    """What is written down."""

    SPECIALIST_ADDED = "specialist.added"
    SPECIALIST_CHANGED = "specialist.changed"
    SPECIALIST_LEFT = "specialist.left"
    PASSWORD_SET = "specialist.password"  # noqa: S105 - the name of a deed
    TOKEN_MADE = "specialist.token"  # noqa: S105 - the name of a deed
    TOKENS_REVOKED = "specialist.tokens_revoked"
    SIGN_IN_REFUSED = "specialist.refused"
    SITE_ADDED = "site.added"
    SITE_ORIGINS = "site.origins"
    SITE_ROTATED = "site.rotated"
    SITE_RETIRED = "site.retired"
    SUCCESS_MANAGER = "account.success_manager"
    MACRO_KEPT = "macro.kept"
    MACRO_REMOVED = "macro.removed"
    API_TOKEN_ADDED = "token.added"  # noqa: S105 - the name of a deed
    API_TOKEN_REMOVED = "token.removed"  # noqa: S105 - the name of a deed
    WEBHOOK_ADDED = "webhook.added"
    WEBHOOK_REMOVED = "webhook.removed"
    RETENTION = "retention.taken"
    TAG_RENAMED = "tag.renamed"
    TAG_REMOVED = "tag.removed"
    PERSON_ERASED = "person.erased"


@dataclass(frozen=True)
class Entry:
    """One deed. `at` is UTC; `who` is a specialist's name or empty for the operator at the command line."""

    id: int
    at: datetime
    specialist_id: int | None
    who: str
    deed: Deed
    subject: str
    data: Mapping[str, Any]
