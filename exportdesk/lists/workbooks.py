"""Workbooks, read from bytes: their sheets and rows as far as they hold something."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from exportdesk.core.errors import ListRefused
from exportdesk.lists.refusing import fatal
from exportdesk.tables.plain import opened_workbook
from exportdesk.tables.workbook_limits import LARGEST, NoTable, check_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell = int | float | str | bool | datetime | date | time | timedelta

MOST_SHEETS = 30

_ZIP = b"PK\x03\x04"
_BOOK = "xl/workbook.xml"
_REFUSALS = {
    "locked": "list-archive-locked",
    "too-large": "list-too-large",
    "archive-damaged": "list-archive-damaged",
    "damaged": "list-damaged",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the top, each without the empty cells at its end."""

    name: str
    rows: Sequence[Sequence[Cell]]


def is_archive(data: bytes) -> bool:
    """Whether this may be a workbook: all of them but the oldest are zip archives."""
    return data.startswith(_ZIP)


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of the Excel workbook in `data`, none where it is not one.

    Raises ListRefused: damaged, protected, or larger than any list.
    """
    if not is_archive(data):
        return ()
    try:
        if not _is_excel(data):
            return ()
        check_workbook(data)
        with opened_workbook(data) as book:
            return _sheets(book)
    except NoTable as error:
        raise _refused(error, name) from error


def _is_excel(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _BOOK in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, OverflowError) as error:
        raise NoTable("archive-damaged", str(error)) from error


def _refused(error: NoTable, name: str) -> ListRefused:
    return fatal(_REFUSALS[error.code], file=name, detail=error.detail, megabytes=LARGEST // 2**20)


def _sheets(book: "CalamineWorkbook") -> tuple[Sheet, ...]:
    if len(book.sheet_names) > MOST_SHEETS:
        raise NoTable("too-large")
    return tuple(
        Sheet(title, [_trimmed(row) for row in book.get_sheet_by_name(title).iter_rows()])
        for title in book.sheet_names
    )


def _trimmed(row: list[Cell]) -> list[Cell]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]
