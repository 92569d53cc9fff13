"""Excel workbooks, read from bytes: their rows as far as they hold something, within limits."""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from exportdesk.core.errors import ListRefused
from exportdesk.lists.refusing import fatal

Cell = int | float | str | bool | datetime | date | time | timedelta

# Ten times the largest real list, which unpacks to 6.5 MB at 7 times its packed size.
LARGEST = 64 * 2**20
LARGEST_RATIO = 100
RATIO_COUNTS_FROM = 8 * 2**20
# The reader holds a rectangle from the first cell to the last: one stray cell in the far corner
# of a sheet would ask for half a terabyte. Sheets 255 columns wide with 10,000 rows are real.
MOST_CELLS = 6_000_000
# A long text that a million cells point to is a million texts.
MOST_TEXT = 128 * 2**20
MOST_SHEETS = 30

_ZIP = b"PK\x03\x04"
_BOOK = "xl/workbook.xml"
_HEAD = 4096
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,9})""")
_COUNT = re.compile(rb"""\b(?:count|uniqueCount)\s*=\s*["']\s*\+?0*([0-9]+)""")
_LONGEST_COUNT = 7  # digits: nothing in a workbook of this size counts ten million
_LONGEST_COLUMN = 3  # letters: XFD is the last
_STRINGS = re.compile(rb"<(?:\w+:)?sst\b")
_ROWS = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_BARE_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?![^>]*\sr\s*=)")
_STRING_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the top, each without the empty cells at its end."""

    name: str
    rows: Sequence[Sequence[Cell]]


def is_archive(data: bytes) -> bool:
    """Whether this may be a workbook: all of them are zip archives."""
    return data.startswith(_ZIP)


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook in `data`, none where it is not one.

    Raises ListRefused: damaged, protected, or larger than any list.
    """
    if not is_archive(data):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _BOOK not in archive.namelist():
                return ()
            _check_members(archive, len(data), name)
        return _sheets(data, name)
    except ListRefused:
        raise
    except RuntimeError as error:  # what zipfile raises for a member behind a password
        raise fatal("list-archive-locked", file=name) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise fatal("list-archive-damaged", file=name, detail=str(error)) from error
    except (CalamineError, ValueError, OverflowError) as error:
        raise fatal("list-damaged", file=name, detail=str(error)) from error


def _check_members(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    """Refuse what is too large by its directory, then see that the directory tells the truth.

    Reading a member to its end checks its size and its check sum, both of which the reader of
    sheets does only after it has unpacked everything.
    """
    total = sum(member.file_size for member in archive.infolist())
    if total > LARGEST or (total > RATIO_COUNTS_FROM and total > LARGEST_RATIO * packed):
        raise fatal("list-too-large", file=name, megabytes=LARGEST // 2**20)
    lengths: list[int] = []
    sheets: list[zipfile.ZipInfo] = []
    for member in archive.infolist():
        content = archive.read(member)
        _check_counts(content, name)
        if _STRINGS.search(content[:_HEAD]):
            ends = [found.end() for found in _STRING_END.finditer(content)]
            lengths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        if _ROWS.search(content):  # its place in the archive may be any
            sheets.append(member)
    for sheet in sheets:
        _check_sheet(archive.read(sheet), lengths, name)


def _check_counts(content: bytes, name: str) -> None:
    # The reader of sheets makes room for as many as are announced, and ends the whole program
    # where there is no such room.
    if any(len(digits) > _LONGEST_COUNT for digits in _COUNT.findall(content)):
        raise fatal("list-damaged", file=name, detail="a count that cannot be")


def _check_sheet(xml: bytes, lengths: list[int], name: str) -> None:
    columns: set[bytes] = set()
    last = last_row = 0
    for letters, digits in _PLACE.findall(xml):
        if len(letters) > _LONGEST_COLUMN or len(digits) > _LONGEST_COUNT:
            raise fatal("list-damaged", file=name, detail="a cell beyond the end of a sheet")
        if letters:
            columns.add(letters)
            last = max(last, int(digits))
        else:
            last_row = max(last_row, int(digits))
    width = max(map(_column_number, columns), default=0)
    if _BARE_CELL.search(xml):
        # Cells without a place of their own are counted on from the number of their row. A row
        # that has a number and no cells asks for no room.
        last = max(last, last_row)
        width = max(width, *(len(_CELL.findall(row)) for row in _ROWS.split(xml)))
    numbers = map(int, _SHARED.findall(xml))
    told = sum(lengths[number] for number in numbers if number < len(lengths))
    if last * width > MOST_CELLS or told > MOST_TEXT:
        raise fatal("list-too-large", file=name, megabytes=LARGEST // 2**20)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(book.sheet_names) > MOST_SHEETS:
        raise fatal("list-too-large", file=name, megabytes=LARGEST // 2**20)
    found = []
    for title in book.sheet_names:
        rows = [_trimmed(row) for row in book.get_sheet_by_name(title).iter_rows()]
        found.append(Sheet(title, rows))
    return tuple(found)


def _trimmed(row: list[Cell]) -> list[Cell]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]
