"""Tables that break over pages: the head is repeated, a row taller than a page is carried over."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable
from typing_extensions import override

from exportdesk.documents.tagging import artifact, group, tagged
from exportdesk.documents.text import Align, Line, Span, draw_lines, lines_of, lines_within
from exportdesk.documents.tokens import CAPTION_BOLD, LINE, SMALL, SOFT, Style

PAD_X = 4.0
PAD_Y = 2.5
_ENDLESS = 1e6
_WIDOWED = 2
Cell = str | Sequence[Span]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and how its cells stand.

    One of codes is `whole`: it grows, up to twice its share, before a cell takes a second line.
    """

    title: str
    share: float = 1.0
    align: Align = "left"
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Sequence[Line], ...]
    height: float
    carried: bool = False  # the row goes on on the next page


class Table(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Rows of text under a head."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        style: Style = SMALL,
        before: float = 2,
        after: float = 6,
    ) -> None:
        super().__init__()
        self._columns, self._source, self._style = columns, rows, style
        self._rows: list[_Row] = []
        self._laid_out = 0.0
        self.spaceBefore, self.spaceAfter = before, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._lay_out(available_width)
        self.width = available_width
        self.height = self._head.height + sum(row.height for row in self._rows)
        return available_width, self.height

    def _lay_out(self, width: float) -> None:
        if self._laid_out == width:
            return
        self._laid_out = width
        self._widths = self._shared(width)
        self._head = self._row([column.title for column in self._columns], CAPTION_BOLD)
        self._rows = [self._row(cells, self._style) for cells in self._source]

    def _shared(self, width: float) -> list[float]:
        """Return the width of each column; what a `whole` one needs more, the others give."""
        unit = width / sum(column.share for column in self._columns)
        wanted = {
            at: min(max(unit * column.share, self._needed(at)), 2 * unit * column.share)
            for at, column in enumerate(self._columns)
            if column.whole
        }
        others = sum(one.share for one in self._columns if not one.whole)
        rest = (width - sum(wanted.values())) / others if others else 0.0
        return [wanted.get(at, rest * column.share) for at, column in enumerate(self._columns)]

    def _needed(self, at: int) -> float:
        cells = (lines_of(row[at], self._style, _ENDLESS) for row in self._source)
        return max((line.width for cell in cells for line in cell), default=0.0) + 2 * PAD_X + 0.5

    def _row(self, cells: Sequence[Cell], style: Style) -> _Row:
        laid = tuple(
            lines_of(cell, style, width - 2 * PAD_X)
            for cell, width in zip(cells, self._widths, strict=True)
        )
        return _Row(laid, _height(laid))

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self._lay_out(available_width)
        room = available_height - self._head.height
        count = 0
        while count < len(self._rows) and self._rows[count].height <= room:
            room -= self._rows[count].height
            count += 1
        if count == len(self._rows):
            return [self]
        if count == len(self._rows) - 1 >= _WIDOWED:
            count -= 1  # no row stands alone under a head of its own
        head, tail = self._rows[:count], self._rows[count:]
        if tail[0].height > 300:  # a shorter one goes to the next page whole
            halves = _halves(tail[0], room)
            if halves is not None:
                head, tail = [*head, halves[0]], [halves[1], *tail[1:]]
        return [self._with(head), self._with(tail)] if head else []

    def _with(self, rows: list[_Row]) -> "Table":
        table = Table(self._columns, (), style=self._style, after=self.spaceAfter)
        table._laid_out, table._widths = self._laid_out, self._widths
        table._head, table._rows = self._head, rows
        return table

    @override
    def draw(self) -> None:
        canvas, top = self.canv, self.height
        with artifact(canvas):
            canvas.setFillColor(HexColor(SOFT))
            canvas.rect(0, top - self._head.height, self.width, self._head.height, stroke=0, fill=1)
            canvas.setStrokeColor(HexColor(LINE))
            canvas.setLineWidth(0.5)
        with group(canvas, "Table"):
            for row in (self._head, *self._rows):
                self._draw_row(row, top, "TH" if row is self._head else "TD")
                top -= row.height
                if not row.carried:
                    with artifact(canvas):
                        canvas.line(0, top, self.width, top)

    def _draw_row(self, row: _Row, top: float, role: str) -> None:
        canvas, x = self.canv, 0.0
        with group(canvas, "TR"):
            for cell, width, column in zip(row.cells, self._widths, self._columns, strict=True):
                room = width - 2 * PAD_X
                with tagged(canvas, role):
                    draw_lines(canvas, cell, x + PAD_X, top - PAD_Y, room, column.align)
                x += width


def _height(cells: Sequence[Sequence[Line]]) -> float:
    return max((sum(line.height for line in cell) for cell in cells), default=0.0) + 2 * PAD_Y


def _halves(row: _Row, room: float) -> tuple[_Row, _Row] | None:
    """Return what of `row` fits into `room`, and the rest; None where no line fits."""
    counts = [lines_within(cell, room - 2 * PAD_Y) for cell in row.cells]
    if not any(counts):
        return None
    upper = tuple(cell[:count] for cell, count in zip(row.cells, counts, strict=True))
    lower = tuple(cell[count:] for cell, count in zip(row.cells, counts, strict=True))
    return _Row(upper, _height(upper), carried=True), _Row(lower, _height(lower))
