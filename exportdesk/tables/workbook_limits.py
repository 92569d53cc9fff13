"""Whether a workbook may be read, before a reader that asks no questions opens it.

A few bytes can stand for a gigabyte: packed zeros, one cell at the far end of a sheet, a cell that
is repeated a million times, one long text that every cell points to, or a count that announces
more than there is room for, at which the reader ends the whole program.
"""

import io
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from exportdesk.core.i18n import mark as _m

LARGEST = 200 * 2**20
LARGEST_RATIO = 100
RATIO_COUNTS_FROM = 8 * 2**20
# The reader holds a rectangle from the first cell to the last: one stray cell in the far corner
# of a sheet would ask for half a terabyte. Sheets 255 columns wide with 10,000 rows are real.
MOST_CELLS = 6_000_000
# A long text that a million cells point to is a million texts.
MOST_TEXT = 128 * 2**20

_CHUNK = 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OFFICE = "[Content_Types].xml"
_ODF = "META-INF/manifest.xml"
_HEAD = 4096

# Between `<` and `>` only: what runs on to the end of the file for every beginning takes hours.
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_COUNT = re.compile(rb"""\b(?:count|uniqueCount)\s*=\s*["']\s*\+?0*([0-9]+)""")
_LONGEST_COUNT = 7  # digits: nothing in a workbook of this size counts ten million
_LONGEST_COLUMN = 3  # letters: XFD is the last
_STRINGS = re.compile(rb"<(?:\w+:)?sst\b")
_STRING_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")
_ROWS = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_BARE_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?![^<>]*\sr\s*=)")
_TEXT_CELL = re.compile(rb"""["']s["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>\s*(\d{1,9})")
_ODS_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell)\b([^<>]*)>")
_ODS_COLUMNS = re.compile(rb"number-columns-repeated=[\"'](\d+)[\"']")
_ODS_ROWS = re.compile(rb"number-rows-repeated=[\"'](\d+)[\"']")


class NoTable(Exception):
    """The bytes are no table that can be read: a code and a detail for whoever asked."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of a spreadsheet, of whatever kind."""
    return data.startswith(_OLE) or bool(_members(data))


def is_old_workbook(data: bytes) -> bool:
    """Whether it is a kind (.xls, .xlsb) whose size cannot be told before it is read."""
    return data.startswith(_OLE) or "xl/workbook.bin" in _members(data)


def check_workbook(data: bytes) -> None:
    """Look through an .xlsx or .ods from end to end.

    Raises NoTable: "locked", "too-large", "archive-damaged", "damaged".
    """
    try:
        _check_parts(check_archive(data), data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise NoTable("archive-damaged", str(error)) from error
    except (ValueError, OverflowError) as error:  # a directory with impossible places in it
        raise NoTable("archive-damaged", str(error)) from error


def check_archive(data: bytes) -> list[zipfile.ZipInfo]:
    """Return the members of a workbook's archive once their sizes can be borne.

    Whoever unpacks them reads no further than the size that is said. Raises NoTable: "locked",
    "too-large", "archive-damaged".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise NoTable("archive-damaged", str(error)) from error
    except (ValueError, OverflowError) as error:  # a directory with impossible places in it
        raise NoTable("archive-damaged", str(error)) from error
    if any(info.flag_bits & 1 for info in infos):
        raise NoTable("locked")
    total = sum(info.file_size for info in infos)
    bomb = total > RATIO_COUNTS_FROM and total > LARGEST_RATIO * len(data)
    if bomb or total > LARGEST:
        raise NoTable("too-large")
    return infos


def _members(data: bytes) -> frozenset[str]:
    """Return the names in a spreadsheet's archive, none where it is no spreadsheet."""
    if not data.startswith(_ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
        # Cut off or damaged: whether it is a spreadsheet shows in the first bytes.
        names = frozenset(n for n in (_OFFICE, _ODF) if n.encode() in data[:4096])
    return names if names & {_OFFICE, _ODF} else frozenset()


@dataclass(slots=True)
class _Room:
    """The room that the cells of a workbook ask for, all sheets together."""

    cells: int = 0
    text: int = 0

    def take(self, cells: int = 0, text: int = 0) -> None:
        self.cells += cells
        self.text += text
        if self.cells > MOST_CELLS or self.text > MOST_TEXT:
            raise NoTable("too-large")


def _check_parts(infos: list[zipfile.ZipInfo], data: bytes) -> None:
    room = _Room()
    strings = array("L")
    sheets: list[zipfile.ZipInfo] = []
    for info in infos:
        content = _inflated(info, data)
        if info.filename.casefold() == "content.xml":
            _check_whole(content)
            _check_ods(content, room)
            continue
        if any(len(found[1]) > _LONGEST_COUNT for found in _COUNT.finditer(content)):
            raise NoTable("damaged", _m("a count that cannot be"))
        if _STRINGS.search(content[:_HEAD]):
            strings = _lengths(content)
        if _ROWS.search(content):  # its place in the archive may be any
            room.take(_cells(content))
            sheets.append(info)
    # Where even the longest text in every cell would not be too much, nobody need look.
    if strings and max(strings) * room.cells > MOST_TEXT:
        for sheet in sheets:
            room.take(text=_text(_inflated(sheet, data), strings))


def _inflated(info: zipfile.ZipInfo, data: bytes) -> bytes:
    """Return what is really packed under `info`: zipfile stops at the size that is only said."""
    start = info.header_offset
    if data[start : start + 4] != _ZIP:
        raise zipfile.BadZipFile("a member is not where it should be")
    name, extra = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28))
    start += 30 + name + extra
    whole = bytearray()
    for chunk in _chunks(data[start : start + info.compress_size], info.compress_type):
        whole += chunk
        if len(whole) > info.file_size:
            raise zipfile.BadZipFile(f"{info.filename} is larger than the archive says")
    if zlib.crc32(whole) != info.CRC:
        raise zipfile.BadZipFile(f"{info.filename} is not what was packed")
    return bytes(whole)


def _chunks(packed: bytes, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield packed
        return
    if method != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("a way of packing that spreadsheets do not use")
    member = zlib.decompressobj(-15)
    while packed and not member.eof:
        yield member.decompress(packed, _CHUNK)
        packed = member.unconsumed_tail


def _lengths(content: bytes) -> "array[int]":
    """Return how long each of the texts is that cells point to by number."""
    lengths = array("L")
    start = 0
    for found in _STRING_END.finditer(content):
        lengths.append(found.end() - start)
        start = found.end()
        if len(lengths) > MOST_CELLS:
            raise NoTable("too-large")
    return lengths


def _cells(sheet: bytes) -> int:
    """Return how many cells the reader makes room for: up to the farthest column and row."""
    columns: set[bytes] = set()
    last = last_row = 0
    for found in _PLACE.finditer(sheet):
        letters, digits = found.groups()
        if len(letters) > _LONGEST_COLUMN or len(digits) > _LONGEST_COUNT:
            raise NoTable("damaged", _m("a cell beyond the end of a sheet"))
        if letters:
            columns.add(letters)
            last = max(last, int(digits))
        else:
            last_row = max(last_row, int(digits))
    width = max(map(_column_number, columns), default=0)
    if _BARE_CELL.search(sheet):
        # Cells without a place of their own are counted on from the number of their row. A row
        # that has a number and no cells asks for no room.
        last = max(last, last_row)
        width = max(width, *(sum(1 for _ in _CELL.finditer(row)) for row in _ROWS.split(sheet)))
    return last * width


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _text(sheet: bytes, strings: "array[int]") -> int:
    """Return how long the texts are that the cells of a sheet point to, all taken together."""
    told = start = 0
    for found in _CELL.finditer(sheet):
        told += _text_of(sheet[start : found.start()], strings)
        start = found.start()
    return told + _text_of(sheet[start:], strings)


def _text_of(cell: bytes, strings: "array[int]") -> int:
    if not _TEXT_CELL.search(cell):
        return 0
    places = (int(found[1]) for found in _VALUE.finditer(cell))
    return sum(strings[place] for place in places if place < len(strings))


def _check_whole(content: bytes) -> None:
    """Refuse XML that is cut or torn. It is not kept, and no entity of its own is let in."""
    # WORKAROUND calamine: it looks for the end of a table for ever where there is none.
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # or an encoding nobody knows
        raise NoTable("damaged", str(error)) from error


def _refuse_entity(*_declared: object) -> None:
    raise NoTable("damaged", _m("an entity of its own"))


def _check_ods(content: bytes, room: _Room) -> None:
    """Count the cells the reader makes room for (empty ones at the end do not count) and texts."""
    widest = deepest = rows = columns = filled = repeated = 0
    begun = copies = text = 0
    for found in _ODS_TAG.finditer(content):
        closing, tag, attributes = found.groups()
        whole = attributes.endswith(b"/")
        if tag == b"table-row":
            if not closing:
                repeated, columns, filled, text = _number(_ODS_ROWS, attributes), 0, 0, 0
            if closing or whole:
                rows += repeated
                room.take(text=text * repeated)
                if filled:
                    widest, deepest = max(widest, filled), rows
        elif closing:
            text += (found.start() - begun) * copies
        else:
            begun, copies = found.start(), _number(_ODS_COLUMNS, attributes)
            columns += copies
            if not whole or b"value" in attributes:
                filled = columns
                text += len(attributes) * copies if whole else 0
    room.take(widest * deepest)


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1][:12]) if found else 1
