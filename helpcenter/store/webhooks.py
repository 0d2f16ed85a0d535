"""Rows of webhooks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.webhooks import Event, Webhook
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.work import Work


class WebhookRow(Base):
    """An address that is told of events. The secret is kept as it is, for messages are signed with it."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    url: Mapped[str] = mapped_column(String(254), unique=True)
    secret: Mapped[str] = mapped_column(String(100))
    events: Mapped[list[str]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


def add(work: Work, url: str, secret: str, events: tuple[Event, ...]) -> Webhook:
    """Write a new webhook."""
    row = WebhookRow(url=url, secret=secret, events=[event.value for event in events], created_at=work.now)
    work.session.add(row)
    work.session.flush()
    return _webhook(row)


def every(work: Work) -> list[Webhook]:
    """Return all webhooks, oldest first."""
    return [_webhook(row) for row in work.session.scalars(select(WebhookRow).order_by(WebhookRow.id))]


def at(work: Work, url: str) -> Webhook | None:
    """Return the webhook with this address."""
    row = work.session.scalar(select(WebhookRow).where(WebhookRow.url == url))
    return _webhook(row) if row else None


def remove(work: Work, webhook_id: int) -> None:
    """Remove a webhook."""
    work.session.execute(delete(WebhookRow).where(WebhookRow.id == webhook_id))


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(row.id, row.url, row.secret, tuple(Event(name) for name in row.events), row.created_at)
