"""What was asked, shown, read and done, and lists of questions to suggest"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "question",
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("contact_id", BigId, nullable=True),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("shown", Json, nullable=False),
        sa.Column("opened", Json, nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("ticket_id", BigId, nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("contacted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_question_contact_id_contact"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_question_site_id_site"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_question_ticket_id_ticket"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_asked_at"), "question", ["asked_at"])
    op.create_index(op.f("ix_question_contact_id_asked_at"), "question", ["contact_id", "asked_at"])
    op.create_index(op.f("ix_question_person_asked_at"), "question", ["person", "asked_at"])
    op.create_index(op.f("ix_question_ticket_id"), "question", ["ticket_id"])
    op.create_table(
        "suggestion_list",
        sa.Column("id", BigId, nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("questions", Json, nullable=False),
        sa.Column("pages", Json, nullable=False),
        sa.Column("plans", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_list")),
        sa.UniqueConstraint("locale", "name", name=op.f("uq_suggestion_list_locale_name")),
    )
