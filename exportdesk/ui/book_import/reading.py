"""How a table for the book was read, and is to be read."""

from exportdesk.core.i18n import _
from exportdesk.operations.table_import import OpenedTable
from exportdesk.tables import Choices, Table
from exportdesk.ui.reading_form import ReadAs, ReadingForm

_HEADINGS_OFFERED = 8


class TableReading(ReadingForm):
    """The form for a table with customers or products."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: OpenedTable | None = None

    def load(self, opened: OpenedTable) -> None:
        """Show how a file was read."""
        self._opened = opened
        self.begin()
        table = opened.table
        self.show_headings(_heading_choices(table), table.header)
        sheets = [(one.name, _sheet_words(one.name, one.hidden)) for one in table.sheets]
        self.show_sheets(sheets, table.sheet, several=len(sheets) > 1)
        found = ReadAs(table.encoding, table.delimiter)
        self.show_read(found, said=bool(opened.choices.encoding))

    def read_as(self) -> Choices:
        """Return how the file is to be read: what was chosen, not what was found out anyway."""
        opened = self._opened
        if opened is None:
            return Choices()
        table, former = opened.table, opened.choices
        sheet = self.sheet.value if len(table.sheets) > 1 else ""
        chosen = self.chosen(
            ReadAs(table.encoding, table.delimiter), ReadAs(former.encoding, former.delimiter)
        )
        return Choices(
            sheet=sheet if sheet != table.sheet else former.sheet,
            encoding=chosen.encoding,
            delimiter=chosen.delimiter,
        )


def _heading_choices(table: Table) -> list[tuple[int, str]]:
    rows = [*table.above, *table.rows[:_HEADINGS_OFFERED]]
    numbers = [row.number for row in rows][:_HEADINGS_OFFERED]
    if table.header and table.header not in numbers:
        numbers.append(table.header)
    named = [(number, _("Row {number}").format(number=number)) for number in numbers]
    return [*named, (0, _("There are none"))]


def _sheet_words(name: str, hidden: bool) -> str:
    return _("{name} (hidden)").format(name=name) if hidden else name
