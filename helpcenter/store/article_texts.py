"""Writing translations, with what they were before, and reading them as their files have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.articles import ArticleSource, ArticleStatus, source_locale
from helpcenter.domain.revisions import Revision, Stored
from helpcenter.store.articles import ArticleRow, TranslationRow
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.work import Work


class RevisionRow(Base):
    """What a translation was before it was changed. The present text stands in the translation alone."""

    __tablename__ = "article_revision"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    translation_id: Mapped[int] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    suggested: Mapped[list[str]] = mapped_column(Json)
    asked_as: Mapped[list[str]] = mapped_column(Json)
    author: Mapped[str] = mapped_column(String(200))
    saved_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (UniqueConstraint("translation_id", "number"),)


@dataclass(frozen=True)
class Page:
    """A translation ready to be saved: its HTML, what tells it from any other, and its file's hash, if it has one."""

    source: ArticleSource
    html: str
    digest: str
    file_hash: str = ""


@dataclass(frozen=True)
class Written:
    """A translation that was saved, and what its status was before; None for a new one."""

    id: int
    source: ArticleSource
    before: ArticleStatus | None


def put(work: Work, pages: Sequence[Page], author: str) -> list[Written]:
    """Write translations, some hundred at most, and their articles where they are the first; what was before is kept.

    Belongs behind `raise_edition`, whose lock lets one writer in at a time.
    """
    articles = _articles(work, [page.source for page in pages])
    ids = [row.id for row in articles.values()]
    keys = [(articles[page.source.slug].id, page.source.locale) for page in pages]
    query = select(TranslationRow).where(tuple_(TranslationRow.article_id, TranslationRow.locale).in_(keys))
    rows = {(row.article_id, row.locale): row for row in work.session.scalars(query)}
    texts = _texts(work, ids)
    written: list[tuple[TranslationRow, ArticleSource, ArticleStatus | None]] = []
    for key, page in zip(keys, pages, strict=True):
        row = rows.get(key)
        before = None if row is None else ArticleStatus(row.status)
        if row is None:
            row = rows[key] = TranslationRow(
                article_id=key[0], locale=key[1], revision=1, text_revision=1, author=author, updated_at=work.now,
                follows=_text_of_source(work, texts[key[0]]),
            )  # fmt: skip
            work.session.add(row)
        elif _content(row) != _content(page.source):
            _archive(work, row)
            row.revision, row.author, row.updated_at = row.revision + 1, author, work.now
            if (row.title, row.summary, row.body) != page.source.text:
                row.text_revision = texts[key[0]][key[1]] = row.revision
                row.follows = _text_of_source(work, texts[key[0]])
        texts[key[0]].setdefault(key[1], row.text_revision)
        _fill(row, page)
        written.append((row, page.source, before))
    work.session.flush()
    return [Written(row.id, source, before) for row, source, before in written]


def _articles(work: Work, sources: Sequence[ArticleSource]) -> dict[str, ArticleRow]:
    """By slug the rows of these translations' articles, in the place that the last of them says."""
    query = select(ArticleRow).where(ArticleRow.slug.in_([source.slug for source in sources]))
    rows = {row.slug: row for row in work.session.scalars(query)}
    for source in sources:
        if source.slug not in rows:
            rows[source.slug] = ArticleRow(slug=source.slug, created_at=work.now)
            work.session.add(rows[source.slug])
        rows[source.slug].category, rows[source.slug].position = source.category, source.position
    work.session.flush()
    return rows


def _texts(work: Work, articles: Collection[int]) -> dict[int, dict[str, int]]:
    """By article and language the revision of what readers see, the oldest translation first."""
    query = select(TranslationRow.article_id, TranslationRow.locale, TranslationRow.text_revision)
    found: dict[int, dict[str, int]] = {each: {} for each in articles}
    for row in work.session.execute(query.where(TranslationRow.article_id.in_(articles)).order_by(TranslationRow.id)):
        found[row.article_id][row.locale] = row.text_revision
    return found


def _fill(row: TranslationRow, page: Page) -> None:
    source = page.source
    row.title, row.summary, row.body, row.html = source.title, source.summary, source.body, page.html
    row.suggested, row.asked_as = list(source.suggested), list(source.asked_as)
    row.status, row.publish_at, row.formerly = source.status.value, source.publish_at, list(source.formerly)
    row.digest, row.file_hash = page.digest, page.file_hash or row.file_hash or ""


