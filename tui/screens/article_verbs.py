"""What is done with an article beside writing it: see, publish, schedule, archive, compare, review."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from helpcenter.domain.articles import ArticleStatus
from helpcenter.domain.revisions import Revision
from helpcenter.domain.working_copies import WorkingCopy
from tui.knowledge_calls import Shelf
from tui.opening import browsed, opener
from tui.screens.article_editing import ArticleEditingScreen
from tui.screens.history import HistoryScreen
from tui.screens.menu import Choice, Menu
from tui.screens.prompt import Prompt
from tui.workplace import Workplace


class ArticleVerbsScreen(ArticleEditingScreen):
    """A screen whose verbs are about the translation that a subclass names in `article`."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.shelf: Shelf | None = None

    @property
    def article(self) -> tuple[str, str] | None:
        """Slug and language of the translation that the verbs are about."""
        return None

    def copies_here(self) -> list[WorkingCopy]:
        """Return everybody's texts of this article, in any language."""
        if self.article is None or self.shelf is None:
            return []
        return [copy for copy in self.shelf.copies if copy.slug == self.article[0]]

    def action_preview(self) -> None:
        """Open the browser: at my draft if I have one, else at the article."""
        if self.article is not None:
            slug, locale = self.article
            backstage, mine = self.workplace.backstage, self._copy(slug, locale)
            published = self._status(slug, locale) is ArticleStatus.PUBLISHED
            if mine is None and published:
                self._show_address(backstage.article_address(slug, locale))
            else:
                self.errand(lambda: backstage.copy_address(backstage.begin_copy(slug, locale)), self._show_address)

    def action_publish(self) -> None:
        """Publish the translation."""
        self._turn(ArticleStatus.PUBLISHED)

    def action_archive(self) -> None:
        """Archive the translation."""
        self._turn(ArticleStatus.ARCHIVED)

    def action_withdraw(self) -> None:
        """Make the translation a draft again."""
        self._turn(ArticleStatus.DRAFT)

    def action_schedule(self) -> None:
        """Ask when to publish the translation."""
        if self.article is not None:
            gettext = self.language.gettext
            self.app.push_screen(
                Prompt(gettext("Publish when?"), gettext("Your own time, such as 2026-12-24 08:00."), 40),
                partial(self._schedule, self.article),
            )

    def action_confirm(self) -> None:
        """Say that the translation is right though its source changed."""
        if self.article is not None:
            self.errand(partial(self.workplace.backstage.confirm_article, *self.article), lambda _: self.written())

    def action_history(self) -> None:
        """Show what the translation was."""
        if self.article is not None:
            self.errand(partial(self.workplace.backstage.history, *self.article), self._show_history)

    def action_review(self) -> None:
        """Decide on the text of a colleague that waits."""
        waiting = next((copy for copy in self.copies_here() if copy.in_review), None)
        if waiting is None:
            self.notify(self.language.gettext("Nothing of this article waits for review."), markup=False)
            return
        gettext = self.language.gettext
        choices = [
            Choice("p", gettext("See it in the browser"), "see"),
            Choice("a", gettext("Save it for everybody"), "approve"),
            Choice("b", gettext("Give it back to its author"), "decline"),
        ]
        self.app.push_screen(Menu(gettext("Waits for review"), choices), partial(self._review, waiting))

    def action_drop(self) -> None:
        """Throw my draft of the translation away."""
        if self.article is not None and (mine := self._copy(*self.article)):
            self.errand(partial(self._forget, mine), lambda _: self.written())

    def _copy(self, slug: str, locale: str) -> WorkingCopy | None:
        """My text of a translation."""
        copies = self.shelf.copies if self.shelf else ()
        mine = (copy for copy in copies if copy.specialist_id == self.workplace.me.id)
        return next((copy for copy in mine if (copy.slug, copy.locale) == (slug, locale)), None)

    def _status(self, slug: str, locale: str) -> ArticleStatus | None:
        listed = next((each for each in self.shelf.articles if each.slug == slug), None) if self.shelf else None
        found = listed.of(locale) if listed else None
        return found.status if found else None

    def _turn(self, status: ArticleStatus, at: datetime | None = None) -> None:
        if self.article is not None:
            call = partial(self.workplace.backstage.turn_article, *self.article, status.value, at)
            self.errand(call, lambda _: self.written())

    def _schedule(self, article: tuple[str, str], typed: str | None) -> None:
        if not typed or article != self.article:
            return
        try:
            at = datetime.fromisoformat(typed.strip())
        except ValueError:
            said = self.language.gettext("That is not a time. Write it like 2026-12-24 08:00.")
            self.notify(said, severity="warning", markup=False)
            return
        own = at if at.tzinfo else at.replace(tzinfo=self.language.zone)
        self._turn(ArticleStatus.SCHEDULED, own.astimezone(UTC))

    def _show_history(self, revisions: list[Revision]) -> None:
        if self.article is not None:
            self.app.push_screen(HistoryScreen(self.language, revisions), partial(self._restore, self.article))

    def _restore(self, article: tuple[str, str], number: int | None) -> None:
        if number is not None:
            self.errand(partial(self.workplace.backstage.restore, *article, number), lambda _: self.written())

    def _review(self, copy: WorkingCopy, choice: str | None) -> None:
        backstage = self.workplace.backstage
        if choice == "see":
            self.errand(partial(backstage.copy_address, copy), self._show_address)
        elif choice == "approve":
            self.errand(partial(backstage.approve_copy, copy.id), self._saved)
        elif choice == "decline":
            self.errand(partial(backstage.decline_copy, copy.id), lambda _: self.written())

    def _show_address(self, address: str) -> None:
        """Open the browser where there is one; the address goes to the clipboard in any case."""
        self.app.copy_to_clipboard(address)
        program = opener()
        if program is not None:
            try:
                browsed(program, address)
            except OSError:
                program = None
        gettext = self.language.gettext
        said = gettext("Opened in the browser: %(address)s") if program else gettext("Open this address: %(address)s")
        self.notify(said % {"address": address}, markup=False, timeout=15)
