"""Callbacks, clocks, snoozing and surveys"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema. The promises that tickets have now get a clock, and the alarm that tells of its end."""
    op.create_table(
        "alarm",
        sa.Column("id", BigId, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_alarm_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sa.UniqueConstraint("ticket_id", "kind", name=op.f("uq_alarm_ticket_id_kind")),
    )
    op.create_index("ix_alarm_at", "alarm", ["at"], unique=False)
    op.create_table(
        "callback",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("window_start", sa.DateTime(), nullable=True),
        sa.Column("window_end", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("claimed_by_id", BigId, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("consent_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["specialist.id"], name=op.f("fk_callback_claimed_by_id_specialist")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_callback_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_callback")),
    )
    op.create_index("ix_callback_due", "callback", ["state", "due_at"], unique=False)
    op.create_table(
        "clock",
        sa.Column("id", BigId, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_clock_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_index("ix_clock_started", "clock", ["started_at"], unique=False)
    op.create_index("ix_clock_ticket", "clock", ["ticket_id", "stopped_at"], unique=False)
    op.create_table(
        "survey",
        sa.Column("ticket_id", BigId, autoincrement=False, nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("specialist_id", BigId, nullable=True),
        sa.Column("rated_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_survey_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_survey")),
    )
    op.create_index("ix_survey_rated", "survey", ["rated_at"], unique=False)
    op.add_column("ticket", sa.Column("snoozed_until", sa.DateTime(), nullable=True))
    snoozed = sa.text("snoozed_until IS NOT NULL")
    op.create_index("ix_ticket_snoozed", "ticket", ["snoozed_until"], sqlite_where=snoozed, postgresql_where=snoozed)
    op.execute(
        "INSERT INTO clock (ticket_id, kind, started_at, due_at)"
        " SELECT id, CASE status WHEN 'new' THEN 'first_reply' ELSE 'next_reply' END, created_at, due_at"
        " FROM ticket WHERE due_at IS NOT NULL"
    )
    op.execute("INSERT INTO alarm (ticket_id, kind, at) SELECT ticket_id, 'clock', due_at FROM clock")
