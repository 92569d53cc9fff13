"""The screenings that were saved: looked up, opened, copied out, begun again."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.screenings import Screening
from exportdesk.core.words import say
from exportdesk.storage.opening import fault
from exportdesk.storage.screenings import ScreeningRow
from exportdesk.ui.jobs import Latest
from exportdesk.ui.records.columns import screening_columns
from exportdesk.ui.records.words import first_name
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    EmptyState,
    SearchField,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
)
from exportdesk.ui.widgets.list_card import add_row_actions, list_foot
from exportdesk.wiring import Desk

_LIMIT = 500


class ScreeningsPane(QWidget):
    """The table of screenings with its search; `troubled` tells an error to be shown."""

    troubled = Signal(object)
    picked = Signal(bool)  # whether a screening is chosen

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._found: Latest[list[ScreeningRow]] = Latest(shell.screening)
        self._wanted = ""  # the number of a record to be opened once the rows are there
        self.search = SearchField(_("Search number, name, reference or operator"))
        self.search.searched.connect(self.look)
        model = TableModel(screening_columns(), identity=lambda row: row.id)
        self.table = TableView(model, _("Screenings"), key="records", settings=shell.settings)
        self.table.chosen.connect(self._tell_picked)
        self.table.opened.connect(self._open_row)
        self._count = label("", "caption")
        self._again = button(
            _("Screen a&gain"),
            self.screen_again,
            glyph="repeat",
            hint=_("Decide its matches in a new screening; this record stays as it is."),
        )
        self._copy = button(_("Save a co&py…"), self.save_copy, glyph="download-outline")
        self._empty = EmptyState(
            "history",
            _("No records yet"),
            _(
                "Every screening you save is listed here, with its record as it was printed. "
                "Nothing that was decided is ever rewritten."
            ),
            action=_("Screen a party"),
            call=self._go_and_screen,
        )
        self.states = StateStack(self.table, self._empty)
        self._add_menu()
        self._build()
        self._tell_picked(None)

    def look(self, _words: str = "") -> None:
        """Look the screenings up again."""
        desk, words = self._desk, self.search.text()
        self._found.start(
            lambda _progress: desk.records.screenings(words, limit=_LIMIT),
            done=self._show,
            failed=self._show_error,
        )

    def take_cursor(self) -> None:
        """Put the cursor into the table, or where there is nothing onto what fills it."""
        empty = self._empty.isVisible() and not self._empty.action.isHidden()
        first: QWidget = self._empty.action if empty else self.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_number(self, number: str) -> None:
        """Choose the screening of this number among all, and show its record."""
        self._wanted = number
        self.search.clear()
        self.search.search_now()
        self.look()

    def open_record(self) -> None:
        """Show the record of the screening that is chosen, to print or save it."""
        row = self.table.current
        if row is None:
            return
        desk, number = self._desk, row.number
        self._count.setText(_("Opening {number}…").format(number=number))
        self._shell.jobs.start(
            lambda _progress: (number, first_name(row), *_paper(desk, number)),
            done=self._show_paper,
            failed=self._tell_trouble,
            finished=self._say_count,
        )

    def save_copy(self) -> None:
        """Ask for a place and write the record there."""
        row = self.table.current
        if row is None:
            return
        desk, number = self._desk, row.number
        kinds = _("PDF documents (*.pdf)")
        path = self._shell.ask.save_file(self, _("Save a copy"), f"{number}.pdf", kinds)
        if path is not None:
            self._shell.jobs.start(
                lambda _progress: _write(desk, number, path),
                done=self._say_saved,
                failed=self._tell_trouble,
            )

    def screen_again(self) -> None:
        """Take the parties of the screening that is chosen to the Screen page."""
        row = self.table.current
        if row is None:
            return
        desk, number = self._desk, row.number
        self._shell.jobs.start(
            lambda _progress: desk.screenings.get(number),
            done=self._go_again,
            failed=self._tell_trouble,
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.states, 1)
        column.addLayout(list_foot(self._count, self._again, self._copy))

    def _add_menu(self) -> None:
        actions = (
            (_("Open record"), self.open_record),
            (_("Save a copy…"), self.save_copy),
            (_("Screen again"), self.screen_again),
            (_("Copy row"), self.table.copy_selection),
        )
        self._actions = add_row_actions(self.table, actions)

    def _show(self, rows: list[ScreeningRow]) -> None:
        self.table.show_rows(rows, choose_first=True)
        words = self.search.text().strip()
        if rows:
            self.states.show_content()
        elif words:
            self._empty.say(
                _("Nothing found"),
                _("No screening holds every word of “{words}”.").format(words=words),
            )
            self.states.show_empty()
        else:
            self._empty.say(
                _("No records yet"),
                _(
                    "Every screening you save is listed here, with its record as it was printed. "
                    "Nothing that was decided is ever rewritten."
                ),
                action=_("Screen a party"),
            )
            had_cursor = self.window().focusWidget() is self.table
            self.states.show_empty()
            if had_cursor:  # it goes, and Qt would take whatever comes next
                self.take_cursor()
        self._say_count()
        self._tell_picked(self.table.current)
        self._open_wanted(rows)

    def _open_wanted(self, rows: list[ScreeningRow]) -> None:
        wanted, self._wanted = self._wanted, ""
        row = next((one for one in rows if one.number == wanted), None)
        if row is not None:
            self.table.choose(row)
            self.open_record()
        elif wanted and not self.search.text():  # older than those that are listed
            self._wanted = wanted
            self.search.setText(wanted)
            self.search.search_now()

    def _show_error(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The records cannot be read"), say(error), self.look)

    def _say_count(self) -> None:
        count = self.table.model().rowCount()
        words = ngettext("{count} screening", "{count} screenings", count).format(
            count=figure(count)
        )
        if count >= _LIMIT:
            words = _("The newest {count} are shown; search to find older ones.").format(
                count=figure(count)
            )
        self._count.setText(words if count else "")

    def _tell_picked(self, row: ScreeningRow | None) -> None:
        there = row is not None
        for part in (self._again, self._copy):
            part.setEnabled(there)
        waits = row is not None and row.waits
        self._again.setText(_("Screen a&gain to decide") if waits else _("Screen a&gain"))
        for action in self._actions:
            action.setEnabled(there)
        self.picked.emit(there)

    def _tell_trouble(self, error: ExportDeskError) -> None:
        self.troubled.emit(error)

    def _open_row(self, _row: ScreeningRow) -> None:
        self.open_record()

    def _show_paper(self, made: tuple[str, str, bytes, Changes]) -> None:
        number, name, paper, changes = made
        title = _("{number}: {name}").format(number=number, name=name)
        self._shell.window.preview(paper, title, f"{number}.pdf")
        self._shell.bus.tell(changes)

    def _say_saved(self, path: Path) -> None:
        self._shell.window.toast(_("Saved as {name}.").format(name=path.name))

    def _go_again(self, screening: Screening) -> None:
        self._shell.window.go("screen", screening)

    def _go_and_screen(self) -> None:
        self._shell.window.go("screen")


def _paper(desk: Desk, number: str) -> tuple[bytes, Changes]:
    """Return a record, and what getting it wrote: the first time, it is made and filed."""
    before = desk.records.head()
    paper = desk.screenings.paper(number)
    return paper, Changes.NOTHING if desk.records.head() == before else Changes.EVENTS


def _write(desk: Desk, number: str, path: Path) -> Path:
    paper, _changes = _paper(desk, number)
    try:
        path.write_bytes(paper)
    except OSError as error:
        raise fault(error, path) from error
    return path
