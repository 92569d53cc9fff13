"""Excel workbooks (.xlsx, .xlsm) row by row: what a person would read in each cell, as text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from exportdesk.core.i18n import mark as _m
from exportdesk.tables.grid import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_LETTERS,
    CellProblem,
    Grid,
    Meter,
    Note,
    Row,
    Sheet,
    trimmed,
)
from exportdesk.tables.merges import Merge, fill_merges
from exportdesk.tables.numbers import Shape, day_text, is_rounded, number_text, shape_of
from exportdesk.tables.packed_xml import Package, attribute, local
from exportdesk.tables.workbook_limits import NoTable

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_ROW = 1_048_576
_MOST_SHEETS = 200
_MOST_MERGES = 100_000
_YES = frozenset(("1", "true", "on"))


@dataclass(frozen=True, slots=True)
class _Part:
    sheet: Sheet
    part: str


@dataclass(slots=True)
class _Noticed:
    """What is seen of a sheet besides its rows."""

    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0


class XlsxBook:
    """An Excel workbook, opened. Raises NoTable throughout."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._book = _book_part(self._package)
        root = self._package.small(self._book)
        if root is None:
            raise NoTable("damaged", self._book)
        targets = _targets(self._package, self._book)
        self._parts = list(_sheets(root, targets))
        self._from_1904 = any(
            attribute(one, "date1904").casefold() in _YES for one in root.iter("{*}workbookPr")
        )
        self._shapes = _shapes(self._package, _beside(self._book, "styles.xml"))
        self._strings: list[str] | None = None

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that have cells, in their order."""
        return tuple(one.sheet for one in self._parts)

    def read(self, sheet: str, meter: Meter) -> Grid:
        """Return the rows of a sheet that hold anything. Raises Cancelled too."""
        part = next((one.part for one in self._parts if one.sheet.name == sheet), "")
        if not part or not self._package.has(part):
            raise NoTable("no-sheet", sheet)
        if self._strings is None:
            self._strings = _shared_strings(self._package, _beside(self._book, "sharedStrings.xml"))
        grid, noticed, number = Grid(), _Noticed(), 0
        for _event, name, element in self._package.elements(part, ("row", "mergeCell", "col")):
            if name == "row":
                number = _row_number(element, number + 1)
                self._keep(element, number, grid, meter, noticed)
            elif name == "mergeCell" and len(noticed.merges) < _MOST_MERGES:
                noticed.merges += _merge(attribute(element, "ref"))
            elif name == "col" and attribute(element, "hidden") in _YES:
                noticed.hidden_columns += _span(element)
        fill_merges(grid, noticed.merges)
        if noticed.hidden_rows:
            grid.notes.append(Note("table-hidden-rows", {"count": noticed.hidden_rows}))
        if noticed.hidden_columns:
            grid.notes.append(Note("table-hidden-columns", {"count": noticed.hidden_columns}))
        return grid

    def _keep(self, row: Element, number: int, grid: Grid, meter: Meter, noticed: _Noticed) -> None:
        meter.pass_row()
        if not len(row):
            return
        cells, problems = self._cells(row)
        kept = trimmed(cells)
        if not kept and not problems:
            return
        meter.keep(kept)
        hidden = row.get("hidden") in _YES
        noticed.hidden_rows += hidden
        grid.rows.append(Row(number, kept, tuple(problems), hidden))

    def _cells(self, row: Element) -> tuple[list[str], list[CellProblem]]:
        cells: list[str] = []
        problems: list[CellProblem] = []
        place = -1
        for cell in row:
            if local(cell) != "c":
                continue
            place = _column(cell.get("r"), place + 1)
            if not len(cell):
                continue
            text, code = self._text(cell)
            if text or code:
                if place >= MOST_COLUMNS:
                    raise NoTable("too-wide", str(MOST_COLUMNS))
                cells += [""] * (place + 1 - len(cells))
                cells[place] = text
            if code:
                problems.append(CellProblem(place, code, {"text": text} if text else {}))
        return cells, problems

    def _text(self, cell: Element) -> tuple[str, str]:
        """Return what stands in a cell, and what is wrong with it."""
        value, formula, inline = None, False, ""
        for child in cell:
            name = local(child)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = True
            elif name == "is":
                inline = _texts(child)
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _unescaped(inline), ""
        if not value:
            # A formula that answers with an empty text says so; one never calculated does not.
            return "", "cell-not-calculated" if formula and kind != "str" else ""
        if kind == "s":
            return self._shared(value), ""
        if kind == "e":
            return value, "cell-error"
        if kind == "b":
            return ("TRUE" if value.strip() in _YES else "FALSE"), ""
        if kind in ("str", "d"):
            return _checked(_unescaped(value)), ""
        return self._number(value, cell.get("s", "0"))

    def _shared(self, value: str) -> str:
        strings = self._strings or []
        if not value.strip().isascii() or not value.strip().isdigit():
            raise NoTable("damaged", _m("a text that is not there"))
        place = int(value[:12])
        if place >= len(strings):
            raise NoTable("damaged", _m("a text that is not there"))
        return strings[place]

    def _number(self, text: str, style: str) -> tuple[str, str]:
        try:
            value = float(text)
        except ValueError:
            return _checked(text), ""
        shape, digits = self._shapes.get(style, (Shape.PLAIN, 0))
        if shape is Shape.DATE and (day := day_text(value, from_1904=self._from_1904)):
            return day, ""
        return number_text(value, shape, digits), "cell-rounded" if is_rounded(value) else ""


def _book_part(package: Package) -> str:
    """Return where the workbook itself is: nearly always xl/workbook.xml."""
    root = package.small("_rels/.rels")
    for relation in root if root is not None else ():
        if attribute(relation, "Type").endswith("/officeDocument"):
            target = attribute(relation, "Target").lstrip("/")
            if package.has(target):
                return target
    return "xl/workbook.xml"


def _beside(book: str, name: str) -> str:
    folder = book.rpartition("/")[0]
    return f"{folder}/{name}" if folder else name


def _targets(package: Package, book: str) -> dict[str, tuple[str, str]]:
    """Return the parts of a workbook by their id: the last word of their type, their place."""
    folder, _, name = book.rpartition("/")
    root = package.small(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    for relation in root if root is not None else ():
        target = attribute(relation, "Target")
        kind = attribute(relation, "Type").rpartition("/")[2]
        place = target.lstrip("/") if target.startswith("/") else _beside(book, target)
        found[attribute(relation, "Id")] = kind, place
    return found


def _sheets(root: Element, targets: dict[str, tuple[str, str]]) -> Iterator[_Part]:
    for number, sheet in enumerate(root.iter("{*}sheet")):
        if number >= _MOST_SHEETS:
            raise NoTable("too-large")
        kind, part = targets.get(_relation_id(sheet), ("", ""))
        if kind == "worksheet":
            hidden = attribute(sheet, "state") in ("hidden", "veryHidden")
            yield _Part(Sheet(attribute(sheet, "name"), hidden), part)


def _relation_id(sheet: Element) -> str:
    # `sheetId` is another thing; the relation's own is `r:id`.
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def _shapes(package: Package, part: str) -> dict[str, tuple[Shape, int]]:
    """Return what each cell style makes of a number, by its number as text."""
    root = package.small(part)
    if root is None:
        return {}
    codes = {
        attribute(one, "numFmtId"): attribute(one, "formatCode") for one in root.iter("{*}numFmt")
    }
    formats = next(root.iter("{*}cellXfs"), None)
    found: dict[str, tuple[Shape, int]] = {}
    for place, one in enumerate(formats if formats is not None else ()):
        number = attribute(one, "numFmtId")
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
        found[str(place)] = shape_of(known, codes.get(number, ""))
    return found


def _shared_strings(package: Package, part: str) -> list[str]:
    if not package.has(part):
        return []
    strings: list[str] = []
    letters = 0
    for _event, _name, element in package.elements(part, ("si",)):
        text = _checked(_unescaped(_texts(element)))
        letters += len(text)
        if letters > MOST_LETTERS:
            raise NoTable("too-large")
        strings.append(text)
    return strings


def _texts(element: Element) -> str:
    """Return the text of a cell or shared string, without the readings that stand above it."""
    parts: list[str] = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [one.text or "" for one in child if local(one) == "t"]
    return "".join(parts)


def _checked(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise NoTable("too-large")
    return text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found: re.Match[str]) -> str:
    # Excel writes control characters so: `_x000D_` is a carriage return.
    code = int(found.group(1), 16)
    return "" if 0xD800 <= code <= 0xDFFF or code == 0 else chr(code)


def _row_number(row: Element, following: int) -> int:
    said = row.get("r", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) <= 7 else following
    if number > _LAST_ROW or (said and not said.isdigit()):
        raise NoTable("damaged", _m("a row beyond the end of a sheet"))
    return number


def _column(place: str | None, following: int) -> int:
    if place is None:
        return following
    column = 0
    for letter in place:
        # Letters of any case first, digits after them; this runs for every cell.
        if "A" <= letter <= "Z":
            column = column * 26 + ord(letter) - 64
        elif "a" <= letter <= "z":
            column = column * 26 + ord(letter) - 96
        else:
            break
    if not 0 < column <= 16_384:
        raise NoTable("damaged", _m("a cell beyond the end of a sheet"))
    return column - 1


def _merge(ref: str) -> Sequence[Merge]:
    begin, _, end = ref.partition(":")
    first, last = _PLACE.fullmatch(begin), _PLACE.fullmatch(end or begin)
    if first is None or last is None:
        return ()
    return (Merge(_column(first[1], 0), int(first[2]), int(last[2])),)


def _span(column: Element) -> int:
    """Return how many columns are meant, those without end (all to the right) counted as one."""
    first, last = attribute(column, "min"), attribute(column, "max")
    if not (first.isdigit() and last.isdigit()) or len(last) > 6:
        return 1
    count = int(last) - int(first) + 1
    return count if 0 < count <= MOST_COLUMNS else 1
