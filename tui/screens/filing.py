"""Files of a ticket on the specialist's own machine: saved in a folder, or opened by the system."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from textual import on
from textual.message import Message

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.faults import Refusal
from tui.faults import NotSaved
from tui.opening import opened, opener
from tui.saving import downloads
from tui.screens.desk_screen import DeskScreen
from tui.screens.menu import Choice, Menu, numbered
from tui.screens.prompt import Prompt
from tui.text import fit, safe_line
from tui.wording import file_line

MOST_OFFERED = 30
TOLD_FROM = 4 * 1024 * 1024
"""Bytes from which it is told how far a file has come: smaller ones are there at once."""
LONGEST_PATH = 4_000
LONGEST_LINK = 300


class Copied(Message):
    """So much of a file is on the disk."""

    def __init__(self, name: str, done: int, whole: int) -> None:
        super().__init__()
        self.name, self.done, self.whole = name, done, whole


class FilingScreen(DeskScreen):
    """A screen whose tickets have files."""

    def offer(self, files: Sequence[Attachment], links: Sequence[str] = ()) -> None:
        """Ask for one of these files or links, and what to do with it; the newest of each is offered first."""
        whats: list[Attachment | str] = [*list(reversed(files))[:MOST_OFFERED], *list(reversed(links))[:MOST_OFFERED]]
        if not whats:
            self.notify(self.language.gettext("There is no file and no link here."), markup=False)
            return
        choices = numbered((self._line_of(what), str(at)) for at, what in enumerate(whats))
        menu = Menu(self.language.gettext("Which one?"), choices, "")
        self.app.push_screen(menu, lambda chosen: self._offer_verbs(whats[int(chosen)]) if chosen is not None else None)

    def _line_of(self, what: Attachment | str) -> str:
        return f"↗ {fit(safe_line(what), 60).rstrip()}" if isinstance(what, str) else file_line(what, self.language)

    def _offer_verbs(self, what: Attachment | str) -> None:
        gettext, folder = self.language.gettext, downloads()
        if isinstance(what, str):
            choices = [
                Choice("c", gettext("Copy it"), "copy"),
                Choice("o", gettext("Open it in the browser"), "browse"),
            ]
            menu = Menu(safe_line(what)[:LONGEST_LINK], choices)
            self.app.push_screen(menu, partial(self._do_link, what))
            return
        choices = [
            Choice("s", gettext("Save in %(folder)s") % {"folder": safe_line(str(folder))}, "save"),
            Choice("f", gettext("Save in another folder …"), "folder"),
        ]
        if opener():
            choices.append(Choice("o", gettext("Open with this machine's program"), "open"))
        self.app.push_screen(Menu(file_line(what, self.language), choices), partial(self._do, what, folder))

    def _do_link(self, link: str, chosen: str | None) -> None:
        if chosen == "copy":
            self.app.copy_to_clipboard(safe_line(link))
            self.notify(self.language.gettext("Copied."), markup=False, timeout=3)
        elif chosen == "browse":
            self.app.open_url(link)

    def _do(self, file: Attachment, folder: Path, chosen: str | None) -> None:
        gettext = self.language.gettext
        if chosen == "save":
            self._save(file, folder)
        elif chosen == "folder":
            prompt = Prompt(gettext("In which folder?"), gettext("It is created if it does not exist."), LONGEST_PATH)
            self.app.push_screen(prompt, partial(self._save_there, file))
        elif chosen == "open":
            self.errand(partial(self._fetched, file), self._let_open, self._not_saved)

    def _save_there(self, file: Attachment, typed: str | None) -> None:
        if typed and typed.strip():
            self._save(file, Path(typed.strip()).expanduser())

    def _save(self, file: Attachment, folder: Path) -> None:
        call = partial(self.workplace.backstage.save_file, file, folder, partial(self._tell_step, file))
        self.errand(call, self._saved, self._not_saved)

    def _tell_step(self, file: Attachment, done: int, whole: int) -> None:
        if whole >= TOLD_FROM:
            self.post_message(Copied(file.name, done, whole))

    def _fetched(self, file: Attachment) -> Path:
        return self.workplace.backstage.save_file(file, Path(mkdtemp(prefix="helpcenter-")))

    def _let_open(self, path: Path) -> None:
        program = opener()
        try:
            if program:
                opened(program, path)
        except OSError as fault:
            self._not_saved(NotSaved(fault.strerror or str(fault)))

    @on(Copied)
    def _copied(self, event: Copied) -> None:
        said = self.language.gettext("Saving %(name)s: %(percent)d %%")
        self.news.say(said % {"name": safe_line(event.name), "percent": event.done * 100 // event.whole})

    def _saved(self, path: Path) -> None:
        self.news.hush()
        self.notify(self.language.gettext("Saved: %(path)s") % {"path": safe_line(str(path))}, markup=False)

    def _not_saved(self, refusal: Refusal) -> None:
        self.news.hush()
        if isinstance(refusal, NotSaved):
            said = self.language.gettext("The file could not be saved: %(reason)s")
            self.notify(said % {"reason": safe_line(refusal.reason)}, severity="error", markup=False)
        else:
            self.refused(refusal)
