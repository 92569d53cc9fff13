"""How the table of an own list was read, and is to be read."""

from exportdesk.core.i18n import _
from exportdesk.lists import OwnTable
from exportdesk.operations.own_lists import OwnFile
from exportdesk.ui.lists.own_words import heading_choices
from exportdesk.ui.reading_form import ReadAs, ReadingForm

_HEADINGS_OFFERED = 8


class OwnReading(ReadingForm):
    """The form for an own list."""

    def __init__(self) -> None:
        super().__init__(encoding_wide=5)
        self._file: OwnFile | None = None

    def load(self, file: OwnFile, skip: int) -> None:
        """Show how `file` was read."""
        self._file = file
        self.begin()
        rows = heading_choices(file.rows, _HEADINGS_OFFERED)
        if skip not in dict(rows):
            rows.insert(-1, (skip, _("Row {number}").format(number=skip)))
        self.show_headings(rows, skip)
        # "" is the first one that holds anything; by its name it is the same only by chance.
        sheets = [("", _("First with rows")), *((name, name) for name in file.sheets)]
        self.show_sheets(sheets, file.table.sheet, several=len(file.sheets) > 1)
        self.show_read(ReadAs(file.encoding, file.delimiter), said=bool(file.table.encoding))

    def read_as(self) -> OwnTable:
        """Return how the file is to be read: what was chosen, not what was found out anyway."""
        file = self._file
        if file is None:
            return OwnTable()
        chosen = self.chosen(
            ReadAs(file.encoding, file.delimiter),
            ReadAs(file.table.encoding, file.table.delimiter),
        )
        return OwnTable(
            sheet=self.sheet.value if file.sheets else "",
            encoding=chosen.encoding,
            delimiter=chosen.delimiter,
        )
