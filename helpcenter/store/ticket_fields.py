"""Rows of custom fields, beside the values in each ticket: this is what makes a value quick to find."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, BigId
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

REFERENCE = "imported"
"""The field that says what a ticket was called where it came from, such as `zendesk:35436`."""


class TicketFieldRow(Base):
    """The value of one custom field of one ticket, in lower case, as filters ask for it."""

    __tablename__ = "ticket_field"

    ticket_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_ticket_field_value", "name", "value", "ticket_id"),)


def put(work: Work, row: TicketRow, fields: Mapping[str, str]) -> None:
    """Give a ticket these values and no others."""
    row.fields = dict(fields)
    work.session.execute(delete(TicketFieldRow).where(TicketFieldRow.ticket_id == row.id))
    work.session.add_all(
        TicketFieldRow(ticket_id=row.id, name=name, value=value.lower()) for name, value in fields.items()
    )
    work.session.flush()


def holding(work: Work, name: str, values: Collection[str]) -> set[str]:
    """Return those of these values, in lower case, that some ticket has in a field."""
    wanted = [value.lower() for value in values]
    query = select(TicketFieldRow.value).where(TicketFieldRow.name == name, TicketFieldRow.value.in_(wanted))
    return set(work.session.scalars(query))
