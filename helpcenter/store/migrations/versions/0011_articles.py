"""Articles: revisions, states, redirects"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Change the schema."""
    op.add_column("category", sa.Column("parent", sa.String(length=120), server_default="", nullable=False))
    for name in ("revision", "text_revision", "follows"):
        op.add_column("translation", sa.Column(name, sa.Integer(), server_default="1", nullable=False))
    op.add_column("translation", sa.Column("publish_at", sa.DateTime(), nullable=True))
    op.add_column("translation", sa.Column("author", sa.String(length=200), server_default="", nullable=False))
    op.add_column("translation", sa.Column("file_hash", sa.String(length=64), server_default="", nullable=False))
    op.add_column("translation", sa.Column("formerly", Json, server_default="[]", nullable=False))
    op.create_index("ix_translation_publish_at", "translation", ["publish_at"], unique=False)
    op.create_table(
        "article_revision",
        sa.Column("id", BigId, nullable=False),
        sa.Column("translation_id", BigId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("suggested", Json, nullable=False),
        sa.Column("asked_as", Json, nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["translation.id"],
            name=op.f("fk_article_revision_translation_id_translation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_revision")),
        sa.UniqueConstraint("translation_id", "number", name=op.f("uq_article_revision_translation_id_number")),
    )
    op.create_table(
        "article_redirect",
        sa.Column("id", BigId, nullable=False),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("article_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_redirect_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_redirect")),
        sa.UniqueConstraint("path", name=op.f("uq_article_redirect_path")),
    )
    op.create_index(op.f("ix_article_redirect_article_id"), "article_redirect", ["article_id"], unique=False)
    op.create_table(
        "article_media",
        sa.Column("id", BigId, nullable=False),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_media")),
        sa.UniqueConstraint("path", name=op.f("uq_article_media_path")),
    )
    op.create_index(op.f("ix_article_media_sha256"), "article_media", ["sha256"], unique=False)
    op.create_table(
        "article_file",
        sa.Column("id", BigId, nullable=False),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_file")),
        sa.UniqueConstraint("path", name=op.f("uq_article_file_path")),
    )
    op.create_table(
        "working_copy",
        sa.Column("id", BigId, nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("specialist_id", BigId, nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("in_review", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["specialist_id"],
            ["specialist.id"],
            name=op.f("fk_working_copy_specialist_id_specialist"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_copy")),
        sa.UniqueConstraint("slug", "locale", "specialist_id", name=op.f("uq_working_copy_slug_locale_specialist_id")),
    )
