"""What papers are built of: headings, fields, tables, chips, notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether
from typing_extensions import override

from exportdesk.documents.accent import accent, tone_colors
from exportdesk.documents.tagging import artifact, tagged
from exportdesk.documents.text import (
    Line,
    Span,
    TextBlock,
    draw_lines,
    lines_of,
    natural_width,
    storable,
)
from exportdesk.documents.tokens import (
    BODY,
    CAPTION,
    LINE,
    RADIUS,
    SECTION,
    SMALL,
    SMALL_QUIET,
    SOFT,
    SUBSECTION,
    Style,
    Tone,
)

CHIP_STYLE_SIZE = 7.5
INSET = 5.0
WIDOWS = 3
QUIET_VALUE = Style(BODY.size, BODY.leading, SMALL_QUIET.color)


def section(number: int, title: str, aside: str = "") -> "Heading":
    """Return a numbered section heading; `aside` stands quietly at the right."""
    return Heading(str(number), title, SECTION, aside, before=16, after=5)


def subsection(number: str, title: str, aside: str = "") -> "Heading":
    """Return a numbered heading inside a section."""
    return Heading(number, title, SUBSECTION, aside, before=12, after=4)


def together(blocks: Sequence[Flowable]) -> KeepTogether:
    """Return blocks that stand on one page where they can.

    One that was kept together already is taken apart: reportlab takes it for higher than any page.
    """
    return KeepTogether(
        [
            inside
            for each in blocks
            for inside in (each._content if isinstance(each, KeepTogether) else [each])
        ]
    )


class Heading(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A number in the accent colour and a title; `aside` may be in another language."""

    def __init__(
        self,
        number: str,
        title: str,
        style: Style,
        aside: str,
        *,
        before: float,
        after: float,
        language: str = "",
    ) -> None:
        super().__init__()
        self._language = language
        self._number, self._title, self._style, self._aside = number, title, style, aside
        self.spaceBefore, self.spaceAfter = before, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        numbered = Style(self._style.size, self._style.leading, accent(), bold=True)
        self._number_lines = lines_of(self._number, numbered, available_width)
        self._indent = max(14.0, self._number_lines[0].width + 8)
        asides = lines_of(self._aside, SMALL_QUIET, available_width / 2) if self._aside else []
        self._aside_lines = asides[:1]
        room = available_width - self._indent - (asides[0].width + 12 if asides else 0)
        self._lines = shortened(lines_of(self._title, self._style, room), 2, self._style)
        self.width, self.height = available_width, sum(line.height for line in self._lines)
        return available_width, self.height

    @override
    def draw(self) -> None:
        drop = self._style.leading - SMALL_QUIET.leading
        with tagged(self.canv, f"H{self._number.count('.') + 2}"):
            draw_lines(self.canv, self._number_lines, 0, self.height, self.width)
            draw_lines(self.canv, self._lines, self._indent, self.height, self.width)
        if self._aside_lines:
            with tagged(self.canv, "P", self._language):
                draw_lines(self.canv, self._aside_lines, 0, self.height - drop, self.width, "right")
        self.canv.bookmarkPage(self._number)
        title = storable(f"{self._number}  {self._title}")
        self.canv.addOutlineEntry(title, self._number, self._number.count("."), closed=0)


def shortened(lines: Sequence[Line], most: int, style: Style) -> Sequence[Line]:
    """Return at most `most` lines, the last then ending in an ellipsis.

    Only for text that stands in full elsewhere on the paper.
    """
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    dots = lines_of("\u2026", style, 1e9)[0]
    cut = Line((*last.runs, *dots.runs), last.width + dots.width, last.height, last.baseline)
    return (*lines[: most - 1], cut)


@dataclass(frozen=True, slots=True)
class Chip:
    """A state as a word in a soft box: outlined, so that it survives black-and-white printing."""

    word: str
    tone: Tone = "neutral"

    @property
    def _lines(self) -> Sequence[Line]:
        ink, _ = tone_colors(self.tone)
        return lines_of(self.word, Style(CHIP_STYLE_SIZE, 10.5, ink, bold=True), 1e9)

    @property
    def width(self) -> float:
        """The width of the box."""
        return self._lines[0].width + 2 * INSET

    @property
    def height(self) -> float:
        """The height of the box."""
        return self._lines[0].height + 2

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the chip with its upper left corner at `x`, `top`."""
        ink, soft = tone_colors(self.tone)
        with artifact(canvas):
            canvas.setFillColor(HexColor(soft))
            canvas.setStrokeColor(HexColor(ink))
            canvas.setLineWidth(0.5)
            low, width, height = top - self.height, self.width, self.height
            canvas.roundRect(x, low, width, height, RADIUS, stroke=1, fill=1)
        with tagged(canvas, "P"):
            draw_lines(canvas, self._lines, x + INSET, top - 1, self.width)


class ChipRow(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A title with chips at its right."""

    def __init__(
        self, title: str | Sequence[Span], chips: Sequence[Chip], style: Style, *, before: float = 8
    ) -> None:
        super().__init__()
        self._title, self._chips, self._style = title, chips, style
        self.spaceBefore, self.spaceAfter = before, 3

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._taken = sum(chip.width + 4 for chip in self._chips)
        self._lines = lines_of(self._title, self._style, available_width - self._taken - 8)
        tallest = max((chip.height for chip in self._chips), default=0.0)
        self.width = available_width
        self.height = max(sum(line.height for line in self._lines), tallest)
        return available_width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        if self.height < 300:
            return []
        return [ChipRow("", self._chips, self._style), TextBlock(self._title, self._style, after=3)]

    @override
    def draw(self) -> None:
        if self._title:
            with tagged(self.canv, "P"):
                draw_lines(self.canv, self._lines, 0, self.height, self.width)
        x = self.width - self._taken + 4
        for chip in self._chips:
            chip.draw(self.canv, x, self.height)
            x += chip.width + 4


