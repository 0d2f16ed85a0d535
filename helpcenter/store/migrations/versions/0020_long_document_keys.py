"""Documents of answers may have keys of any length: a corpus that is measured brings its own."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    with op.batch_alter_table("answer_document", schema=None) as batch_op:
        batch_op.alter_column("key", type_=sa.Text(), existing_type=sa.String(length=80), existing_nullable=False)
        batch_op.alter_column("target", type_=sa.Text(), existing_type=sa.String(length=120), existing_nullable=False)
