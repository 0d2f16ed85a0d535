"""Specialists may leave the team; their name stays at what they wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("specialist", sa.Column("left_at", sa.DateTime(), nullable=True))
