"""Work: what a service is given — one session in one transaction at one moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from helpcenter.config import Settings

if TYPE_CHECKING:
    from helpcenter.domain.policy import Policy


@dataclass
class Work:
    """One piece of work. Services use it, never commit it; `now` is the same moment (UTC) all through."""

    session: Session
    settings: Settings
    now: datetime
    policy: Policy
    journalled: bool = False
    after_commit: list[Callable[[], None]] = field(default_factory=list)

    @property
    def is_sqlite(self) -> bool:
        """Whether this work runs on SQLite."""
        return self.session.get_bind().dialect.name == "sqlite"
