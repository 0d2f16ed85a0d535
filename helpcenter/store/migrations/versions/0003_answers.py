"""The answer index, and what is learned from questions"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "answer_index",
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("locale", name=op.f("pk_answer_index")),
    )
    op.create_table(
        "answer_document",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=120), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("url_path", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("asked", Json, nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("analysis", sa.Integer(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_document")),
        sa.UniqueConstraint("key", name=op.f("uq_answer_document_key")),
    )
    op.create_index(op.f("ix_answer_document_locale_generation"), "answer_document", ["locale", "generation"])
    op.create_table(
        "answer_lesson",
        sa.Column("id", BigId, nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_lesson")),
        sa.UniqueConstraint("document", "topic", name=op.f("uq_answer_lesson_document_topic")),
    )
    op.create_table(
        "answer_voice",
        sa.Column("id", BigId, nullable=False),
        sa.Column("lesson_id", BigId, nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["answer_lesson.id"],
            name=op.f("fk_answer_voice_lesson_id_answer_lesson"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_voice")),
        sa.UniqueConstraint("lesson_id", "person", name=op.f("uq_answer_voice_lesson_id_person")),
    )
    op.create_index(op.f("ix_answer_voice_person_created_at"), "answer_voice", ["person", "created_at"])
