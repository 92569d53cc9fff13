"""A table out of a file: its headings, its rows, and how it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from exportdesk.core.text import tidy
from exportdesk.tables.grid import Note, Row, Sheet
from exportdesk.tables.header import find_header


class TableKind(StrEnum):
    """What kind of file a table is in."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    XLSB = "xlsb"


@dataclass(frozen=True, slots=True)
class Choices:
    """How the user says a file is to be read; what is not said is found out.

    `header` is the number of the row with the headings, 0 for a table without any.
    """

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds.

    `headings` has one text for each column, all different: repeated ones are numbered, empty ones
    and those of a table without headings are the letters of their columns. `above` are the rows
    before the first row of data, the row with the headings among them (its number is `header`, 0
    where there is none); rows that hold nothing are left out everywhere. `encoding` and `delimiter`
    are of a CSV; `is_sure` says that its encoding was plain to see.
    """

    name: str
    kind: TableKind
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    header: int = 0
    above: tuple[Row, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    is_sure: bool = True
    notes: tuple[Note, ...] = ()

    def with_header(self, number: int) -> "Table":
        """Return the same table with the headings in the row `number`, 0 for none."""
        rows = (*self.above, *self.rows)
        names, above, below = divided(rows, number)
        return replace(self, headings=names, header=number, above=above, rows=below)


def divided(
    rows: Sequence[Row], header: int | None
) -> tuple[tuple[str, ...], tuple[Row, ...], tuple[Row, ...]]:
    """Return the headings of rows, the rows down to them, and the rows of data."""
    if header is None:
        header = find_header(rows)
    place = next((at for at, row in enumerate(rows) if row.number == header), -1)
    below = tuple(rows[place + 1 :])
    named = rows[place].cells if place >= 0 else ()
    width = max((len(row.cells) for row in below), default=0)
    return headings_of(named, max(width, len(named))), tuple(rows[: place + 1]), below


def headings_of(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return a heading for each of `width` columns, all different."""
    names: list[str] = []
    taken: set[str] = set()
    for place in range(width):
        bare = tidy(cells[place]) if place < len(cells) else ""
        bare = bare or column_letters(place)
        name, count = bare, 1
        while name.casefold() in taken:
            count += 1
            name = f"{bare} ({count})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def column_letters(place: int) -> str:
    """Return what spreadsheet programs call a column: A to Z, AA and so on."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
