"""Writing an article in the specialist's own editor: what is written is kept, merged, saved or given to review."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from helpcenter.domain.faults import NotFound, Refusal, Unavailable, Unfit
from helpcenter.domain.working_copies import WorkingCopy
from helpcenter.services.working_copies import Saving
from tui.opening import followed
from tui.screens.desk_screen import DeskScreen
from tui.screens.menu import Choice, Menu
from tui.screens.own_editor import in_editor
from tui.text import safe_line

AGAIN, LATER, AWAY = "again", "later", "away"


class ArticleEditingScreen(DeskScreen):
    """A screen from which articles are written. What is in the editor lies on the disk, so that no crash loses it."""

    def write(self, begin: Callable[[], WorkingCopy]) -> None:
        """Begin a text, or go on with it, in the editor."""
        self.errand(begin, self._open)

    def written(self) -> None:
        """An article was saved, or a text of mine changed."""

    def refused(self, refusal: Refusal) -> None:
        """Tell of an orderly no."""
        if isinstance(refusal, NotFound):
            said = self.language.gettext("This article no longer exists.")
            self.notify(said, severity="warning", markup=False)
        else:
            super().refused(refusal)

    def _open(self, copy: WorkingCopy) -> None:
        text = in_editor(self, self.language, partial(self._write, copy))
        if text is not None:
            self._close(copy, text)

    def _write(self, copy: WorkingCopy, command: list[str]) -> str:
        file = self._file(copy)
        if not file.exists():  # else it was left behind by a crash and is newer than what the store has
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.write_text(copy.text, encoding="utf-8")
        return followed(command, file, partial(self._keep, copy))

    def _keep(self, copy: WorkingCopy, text: str) -> None:
        """In a thread: let previews show what is written; without a store it stays in the file."""
        with suppress(Refusal):
            self.workplace.backstage.keep_copy(copy.id, text)

    def _close(self, copy: WorkingCopy, text: str) -> None:
        if text == copy.base:
            self.errand(partial(self._forget, copy), self._unchanged)
        else:
            self.errand(partial(self._save, copy, text), self._saved, partial(self._unsaved, copy))

    def _forget(self, copy: WorkingCopy) -> None:
        self.workplace.backstage.drop_copy(copy.id)
        self._file(copy).unlink(missing_ok=True)

    def _save(self, copy: WorkingCopy, text: str) -> Saving:
        """In a thread: first keep the text, so that nothing that follows can lose it."""
        self.workplace.backstage.keep_copy(copy.id, text)
        self._file(copy).unlink(missing_ok=True)
        return self.workplace.backstage.save_copy(copy.id)

    def _unchanged(self, _: None) -> None:
        self.notify(self.language.gettext("Nothing was changed."), markup=False)
        self.written()

    def _saved(self, saving: Saving) -> None:
        gettext, copy = self.language.gettext, saving.copy
        self.written()
        if copy is None:
            self.notify(gettext("The article is saved."), markup=False)
        elif saving.in_review:
            self.notify(gettext("Your text waits for review: a lead publishes it."), markup=False)
        else:
            merged = self.language.ngettext(
                "Somebody saved it meanwhile. Both texts are merged; %(num)s place needs a decision.",
                "Somebody saved it meanwhile. Both texts are merged; %(num)s places need a decision.",
                saving.clashes,
            )
            if not saving.clashes:
                merged = gettext("Somebody saved it meanwhile. Both texts are merged; look at them, then save.")
            self._ask(copy, merged % {"num": self.language.number(saving.clashes)})

    def _unsaved(self, copy: WorkingCopy, refusal: Refusal) -> None:
        if isinstance(refusal, Unfit):
            self._ask(copy, safe_line(refusal.reason))
            return
        if isinstance(refusal, Unavailable):
            said = self.language.gettext("Your text is kept on this machine; open it again to save it.")
            self.notify(said, severity="warning", markup=False)
        self.refused(refusal)

    def _ask(self, copy: WorkingCopy, why: str) -> None:
        gettext = self.language.gettext
        choices = [
            Choice("e", gettext("Open the editor again"), AGAIN),
            Choice("k", gettext("Keep it as my draft for later"), LATER),
            Choice("d", gettext("Discard my draft"), AWAY),
        ]
        self.app.push_screen(Menu(why, choices, AGAIN), partial(self._decided, copy))

    def _decided(self, copy: WorkingCopy, choice: str | None) -> None:
        if choice == AGAIN:
            self.write(partial(self.workplace.backstage.begin_copy, copy.slug, copy.locale))
        elif choice == AWAY:
            self.errand(partial(self._forget, copy), lambda _: self.written())
        else:
            self.written()

    def _file(self, copy: WorkingCopy) -> Path:
        return self.workplace.drafts.folder / "articles" / f"{copy.slug}.{copy.locale}.md"
