"""Reports: how quickly we answer, what waits, which promises were kept; as a chart, as a table, and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from babel.dates import format_interval
from rich.text import Text
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from helpcenter.domain.faults import Refusal
from helpcenter.domain.reports import By, Figures, Group, Report
from tui.faults import NotSaved
from tui.keys import Place, bindings
from tui.language import N_
from tui.measures import MEASURES, drawable, meaning, said, unit
from tui.saving import downloads, written
from tui.screens.desk_screen import DeskScreen
from tui.screens.menu import Choice, Menu
from tui.text import safe_line
from tui.widgets.bar_chart import BarChart
from tui.widgets.day_chart import DayChart
from tui.widgets.key_bar import KeyBar
from tui.wording import channel_word
from tui.workplace import Workplace

BYS = {
    By.DAY: N_("by day"),
    By.LANGUAGE: N_("by language"),
    By.PLAN: N_("by plan"),
    By.CHANNEL: N_("by channel"),
    By.SPECIALIST: N_("by specialist"),
}
PERIODS = (7, 30, 90, 365)


class ReportsScreen(DeskScreen):
    """Shows one measure of a report at a time; what it is grouped by and how many days are chosen by keys."""

    CSS_PATH = "reports.tcss"
    BINDINGS = bindings(Place.REPORTS)
    place = Place.REPORTS

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.report: Report | None = None
        self.measure, self.by, self.days, self.back = 0, By.DAY, 30, 0
        self._head = Static(id="reports-head", markup=False)
        self._tabs = Static(id="reports-tabs", markup=False)
        self._about = Static(id="reports-about", markup=False)
        self._chart = DayChart(self.language, "reports-chart")
        self._bars = BarChart(id="reports-bars")
        self._chart.display = self._bars.display = False  # until there is something to draw
        self._table: DataTable[Text] = DataTable(cursor_type="row", zebra_stripes=False)

    def compose(self) -> Iterator[Widget]:
        """What and when, the measures, the chart above or beside the table, keys."""
        yield self._head
        yield self.news
        yield self._tabs
        yield self._about
        yield Horizontal(self._chart, self._bars, self._table, id="reports-panes")
        yield KeyBar(self.language, Place.REPORTS)

    def on_mount(self) -> None:
        """Read the last thirty days."""
        self._table.focus()
        self._read()

    def on_resize(self) -> None:
        """The table stands beside the chart where there is room, else below it."""
        self.query_one("#reports-panes").set_class(self.size.width >= 120, "-wide")
        self.call_after_refresh(self._show)

    def action_reload(self) -> None:
        """Count again."""
        self._read()

    def action_measure(self, steps: int) -> None:
        """Show another measure."""
        self.measure = (self.measure + steps) % len(MEASURES)
        self._show()

    def action_by(self) -> None:
        """Ask what to group by."""
        gettext = self.language.gettext
        choices = [Choice(by.value[0], gettext(label), by.value) for by, label in BYS.items()]
        self.app.push_screen(Menu(gettext("Show the figures"), choices, self.by.value), self._group)

    def action_period(self) -> None:
        """Ask for how many days."""
        said = [self.language.ngettext("%(num)s day", "%(num)s days", days) % {"num": days} for days in PERIODS]
        choices = [
            Choice(str(at), label, str(days)) for at, (days, label) in enumerate(zip(PERIODS, said, strict=True), 1)
        ]
        self.app.push_screen(Menu(self.language.gettext("How far back?"), choices, str(self.days)), self._span)

    def action_shift(self, steps: int) -> None:
        """Show the time before this one, or after it."""
        if self.back + steps >= 0:
            self.back += steps
            self._read()

    def action_export(self) -> None:
        """Write the whole report as CSV beside other downloads."""
        if self.report is not None:
            self.errand(partial(_exported, self.report), self._saved, self._not_saved)

    def action_back(self) -> None:
        """Back to work."""
        self.dismiss()

    def _group(self, by: str | None) -> None:
        if by is not None:
            self.by = By(by)
            self._read()

    def _span(self, days: str | None) -> None:
        if days is not None:
            self.days, self.back = int(days), 0
            self._read()

    def _read(self) -> None:
        counting = self.language.gettext("Counting …")
        self._head.update(Content(f"{self._title()} · {counting}"))
        call = partial(self.workplace.backstage.report, self.by, self.days, self.back)
        self.errand(call, self._counted, latest="report")

    def _counted(self, report: Report) -> None:
        self.report = report
        self._show()

    def _show(self) -> None:
        if self.report is None:
            return
        asked, gettext = self.report.asked, self.language.gettext
        span = format_interval(asked.start, asked.end, "yMMMd", locale=self.language.locale)
        self._head.update(Content(f"{self._title()} · {span} · {gettext(BYS[asked.by])} · {self.report.zone}"))
        self._tabs.update(self._tab_line())
        self._about.update(self._meaning(asked.by))
        self._fill_table(self.report)
        self._draw(self.report)

    def _meaning(self, by: By) -> Content:
        """What the figures are, and which line of the chart is which."""
        measure = MEASURES[self.measure]
        headings = dict(measure.columns)
        legend = DayChart.legend([self.language.gettext(headings[name]) for name in measure.drawn if by is By.DAY])
        said = Content(meaning(measure, self.language))
        return Content("\n").join([said, legend]) if legend else said

    def _title(self) -> str:
        return self.language.gettext("Reports")

    def _tab_line(self) -> Content:
        parts = [
            Content.styled(f" {self.language.gettext(each.name)} ", "bold reverse" if at == self.measure else "")
            for at, each in enumerate(MEASURES)
        ]
        return Content("").join(parts)

    def _fill_table(self, report: Report) -> None:
        columns = MEASURES[self.measure].columns
        row = self._table.cursor_row
        self._table.clear(columns=True)
        groups = reversed(report.groups) if report.asked.by is By.DAY else report.groups
        rows = [self._cells(self.language.gettext("All together"), report.total, "bold")]
        rows += [self._cells(self._label(group, report.asked.by), group.figures, "") for group in groups]
        headings = [Text(""), *(Text(self.language.gettext(heading)) for _, heading in columns)]
        for at, heading in enumerate(headings):
            # Its own measuring comes later than the first picture, and sometimes not at all.
            self._table.add_column(heading, width=max(cells[at].cell_len for cells in (headings, *rows)))
        for cells in rows:
            self._table.add_row(*cells)
        self._table.move_cursor(row=row)

    def _cells(self, label: str, figures: Figures, style: str) -> list[Text]:
        record = figures.record()
        columns = MEASURES[self.measure].columns
        texts = [said(name, record[name], self.language) for name, _ in columns]
        return [Text(label, style), *(Text(text, style, justify="right") for text in texts)]

    def _draw(self, report: Report) -> None:
        measure, daily = MEASURES[self.measure], report.asked.by is By.DAY
        self._chart.display, self._bars.display = daily, not daily
        if daily:
            headings = dict(measure.columns)
            rows = [
                (self.language.gettext(headings[name]), [drawable(name, _figure(each, name)) for each in report.groups])
                for name in measure.drawn
            ]
            days = [date.fromisoformat(group.key) for group in report.groups]
            self._chart.draw(days, rows, unit(measure.drawn[0], self.language))
            return
        name = measure.drawn[0]
        figures = [(self._label(each, report.asked.by), each.figures.record()[name]) for each in report.groups]
        self._bars.draw([(label, drawable(name, one), said(name, one, self.language)) for label, one in figures])

    def _label(self, group: Group, by: By) -> str:
        language = self.language
        if by is By.DAY:
            return language.day(date.fromisoformat(group.key))
        if not group.key:
            return {By.SPECIALIST: language.gettext("Nobody"), By.PLAN: language.gettext("No plan")}.get(by, "–")
        if by is By.LANGUAGE:
            return language.language_name(group.key)
        if by is By.CHANNEL:
            return channel_word(group.key, language)
        return safe_line(group.label)

    def _saved(self, path: Path) -> None:
        self.notify(self.language.gettext("Saved: %(path)s") % {"path": safe_line(str(path))}, markup=False)

    def _not_saved(self, refusal: Refusal) -> None:
        if isinstance(refusal, NotSaved):
            told = self.language.gettext("The file could not be saved: %(reason)s")
            self.notify(told % {"reason": safe_line(refusal.reason)}, severity="error", markup=False)
        else:
            self.refused(refusal)


def _figure(group: Group, name: str) -> int | float | None:
    return group.figures.record()[name]


def _exported(report: Report) -> Path:
    asked = report.asked
    name = f"report-{asked.start}-{asked.end}-{asked.by}.csv"
    try:
        return written(partial(_write, report.table()), name, downloads())
    except OSError as fault:
        raise NotSaved(fault.strerror or str(fault)) from fault


def _write(rows: Sequence[Sequence[str]], file: Path) -> None:
    with file.open("x", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
