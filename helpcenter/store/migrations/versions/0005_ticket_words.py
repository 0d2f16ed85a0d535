"""Search over the words of tickets"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema. `helpcenter tickets reindex` writes the words of messages that are there already."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE ticket_words USING fts5"
            " (words, content = '', detail = none, columnsize = 0, tokenize = 'ascii')"
        )
        return
    op.create_table(
        "ticket_words",
        sa.Column("place", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("words", postgresql.ARRAY(sa.Integer()), nullable=False),
    )
    op.create_index("ix_ticket_words_words", "ticket_words", ["words"], postgresql_using="gin")
