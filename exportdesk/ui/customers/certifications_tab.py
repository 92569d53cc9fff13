"""The tab of a customer's certifications, statements and letters."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.papers import IssuedPaper
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.storage.certifications import CertificationRow
from exportdesk.ui.certifications.columns import title_of
from exportdesk.ui.certifications.subjects import NewCertification
from exportdesk.ui.certifications.words import iso_day, tone_of
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.tab import action_bar
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Column, EmptyState, StateStack, TableModel, TableView, button
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """A certification, or another paper that was issued. `day` is ISO text."""

    number: str
    what: str
    day: str
    state: str = ""
    tone: Tone = Tone.GREY
    is_certification: bool = False


def paper_columns() -> tuple[Column[Line], ...]:
    """Return the columns of the table."""
    return (
        Column(
            _("Paper"),
            text=lambda r: r.what,
            subtitle=lambda r: r.number,
            key="paper",
            width=150,
            strong=True,
            stretch=True,
        ),
        Column(
            _("State"),
            text=lambda r: r.state,
            tone=lambda r: r.tone if r.state else None,
            key="state",
            width=104,
        ),
        Column(
            _("Date"), text=lambda r: iso_day(r.day), sort=lambda r: r.day, key="day", width=108
        ),
    )


class CertificationsTab(QWidget):
    """Shows the papers of a customer, and makes more."""

    letter_asked = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._view: CustomerView | None = None
        self._opening = PaperOpening(desk, shell, self)
        model = TableModel(paper_columns(), identity=lambda line: line.number)
        self.table = TableView(
            model, _("Papers of this customer"), key="customer-papers", settings=shell.settings
        )
        self._make = button(_("Make a certification"), self.make, glyph="file-sign")
        self._letter = button(
            _("Statement or letter…"), self._ask_letter, glyph="file-document-edit-outline"
        )
        self._open = button(_("Open it"), self.open)
        empty = EmptyState(
            "file-sign",
            _("No papers yet"),
            _(
                "A certification is what you ask a customer to sign before high-priority items"
                " ship. Statements and letters are made here, too."
            ),
        )
        self.states = StateStack(self.table, empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.states, 1)
        whole.addLayout(action_bar(self._make, self._letter, self._open))
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._show_actions)

    def show_view(self, view: CustomerView) -> None:
        """Show the papers of a customer, the newest first."""
        self._view = view
        lines = [*map(_certification, view.certifications), *map(_paper, view.papers)]
        lines.sort(key=lambda line: line.day, reverse=True)
        self.table.show_rows(lines, choose_first=True)
        if lines:
            self.states.show_content()
        else:
            self.states.show_empty()
        self._show_actions()

    def make(self) -> None:
        """Begin a certification of this customer."""
        if self._view is not None and not self._desk.read_only:
            self._shell.window.go("certifications", NewCertification(self._view.id))

    def open(self, _row: object = None) -> None:
        """Open the paper that is chosen."""
        line = self.table.current
        if line is None:
            return
        if line.is_certification:
            self._shell.window.go("certifications", line.number)
        else:
            self._opening.show_issued(line.number)

    def _ask_letter(self) -> None:
        if self._view is not None:
            self._opening.ask(self._view.id)

    def _show_actions(self, _row: object = None) -> None:
        writable = not self._desk.read_only
        self._make.setEnabled(writable)
        self._letter.setEnabled(writable)
        self._open.setEnabled(self.table.current is not None)


def _certification(row: CertificationRow) -> Line:
    return Line(
        title_of(row), _("Certification"), row.dated, word(row.state), tone_of(row.state), True
    )


def _paper(one: IssuedPaper) -> Line:
    return Line(one.number, sentence(f"paper-{one.kind}"), one.at.local.date().isoformat())
