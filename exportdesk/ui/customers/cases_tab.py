"""The tab of a customer's cases: how each stands, opened, begun anew, repeated."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.cases import CaseState
from exportdesk.core.clock import parse_utc
from exportdesk.core.i18n import _
from exportdesk.core.ids import CaseId
from exportdesk.core.progress import Progress
from exportdesk.diligence.outcome import Drift
from exportdesk.ui.cases.columns import Line, standing_columns
from exportdesk.ui.cases.subjects import NewCase, RepeatOrder
from exportdesk.ui.cases.words import day_or_none
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.tab import action_bar
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Column, EmptyState, StateStack, TableModel, TableView, button
from exportdesk.ui.widgets.list_card import add_row_actions
from exportdesk.wiring import Desk


def case_columns() -> tuple[Column[Line], ...]:
    """Return the columns of the table."""
    return (
        Column(
            _("Case"),
            text=lambda r: r.row.number,
            subtitle=_about,
            key="case",
            width=150,
            strong=True,
            stretch=True,
        ),
        *standing_columns(outcome_width=160),
        Column(
            _("Date"),
            text=lambda r: day_or_none(_day(r)),
            hint=lambda r: _("Planned export") if r.row.export_on else _("Opened"),
            sort=_day,
            key="date",
            width=104,
            hidden=True,
        ),
        Column(_("Title"), text=lambda r: r.row.title, key="title", width=150, hidden=True),
        Column(_("Order"), text=lambda r: r.row.reference, key="reference", width=110, hidden=True),
    )


class CasesTab(QWidget):
    """Shows the cases of a customer, and begins more."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._view: CustomerView | None = None
        self._lines: list[Line] = []
        self._drifting: Latest[Mapping[CaseId, Drift]] = Latest(shell.background)
        model = TableModel(case_columns(), identity=lambda line: line.id)
        self.table = TableView(
            model, _("Cases of this customer"), key="customer-cases", settings=shell.settings
        )
        self.table.allow_columns()
        self._new = button(_("New case"), self.begin, glyph="plus")
        self._repeat = button(_("Repeat order"), self.repeat, glyph="repeat")
        self._open = button(_("&Open"), self.open)
        empty = EmptyState(
            "clipboard-check-outline",
            _("No cases yet"),
            _(
                "A case answers “may I ship this?” for one order of this customer. What you"
                " enter and sign off there stays with the customer."
            ),
        )
        self.states = StateStack(self.table, empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.states, 1)
        whole.addLayout(action_bar(self._new, self._repeat, self._open))
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._show_actions)
        actions = (
            (_("&Open"), self.open),
            (_("Repeat order"), self.repeat),
            (_("Copy row"), self.table.copy_selection),
        )
        add_row_actions(self.table, actions)

    def show_view(self, view: CustomerView) -> None:
        """Show the cases of a customer, the one changed last first."""
        same = self._view is not None and self._view.id == view.id
        drifted = {line.id for line in self._lines if line.changed} if same else set()
        self._view = view
        self._lines = [Line(row, row.id in drifted) for row in view.cases]
        self.table.show_rows(self._lines, choose_first=True)
        if self._lines:
            self.states.show_content()
        else:
            self.states.show_empty()
        self._show_actions()
        self._look_for_drifts(view)

    def begin(self) -> None:
        """Begin a case of this customer."""
        if self._view is not None and not self._desk.read_only:
            self._shell.window.go("cases", NewCase(self._view.id))

    def repeat(self) -> None:
        """Begin a case for another order like the one that is chosen."""
        line = self.table.current
        if line is not None and not self._desk.read_only:
            self._shell.window.go("cases", RepeatOrder(line.id))

    def open(self, _row: object = None) -> None:
        """Open the case that is chosen."""
        line = self.table.current
        if line is not None:
            self._shell.window.go("cases", line.row.number)

    def _look_for_drifts(self, view: CustomerView) -> None:
        """Look what changed since a sign-off; it takes longer than the rows themselves."""
        signed = [row.id for row in view.cases if row.state is CaseState.SIGNED]
        if not signed:
            self._drifting.drop()
            return
        drifts = self._desk.case_drifts

        def work(progress: Progress) -> Mapping[CaseId, Drift]:
            return drifts.of(signed, progress)

        self._drifting.start(work, done=self._take_drifts)

    def _take_drifts(self, found: Mapping[CaseId, Drift]) -> None:
        lines = [replace(line, changed=line.id in found) for line in self._lines]
        if lines != self._lines:
            self._lines = lines
            self.table.show_rows(lines, choose_first=True)

    def _show_actions(self, _row: object = None) -> None:
        writable, chosen = not self._desk.read_only, self.table.current is not None
        self._new.setEnabled(writable)
        self._repeat.setEnabled(writable and chosen)
        self._open.setEnabled(chosen)


def _about(line: Line) -> str:
    """Return which day and which order it is about."""
    return "  ·  ".join(part for part in (day_or_none(_day(line)), line.row.reference) if part)


def _day(line: Line) -> str:
    """Return the planned day of export, else the day on which it was opened, as ISO text."""
    return line.row.export_on or parse_utc(line.row.made_at).astimezone().date().isoformat()
