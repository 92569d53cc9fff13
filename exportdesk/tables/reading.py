"""Reading a file into a table: which kind it is, which sheet, which encoding."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from exportdesk.core.errors import BadInput
from exportdesk.core.progress import Progress, Silent
from exportdesk.tables.decoding import Decoded, decoded
from exportdesk.tables.delimited import clean_text, read_delimited
from exportdesk.tables.grid import LARGEST_FILE, Grid, Meter, Note, Sheet
from exportdesk.tables.header import is_heading
from exportdesk.tables.ods import OdsBook
from exportdesk.tables.old_workbooks import OldBook
from exportdesk.tables.plain import DELIMITERS, delimiter_of
from exportdesk.tables.signs import Signs, signs_of
from exportdesk.tables.table import Choices, Table, TableKind, divided
from exportdesk.tables.workbook_limits import NoTable
from exportdesk.tables.xlsx import XlsxBook

_EMPTY = " ,;|\t\r\n\ufeff\"'"


class _Book(Protocol):
    @property
    def sheets(self) -> Sequence[Sheet]: ...

    def read(self, sheet: str, meter: Meter) -> Grid: ...


def read_table(
    path: Path, choices: Choices | None = None, progress: Progress | None = None
) -> Table:
    """Return the table in a file, read as `choices` say and found out where they do not.

    Raises BadInput with one of the codes in `core.words.tables`, and Cancelled.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput("table-too-large", file=path.name, megabytes=LARGEST_FILE // 2**20)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput("file-missing", path=str(path)) from error
    except OSError as error:
        raise BadInput("file-unreadable", path=str(path), detail=str(error)) from error
    return table_of(data, path.name, choices, progress)


def table_of(
    data: bytes,
    name: str,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> Table:
    """Return the table in the bytes of the file called `name`. Raises BadInput, Cancelled."""
    wanted, watcher = choices or Choices(), progress or Silent()
    watcher.stage("reading-table")
    meter = Meter(watcher)
    try:
        table = _read(data, name, wanted, meter)
    except NoTable as error:
        raise BadInput(
            f"table-{error.code}",
            file=name,
            detail=error.detail,
            megabytes=LARGEST_FILE // 2**20,
        ) from error
    if not table.rows and not table.above:
        raise BadInput("table-empty", file=name)
    if not table.rows:
        raise BadInput("table-only-headings", file=name)
    if wanted.header and wanted.header != table.header:
        raise BadInput("table-no-such-row", file=name, row=wanted.header)
    return table


def _read(data: bytes, name: str, choices: Choices, meter: Meter) -> Table:
    match signs_of(data):
        case Signs.NOTHING:
            raise NoTable("empty")
        case Signs.XLSX:
            return _workbook(XlsxBook(data), TableKind.XLSX, name, choices, meter)
        case Signs.ODS:
            return _workbook(OdsBook(data), TableKind.ODS, name, choices, meter)
        case Signs.XLSB | Signs.XLS as signs:
            kind = TableKind.XLSB if signs is Signs.XLSB else TableKind.XLS
            with OldBook(data) as book:
                return _workbook(book, kind, name, choices, meter)
        case Signs.TEXT:
            return _csv(data, name, choices, meter)
        case other:
            raise NoTable(other.value)


def _csv(data: bytes, name: str, choices: Choices, meter: Meter) -> Table:
    found = decoded(data, choices.encoding)
    text, empty = clean_text(found.text)
    if not text.strip(_EMPTY):
        raise NoTable("empty")
    delimiter = choices.delimiter or _delimiter(text)
    grid = read_delimited(text, delimiter, meter)
    if empty:
        grid.notes.append(Note("table-nul", {"count": empty}))
    headings, above, rows = divided(grid.rows, choices.header)
    return Table(
        name,
        TableKind.CSV,
        headings,
        rows,
        header=_header(above, choices),
        above=above,
        encoding=found.encoding,
        delimiter=delimiter,
        is_sure=found.sure,
        notes=(*grid.notes, *_encoding_notes(found)),
    )


def _delimiter(text: str) -> str:
    """Return what stands between the cells.

    Under a heading that stands alone there is one column: its commas are those of "Co., Ltd.".
    """
    first = text.lstrip("\r\n").splitlines()[0]
    if not any(delimiter in first for delimiter in DELIMITERS) and is_heading(first):
        return next((one for one in "\t|;" if one not in text), ",")
    return delimiter_of(text)


def _encoding_notes(found: Decoded) -> list[Note]:
    notes = []
    if not found.sure:
        notes.append(Note("table-encoding-guessed", {"encoding": found.encoding}))
    if found.lost:
        notes.append(Note("table-letters-lost", {"count": found.lost, "encoding": found.encoding}))
    return notes


def _workbook(book: _Book, kind: TableKind, name: str, choices: Choices, meter: Meter) -> Table:
    sheet, grid = _sheet(book, choices.sheet, meter)
    hidden = [one.name for one in book.sheets if one.hidden]
    if hidden:
        grid.notes.append(
            Note("table-hidden-sheets", {"count": len(hidden), "sheets": ", ".join(hidden)})
        )
    headings, above, rows = divided(grid.rows, choices.header)
    return Table(
        name,
        kind,
        headings,
        rows,
        header=_header(above, choices),
        above=above,
        sheets=tuple(book.sheets),
        sheet=sheet,
        notes=tuple(grid.notes),
    )


def _header(above: Sequence[object], choices: Choices) -> int:
    """Return the number of the row with the headings: the last of those above the data."""
    numbers = [getattr(row, "number", 0) for row in above]
    return numbers[-1] if numbers and choices.header != 0 else 0


def _sheet(book: _Book, wanted: str, meter: Meter) -> tuple[str, Grid]:
    """Return the sheet named, else the first that holds rows; hidden ones come last."""
    if wanted:
        return wanted, book.read(wanted, meter)
    best: tuple[str, Grid] | None = None
    for sheet in sorted(book.sheets, key=lambda one: one.hidden):
        grid = book.read(sheet.name, meter.again())
        if len(grid.rows) > 1:
            return sheet.name, grid
        if grid.rows and best is None:
            best = sheet.name, grid
    if best is None:
        raise NoTable("empty")
    return best
