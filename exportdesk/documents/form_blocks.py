"""What forms are built of: fields, boxes to tick, clauses; each open to be filled in, or filled.

The same block draws both twins. Open, the value lies in a field over the box; flat, it is drawn
into the box, and one that was not given says so, small enough to be written over by hand.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from exportdesk.documents.accent import accent
from exportdesk.documents.direction import is_right_to_left
from exportdesk.documents.tagging import artifact, group, tagged
from exportdesk.documents.text import Align, Line, Span, TextBlock, draw_lines, lines_of
from exportdesk.documents.tokens import (
    BODY,
    CAPTION,
    INK,
    QUIET,
    SMALL,
    Style,
)
from exportdesk.documents.widgets import (
    BOX,
    INSET,
    Blank,
    Box,
    Widgets,
    check_box_operators,
    field_box_operators,
)

LABEL = Style(CAPTION.size, CAPTION.leading, INK)
ABSENT = Style(6.5, 9, "#8A94A3")
_GAP = 9.0
_BOX_GAP = 5.0
_BETWEEN = 6.0


@dataclass(frozen=True, slots=True)
class Label:
    """What a field is called, in English and, where there is one, in the other language."""

    english: str
    other: str = ""
    language: str = ""
    mirrored: bool = False
    required: bool = False

    @property
    def text(self) -> str:
        """Both on one line, for what is said of the field."""
        return f"{self.english} / {self.other}" if self.other else self.english

    def spans(self, style: Style) -> tuple[Span, ...]:
        """Return the English, with a star where it is needed."""
        star = (Span(" *", Style(style.size, style.leading, accent(), bold=True)),)
        return (Span(self.english, style), *(star if self.required else ()))


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a form. `shown` is its value in words, where it is kept as a code.

    Without a `blank` it is only a box: for what we fill in ourselves, or by hand. `absent` says
    that there is no value; of several such texts the first that fits on one line is printed.
    """

    label: Label
    value: str = ""
    shown: str = ""
    blank: Blank | None = None
    share: float = 1.0
    least: float = 0.0  # the height of the box
    absent: tuple[str, ...] = ()
    signed: bool = False


