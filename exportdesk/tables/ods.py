"""OpenDocument spreadsheets (.ods) row by row: what a person would read in each cell, as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml.etree import _Element as Element

from exportdesk.tables.grid import (
    LONGEST_CELL,
    MOST_COLUMNS,
    CellProblem,
    Grid,
    Meter,
    Note,
    Row,
    Sheet,
    trimmed,
)
from exportdesk.tables.merges import Merge, fill_merges
from exportdesk.tables.numbers import Shape, is_rounded, moment_text, number_text
from exportdesk.tables.packed_xml import Package, attribute, local
from exportdesk.tables.workbook_limits import NoTable

_CONTENT = "content.xml"
_MOST_SPACES = 1_000
_SILENT = frozenset(("annotation", "ruby-text", "note"))
_HIDDEN = frozenset(("collapse", "filter"))


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    code: str = ""
    columns: int = 1
    rows: int = 1  # that it covers, where it is merged


@dataclass(slots=True)
class _Noticed:
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0


class OdsBook:
    """An OpenDocument spreadsheet, opened. Raises NoTable throughout."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        manifest = self._package.small("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise NoTable("locked")
        if not self._package.has(_CONTENT):
            raise NoTable("damaged", _CONTENT)
        self.sheets = tuple(self._sheets())

    def _sheets(self) -> Iterator[Sheet]:
        """Yield the sheets; whether one is hidden stands in its style, which comes before."""
        hidden: set[str] = set()
        walk = self._package.elements(_CONTENT, ("style", "table-row"), ("table",))
        for event, name, element in walk:
            if event == "end" and name == "style":
                looks = (attribute(one, "display") for one in element)
                if "false" in looks:
                    hidden.add(attribute(element, "name"))
            elif event == "start":
                style = attribute(element, "style-name")
                yield Sheet(attribute(element, "name"), style in hidden)

    def read(self, sheet: str, meter: Meter) -> Grid:
        """Return the rows of a sheet that hold anything. Raises Cancelled too."""
        if sheet not in {one.name for one in self.sheets}:
            raise NoTable("no-sheet", sheet)
        grid, noticed, number, inside = Grid(), _Noticed(), 0, False
        walk = self._package.elements(_CONTENT, ("table-row", "table-column", "table"), ("table",))
        for event, name, element in walk:
            if name == "table":
                if event == "end" and inside:
                    break
                inside = event == "start" and attribute(element, "name") == sheet
            elif inside and name == "table-row":
                number += _keep(element, number, grid, meter, noticed)
            elif inside and attribute(element, "visibility") in _HIDDEN:
                count = _count(element, "number-columns-repeated")
                noticed.hidden_columns += count if count <= MOST_COLUMNS else 1
        fill_merges(grid, noticed.merges)
        if noticed.hidden_rows:
            grid.notes.append(Note("table-hidden-rows", {"count": noticed.hidden_rows}))
        if noticed.hidden_columns:
            grid.notes.append(Note("table-hidden-columns", {"count": noticed.hidden_columns}))
        return grid


def _keep(row: Element, before: int, grid: Grid, meter: Meter, noticed: _Noticed) -> int:
    """Keep a row as often as it is repeated; return how often."""
    meter.pass_row()
    repeated = _count(row, "number-rows-repeated")
    cells: list[str] = []
    problems: list[CellProblem] = []
    place = 0
    for element in row:
        if local(element) not in ("table-cell", "covered-table-cell"):
            continue
        cell = _read(element)
        if cell.text or cell.code:
            if place + cell.columns > MOST_COLUMNS:
                raise NoTable("too-wide", str(MOST_COLUMNS))
            cells += [""] * (place - len(cells)) + [cell.text] * cell.columns
        if cell.code:
            facts = {"text": cell.text} if cell.text else {}
            problems.append(CellProblem(place, cell.code, facts))
        if cell.rows > 1:
            noticed.merges.append(Merge(place, before + 1, before + cell.rows))
        place += cell.columns
    kept = trimmed(cells)
    if kept or problems:
        hidden = attribute(row, "visibility") in _HIDDEN
        for number in range(before + 1, before + repeated + 1):
            meter.pass_row()
            meter.keep(kept)
            noticed.hidden_rows += hidden
            grid.rows.append(Row(number, kept, tuple(problems), hidden))
    return repeated


def _read(cell: Element) -> _Cell:
    columns = _count(cell, "number-columns-repeated")
    rows = _count(cell, "number-rows-spanned")
    if not len(cell) and not cell.attrib:
        return _Cell("", "", columns, rows)
    shown = _shown(cell)
    text, code = _value(cell, shown)
    if len(text) > LONGEST_CELL:
        raise NoTable("too-large")
    return _Cell(text, code, columns, rows)


def _value(cell: Element, shown: str) -> tuple[str, str]:
    kinds = {str(value) for key, value in cell.attrib.items() if str(key).endswith("}value-type")}
    formula = attribute(cell, "formula")
    if "error" in kinds or (formula and shown.startswith(("#", "Err:"))):
        return shown or "#ERR", "cell-error"
    if kinds & {"float", "currency", "percentage"}:
        return _number(attribute(cell, "value"), shown, is_percent="percentage" in kinds)
    if "date" in kinds:
        return _day(attribute(cell, "date-value")) or shown, ""
    if "boolean" in kinds:
        return attribute(cell, "boolean-value").upper() or shown, ""
    if formula and not kinds and not shown:
        return "", "cell-not-calculated"
    return shown or attribute(cell, "string-value"), ""


def _number(said: str, shown: str, *, is_percent: bool) -> tuple[str, str]:
    try:
        value = float(said)
    except ValueError:
        return shown, ""
    text = number_text(value, Shape.PERCENT if is_percent else Shape.PLAIN)
    if shown.isascii() and shown.isdigit() and shown.lstrip("0") == text:
        return shown, ""  # its format shows the zeros in front
    return text, "cell-rounded" if is_rounded(value) else ""


def _day(said: str) -> str:
    try:
        return moment_text(datetime.fromisoformat(said))
    except ValueError:
        return said


def _shown(cell: Element) -> str:
    """Return the text of a cell, a line for each paragraph."""
    return "\n".join("".join(_pieces(child)) for child in cell if local(child) == "p")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "s":
            yield " " * min(_count(child, "c"), _MOST_SPACES)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in _SILENT:
            yield from _pieces(child)
        yield child.tail or ""


def _count(element: Element, name: str) -> int:
    """Return how often something is repeated; once where it does not say."""
    said = attribute(element, name)
    if not said:
        return 1
    if not said.isascii() or not said.isdigit() or len(said) > 7:
        raise NoTable("damaged", " ".join((name, said[:20])))
    return max(1, int(said))
