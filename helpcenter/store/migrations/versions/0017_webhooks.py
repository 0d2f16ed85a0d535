"""Webhooks: who is told what happens; their messages go by the outbox and are found there by themselves."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "webhook",
        sa.Column("id", BigId, nullable=False),
        sa.Column("url", sa.String(length=254), nullable=False),
        sa.Column("secret", sa.String(length=100), nullable=False),
        sa.Column("events", Json, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        sa.UniqueConstraint("url", name=op.f("uq_webhook_url")),
    )
    webhook = sa.text("letter = 'webhook'")
    op.create_index(
        "ix_delivery_webhook", "delivery", ["state", "next_at"], sqlite_where=webhook, postgresql_where=webhook
    )