@dataclass(frozen=True, slots=True)
class _Caption:
    """What stands over a field or beside a box to tick, each language as a text of its own.

    The other language follows the English quietly, under it where the line has no room for both.
    Over a field, one that is written from right to left stands at the right.
    """

    label: Label
    english: Sequence[Line]
    other: Sequence[Line]
    width: float
    at_right: bool

    @property
    def is_one_line(self) -> bool:
        """Whether everything has room on the same line."""
        between = _BETWEEN if self.other else 0.0
        wide = sum(line.width for line in (*self.english, *self.other)) + between
        return len(self.english) == 1 and len(self.other) <= 1 and wide <= self.width

    @property
    def height(self) -> float:
        """The height of both."""
        heights = (_total(self.english), _total(self.other))
        return max(heights) if self.is_one_line else sum(heights)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw it with its upper left corner at `x`, `top`."""
        with tagged(canvas, "P"):
            draw_lines(canvas, self.english, x, top, self.width)
        if not self.other:
            return
        side: Align = "right" if self.at_right else "left"
        if not self.is_one_line:
            top -= _total(self.english)
        elif not self.at_right:
            x += self.english[0].width + _BETWEEN
        with tagged(canvas, "P", self.label.language):
            draw_lines(canvas, self.other, x, top, self.width, side)


@dataclass(frozen=True, slots=True)
class _Cell:
    entry: Entry
    x: float
    width: float
    caption: _Caption
    value: Sequence[Line]


class EntryRow(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """One row of fields, no higher than `most`: what is longer is scrolled in its field."""

    def __init__(
        self, entries: Sequence[Entry], *, after: float = 5, most: float = math.inf
    ) -> None:
        super().__init__()
        self._entries, self._most = entries, most
        self.spaceBefore, self.spaceAfter = 0, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        room = available_width - _GAP * (len(self._entries) - 1)
        unit = room / sum(entry.share for entry in self._entries)
        self._cells: list[_Cell] = []
        x = 0.0
        for entry in self._entries:
            width = unit * entry.share
            shown = entry.shown or entry.value
            value = lines_of(shown, BODY, width - 2 * INSET) if shown else ()
            self._cells.append(_Cell(entry, x, width, _caption(entry.label, width), value))
            x += width + _GAP
        self._caption = max(cell.caption.height for cell in self._cells)
        least = max(BODY.leading + 5, *(entry.least for entry in self._entries))
        fitting = max(least, *(_total(cell.value) + 5 for cell in self._cells))
        self._box = min(fitting, self._most)
        self.width, self.height = available_width, self._caption + self._box + 1
        return available_width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        if self.height < 500:
            return []
        # A value longer than a page cannot stand in a box: it is set as running text.
        return [
            block
            for entry in self._entries
            for block in (
                TextBlock(entry.label.text, CAPTION),
                TextBlock(entry.shown or entry.value or "".join(entry.absent[:1]), BODY, after=4),
            )
        ]

    @override
    def draw(self) -> None:
        canvas = self.canv
        for cell in self._cells:
            cell.caption.draw(canvas, cell.x, self._box + 1 + cell.caption.height)
            with artifact(canvas):
                canvas.addLiteral(field_box_operators(cell.x, cell.width, self._box))
            box = Box(
                canvas, cell.x, 0, cell.width, self._box, from_right=_is_from_right(cell.entry)
            )
            with group(canvas, "Form" if cell.entry.blank else "Div"):
                _draw_value(cell, box, _widgets(canvas))


def _draw_value(cell: _Cell, box: Box, widgets: Widgets | None) -> None:
    entry, blank = cell.entry, cell.entry.blank
    if widgets is None or blank is None:
        _draw_flat(cell, box)
    elif entry.signed:
        widgets.signature(blank, box)
    elif blank.choices:
        widgets.choice(blank, entry.value, cell.value, box)
    else:
        widgets.text(blank, entry.value, cell.value, box)


def _draw_flat(cell: _Cell, box: Box) -> None:
    canvas, entry = box.canvas, cell.entry
    room = cell.width - 2 * INSET
    if cell.value:
        with tagged(canvas, "P"):
            side: Align = "right" if box.from_right else "left"
            top = box.height - box.above
            draw_lines(canvas, cell.value, cell.x + INSET, top, room, side)
    elif entry.absent:
        ways = [lines_of(each, ABSENT, room) for each in entry.absent]
        lines = next((each for each in ways if len(each) == 1), ways[-1])
        with tagged(canvas, "P"):
            draw_lines(canvas, lines, cell.x + INSET, _total(lines) + 1.5, room, "right")


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick, and what is said by it."""

    label: Label
    blank: Blank
    on: bool


