"""How large a workbook would become, before a reader that asks no questions opens it.

A few bytes can stand for a gigabyte: packed zeros, one cell at the far end of a sheet, a cell that
is repeated a million times, or one long text that every cell points to.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

LARGEST = 200 * 2**20
LARGEST_RATIO = 100
RATIO_COUNTS_FROM = 8 * 2**20
MOST_CELLS = 4_000_000
MOST_TEXT = 200 * 2**20

_CHUNK = 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d{1,9})</")
_ODS_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell)\b([^<>]*)>")
_ODS_COLUMNS = re.compile(rb"number-columns-repeated=[\"'](\d+)[\"']")
_ODS_ROWS = re.compile(rb"number-rows-repeated=[\"'](\d+)[\"']")

Why = tuple[str, str]
"""A code and a detail, as `tables.NoTable` has them."""


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of a spreadsheet, of whatever kind."""
    return data.startswith(_OLE) or bool(_members(data))


def is_old_workbook(data: bytes) -> bool:
    """Whether it is a kind (.xls, .xlsb) whose size cannot be told before it is read."""
    return data.startswith(_OLE) or "xl/workbook.bin" in _members(data)


def check_workbook(data: bytes) -> Why | None:
    """Return why a workbook is not to be read, None where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & 1 for info in infos):
                return "locked", ""
            total = sum(info.file_size for info in infos)
            bomb = total > RATIO_COUNTS_FROM and total > LARGEST_RATIO * len(data)
            if bomb or total > LARGEST:
                return "too-large", ""
            return _check_parts(archive, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        return "damaged", str(error)
    except (ValueError, OverflowError) as error:  # a directory with impossible places in it
        return "damaged", str(error)


def _members(data: bytes) -> frozenset[str]:
    """Return the names in a spreadsheet's archive, none where it is no spreadsheet."""
    if not data.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
        # Cut off or damaged: whether it is a spreadsheet shows in the first bytes.
        names = frozenset(n for n in (_OFFICE, _ODF) if n.encode() in data[:4096])
    return names if names & {_OFFICE, _ODF} else frozenset()


_OFFICE = "[Content_Types].xml"
_ODF = "META-INF/manifest.xml"


def _check_parts(archive: zipfile.ZipFile, data: bytes) -> Why | None:
    strings: list[int] = []
    sheets: list[bytes] = []
    for info in archive.infolist():
        name = info.filename.casefold()
        whole = bytearray()
        for chunk in _inflated(info, data):
            whole += chunk
            if len(whole) > info.file_size:
                return "damaged", f"{info.filename} is larger than the archive says"
        if name == "content.xml":
            if _ods_cells(bytes(whole)) > MOST_CELLS:
                return "too-large", ""
        elif name.endswith("sharedstrings.xml"):
            strings = [len(part) for part in bytes(whole).split(b"</si>")]
        elif "worksheets/" in name and name.endswith(".xml"):
            sheets.append(bytes(whole))
    for sheet in sheets:
        if _xlsx_cells(sheet) > MOST_CELLS or _xlsx_text(sheet, strings) > MOST_TEXT:
            return "too-large", ""
    return None


def _inflated(info: zipfile.ZipInfo, data: bytes) -> Iterator[bytes]:
    """Yield what is really packed under `info`: zipfile stops at the size that is only said."""
    start = info.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("a member is not where it should be")
    name, extra = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28))
    start += 30 + name + extra
    packed = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("a way of packing that spreadsheets do not use")
    member = zlib.decompressobj(-15)
    while packed and not member.eof:
        yield member.decompress(packed, _CHUNK)
        packed = member.unconsumed_tail


def _xlsx_cells(sheet: bytes) -> int:
    """Return how many cells the reader makes room for: up to the farthest column and row."""
    columns = rows = 0
    for letters, digits in _CELL.findall(sheet):
        rows = max(rows, int(digits))
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        columns = max(columns, column)
    return columns * rows


def _xlsx_text(sheet: bytes, strings: list[int]) -> int:
    """Return how long the texts are that the cells of a sheet point to, all taken together."""
    if not strings or max(strings) * sheet.count(b"<") <= MOST_TEXT:
        return 0
    places = map(int, _VALUE.findall(sheet))
    return sum(strings[place] for place in places if place < len(strings))


def _ods_cells(content: bytes) -> int:
    """Return how many cells the reader makes room for: empty ones at the end do not count."""
    most_columns = most_rows = rows = columns = filled = repeated = 0
    for closing, tag, attributes in _ODS_TAG.findall(content):
        if tag == b"table-row":
            if not closing:
                repeated, columns, filled = _number(_ODS_ROWS, attributes), 0, 0
            if closing or attributes.endswith(b"/"):
                rows += repeated
                if filled:
                    most_columns, most_rows = max(most_columns, filled), rows
        elif not closing:
            columns += _number(_ODS_COLUMNS, attributes)
            if not attributes.endswith(b"/") or b"value" in attributes:
                filled = columns
    return most_columns * most_rows


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1][:12]) if found else 1
