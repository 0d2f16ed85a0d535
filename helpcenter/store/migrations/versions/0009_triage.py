"""Macros, tags, and the indexes of filters"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")
TAGS = {
    "sqlite": "INSERT OR IGNORE INTO ticket_tag (ticket_id, tag) SELECT ticket.id, value FROM ticket, json_each(tags)",
    "postgresql": "INSERT INTO ticket_tag (ticket_id, tag)"
    " SELECT DISTINCT ticket.id, value FROM ticket, jsonb_array_elements_text(tags)",
}


def upgrade() -> None:
    """Change the schema. The tags that tickets have become rows too."""
    op.create_table(
        "macro",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("texts", Json, nullable=False),
        sa.Column("actions", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macro")),
        sa.UniqueConstraint("name", name=op.f("uq_macro_name")),
    )
    op.create_table(
        "ticket_tag",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_tag_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", "tag", name=op.f("pk_ticket_tag")),
    )
    op.create_index("ix_ticket_tag_tag", "ticket_tag", ["tag", "ticket_id"], unique=False)
    op.execute(TAGS[op.get_bind().dialect.name])
    for name, column in (("language", "locale"), ("channel", "channel"), ("priority", "priority")):
        op.create_index(f"ix_ticket_{name}", "ticket", [column, "updated_at", "id"], unique=False)
    op.create_index("ix_ticket_created", "ticket", ["created_at"], unique=False)
    promised = sa.text("due_at IS NOT NULL")
    op.create_index("ix_ticket_due", "ticket", ["due_at"], sqlite_where=promised, postgresql_where=promised)
