"""How a table is read: its headings, and where they matter the sheet, delimiter and encoding."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal

from exportdesk.core.i18n import _
from exportdesk.ui.reading_words import CERTAIN, delimiter_choices, encoding_choices
from exportdesk.ui.widgets import ComboBox, FormGrid


class ReadAs(NamedTuple):
    """What stands between the cells of a file and how its letters are encoded; "" is found out."""

    encoding: str
    delimiter: str


class ReadingForm(FormGrid):
    """`headed` tells another row of headings, `reread` that the file is to be read otherwise.

    `refused` is the field whose choice the file cannot be read with, None where it can.
    """

    headed = Signal(object)
    reread = Signal()

    def __init__(self, *, encoding_wide: int = 3) -> None:
        """`encoding_wide` is how many columns of the form the encoding has."""
        super().__init__()
        self.headings: ComboBox[int] = self.add(_("&Header row"), ComboBox([(1, "")]), 3)
        self.sheet: ComboBox[str] = self.add(_("&Sheet"), ComboBox([("", "")]), 3)
        self.delimiter: ComboBox[str] = self.add(
            _("Ce&ll separator"), ComboBox(delimiter_choices()), 3
        )
        self.encoding: ComboBox[str] = self.add(_("&Encoding"), ComboBox([("", "")]), encoding_wide)
        self.headings.picked.connect(self.headed)
        for field in (self.sheet, self.delimiter, self.encoding):
            field.picked.connect(self._ask_again)
        self._last: ComboBox[str] = self.encoding
        self.refused: ComboBox[str] | None = None

    def refuse(self, words: str) -> None:
        """Say beside the field chosen last that the file cannot be read so."""
        self.refused = self._last
        self.mark(self._last, words)

    def begin(self) -> None:
        """Take away what was said of the file before."""
        self.refused = None
        self.clear_marks()

    def show_headings(self, rows: Sequence[tuple[int, str]], row: int) -> None:
        """Offer rows of headings, one of them taken."""
        self.headings.offer(rows)
        self.headings.choose(row)

    def show_sheets(self, sheets: Sequence[tuple[str, str]], sheet: str, *, several: bool) -> None:
        """Offer the sheets of a workbook that has several."""
        self.sheet.offer(sheets)
        self.sheet.choose(sheet)
        self.show_field(self.sheet, several)

    def show_read(self, found: ReadAs, *, said: bool) -> None:
        """Show how the file was read; `said`: the person chose the encoding."""
        delimiters = delimiter_choices()
        if found.delimiter and found.delimiter not in dict(delimiters):
            delimiters.append((found.delimiter, found.delimiter))
        self.delimiter.offer(delimiters)
        self.delimiter.choose(found.delimiter)
        self.show_field(self.delimiter, bool(found.delimiter))
        self.encoding.offer(encoding_choices(found.encoding))
        self.encoding.choose(found.encoding)
        self.show_field(self.encoding, found.encoding not in CERTAIN or said)

    def chosen(self, found: ReadAs, former: ReadAs) -> ReadAs:
        """Return what was chosen now or before, not what was found out anyway."""
        encoding, delimiter = self.encoding.value, self.delimiter.value
        return ReadAs(
            encoding if encoding != found.encoding else former.encoding,
            delimiter if delimiter != found.delimiter else former.delimiter,
        )

    def _ask_again(self, _value: object) -> None:
        sender = self.sender()
        fields = (self.sheet, self.delimiter, self.encoding)
        self._last = next((field for field in fields if field is sender), self.encoding)
        self.clear_marks()
        self.reread.emit()
