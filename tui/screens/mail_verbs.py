"""What is done about a mail: received anew, sent anew, held back, let go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.faults import Conflict, Refusal
from helpcenter.domain.mailroom import Entry
from tui import mail_lines
from tui.faults import NotRead
from tui.screens.list_screen import ListScreen
from tui.text import safe_line
from tui.workplace import Workplace


class MailVerbs(ListScreen[Entry | Delivery]):
    """A screen with a mail under its cursor. `out` tells whether letters are shown, else mail that came."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.out = False

    def action_again(self) -> None:
        """Receive a mail anew, or send a letter anew."""
        present, backstage = self.present, self.workplace.backstage
        if isinstance(present, Delivery):
            self._act(
                partial(backstage.retry_letter, present.id), self.language.gettext("The letter is being sent again.")
            )
        elif present is not None:
            self.errand(partial(backstage.replay_mail, present.id), self._received, self._not_mended)

    def action_hold(self) -> None:
        """Keep a letter that waits."""
        if isinstance(self.present, Delivery):
            call = partial(self.workplace.backstage.hold_letter, self.present.id)
            self._act(call, self.language.gettext("The letter is held back until you send it again."))

    def action_hold_all(self) -> None:
        """Keep all letters that wait."""
        held = self.language.ngettext
        self._bulk(
            self.workplace.backstage.hold_letters,
            lambda count: held("%(num)s letter is held back.", "%(num)s letters are held back.", count),
        )

    def action_release_all(self) -> None:
        """Let all letters go that are held."""
        released = self.language.ngettext
        self._bulk(
            self.workplace.backstage.release_letters,
            lambda count: released("%(num)s letter is let go.", "%(num)s letters are let go.", count),
        )

    def _act(self, call: Callable[[], None], said: str) -> None:
        self.errand(call, lambda _: self._mended(said), self._not_mended)

    def _bulk(self, call: Callable[[], int], sentence: Callable[[int], str]) -> None:
        self.errand(call, lambda count: self._mended(sentence(count) % {"num": self.language.number(count)}))

    def _mended(self, said: str) -> None:
        self.notify(said, markup=False)
        self.reading.ask()

    def _received(self, entry: Entry) -> None:
        self._mended(self.language.gettext(mail_lines.VERDICTS[entry.verdict]))

    def _not_mended(self, refusal: Refusal) -> None:
        if isinstance(refusal, NotRead):
            said = self.language.gettext("This mail could not be read: %(reason)s")
            self.notify(said % {"reason": safe_line(refusal.reason)}, severity="warning", markup=False)
        elif isinstance(refusal, Conflict):
            said = (
                self.language.gettext("Only held or failed letters can be sent again; only waiting ones can be held.")
                if self.out
                else self.language.gettext(
                    "This mail was processed; only mail that was set aside can be processed again."
                )
            )
            self.notify(said, severity="warning", markup=False)
        else:
            self.refused(refusal)
