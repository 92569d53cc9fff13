"""Tables as people keep them, CSV or spreadsheet, as rows of text."""

import csv
import io
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.tables.decoding import decoded
from exportdesk.tables.workbook_limits import (
    NoTable,
    check_workbook,
    is_old_workbook,
    is_workbook,
)

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

DELIMITERS = ",;\t|"
_LONGEST_FIELD = 2**20
_LINES_COMPARED = 20
_SEPARATOR = "sep="  # how Excel notes the delimiter in the first line


def text_of(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text of a CSV and its encoding: the one given, else the one it shows signs of.

    Raises NoTable.
    """
    found = decoded(data, encoding)
    if "\0" in found.text:
        raise NoTable("not-text")
    if found.lost:
        raise NoTable("encoding", encoding)
    return found.text, found.encoding


def delimiter_of(text: str) -> str:
    """Return what stands between the cells: where it divides the first lines most evenly."""
    first = text.split("\n", 1)[0].strip("\r\ufeff")
    if first.casefold().startswith(_SEPARATOR) and len(first) == len(_SEPARATOR) + 1:
        return first[-1]
    evenness = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    best = max(evenness, key=lambda delimiter: evenness[delimiter])
    if evenness[best] > (0, 0):
        return best
    # One column: "Somebody Co., Ltd." is not to be divided.
    return next((delimiter for delimiter in "\t|;" if delimiter not in text), best)


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    sample = io.StringIO(text[: 64 * 2**10], newline="")
    widths: list[int] = []
    try:
        for cells in csv.reader(sample, delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == _LINES_COMPARED:
                break
    except csv.Error:
        return 0, 0
    begin = next((number for number, width in enumerate(widths) if width > 1), len(widths))
    table = widths[begin:]
    if begin and (len(table) < 2 or len(set(table)) > 1):
        return 0, 0  # titles may stand above a table, but then the table is an even one
    common = max(set(table), key=lambda width: (table.count(width), width), default=0)
    return (table.count(common) / len(widths), common) if common > 1 else (0, 0)


def csv_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV. Raises NoTable where quotation marks do not match."""
    csv.field_size_limit(_LONGEST_FIELD)
    if text[: len(_SEPARATOR)].casefold() == _SEPARATOR:
        text = text.partition("\n")[2]
    # Strict: a quotation mark that is never closed would swallow every row after it.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from rows
    except csv.Error as error:
        raise NoTable(
            "damaged", Filled(_m("line {line}: {detail}"), line=rows.line_num, detail=str(error))
        ) from error


def sheet_names(data: bytes) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook. Raises NoTable."""
    return _read(data, "")[0]


def sheet_rows(data: bytes, sheet: str = "", *, old_kinds: bool = False) -> list[list[str]]:
    """Return the rows of a sheet, of the first that holds anything where none is named.

    .xlsx and .ods; with `old_kinds` also .xls and .xlsb, whose size nobody has looked at before.
    Raises NoTable.
    """
    if not old_kinds and is_old_workbook(data):
        raise NoTable("old-workbook")
    return _read(data, sheet)[1]


@contextmanager
def opened_workbook(data: bytes) -> Generator["CalamineWorkbook", None, None]:
    """Open a workbook that was looked through. Raises NoTable: "locked", "damaged"."""
    # Imported here: reading a spreadsheet is rare, and starting the program is not.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            yield book
    except PasswordError as error:
        raise NoTable("locked") from error
    except (CalamineError, OSError, IndexError, ValueError, OverflowError) as error:
        raise NoTable("damaged", str(error)) from error
    except BaseException as error:
        # WORKAROUND pyo3: a panic in the reader is no Exception, and it has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise NoTable("damaged", _m("the reader gave up")) from error


def _read(data: bytes, sheet: str) -> tuple[tuple[str, ...], list[list[str]]]:
    if is_workbook(data) and not is_old_workbook(data):
        check_workbook(data)
    with opened_workbook(data) as book:
        names = tuple(book.sheet_names)
        if sheet and sheet not in names:
            raise NoTable("no-sheet", sheet)
        rows: list[list[str]] = []
        for name in [sheet] if sheet else names:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            rows = [[cell_text(cell) for cell in row] for row in cells]
            if any(any(row) for row in rows):
                break
        return names, rows


def cell_text(cell: object) -> str:
    """Return what stands in a cell as text: whole numbers without ".0", days as ISO."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
    return str(cell)
