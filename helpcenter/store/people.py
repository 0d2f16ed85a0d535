"""Rows of accounts, contacts and specialists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, String, UniqueConstraint, false, or_, select, true, update
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship

from helpcenter.domain.people import Account, Contact, Presence, Role, Specialist
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class SpecialistRow(Base):
    """A person who answers."""

    __tablename__ = "specialist"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    locales: Mapped[list[str]] = mapped_column(Json)
    role: Mapped[str] = mapped_column(String(20))
    presence: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcTime)


class AccountRow(Base):
    """A customer's company."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    key: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    plan: Mapped[str] = mapped_column(String(40))
    created_on: Mapped[date | None] = mapped_column(Date)
    staff_access: Mapped[bool] = mapped_column(Boolean)
    success_manager_id: Mapped[int | None] = mapped_column(ForeignKey("specialist.id"))

    __table_args__ = (UniqueConstraint("site_id", "key"),)


class ContactRow(Base):
    """A person who writes to us. Once they `settled` name and language themselves, no host changes either."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(20))
    seat: Mapped[str | None] = mapped_column(String(40))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    proven_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    settled: Mapped[bool] = mapped_column(Boolean, server_default=false())
    mail_on_reply: Mapped[bool] = mapped_column(Boolean, server_default=true())

    account: Mapped[AccountRow | None] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("site_id", "email"),)


def contact_value(row: ContactRow) -> Contact:
    """Return the row (with its account loaded) as a value."""
    account = row.account
    return Contact(
        row.id,
        row.site_id,
        row.email,
        row.name,
        row.locale,
        row.seat,
        account_value(account) if account else None,
        row.proven_at,
        row.mail_on_reply,
    )


def account_value(row: AccountRow) -> Account:
    """Return the row as a value."""
    return Account(row.id, row.key, row.name, row.plan, row.created_on, row.staff_access, row.success_manager_id)


def specialist_value(row: SpecialistRow) -> Specialist:
    """Return the row as a value."""
    return Specialist(row.id, row.email, row.name, tuple(row.locales), Role(row.role), Presence(row.presence))


def contact(work: Work, contact_id: int) -> Contact | None:
    """Return a contact by id."""
    row = work.session.get(ContactRow, contact_id, options=[joinedload(ContactRow.account)])
    return contact_value(row) if row else None


def contact_by_email(work: Work, site_id: int, email: str) -> Contact | None:
    """Return a site's contact by normalised address."""
    query = (
        select(ContactRow)
        .options(joinedload(ContactRow.account))
        .where(ContactRow.site_id == site_id, ContactRow.email == email)
    )
    row = work.session.scalar(query)
    return contact_value(row) if row else None


