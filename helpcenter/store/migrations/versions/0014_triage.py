"""Triage: own views, merges, links, custom fields, blocked addresses, who is in a ticket"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "blocked_address",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_blocked_address")),
    )
    op.create_table(
        "own_view",
        sa.Column("id", BigId, nullable=False),
        sa.Column("owner_id", BigId, nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("filter", sa.String(length=500), nullable=False),
        _hangs_on("own_view", "owner_id", "specialist"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_view")),
    )
    op.create_index("ix_own_view_owner", "own_view", ["owner_id"], unique=False)
    op.create_table(
        "ticket_field",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        _hangs_on("ticket_field", "ticket_id", "ticket"),
        sa.PrimaryKeyConstraint("ticket_id", "name", name=op.f("pk_ticket_field")),
    )
    op.create_index("ix_ticket_field_value", "ticket_field", ["name", "value", "ticket_id"], unique=False)
    op.create_table(
        "ticket_link",
        sa.Column("first_id", BigId, autoincrement=False, nullable=False),
        sa.Column("second_id", BigId, autoincrement=False, nullable=False),
        _hangs_on("ticket_link", "first_id", "ticket"),
        _hangs_on("ticket_link", "second_id", "ticket"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_ticket_link")),
    )
    op.create_index("ix_ticket_link_second", "ticket_link", ["second_id"], unique=False)
    op.create_table(
        "ticket_onlooker",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("specialist_id", BigId, autoincrement=False, nullable=False),
        sa.Column("writing", sa.Boolean(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        _hangs_on("ticket_onlooker", "specialist_id", "specialist"),
        _hangs_on("ticket_onlooker", "ticket_id", "ticket"),
        sa.PrimaryKeyConstraint("ticket_id", "specialist_id", name=op.f("pk_ticket_onlooker")),
    )
    op.add_column("ticket", sa.Column("merged_into", BigId, nullable=True))
    op.add_column("ticket", sa.Column("fields", Json, server_default=sa.text("'{}'"), nullable=False))
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index("ix_ticket_merged", "ticket", ["merged_into"], sqlite_where=merged, postgresql_where=merged)


def _hangs_on(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
