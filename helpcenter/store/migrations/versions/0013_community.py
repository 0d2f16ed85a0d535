"""Community: threads, posts, votes, reports, subscriptions, public names"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "thread",
        sa.Column("id", BigId, nullable=False),
        sa.Column("space", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("asked_as", Json, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("question_id", BigId, nullable=True),
        sa.Column("accepted_id", BigId, nullable=True),
        sa.Column("merged_into", BigId, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("active_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index("ix_thread_active", "thread", ["space", "state", "active_at", "id"], unique=False)
    op.create_index("ix_thread_locale", "thread", ["space", "state", "locale", "active_at", "id"], unique=False)
    op.create_index("ix_thread_newest", "thread", ["space", "state", "id"], unique=False)
    op.create_table(
        "post",
        sa.Column("id", BigId, nullable=False),
        sa.Column("thread_id", BigId, nullable=False),
        sa.Column("is_question", sa.Boolean(), nullable=False),
        sa.Column("author_kind", sa.String(length=20), nullable=False),
        sa.Column("author_id", BigId, nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index("ix_post_author", "post", ["author_kind", "author_id", "state"], unique=False)
    op.create_index("ix_post_reports", "post", ["reports", "id"], unique=False)
    op.create_index("ix_post_state", "post", ["state", "id"], unique=False)
    op.create_index("ix_post_thread", "post", ["thread_id", "state", "id"], unique=False)
    op.create_table(
        "thread_tag",
        sa.Column("thread_id", BigId, autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_thread_tag_thread_id_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "tag", name=op.f("pk_thread_tag")),
    )
    op.create_index("ix_thread_tag_tag", "thread_tag", ["tag", "thread_id"], unique=False)
    op.create_table(
        "post_revision",
        sa.Column("id", BigId, nullable=False),
        sa.Column("post_id", BigId, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_revision")),
    )
    op.create_index(op.f("ix_post_revision_post_id"), "post_revision", ["post_id"], unique=False)
    op.create_table(
        "post_report",
        sa.Column("id", BigId, nullable=False),
        sa.Column("post_id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_post_report_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_report_post_id_post"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_report")),
        sa.UniqueConstraint("post_id", "contact_id", name=op.f("uq_post_report_post_id_contact_id")),
    )
    op.create_index(op.f("ix_post_report_contact_id"), "post_report", ["contact_id"], unique=False)
    op.create_table(
        "post_vote",
        sa.Column("post_id", BigId, autoincrement=False, nullable=False),
        sa.Column("contact_id", BigId, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_post_vote_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_vote_post_id_post"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "contact_id", name=op.f("pk_post_vote")),
    )
    op.create_index(op.f("ix_post_vote_contact_id"), "post_vote", ["contact_id"], unique=False)
    op.create_table(
        "public_name",
        sa.Column("contact_id", BigId, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_public_name_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_public_name")),
        sa.UniqueConstraint("key", name=op.f("uq_public_name_key")),
    )
    op.create_table(
        "thread_subscription",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("thread_id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_thread_subscription_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_thread_subscription_thread_id_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_subscription")),
        sa.UniqueConstraint("thread_id", "contact_id", name=op.f("uq_thread_subscription_thread_id_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_thread_subscription_contact_id"), "thread_subscription", ["contact_id"], unique=False)
