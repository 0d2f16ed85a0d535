"""What goes into a text beside typing: macros, articles, files, and what the own editor made of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from helpcenter.domain.answers.values import Hit
from helpcenter.domain.attachments import MAX_FILES, Attachment
from helpcenter.domain.faults import Refusal
from helpcenter.domain.macros import Macro
from helpcenter.domain.tickets import Ticket
from helpcenter.domain.triage import Change
from tui.faults import NotSaved
from tui.opening import edited
from tui.screens.article_picker import ArticlePicker
from tui.screens.file_prompt import FilePrompt, path_of
from tui.screens.filing import FilingScreen
from tui.screens.joining import JoiningScreen
from tui.screens.macro_picker import MacroPicker
from tui.screens.menu import Choice, Menu, numbered
from tui.screens.own_editor import in_editor
from tui.text import safe_line
from tui.widgets.banner import Banner
from tui.widgets.composer import Composer
from tui.wording import file_line
from tui.wording_filters import change_words
from tui.workplace import Workplace

ANOTHER = "another"


class ComposingScreen(JoiningScreen, FilingScreen):
    """A screen with a composer for its ticket."""

    def __init__(self, workplace: Workplace, ticket: Ticket) -> None:
        super().__init__(workplace)
        self.ticket = ticket
        self.meanwhile = Banner(id="meanwhile")
        self.composer = Composer(self.language)
        self.with_it: Change | None = None
        """What a macro does when its text is sent."""
        self._files: list[Attachment] = []

    @property
    def subject(self) -> Ticket | None:
        """The ticket that is open."""
        return self.ticket

    def fetch_files(self) -> None:
        """Learn the names of the files that a draft holds; those that are gone go from it."""
        if ids := self.composer.draft.files:
            self.errand(partial(self.workplace.backstage.brought, ids), self._show_files)

    def action_macro(self) -> None:
        """Choose a macro; its text goes into the composer, and what it changes is done when that is sent."""
        self.errand(self.workplace.backstage.macros, self._choose_macro)

    def action_article(self) -> None:
        """Choose an article; its title and address go into the composer."""
        if not self.composer.writing:
            return
        locale = self.ticket.locale
        find = partial(self.workplace.backstage.articles, locale=locale)
        asked = safe_line(self.ticket.question or self.ticket.subject)[:200]
        self.app.push_screen(ArticlePicker(self.language, locale, asked, find), self._use_article)

    def action_attach(self) -> None:
        """Ask for a file to go with the text, or for one to be taken away again."""
        if not self.composer.writing:
            return
        if not self._files:
            self._use_choice(ANOTHER)
            return
        gettext = self.language.gettext
        away = gettext("Remove %(file)s")
        choices = [Choice("a", gettext("Another file …"), ANOTHER)] if len(self._files) < MAX_FILES else []
        choices += numbered((away % {"file": file_line(file, self.language)}, str(file.id)) for file in self._files)
        self.app.push_screen(Menu(gettext("Files that go with it"), choices), self._use_choice)

    def action_editor(self) -> None:
        """Let the specialist's own editor have the text, and take over what it made of it."""
        if not self.composer.writing:
            return
        body = self.composer.draft.body
        text = in_editor(self, self.language, lambda command: edited(command, body))
        if text is not None:
            self.composer.become(text.removesuffix("\n"))

    def _choose_macro(self, macros: list[Macro]) -> None:
        if not macros:
            sentence = self.language.gettext("There are no macros yet: helpcenter macros import brings some.")
            self.notify(sentence, markup=False)
            return
        picker = MacroPicker(self.language, macros, self.ticket, self.workplace.me, self._default_locale)
        self.app.push_screen(picker, self._use_macro)

    def _use_macro(self, macro: Macro | None) -> None:
        if macro is None:
            return
        self.composer.start(None if self.composer.holds else False)
        self.composer.insert(macro.text_for(self.ticket, self.workplace.me, self._default_locale))
        self.with_it = macro.change_for(self.workplace.me)
        words = change_words(self.with_it, self.workplace.me.id, self.language)
        if words:
            self.meanwhile.say(self.language.gettext("Sent with it: %(changes)s") % {"changes": words}, "notice")

    def _use_article(self, hit: Hit | None) -> None:
        if hit is not None:
            self.composer.insert(f"{hit.title}\n{self.workplace.backstage.article_link(hit)}\n")

    def _use_choice(self, chosen: str | None) -> None:
        if chosen == ANOTHER:
            self.app.push_screen(FilePrompt(self.language), self._bring)
        elif chosen is not None:
            self._show_files([file for file in self._files if str(file.id) != chosen])

    def _bring(self, typed: str | None) -> None:
        if typed and typed.strip():
            self.errand(partial(self.workplace.backstage.bring, path_of(typed)), self._brought, self._not_brought)

    def _brought(self, file: Attachment) -> None:
        self._show_files([*self._files, file])

    def _not_brought(self, refusal: Refusal) -> None:
        if isinstance(refusal, NotSaved):
            said = self.language.gettext("The file cannot be read: %(reason)s")
            self.notify(said % {"reason": safe_line(refusal.reason)}, severity="warning", markup=False)
        else:
            self.refused(refusal)

    def _show_files(self, files: Sequence[Attachment]) -> None:
        self._files = list(files)
        self.composer.set_files(files)

    @property
    def _default_locale(self) -> str:
        return self.workplace.backstage.default_locale()
