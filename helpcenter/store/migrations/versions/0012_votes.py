"""Votes on articles, and shelves read in their order"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "article_vote",
        sa.Column("translation_id", BigId, autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("voted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["translation.id"],
            name=op.f("fk_article_vote_translation_id_translation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("translation_id", "person", name=op.f("pk_article_vote")),
    )
    op.create_index("ix_article_vote_person", "article_vote", ["person"], unique=False)
    op.create_index("ix_article_vote_voted_at", "article_vote", ["voted_at"], unique=False)
    op.create_index("ix_article_category_position_slug", "article", ["category", "position", "slug"], unique=False)
    op.create_index("ix_article_position_slug", "article", ["position", "slug"], unique=False)
