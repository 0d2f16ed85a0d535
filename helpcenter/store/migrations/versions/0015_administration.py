"""Administration: credentials of specialists, the audit log, and the indexes of reports"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "specialist_password",
        sa.Column("specialist_id", BigId, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["specialist_id"],
            ["specialist.id"],
            name=op.f("fk_specialist_password_specialist_id_specialist"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("specialist_id", name=op.f("pk_specialist_password")),
    )
    op.create_table(
        "specialist_token",
        sa.Column("id", BigId, nullable=False),
        sa.Column("specialist_id", BigId, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["specialist_id"],
            ["specialist.id"],
            name=op.f("fk_specialist_token_specialist_id_specialist"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specialist_token")),
        sa.UniqueConstraint("hash", name=op.f("uq_specialist_token_hash")),
    )
    op.create_index(op.f("ix_specialist_token_specialist_id"), "specialist_token", ["specialist_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("specialist_id", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.String(length=254), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=254), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    closed = sa.text("closed_at IS NOT NULL")
    op.create_index("ix_ticket_closed", "ticket", ["closed_at"], sqlite_where=closed, postgresql_where=closed)
    answer = sa.text("author_kind = 'specialist' AND kind IN ('reply', 'chat', 'call')")
    op.create_index("ix_message_answer", "message", ["ticket_id", "at"], sqlite_where=answer, postgresql_where=answer)
