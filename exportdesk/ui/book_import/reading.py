"""How the table is read: its headings, and where they matter the sheet, delimiter and encoding."""

from PySide6.QtCore import Signal

from exportdesk.core.i18n import _
from exportdesk.operations.table_import import OpenedTable
from exportdesk.tables import Choices, Table
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
        self.encoding: ComboBox[str] = self.add(_("&Encoding"), ComboBox([("", "")]), 3)
        self.headings.picked.connect(self.headed)
        for field in (self.sheet, self.delimiter, self.encoding):
            field.picked.connect(self._ask_again)
        self._opened: OpenedTable | None = None
        self._last: ComboBox[str] = self.encoding
        self.refused: ComboBox[str] | None = None

    def load(self, opened: OpenedTable) -> None:
        """Show how a file was read."""
        self._opened = opened
        self.refused = None
        self.clear_marks()
        table = opened.table
        self.headings.offer(_heading_choices(table))
        self.headings.choose(table.header)
        self.sheet.offer([(one.name, _sheet_words(one.name, one.hidden)) for one in table.sheets])
        self.sheet.choose(table.sheet)
        self.show_field(self.sheet, len(table.sheets) > 1)
        delimiters = delimiter_choices()
        if table.delimiter and table.delimiter not in dict(delimiters):
            delimiters.append((table.delimiter, table.delimiter))
        self.delimiter.offer(delimiters)
        self.delimiter.choose(table.delimiter)
        self.show_field(self.delimiter, bool(table.delimiter))
        self.encoding.offer(encoding_choices(table.encoding))
        self.encoding.choose(table.encoding)
        said = bool(opened.choices.encoding)
        self.show_field(self.encoding, table.encoding not in CERTAIN or said)

    def read_as(self) -> Choices:
        """Return how the file is to be read: what was chosen, not what was found out anyway."""
        opened = self._opened
        if opened is None:
            return Choices()
        table, former = opened.table, opened.choices
        sheet = self.sheet.value if len(table.sheets) > 1 else ""
        encoding, delimiter = self.encoding.value, self.delimiter.value
        return Choices(
            sheet=sheet if sheet != table.sheet else former.sheet,
            encoding=encoding if encoding != table.encoding else former.encoding,
            delimiter=delimiter if delimiter != table.delimiter else former.delimiter,
        )

    def refuse(self, words: str) -> None:
        """Say beside the field chosen last that the file cannot be read so."""
        self.refused = self._last
        self.mark(self._last, words)

    def _ask_again(self, _value: object) -> None:
        sender = self.sender()
        fields = (self.sheet, self.delimiter, self.encoding)
        self._last = next((field for field in fields if field is sender), self.encoding)
        self.clear_marks()
        self.reread.emit()


def _heading_choices(table: Table) -> list[tuple[int, str]]:
    rows = [*table.above, *table.rows[:_HEADINGS_OFFERED]]
    numbers = [row.number for row in rows][:_HEADINGS_OFFERED]
    if table.header and table.header not in numbers:
        numbers.append(table.header)
    named = [(number, _("Row {number}").format(number=number)) for number in numbers]
    return [*named, (0, _("There are none"))]


def _sheet_words(name: str, hidden: bool) -> str:
    return _("{name} (hidden)").format(name=name) if hidden else name
