"""Staff access and its log, account settings, counts for limits"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "staff_access",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author_kind", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("author_name", sa.String(length=254), nullable=False),
        sa.Column("ticket_id", BigId, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_access_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_staff_access_ticket_id_ticket"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_access")),
    )
    op.create_index(op.f("ix_staff_access_account_id_id"), "staff_access", ["account_id", "id"])
    op.create_index(op.f("ix_staff_access_ticket_id"), "staff_access", ["ticket_id"])
    op.create_table(
        "limit_count",
        sa.Column("bucket", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_limit_count")),
    )
    op.create_index(op.f("ix_limit_count_ends_at"), "limit_count", ["ends_at"])
    for table, column, default in (
        ("contact", "settled", sa.false()),
        ("contact", "mail_on_reply", sa.true()),
        ("session", "vouched", sa.false()),
        ("attachment", "removed_metadata", sa.false()),
    ):
        op.add_column(table, sa.Column(column, sa.Boolean(), server_default=default, nullable=False))