@dataclass(frozen=True, slots=True)
class Field:
    """A label and a value; `share` of the row's width."""

    label: str
    value: str
    share: float = 1.0
    quiet: bool = False  # the value says that there is none


class Fields(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """One row of fields: captions over soft boxes, as on a form."""

    def __init__(self, fields: Sequence[Field], *, after: float = 5) -> None:
        super().__init__()
        self._fields = fields
        self.spaceBefore, self.spaceAfter = 0, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        gap = 9.0
        unit = (available_width - gap * (len(self._fields) - 1)) / sum(
            f.share for f in self._fields
        )
        self._cells: list[tuple[float, float, Sequence[Line], Sequence[Line]]] = []
        x = 0.0
        for field in self._fields:
            width = unit * field.share
            style = QUIET_VALUE if field.quiet else BODY
            caption = lines_of(field.label, CAPTION, width)
            value = lines_of(field.value, style, width - 2 * INSET)
            self._cells.append((x, width, caption, value))
            x += width + gap
        self._caption = max(_total(caption) for _, _, caption, _ in self._cells)
        self._box = max(_total(value) for _, _, _, value in self._cells) + 5
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
            for field in self._fields
            for block in (TextBlock(field.label, CAPTION), TextBlock(field.value, BODY, after=4))
        ]

    @override
    def draw(self) -> None:
        canvas = self.canv
        for x, width, caption, value in self._cells:
            with tagged(canvas, "P"):
                draw_lines(canvas, caption, x, self.height, width)
            with artifact(canvas):
                canvas.setFillColor(HexColor(SOFT))
                canvas.setStrokeColor(HexColor(LINE))
                canvas.setLineWidth(0.6)
                canvas.roundRect(x, 0, width, self._box, RADIUS, stroke=1, fill=1)
            with tagged(canvas, "P"):
                draw_lines(canvas, value, x + INSET, self._box - 2.5, width)


class Pairs(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Labels at the left, values at the right, one pair under the other; breaks over pages."""

    def __init__(
        self,
        pairs: Sequence[tuple[str, str | Sequence[Span]]],
        *,
        style: Style = SMALL,
        label_width: float = 0,
        before: float = 0,
        after: float = 4,
    ) -> None:
        super().__init__()
        quiet = Style(style.size, style.leading, SMALL_QUIET.color)
        self._blocks = [
            (TextBlock(label, quiet), TextBlock(value, style)) for label, value in pairs
        ]
        widest = max((natural_width(label, style) for label, _ in pairs), default=0.0)
        self._label_width = label_width or min(widest + 12, 150)
        self.spaceBefore, self.spaceAfter = before, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self._room = available_width - self._label_width
        self.height = sum(self._row_height(row) for row in self._blocks)
        return available_width, self.height

    def _row_height(self, row: tuple[TextBlock, TextBlock]) -> float:
        label, value = row
        return max(label.height_at(self._label_width - 6), value.height_at(self._room)) + 1.5

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        used, count = 0.0, 0
        for row in self._blocks:
            if used + self._row_height(row) > available_height:
                break
            used += self._row_height(row)
            count += 1
        if count == len(self._blocks):
            return [self]
        label, value = self._blocks[count]
        parts = value.split(self._room, available_height - used - 1.5)
        if len(parts) == 2:
            head = [*self._blocks[:count], (label, parts[0])]
            tail = [(TextBlock("", label.style), parts[1]), *self._blocks[count + 1 :]]
            return [self._with(head), self._with(tail)]
        count = min(count, len(self._blocks) - WIDOWS)  # no one or two lines alone on a page
        if count < 1:
            return []
        return [self._with(self._blocks[:count]), self._with(self._blocks[count:])]

    def _with(self, blocks: Sequence[tuple[TextBlock, TextBlock]]) -> "Pairs":
        pairs = Pairs((), label_width=self._label_width, after=self.spaceAfter)
        pairs._blocks = list(blocks)
        return pairs

    @override
    def draw(self) -> None:
        top = self.height
        for label, value in self._blocks:
            label.draw_at(self.canv, 0, top, self._label_width - 6)
            value.draw_at(self.canv, self._label_width, top, self._room)
            top -= self._row_height((label, value))


class Note(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A paragraph in a soft box with a bar at its left: what must not be overread."""

    def __init__(
        self,
        content: str | Sequence[Span],
        tone: Tone = "neutral",
        *,
        style: Style = BODY,
        after: float = 5,
    ) -> None:
        super().__init__()
        self._block = TextBlock(content, style)
        self._tone = tone
        self.spaceBefore, self.spaceAfter = 3, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = self._block.height_at(available_width - 18) + 8
        return available_width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        parts = self._block.split(available_width - 18, available_height - 8)
        if len(parts) != 2:
            return []
        notes: list[Flowable] = []
        for part in parts:
            note = Note("", self._tone, after=self.spaceAfter)
            note._block = part
            notes.append(note)
        return notes

    @override
    def draw(self) -> None:
        canvas = self.canv
        ink, soft = tone_colors(self._tone)
        with artifact(canvas):
            canvas.setFillColor(HexColor(soft))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(HexColor(ink))
            canvas.rect(0, 0, 2, self.height, stroke=0, fill=1)
        self._block.draw_at(canvas, 10, self.height - 4, self.width - 18)


def _total(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)
