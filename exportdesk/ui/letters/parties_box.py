"""The parties that a letter names: typed row by row, or those of a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.text import folded
from exportdesk.lists import OwnTable
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.ui.letters.party_row import NOBODY, PartyRow
from exportdesk.ui.letters.rows_box import RowsBox
from exportdesk.ui.letters.table_box import TableBox
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import SearchField, button, label
from exportdesk.ui.widgets.drop_sheet import FileDrops, one_dropped_file
from exportdesk.wiring import Desk

_MOST_SHOWN = 10  # of a long list those that hold what is looked for; the others stay


@dataclass(slots=True)
class Entry:
    """A party of the letter, and its row while it is shown."""

    party: LetterParty
    row: PartyRow | None = None

    @property
    def now(self) -> LetterParty:
        """The party as it is now."""
        return self.row.party if self.row is not None else self.party

    @property
    def words(self) -> str:
        """What it is found by."""
        one = self.now
        return folded(" ".join((one.name, one.aliases, one.address, one.street, one.city)))


class PartiesBox(RowsBox[PartyRow]):
    """`changed` tells that something was typed or another table was opened.

    A table takes the place of typed rows; it can be dropped here, too. Of a list with many parties
    some are shown, the others are looked for.
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
        self._country_code = desk.country_code
        self._countries = desk.rulebook.countries.choices()
        self._entries: list[Entry] = []
        self.search = SearchField(_("Search its parties"))
        self.search.searched.connect(self._look)
        self.search.hide()
        self._count = label("", "caption", wrap=True)
        self._count.hide()
        self.from_file = button(
            _("From a &spreadsheet…"), self.choose_file, kind="link", glyph="table-arrow-right"
        )
        self.table = TableBox(desk, shell, after=self.from_file)
        self.table.hide()
        self.table.changed.connect(self._tell_table)
        self._buttons.addWidget(self.from_file)
        self._buttons.addStretch(1)
        for at, one in enumerate((self.search, self._place, self._count, self.table)):
            self._column.insertWidget(at, one)
        FileDrops(
            self,
            _("Let go to read the parties from this table"),
            lambda paths: self.table.open_file(paths[0]),
            found=one_dropped_file,
        )
        self._lay_out()

    @property
    @override
    def rows(self) -> list[PartyRow]:
        return [one.row for one in self._entries if one.row is not None]

    @property
    def parties(self) -> tuple[LetterParty, ...]:
        """The parties as typed, without empty rows; none where a table is there."""
        if self.path is not None:
            return ()
        return tuple(one.now for one in self._entries if one.row is None or not one.row.is_empty)

    @property
    def path(self) -> Path | None:
        """The table, None where parties are typed."""
        return self.table.path

    @property
    def read_as(self) -> OwnTable | None:
        """How the table is to be read."""
        return self.table.read_as

    def begin(self, parties: Sequence[LetterParty] = (), *, is_list: bool = False) -> None:
        """Show these parties; with `is_list` they are a list already, which follows them."""
        self._entries = [Entry(one) for one in parties]
        self.table.forget()
        self.mark.hide()
        self.search.setText("")
        self.search.search_now()
        self.search.setVisible(len(parties) > _MOST_SHOWN)
        self.from_file.setVisible(not is_list)
        self.setAcceptDrops(not is_list)
        self._look()

    @override
    def _new_row(self) -> PartyRow:
        return self._row(NOBODY)

    @override
    def _add(self, row: PartyRow) -> None:
        self._entries.append(Entry(NOBODY, row))

    @override
    def _remove(self, row: PartyRow) -> None:
        self._entries = [one for one in self._entries if one.row is not row]

    @override
    def _shows_rows(self) -> bool:
        return bool(self.rows) and self.path is None

    def _row(self, party: LetterParty) -> PartyRow:
        return PartyRow(self._countries, self._tell, self._country_code, party)

    def _look(self, _words: object = None) -> None:
        """Show the parties that hold what is looked for, and what is typed anew."""
        for one in self._entries:
            if one.row is not None and one.now.key:
                one.party, one.row = one.now, None
        words = folded(self.search.text()).split()
        room = _MOST_SHOWN
        for one in self._entries:
            if room and one.row is None and all(word in one.words for word in words):
                one.row = self._row(one.party)
                room -= 1
        self._lay_out()

    def _say_count(self) -> None:
        hidden = sum(1 for one in self._entries if one.row is None)
        words = _("{shown} of {count} parties are shown. The others stay as they are.").format(
            shown=figure(len(self.rows)), count=figure(len(self._entries))
        )
        self._count.setText(words)
        self._count.setVisible(bool(hidden))

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
            if not row.is_empty and row.lacks_name:
                self.mark.setText(_("A party needs a name, or an address to be found by."))
                self.mark.show()
                return row.name
        return None

    def _tell_table(self) -> None:
        self._place.setVisible(self._shows_rows())
        self.more.setVisible(self.path is None)
        self.mark.hide()
        self.changed.emit()

    @override
    def _lay_out(self) -> None:
        super()._lay_out()
        self._say_count()
