"""The parties that a letter names: typed row by row, or those of a spreadsheet."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.lists import OwnTable
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.ui.letters.field_rows import FieldRows
from exportdesk.ui.letters.table_box import TableBox
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import CountryBox, button, icon_button, label, line_edit
from exportdesk.ui.widgets.drop_sheet import DropSheet, dropped_file
from exportdesk.wiring import Desk


class PartyRow:
    """The fields of one party."""

    def __init__(
        self,
        countries: Sequence[tuple[str, str]],
        tell: Callable[[str], object],
        drop: "Callable[[PartyRow], object]",
    ) -> None:
        self._drop = drop
        self.name = line_edit(longest=300)
        self.aliases = line_edit(_("With ; between them"), longest=500)
        self.country = CountryBox(countries, none=_("Not given"))
        self.country.setMinimumContentsLength(8)
        self.address = line_edit(longest=300)
        for field in (self.name, self.aliases, self.address):
            field.textEdited.connect(tell)

    def drop(self) -> None:
        """Take the row out of its box."""
        self._drop(self)

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


class PartiesBox(QWidget):
    """`changed` tells that something was typed or another table was opened.

    A table takes the place of typed rows; it can be dropped here, too.
    """

    changed = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._countries = [(one.code, one.name) for one in desk.rulebook.countries.all()]
        self.rows: list[PartyRow] = []
        self._place: QWidget = QWidget()
        self.mark = label("", "mark", wrap=True)
        self.mark.hide()
        self.more = button(_("Add a part&y"), self.add_row, kind="link", glyph="plus")
        self.from_file = button(
            _("From a &spreadsheet…"), self.choose_file, kind="link", glyph="table-arrow-right"
        )
        self.table = TableBox(desk, shell, after=self.from_file)
        self.table.hide()
        self.table.changed.connect(self._tell_table)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.more)
        row.addWidget(self.from_file)
        row.addStretch(1)
        for one in (self._place, self.table, self.mark):
            self._column.addWidget(one)
        self._column.addLayout(row)
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
        self.rows = []
        self.table.forget()
        self.mark.hide()
        self._lay_out()

    def add_row(self) -> None:
        """Add an empty row, and put the cursor into it."""
        self.rows.append(PartyRow(self._countries, self._tell, self.drop_row))
        self._lay_out()
        self.rows[-1].name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def drop_row(self, row: PartyRow) -> None:
        """Take a row out."""
        self.rows = [one for one in self.rows if one is not row]
        self._lay_out()
        self.changed.emit()

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

    def _tell(self, _text: str) -> None:
        self.changed.emit()

    def _tell_table(self) -> None:
        there = self.path is not None
        self._place.setVisible(bool(self.rows) and not there)
        self.more.setVisible(not there)
        self.mark.hide()
        self.changed.emit()

    def _lay_out(self) -> None:
        heads = (_("Name"), _("Other names"), _("Country"), _("Address"))
        place = FieldRows(heads, (4, 3, 3, 4))
        for at, row in enumerate(self.rows, start=1):
            for field, words in zip(row.fields, heads, strict=True):
                field.setAccessibleName(_("{what}, party {number}").format(what=words, number=at))
            cross = _("Take out party {number}").format(number=at)
            place.add_row(row.fields, icon_button(cross, "close", row.drop))
        former = self._place
        self._column.replaceWidget(former, place)
        former.hide()
        former.deleteLater()
        self._place = place
        place.setVisible(bool(self.rows) and self.path is None)
        self.updateGeometry()
