"""CSV files as they come: rows of cells, and what their quotation marks do wrong."""

import csv
import io
import re
from collections.abc import Iterator

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.tables.grid import LONGEST_CELL, WHOLE_ROW, CellProblem, Grid, Meter, Note, Row
from exportdesk.tables.grid import trimmed as _trimmed
from exportdesk.tables.workbook_limits import NoTable

SEPARATOR = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
"""The first line by which Excel notes the delimiter."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x19\x1c-\x1f]")
_LOOKED_AT = 64 * 2**10
_END_OF_FILE = "\x1a"  # as DOS wrote it
_LOST = "\ufffd"


def clean_text(text: str) -> tuple[str, int]:
    """Return a text without NULs, and how many there were. Raises NoTable: it is no text."""
    empty = text.count("\0")
    head = text[:_LOOKED_AT]
    if empty > 20 + len(text) / 1000 or len(_CONTROL.findall(head)) > 5 + len(head) / 50:
        raise NoTable("not-text")
    return (text.replace("\0", "") if empty else text).rstrip(_END_OF_FILE), empty


def read_delimited(text: str, delimiter: str, meter: Meter) -> Grid:
    """Return the rows of a CSV that hold anything.

    Where quotation marks do not match, each line is a row of its own and a mark that nothing closes
    is a letter: one bad quote must not swallow the rest of the file. Raises NoTable, Cancelled.
    """
    if noted := SEPARATOR.match(text):
        text = text[noted.end() :]
    csv.field_size_limit(LONGEST_CELL)
    grid = Grid()
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(rows, start=1):
            _keep(grid, meter, number, cells)
    except csv.Error:
        number = grid.rows[-1].number + 1 if grid.rows else 1
        grid = Grid(notes=[Note("table-quotes", {"row": number})])
        _by_lines(text, delimiter, meter.again(), grid)
    return grid


def _by_lines(text: str, delimiter: str, meter: Meter, grid: Grid) -> None:
    for number, line in enumerate(_lines(text), start=1):
        if len(line) > LONGEST_CELL:
            raise NoTable("damaged", Filled(_m("line {number}"), number=number))
        problem = CellProblem(WHOLE_ROW, "row-quote-open")
        problems = (problem,) if line.count('"') % 2 else ()
        _keep(grid, meter, number, list(_divided(line, delimiter)), problems)


def _lines(text: str) -> Iterator[str]:
    start = 0
    for found in _LINE_END.finditer(text):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]


def _divided(line: str, delimiter: str) -> Iterator[str]:
    """Yield the cells of a line; only a quoted one that ends before a delimiter is unquoted."""
    start = 0
    while True:
        end = _quoted_end(line, start, delimiter)
        if end:
            yield line[start + 1 : end - 1].replace('""', '"')
        else:
            found = line.find(delimiter, start)
            end = len(line) if found < 0 else found
            yield line[start:end]
        if end >= len(line):
            return
        start = end + 1


def _quoted_end(line: str, start: int, delimiter: str) -> int:
    """Return where a quoted cell ends that begins at `start`, 0 where none does."""
    if line[start : start + 1] != '"':
        return 0
    at = start + 1
    while (at := line.find('"', at) + 1) > 0:
        if line[at : at + 1] == '"':
            at += 1
        else:
            return at if line[at : at + 1] in ("", delimiter) else 0
    return 0


def _keep(
    grid: Grid,
    meter: Meter,
    number: int,
    cells: list[str],
    problems: tuple[CellProblem, ...] = (),
) -> None:
    meter.pass_row()
    kept = _trimmed(cells)
    if not kept:
        return
    meter.keep(kept)
    lost = [place for place, cell in enumerate(kept) if _LOST in cell]
    problems += tuple(CellProblem(place, "cell-unreadable") for place in lost)
    grid.rows.append(Row(number, kept, problems))