class TickRow(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Boxes to tick under a question, in as many columns as their words leave room for."""

    def __init__(
        self, prompt: Label | None, ticks: Sequence[Tick], *, most: int = 4, after: float = 5
    ) -> None:
        super().__init__()
        self._prompt, self._ticks, self._most = prompt, ticks, most
        self.spaceBefore, self.spaceAfter = 1, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._caption = _caption(self._prompt, available_width) if self._prompt else None
        for columns in range(min(self._most, len(self._ticks)), 0, -1):
            room = available_width / columns - BOX - _BOX_GAP - _GAP
            laid = [_caption(tick.label, room, SMALL, at_right=False) for tick in self._ticks]
            if columns == 1 or all(each.is_one_line for each in laid):
                self._columns, self._laid = columns, laid
                break
        self._rows = [
            max(each.height for each in self._laid[at : at + self._columns]) + 3
            for at in range(0, len(self._laid), self._columns)
        ]
        above = self._caption.height if self._caption else 0.0
        self.width = available_width
        self.height = above + sum(self._rows) + 1
        return available_width, self.height

    @override
    def draw(self) -> None:
        canvas, top = self.canv, self.height
        if self._caption:
            self._caption.draw(canvas, 0, top)
            top -= self._caption.height
        unit = self.width / self._columns
        for number, (tick, said) in enumerate(zip(self._ticks, self._laid, strict=True)):
            row, column = divmod(number, self._columns)
            x, here = column * unit, top - sum(self._rows[:row]) - 1
            draw_tick(canvas, tick, x, here)
            said.draw(canvas, x + BOX + _BOX_GAP, here)


def draw_tick(canvas: Canvas, tick: Tick, x: float, top: float) -> None:
    """Draw a box to tick beside a line of small text that begins at `top`."""
    y = top - SMALL.leading / 2 - BOX / 2 - 0.3
    widgets = _widgets(canvas)
    if widgets is None:
        with tagged(canvas, "Figure", text="ticked" if tick.on else "not ticked"):
            canvas.addLiteral(check_box_operators(x, y, tick.on))
        return
    with artifact(canvas):
        canvas.addLiteral(check_box_operators(x, y, False))
    with group(canvas, "Form", text=tick.label.text):
        widgets.check(tick.blank, tick.on, Box(canvas, x, y, BOX, BOX))


class ClauseRow(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A clause with its letter and its box, and beside it the same in the other language."""

    def __init__(self, letter: str, tick: Tick, style: Style = SMALL) -> None:
        super().__init__()
        self._letter, self._tick, self._style = letter, tick, style
        self.spaceBefore, self.spaceAfter = 0, 3.5

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        label = self._tick.label
        self._indent = BOX + _BOX_GAP + 11
        room = available_width - self._indent
        self._half = (room - 14) * 0.5 if label.other else room
        quiet = Style(self._style.size, self._style.leading, QUIET)
        english = Label(label.english, required=label.required)
        self._english = lines_of(english.spans(self._style), self._style, self._half)
        self._other = lines_of(label.other, quiet, self._half) if label.other else ()
        self.width = available_width
        self.height = max(_total(self._english), _total(self._other))
        return available_width, self.height

    @override
    def draw(self) -> None:
        canvas, top, label = self.canv, self.height, self._tick.label
        draw_tick(canvas, self._tick, 0, top)
        lettered = Style(self._style.size, self._style.leading, accent(), bold=True)
        with tagged(canvas, "P"):
            letter = lines_of(self._letter, lettered, 12)
            draw_lines(canvas, letter, BOX + _BOX_GAP, top, 12)
            draw_lines(canvas, self._english, self._indent, top, self._half)
        if self._other:
            x = self._indent + self._half + 14
            side: Align = "right" if label.mirrored else "left"
            with tagged(canvas, "P", label.language):
                draw_lines(canvas, self._other, x, top, self._half, side)


class Beside(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A paragraph in English and, beside it, the same in the other language."""

    def __init__(self, label: Label, style: Style, *, after: float = 4, role: str = "P") -> None:
        super().__init__()
        self._label, self._style, self._role = label, style, role
        self.spaceBefore, self.spaceAfter = 0, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        label = self._label
        self._half = (available_width - 14) / 2 if label.other else available_width
        self._english = lines_of(label.english, self._style, self._half)
        quiet = Style(self._style.size, self._style.leading, QUIET, self._style.bold)
        self._other = lines_of(label.other, quiet, self._half) if label.other else ()
        self.width = available_width
        self.height = max(_total(self._english), _total(self._other))
        return available_width, self.height

    @override
    def draw(self) -> None:
        canvas, label = self.canv, self._label
        with tagged(canvas, self._role):
            draw_lines(canvas, self._english, 0, self.height, self._half)
        if self._other:
            side: Align = "right" if label.mirrored else "left"
            with tagged(canvas, self._role, label.language):
                draw_lines(canvas, self._other, self._half + 14, self.height, self._half, side)


class HiddenFields(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """What the file says of itself, in fields that nobody sees; nothing where it is flat."""

    def __init__(self, values: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._values = values
        self.width = self.height = 0.0

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return 0.0, 0.0

    @override
    def draw(self) -> None:
        widgets = _widgets(self.canv)
        if widgets is not None:
            for name, value in self._values:
                widgets.hidden(self.canv, name, value)


def _caption(
    label: Label, width: float, style: Style = LABEL, *, at_right: bool | None = None
) -> _Caption:
    """Return a label set at a width; written from right to left, it stands `at_right`."""
    quiet = Style(style.size, style.leading, QUIET)
    other = lines_of(label.other, quiet, width) if label.other else ()
    right = label.mirrored if at_right is None else at_right
    return _Caption(label, lines_of(label.spans(style), style, width), other, width, right)


def _is_from_right(entry: Entry) -> bool:
    return is_right_to_left(entry.shown or entry.value)


def _widgets(canvas: Canvas) -> Widgets | None:
    widgets: Widgets | None = getattr(canvas, "widgets", None)
    return widgets


def _total(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)
