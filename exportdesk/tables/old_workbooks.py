"""Workbooks of the older binary kinds (.xls, .xlsb), by a reader that asks no questions."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING

from exportdesk.tables.grid import CellProblem, Grid, Meter, Row, Sheet, trimmed
from exportdesk.tables.merges import Merge, fill_merges
from exportdesk.tables.numbers import is_rounded, moment_text, number_text
from exportdesk.tables.plain import opened_workbook
from exportdesk.tables.workbook_limits import NoTable, check_archive

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# It unpacks everything at once, and how much that is cannot be told before.
_LARGEST = 40 * 2**20
_ZIP = b"PK"


class OldBook:
    """A workbook of an older kind, opened; used in a `with`, out of which come its NoTables."""

    def __init__(self, data: bytes) -> None:
        if len(data) > _LARGEST:
            raise NoTable("too-large")
        if data.startswith(_ZIP):
            check_archive(data)
        self._open = ExitStack()
        self._book: CalamineWorkbook = self._open.enter_context(opened_workbook(data))

    def __enter__(self) -> "OldBook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What the reader raised is told to the one who opened it, who makes NoTable of it.
        self._open.__exit__(kind, error, trace)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that have cells, in their order."""
        return tuple(_sheets(self._book))

    def read(self, sheet: str, meter: Meter) -> Grid:
        """Return the rows of a sheet that hold anything. Raises Cancelled too."""
        if sheet not in {one.name for one in self.sheets}:
            raise NoTable("no-sheet", sheet)
        return _grid(self._book.get_sheet_by_name(sheet), meter)


def _sheets(book: "CalamineWorkbook") -> Iterator[Sheet]:
    for one in book.sheets_metadata:
        if "Work" in str(one.typ):
            yield Sheet(one.name, "Visible" not in str(one.visible))


def _grid(sheet: "CalamineSheet", meter: Meter) -> Grid:
    grid = Grid()
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        meter.pass_row()
        kept = trimmed([_text(cell) for cell in cells])
        if kept:
            meter.keep(kept)
            grid.rows.append(Row(number, kept, tuple(_problems(cells))))
    merged = sheet.merged_cell_ranges or []
    fill_merges(grid, [Merge(first[1], first[0] + 1, last[0] + 1) for first, last in merged])
    return grid


def _problems(cells: Sequence[object]) -> Iterator[CellProblem]:
    for place, cell in enumerate(cells):
        if isinstance(cell, float) and is_rounded(cell):
            yield CellProblem(place, "cell-rounded")
        elif isinstance(cell, str) and cell in _ERRORS:
            yield CellProblem(place, "cell-error", {"text": cell})


_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"))


def _text(cell: object) -> str:
    match cell:
        case bool():
            return str(cell).upper()
        case int() | float():
            return number_text(float(cell))
        case datetime() | date():
            return moment_text(cell)
        case None:
            return ""
    return str(cell)
