"""Retention: which closed tickets still say something, and which mails are still kept, the oldest first."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("ticket", sa.Column("emptied_at", sa.DateTime(), nullable=True))
    full = sa.text("closed_at IS NOT NULL AND emptied_at IS NULL")
    op.create_index("ix_ticket_full", "ticket", ["closed_at"], sqlite_where=full, postgresql_where=full)
    kept = sa.text("kept")
    op.create_index("ix_mail_ledger_kept", "mail_ledger", ["id"], sqlite_where=kept, postgresql_where=kept)
