"""How a table is read: its headings, and where they matter the sheet, delimiter and encoding."""

from PySide6.QtCore import Signal

from exportdesk.core.i18n import _
from exportdesk.lists import OwnTable
from exportdesk.operations.own_lists import OwnFile
from exportdesk.ui.lists.own_words import heading_choices
from exportdesk.ui.reading_words import CERTAIN, delimiter_choices, encoding_choices
from exportdesk.ui.widgets import ComboBox, FormGrid

_HEADINGS_OFFERED = 8


class ReadingForm(FormGrid):
    """`headed` tells another row of headings, `reread` that the file is to be read otherwise.

    `refused` is the field whose choice the file cannot be read with, None where it can.
    """

    headed = Signal(object)
    reread = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headings: ComboBox[int] = self.add(_("&Headings stand in"), ComboBox([(1, "")]), 3)
        self.sheet: ComboBox[str] = self.add(_("&Sheet"), ComboBox([("", "")]), 3)
        self.delimiter: ComboBox[str] = self.add(
            _("Between ce&lls stands"), ComboBox(delimiter_choices()), 3
        )
        self.encoding: ComboBox[str] = self.add(_("&Encoding"), ComboBox([("", "")]), 5)
        self.headings.picked.connect(self.headed)
        for field in (self.sheet, self.delimiter, self.encoding):
            field.picked.connect(self._ask_again)
        self._file: OwnFile | None = None
        self._last: ComboBox[str] = self.encoding
        self.refused: ComboBox[str] | None = None

    def load(self, file: OwnFile, skip: int) -> None:
        """Show how `file` was read."""
        self._file = file
        self.refused = None
        self.clear_marks()
        rows = heading_choices(file.rows, _HEADINGS_OFFERED)
        if skip not in dict(rows):
            rows.insert(-1, (skip, _("Row {number}").format(number=skip)))
        self.headings.offer(rows)
        self.headings.choose(skip)
        self._load_sheets(file)
        delimiters = delimiter_choices()
        if file.delimiter and file.delimiter not in dict(delimiters):
            delimiters.append((file.delimiter, file.delimiter))
        self.delimiter.offer(delimiters)
        self.delimiter.choose(file.delimiter)
        self.show_field(self.delimiter, bool(file.delimiter))
        self.encoding.offer(encoding_choices(file.encoding))
        self.encoding.choose(file.encoding)
        said = bool(file.table.encoding)
        self.show_field(self.encoding, file.encoding not in CERTAIN or said)

    def read_as(self) -> OwnTable:
        """Return how the file is to be read: what was chosen, not what was found out anyway."""
        file = self._file
        if file is None:
            return OwnTable()
        sheet, encoding, delimiter = (
            field.value for field in (self.sheet, self.encoding, self.delimiter)
        )
        return OwnTable(
            sheet=sheet if file.sheets else "",
            encoding=encoding if encoding != file.encoding else file.table.encoding,
            delimiter=delimiter if delimiter != file.delimiter else file.table.delimiter,
        )

    def refuse(self, words: str) -> None:
        """Say beside the field chosen last that the file cannot be read so."""
        self.refused = self._last
        self.mark(self._last, words)

    def _load_sheets(self, file: OwnFile) -> None:
        # "" is the first one that holds anything; by its name it is the same only by chance.
        sheets = [("", _("First with rows")), *((name, name) for name in file.sheets)]
        self.sheet.offer(sheets)
        self.sheet.choose(file.table.sheet)
        self.show_field(self.sheet, len(file.sheets) > 1)

    def _ask_again(self, _value: object) -> None:
        sender = self.sender()
        fields = (self.sheet, self.delimiter, self.encoding)
        self._last = next((field for field in fields if field is sender), self.encoding)
        self.clear_marks()
        self.reread.emit()