def digests(work: Work, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return by (slug, locale) what the translations that are there are known by; some hundred keys at most."""
    query = (
        select(ArticleRow.slug, TranslationRow.locale, TranslationRow.digest)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(tuple_(ArticleRow.slug, TranslationRow.locale).in_(list(keys)))
    )
    return {(slug, locale): digest for slug, locale, digest in work.session.execute(query)}


def file_hashes(work: Work) -> dict[tuple[str, str], str]:
    """Return by (slug, locale) the hash of the file that each translation was imported from last, if from any."""
    query = (
        select(ArticleRow.slug, TranslationRow.locale, TranslationRow.file_hash)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(TranslationRow.file_hash != "")
    )
    return {(slug, locale): found for slug, locale, found in work.session.execute(query)}


def note_files(work: Work, hashes: Iterable[tuple[str, str, str]]) -> None:
    """Write the (slug, locale, hash) of files that say what is stored already."""
    for slug, locale, file_hash in hashes:
        article_id = select(ArticleRow.id).where(ArticleRow.slug == slug).scalar_subquery()
        theirs = (TranslationRow.article_id == article_id) & (TranslationRow.locale == locale)
        work.session.execute(
            update(TranslationRow).where(theirs).values(file_hash=file_hash),
            execution_options={"synchronize_session": False},
        )


def stored(work: Work, slug: str, locale: str) -> Stored | None:
    """Return a translation as its file has it, with where it stands."""
    row = work.session.execute(_BOTH.where(ArticleRow.slug == slug, TranslationRow.locale == locale)).first()
    return _stored(*row) if row else None


def of_article(work: Work, slug: str) -> list[Stored]:
    """Return an article's translations, the one first that the others are made from."""
    rows = work.session.execute(_BOTH.where(ArticleRow.slug == slug).order_by(TranslationRow.id))
    found = [_stored(translation, article) for translation, article in rows]
    return sorted(found, key=lambda each: each.source.locale != work.settings.default_locale)


def every(work: Work) -> list[Stored]:
    """Return every translation, by language and slug."""
    rows = work.session.execute(_BOTH.order_by(TranslationRow.locale, ArticleRow.slug))
    return [_stored(translation, article) for translation, article in rows]


def revisions(work: Work, slug: str, locale: str) -> list[Revision]:
    """Return what a translation is and was, the present first; empty when there is none."""
    now = stored(work, slug, locale)
    if now is None:
        return []
    query = select(RevisionRow).where(RevisionRow.translation_id == now.id).order_by(RevisionRow.number.desc())
    return [
        Revision.of(now),
        *(
            Revision(
                row.number, row.title, row.summary, row.body, tuple(row.suggested), tuple(row.asked_as), row.author,
                row.saved_at,
            )
            for row in work.session.scalars(query)
        ),
    ]  # fmt: skip


def set_status(work: Work, translation_id: int, status: ArticleStatus, at: datetime | None, digest: str) -> None:
    """Write who may read a translation, and from when."""
    row = work.session.get_one(TranslationRow, translation_id)
    row.status, row.publish_at, row.digest = status.value, at, digest
    work.session.flush()


def confirm(work: Work, translation_id: int) -> None:
    """Write that a translation says what its source says now."""
    row = work.session.get_one(TranslationRow, translation_id)
    row.follows = _text_of_source(work, _texts(work, [row.article_id])[row.article_id])
    work.session.flush()


def due(work: Work, limit: int) -> list[tuple[str, str]]:
    """Return (slug, locale) of scheduled translations whose time has come, the earliest first."""
    query = (
        select(ArticleRow.slug, TranslationRow.locale)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(TranslationRow.status == ArticleStatus.SCHEDULED.value, TranslationRow.publish_at <= work.now)
        .order_by(TranslationRow.publish_at, TranslationRow.id)
    )
    return [(slug, locale) for slug, locale in work.session.execute(query.limit(limit))]


_BOTH = select(TranslationRow, ArticleRow).join(ArticleRow, ArticleRow.id == TranslationRow.article_id)


def _content(text: TranslationRow | ArticleSource) -> tuple[object, ...]:
    """What makes a revision."""
    return text.title, text.summary, text.body, list(text.suggested), list(text.asked_as)


def _archive(work: Work, row: TranslationRow) -> None:
    work.session.add(
        RevisionRow(
            translation_id=row.id, number=row.revision, title=row.title, summary=row.summary, body=row.body,
            suggested=row.suggested, asked_as=row.asked_as, author=row.author, saved_at=row.updated_at,
        )
    )  # fmt: skip


def _text_of_source(work: Work, texts: Mapping[str, int]) -> int:
    """Which text of the article's source a translation follows that is written now; `texts` as `_texts` gives them."""
    return texts[source_locale(texts, work.settings.default_locale)] if texts else 1


def _stored(row: TranslationRow, article: ArticleRow) -> Stored:
    source = ArticleSource(
        article.slug, row.locale, row.title, row.summary, row.body, article.category, article.position,
        ArticleStatus(row.status), tuple(row.suggested), tuple(row.asked_as), row.publish_at, tuple(row.formerly),
    )  # fmt: skip
    return Stored(row.id, source, row.revision, row.text_revision, row.follows, row.author, row.updated_at)
