"""Telling which of the known forms a file has, before anybody says what it is."""

from itertools import islice
from pathlib import Path

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.progress import Progress
from exportdesk.lists.files import ListFile
from exportdesk.lists.formats import FORMATS
from exportdesk.lists.own_columns import find_header
from exportdesk.lists.unpacking import unpack
from exportdesk.tables.plain import csv_rows, delimiter_of, text_of
from exportdesk.tables.workbook_limits import NoTable, is_workbook

OWN_TABLE = "own-table"

_OWN_FORMAT = "own-csv"
_NO_TABLE = ("{", "[", "<", "%PDF", "")
_TABLE_ENDINGS = frozenset({".csv", ".tsv"})
_LOOKED_AT = 20


def recognized(path: Path, progress: Progress) -> str:
    """Return the published form of a file, `OWN_TABLE` for any other table, "" for anything else.

    What is wrong with a file is not said here: taking it in says it. Raises Cancelled.
    """
    try:
        unpacked = unpack(path, progress)
    except ExportDeskError:
        return ""
    file = ListFile(path, unpacked.data, unpacked.members)
    fitting = [known.name for known in FORMATS if known.is_it(file)]
    if fitting and fitting[0] != _OWN_FORMAT:
        return fitting[0]
    return OWN_TABLE if fitting or _is_table(file) else ""


def _is_table(file: ListFile) -> bool:
    if file.members:
        return False
    if is_workbook(file.data):
        return True
    head = file.head
    if any(head.startswith(sign) if sign else not head.strip("\0 \r\n\t") for sign in _NO_TABLE):
        return False
    try:
        text, _encoding = text_of(file.data)
        rows = list(islice(csv_rows(text, delimiter_of(text)), _LOOKED_AT))
    except NoTable:
        return False
    if file.path.suffix.casefold() in _TABLE_ENDINGS or find_header(rows) is not None:
        return True
    return sum(len(row) > 1 for row in rows) > 1
