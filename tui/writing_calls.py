"""What the terminal asks of the house while somebody writes: macros, articles, and files to go with a text."""

from __future__ import annotations

from pathlib import Path

from helpcenter.domain.answers.values import Hit
from helpcenter.domain.attachments import MAX_FILE_BYTES, Attachment, FileFault, FilesRefused, RefusedFile
from helpcenter.domain.macros import Macro
from helpcenter.links import Links
from helpcenter.services import answers, attachments, macros
from helpcenter.services.attachments import Parcel
from tui.calls import Calls
from tui.faults import NotSaved

ARTICLES = 8


class WritingCalls(Calls):
    """A specialist's help while writing."""

    def macros(self) -> list[Macro]:
        """Return all macros by name."""
        return self._see(macros.every)

    def articles(self, words: str, locale: str) -> list[Hit]:
        """Return the articles that fit some words, as a customer who writes in `locale` would find them."""
        found = self._see(answers.ask, words, locale, limit=2 * ARTICLES)
        return [hit for hit in found.hits if hit.kind == "article"][:ARTICLES]

    def article_link(self, hit: Hit) -> str:
        """Return the public address of an article."""
        return Links(self.desk.settings.public_url).page(hit.url_path)

    def bring(self, file: Path) -> Attachment:
        """Take in a file of this machine to go with a text. Raises NotSaved when it cannot be read, FilesRefused."""
        try:
            if file.stat().st_size > MAX_FILE_BYTES:
                raise FilesRefused([RefusedFile(file.name, FileFault.TOO_LARGE)])
            data = file.read_bytes()
        except OSError as fault:
            raise NotSaved(fault.strerror or str(fault)) from fault
        stored = attachments.store(self.desk.settings, file.name, data)
        return self._do(attachments.keep, self._scope, stored)

    def brought(self, ids: tuple[int, ...]) -> list[Attachment]:
        """Return those of the files brought for a text that are still there."""
        return self._see(attachments.waiting, Parcel(self._scope, ids))

    def default_locale(self) -> str:
        """Return the language for texts that have none of the ticket's."""
        return self.desk.settings.default_locale

    @property
    def _scope(self) -> str:
        return f"specialist:{self.me.id}"
