"""The line above the keys of every screen: own presence, who waits, what is new."""

from __future__ import annotations

from textual.widgets import Static

from tui.chat_lines import duty_line
from tui.duty import Duty
from tui.language import Language, now


class DutyLine(Static):
    """Shows what waits, with the time running; nothing until that is known."""

    def __init__(self, language: Language) -> None:
        super().__init__(markup=False)
        self.language = language
        self._duty: Duty | None = None
        self._quiet = False

    def on_mount(self) -> None:
        """Keep the clock of the longest wait going."""
        self.set_interval(1.0, self._tick)

    def show(self, duty: Duty | None, quiet: bool) -> None:
        """Show what waits; `quiet` is do-not-disturb."""
        self._duty, self._quiet = duty, quiet
        self._draw()

    def _tick(self) -> None:
        if self._duty is not None and self._duty.waiting:
            self._draw()

    def _draw(self) -> None:
        if self._duty is not None:
            self.update(duty_line(self._duty, self._quiet, now(), self.language))
