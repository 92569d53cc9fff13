"""Writing tables for spreadsheet programs: every cell a text, none of them a formula."""

import csv
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.progress import Progress, Silent
from exportdesk.tables.neutral import neutralized
from exportdesk.tables.ods_writing import write_package

Cells = Sequence[str]

MOST_SHEET_ROWS = 1_048_576
LONGEST_SHEET_CELL = 32_767
_REPORTED = 1_000
_WIDEST = 48


class _Sheet(Protocol):
    def write_string(self, row: int, column: int, text: str, look: object) -> object: ...

    def freeze_panes(self, row: int, column: int) -> object: ...

    def ignore_errors(self, ranges: dict[str, str]) -> object: ...

    def set_column(self, first: int, last: int, width: float, look: object) -> object: ...


class _Book(Protocol):
    def add_worksheet(self) -> _Sheet: ...

    def add_format(self, properties: dict[str, object]) -> object: ...

    def close(self) -> object: ...


def write_table(
    path: Path, headings: Cells, rows: Iterable[Cells], progress: Progress | None = None
) -> None:
    """Write a table to `path` by its ending: .csv, .xlsx or .ods.

    Either the whole file stands there at the end, or what was there before. Raises BadInput,
    StorageFault, Cancelled.
    """
    writers: dict[str, Callable[[Path, Cells, Iterable[Cells], Progress | None], None]] = {
        ".csv": write_csv,
        ".xlsx": write_xlsx,
        ".ods": write_ods,
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise BadInput("table-kind-unknown", path=str(path))
    writer(path, headings, rows, progress)


def write_csv(
    path: Path, headings: Cells, rows: Iterable[Cells], progress: Progress | None = None
) -> None:
    """Write a CSV in UTF-8 with the mark by which Excel knows it. Raises as `write_table`."""
    with _unfinished(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for cells in _safe(headings, rows, progress):
            writer.writerow(cells)
        _settle(file.fileno(), file.flush)


def write_xlsx(
    path: Path, headings: Cells, rows: Iterable[Cells], progress: Progress | None = None
) -> None:
    """Write an Excel workbook whose cells are text, codes too. Raises as `write_table`."""
    from xlsxwriter import Workbook

    with _unfinished(path) as part:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        # Packed into memory: on a full disk it would leave an archive that cannot be closed.
        packed = BytesIO()
        book = Workbook(packed, options)
        try:
            _fill(book, _safe(headings, rows, progress), headings)
        finally:
            # Also when the work was cancelled: it holds files that are not ours to delete.
            _close(book)
        part.write_bytes(packed.getbuffer())


def _close(book: _Book) -> None:
    from xlsxwriter.exceptions import XlsxFileError

    try:
        book.close()
    except XlsxFileError as error:
        raise OSError(str(error)) from error


def _fill(book: _Book, table: Iterator[list[str]], headings: Cells) -> None:
    sheet = book.add_worksheet()
    text = book.add_format({"num_format": "@", "valign": "top"})
    bold = book.add_format({"num_format": "@", "bold": True})
    sheet.freeze_panes(1, 0)
    # Else each code wears a green corner that asks to make a number of it.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_SHEET_ROWS}"})
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, min(_WIDEST, max(10, len(heading) + 2)), text)
    for row, cells in enumerate(_fitting(table)):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write_string(row, column, cell, text if row else bold)


def write_ods(
    path: Path, headings: Cells, rows: Iterable[Cells], progress: Progress | None = None
) -> None:
    """Write an OpenDocument spreadsheet whose cells are text. Raises as `write_table`."""
    with _unfinished(path) as part:
        write_package(part, _fitting(_safe(headings, rows, progress)))


def _safe(headings: Cells, rows: Iterable[Cells], progress: Progress | None) -> Iterator[list[str]]:
    watcher = progress or Silent()
    watcher.stage("writing-table")
    yield [neutralized(cell) for cell in headings]
    for done, cells in enumerate(rows):
        if done % _REPORTED == 0:
            watcher.step(done)
        yield [neutralized(cell) for cell in cells]


def _fitting(table: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the rows, and refuse what a sheet has no room for and would drop without a word."""
    for row, cells in enumerate(table, start=1):
        if row > MOST_SHEET_ROWS:
            raise BadInput("table-too-long-for-sheet", most=MOST_SHEET_ROWS)
        for column, cell in enumerate(cells, start=1):
            if len(cell) > LONGEST_SHEET_CELL:
                raise BadInput(
                    "table-cell-too-long-for-sheet",
                    row=row,
                    column=column,
                    letters=len(cell),
                    most=LONGEST_SHEET_CELL,
                )
        yield cells


@contextmanager
def _unfinished(path: Path) -> Generator[Path, None, None]:
    """Give a place beside `path` to write to; it takes its place once everything is there."""
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        detail = error.strerror or str(error)
        raise StorageFault("table-not-written", path=str(path), detail=detail) from error
    finally:
        part.unlink(missing_ok=True)


def _settle(descriptor: int, flush: Callable[[], None]) -> None:
    flush()
    os.fsync(descriptor)
