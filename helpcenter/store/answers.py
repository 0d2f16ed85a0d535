"""Rows of the answer index: what every process keeps in memory, and since when it changed.

Each locale has a generation, raised under its row's lock by whoever writes a document, so generations become
visible in order and a reader who asks "since which one" can miss nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Index, Integer, String, Text, func, select, update
from sqlalchemy.orm import Mapped, load_only, mapped_column

from helpcenter.domain.answers import blocks as block
from helpcenter.domain.answers.blocks import Block
from helpcenter.domain.articles import ArticleStatus
from helpcenter.store.articles import TranslationRow
from helpcenter.store.database import Base, BigId, Json
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work

_ALL = "*"
"""Stands where a locale stands, for the whole knowledge base with its categories."""


class AnswerIndexRow(Base):
    """The generation of one locale's documents, and that of everything that pages show."""

    __tablename__ = "answer_index"

    locale: Mapped[str] = mapped_column(String(20), primary_key=True)
    generation: Mapped[int] = mapped_column(BigInteger)


_EDITION = select(AnswerIndexRow.generation).where(AnswerIndexRow.locale == _ALL)  # built once: each page asks it


class AnswerDocumentRow(Base):
    """A text that may answer. One that is gone stays as a mark, so that others learn of it."""

    __tablename__ = "answer_document"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(20))
    url_path: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    asked: Mapped[list[str]] = mapped_column(Json)
    blocks: Mapped[str] = mapped_column(Text)
    analysis: Mapped[int] = mapped_column(Integer)
    generation: Mapped[int] = mapped_column(BigInteger)
    gone: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (Index(None, "locale", "generation"),)


@dataclass(frozen=True)
class Entry:
    """A document as it is stored. `key` names kind and row ("article:7"), `target` what a reader opens (a slug)."""

    key: str
    kind: str
    target: str
    locale: str
    url_path: str
    title: str
    asked: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Change:
    """One document as it is now; `entry` is None when it is gone."""

    key: str
    entry: Entry | None


def put(work: Work, entries: Sequence[Entry], analysis: int) -> None:
    """Write documents, some hundred at most, over older ones of the same keys; those of a locale in one generation."""
    keys = [entry.key for entry in entries]
    query = select(AnswerDocumentRow).where(AnswerDocumentRow.key.in_(keys))
    rows = {row.key: row for row in work.session.scalars(query)}
    generations: dict[str, int] = {}
    for entry in entries:
        row = rows.get(entry.key)
        if row is not None and row.locale != entry.locale:
            work.session.delete(row)
            work.session.flush()
            _next_generation(work, row.locale)
            row = None
        if entry.locale not in generations:
            generations[entry.locale] = _next_generation(work, entry.locale)
        if row is None:
            row = rows[entry.key] = AnswerDocumentRow(key=entry.key)
            work.session.add(row)
        row.kind, row.target, row.locale, row.url_path = entry.kind, entry.target, entry.locale, entry.url_path
        row.title, row.asked, row.blocks = entry.title, list(entry.asked), block.dump(entry.blocks)
        row.analysis, row.gone, row.generation = analysis, False, generations[entry.locale]
    work.session.flush()


def forget(work: Work, key: str) -> None:
    """Mark a document as gone and drop its text; an unknown key is no fault."""
    row = work.session.scalar(select(AnswerDocumentRow).where(AnswerDocumentRow.key == key))
    if row is not None and not row.gone:
        row.generation = _next_generation(work, row.locale)
        row.title, row.asked, row.blocks, row.gone = "", [], block.dump(()), True
        work.session.flush()


def generation(work: Work, locale: str) -> int:
    """Return the generation of a locale; 0 before its first document."""
    return work.session.scalar(select(AnswerIndexRow.generation).where(AnswerIndexRow.locale == locale)) or 0


def edition(work: Work) -> int:
    """Return the generation of all that pages show; 0 before the first article."""
    return work.session.connection().scalar(_EDITION) or 0