def find_contacts(work: Work, words: str, limit: int) -> list[Contact]:
    """Return the contacts whose address, name or account's name holds the words, newest first."""
    query = select(ContactRow).outerjoin(ContactRow.account).options(contains_eager(ContactRow.account))
    if words:
        columns = (ContactRow.email, ContactRow.name, AccountRow.name)
        query = query.where(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    rows = work.session.scalars(query.order_by(ContactRow.id.desc()).limit(limit))
    return [contact_value(row) for row in rows]


def add_contact(work: Work, site_id: int, email: str, name: str, locale: str) -> Contact:
    """Write a new contact; when another transaction just wrote the same one, return that."""
    insert_ignore(work, ContactRow, site_id=site_id, email=email, name=name, locale=locale, created_at=work.now)
    found = contact_by_email(work, site_id, email)
    if found is None:
        raise LookupError("a contact just written cannot be read")
    return found


def update_contact(
    work: Work, contact_id: int, *, name: str, locale: str, seat: str | None, account_id: int | None
) -> None:
    """Take over what a host vouches for; name and language that the person settled themselves stay."""
    row = work.session.get_one(ContactRow, contact_id, populate_existing=True)
    row.seat, row.account_id = seat, account_id
    if not row.settled:
        row.name, row.locale = name, locale
    work.session.flush()
    work.session.expire_all()


def settle(work: Work, contact_id: int, *, name: str, locale: str, mail_on_reply: bool) -> None:
    """Write what a person decided about themselves."""
    row = work.session.get_one(ContactRow, contact_id)
    row.name, row.locale, row.mail_on_reply, row.settled = name, locale, mail_on_reply, True
    work.session.flush()


def set_staff_access(work: Work, account_id: int, allowed: bool) -> None:
    """Write the switch of an account."""
    work.session.get_one(AccountRow, account_id).staff_access = allowed
    work.session.flush()


def mark_proven(work: Work, contact_id: int) -> None:
    """Note that the address was proven now."""
    work.session.execute(update(ContactRow).where(ContactRow.id == contact_id).values(proven_at=work.now))
    work.session.expire_all()


def put_account(work: Work, site_id: int, key: str, name: str, plan: str, created_on: date | None) -> Account:
    """Write an account or bring it up to date; its staff-access switch and success manager stay."""
    insert_ignore(
        work, AccountRow, site_id=site_id, key=key, name=name, plan=plan, created_on=created_on, staff_access=True
    )
    row = work.session.scalars(select(AccountRow).where(AccountRow.site_id == site_id, AccountRow.key == key)).one()
    row.name, row.plan, row.created_on = name or row.name, plan, created_on or row.created_on
    work.session.flush()
    return account_value(row)


def set_success_manager(work: Work, account_id: int, specialist_id: int | None) -> None:
    """Say who looks after an account."""
    work.session.get_one(AccountRow, account_id).success_manager_id = specialist_id


def specialist(work: Work, specialist_id: int) -> Specialist | None:
    """Return a specialist of today's team by id."""
    row = work.session.get(SpecialistRow, specialist_id)
    return specialist_value(row) if row and row.left_at is None else None


def specialist_by_email(work: Work, email: str) -> Specialist | None:
    """Return a specialist of today's team by normalised address."""
    row = work.session.scalar(
        select(SpecialistRow).where(SpecialistRow.email == email, SpecialistRow.left_at.is_(None))
    )
    return specialist_value(row) if row else None


def specialists(work: Work, *, also_left: bool = False) -> list[Specialist]:
    """Return today's team by name, and if wanted those who left it."""
    query = select(SpecialistRow).order_by(SpecialistRow.name)
    if not also_left:
        query = query.where(SpecialistRow.left_at.is_(None))
    return [specialist_value(row) for row in work.session.scalars(query)]


def put_specialist(work: Work, email: str, name: str, locales: Iterable[str], role: Role) -> Specialist:
    """Write a specialist or bring them up to date; who had left is back."""
    insert_ignore(
        work,
        SpecialistRow,
        email=email,
        name=name,
        locales=list(locales),
        role=role.value,
        presence=Presence.OFFLINE.value,
        created_at=work.now,
    )
    row = work.session.scalars(select(SpecialistRow).where(SpecialistRow.email == email)).one()
    row.name, row.locales, row.role, row.left_at = name, list(locales), role.value, None
    work.session.flush()
    return specialist_value(row)


def leave(work: Work, specialist_id: int) -> None:
    """Write that a specialist is no longer of the team: no account is theirs to look after, what they wrote stays."""
    work.session.get_one(SpecialistRow, specialist_id).left_at = work.now
    theirs = update(AccountRow).where(AccountRow.success_manager_id == specialist_id)
    work.session.execute(theirs.values(success_manager_id=None))
    work.session.flush()


def set_presence(work: Work, specialist_id: int, presence: Presence) -> None:
    """Say whether a specialist takes live work."""
    work.session.get_one(SpecialistRow, specialist_id).presence = presence.value


def stand_by(work: Work, specialist_id: int) -> Presence:
    """Write that a specialist is away unless they take live work, and return what holds now.

    One statement: what is written meanwhile from elsewhere is never overwritten with what was read before.
    """
    away = update(SpecialistRow).where(
        SpecialistRow.id == specialist_id, SpecialistRow.presence != Presence.ONLINE.value
    )
    work.session.execute(away.values(presence=Presence.AWAY.value))
    return Presence(work.session.scalars(select(SpecialistRow.presence).where(SpecialistRow.id == specialist_id)).one())


def choose_mail(work: Work, contact_id: int, *, on_reply: bool) -> None:
    """Write whether a contact wants a letter for each reply; name and language stay open to the host."""
    row = work.session.get_one(ContactRow, contact_id)
    row.mail_on_reply = on_reply
