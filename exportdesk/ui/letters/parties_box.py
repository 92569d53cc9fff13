"""The parties that a letter names: typed row by row, or those of a spreadsheet."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.lists import OwnTable
from exportdesk.operations.letters import LetterParty
from exportdesk.ui.letters.rows_box import RowsBox
from exportdesk.ui.letters.table_box import TableBox
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import CountryBox, button, line_edit
from exportdesk.ui.widgets.drop_sheet import DropSheet, dropped_file
from exportdesk.wiring import Desk


class PartyRow:
    """The fields of one party."""

    def __init__(self, countries: Sequence[tuple[str, str]], tell: Callable[[str], object]) -> None:
        self.name = line_edit(longest=300)
        self.aliases = line_edit(_("With ; between them"), longest=500)
        self.country = CountryBox(countries, none=_("Not given"))
        self.country.setMinimumContentsLength(8)
        self.address = line_edit(longest=300)
        for field in (self.name, self.aliases, self.address):
            field.textEdited.connect(tell)

    @property
    def fields(self) -> tuple[QLineEdit, QLineEdit, CountryBox, QLineEdit]:
        """Its fields, from left to right."""
        return self.name, self.aliases, self.country, self.address

    @property
    def party(self) -> LetterParty:
        """The party as typed."""
        return LetterParty(
            tidy(self.name.text()),
            aliases=tidy(self.aliases.text()),
            country=self.country.value,
            address=tidy(self.address.text()),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        one = self.party
        return not (one.name or one.aliases or one.address)


class PartiesBox(RowsBox[PartyRow]):
    """`changed` tells that something was typed or another table was opened.

    A table takes the place of typed rows; it can be dropped here, too.
    """

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            (_("Name"), _("Other names"), _("Country"), _("Address")),
            (4, 3, 3, 4),
            add=_("Add a part&y"),
            field_name=_("{what}, party {number}"),
            take_out=_("Take out party {number}"),
            gap=6,
        )
        self._shell = shell
        self._countries = [(one.code, one.name) for one in desk.rulebook.countries.all()]
        self.from_file = button(
            _("From a &spreadsheet…"), self.choose_file, kind="link", glyph="table-arrow-right"
        )
        self.table = TableBox(desk, shell, after=self.from_file)
        self.table.hide()
        self.table.changed.connect(self._tell_table)
        self._column.insertWidget(1, self.table)
        self._buttons.addWidget(self.from_file)
        self._buttons.addStretch(1)
        self._drop = DropSheet(self, _("Let go to read the parties from this table"))
        self.setAcceptDrops(True)
        self._lay_out()

    @property
    def parties(self) -> tuple[LetterParty, ...]:
        """The parties as typed, without empty rows; none where a table is there."""
        if self.path is not None:
            return ()
        return tuple(one.party for one in self.rows if not one.is_empty)

    @property
    def path(self) -> Path | None:
        """The table, None where parties are typed."""
        return self.table.path

    @property
    def read_as(self) -> OwnTable | None:
        """How the table is to be read."""
        return self.table.read_as

    def begin(self) -> None:
        """Show no party."""
        self.table.forget()
        self._show_rows(())

    def choose_file(self) -> None:
        """Ask for a table, and open it."""
        kinds = _("Tables (*.csv *.tsv *.txt *.xlsx *.ods);;All files (*)")
        path = self._shell.ask.open_file(self, _("Choose the table of the letter's parties"), kinds)
        if path is not None:
            self.table.open_file(path)

    def check(self) -> QWidget | None:
        """Mark what is missing, and return the field to go to."""
        self.mark.hide()
        if self.path is not None:
            return self.table.check()
        for row in self.rows:
            if not row.is_empty and not row.party.name:
                self.mark.setText(_("A party needs a name."))
                self.mark.show()
                return row.name
        return None

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._drop.cover()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.hide()
        path = dropped_file(event.mimeData())
        if path is not None:
            self.table.open_file(path)
        event.acceptProposedAction()

    @override
    def _new_row(self) -> PartyRow:
        return PartyRow(self._countries, self._tell)

    @override
    def _shows_rows(self) -> bool:
        return bool(self.rows) and self.path is None

    def _tell_table(self) -> None:
        self._place.setVisible(self._shows_rows())
        self.more.setVisible(self.path is None)
        self.mark.hide()
        self.changed.emit()