def raise_edition(work: Work) -> None:
    """Say that pages change. Call before the first write: its row's lock lets one writer of articles in at a time."""
    _next_generation(work, _ALL)


def changes(work: Work, locale: str, since: int) -> Iterator[tuple[int, Change]]:
    """Yield (generation, document) of all that changed after the generation `since`, oldest first."""
    query = (
        select(AnswerDocumentRow)
        .where(AnswerDocumentRow.locale == locale, AnswerDocumentRow.generation > since)
        .order_by(AnswerDocumentRow.generation)
        .execution_options(yield_per=200)
    )
    for row in work.session.scalars(query):
        yield row.generation, Change(row.key, None if row.gone else _entry(row))
        work.session.expunge(row)


def entries(work: Work, keys: Iterable[str]) -> dict[str, Entry]:
    """Return the documents of these keys that are still there."""
    wanted = list(keys)
    rows = work.session.scalars(
        select(AnswerDocumentRow).where(AnswerDocumentRow.key.in_(wanted), AnswerDocumentRow.gone.is_(False))
    )
    return {row.key: _entry(row) for row in rows}


def key_of(work: Work, kind: str, target: str, locale: str) -> str | None:
    """Return the key of the document that a hit stands for, or None when it is gone."""
    query = select(AnswerDocumentRow.key).where(
        AnswerDocumentRow.kind == kind, AnswerDocumentRow.target == target, AnswerDocumentRow.locale == locale,
        AnswerDocumentRow.gone.is_(False),
    )  # fmt: skip
    return work.session.scalars(query).first()


def locales(work: Work) -> list[str]:
    """Return the locales that have documents."""
    query = select(AnswerDocumentRow.locale).where(AnswerDocumentRow.gone.is_(False)).distinct()
    return sorted(work.session.scalars(query))


def known_questions(work: Work, translations: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return by translation the questions that editors wrote for it: suggested ones, and those it was asked as."""
    query = select(TranslationRow.id, TranslationRow.suggested, TranslationRow.asked_as)
    rows = work.session.execute(query.where(TranslationRow.id.in_(translations)))
    return {row.id: tuple(dict.fromkeys([*row.suggested, *row.asked_as])) for row in rows}


def published_translations(work: Work) -> list[int]:
    """Return the ids of all published translations, in order."""
    published = TranslationRow.status == ArticleStatus.PUBLISHED.value
    return list(work.session.scalars(select(TranslationRow.id).where(published).order_by(TranslationRow.id)))


def stale_keys(work: Work, analysis: int, kind: str) -> list[str]:
    """Return keys of documents that another version of the analysis wrote."""
    query = (
        select(AnswerDocumentRow)
        .options(load_only(AnswerDocumentRow.key))
        .where(
            AnswerDocumentRow.analysis != analysis, AnswerDocumentRow.kind == kind, AnswerDocumentRow.gone.is_(False)
        )
    )
    return [row.key for row in work.session.scalars(query)]


def count(work: Work) -> int:
    """Return how many documents there are."""
    query = select(func.count()).select_from(AnswerDocumentRow).where(AnswerDocumentRow.gone.is_(False))
    return work.session.scalar(query) or 0


def _next_generation(work: Work, locale: str) -> int:
    raised = (
        update(AnswerIndexRow)
        .where(AnswerIndexRow.locale == locale)
        .values(generation=AnswerIndexRow.generation + 1)
        .returning(AnswerIndexRow.generation)
    )
    found = work.session.execute(raised).scalar()
    if found is None:  # the first time
        insert_ignore(work, AnswerIndexRow, locale=locale, generation=0)
        found = work.session.execute(raised).scalar_one()
    return found


def _entry(row: AnswerDocumentRow) -> Entry:
    return Entry(
        row.key, row.kind, row.target, row.locale, row.url_path, row.title,
        tuple(row.asked), block.load(row.blocks),
    )  # fmt: skip
