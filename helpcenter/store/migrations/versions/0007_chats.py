"""Live chat"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "presence",
        sa.Column("specialist_id", BigId, autoincrement=False, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["specialist_id"],
            ["specialist.id"],
            name=op.f("fk_presence_specialist_id_specialist"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("specialist_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "chat",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("specialist_id", BigId, nullable=True),
        sa.Column("wanted_id", BigId, nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("waited", sa.Integer(), nullable=True),
        sa.Column("customer_seen", sa.Integer(), nullable=False),
        sa.Column("specialist_seen", sa.Integer(), nullable=False),
        sa.Column("customer_here_until", sa.DateTime(), nullable=False),
        sa.Column("customer_typing_until", sa.DateTime(), nullable=True),
        sa.Column("specialist_typing_until", sa.DateTime(), nullable=True),
        sa.Column("mailed_seq", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["specialist_id"], ["specialist.id"], name=op.f("fk_chat_specialist_id_specialist")),
        sa.ForeignKeyConstraint(["wanted_id"], ["specialist.id"], name=op.f("fk_chat_wanted_id_specialist")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_chat_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_chat")),
    )
    op.create_index("ix_chat_queue", "chat", ["state", "waiting_since", "ticket_id"])
    op.create_index("ix_chat_accepted", "chat", ["locale", "accepted_at"])
    op.create_index("ix_chat_mine", "chat", ["specialist_id", "state"])
    op.create_index(op.f("ix_chat_changed_at"), "chat", ["changed_at"])
