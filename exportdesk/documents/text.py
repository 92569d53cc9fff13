"""Text on paper: broken into lines that fit, drawn glyph by glyph, never clipped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from exportdesk.documents.breaking import clusters, segments
from exportdesk.documents.direction import levels, visual_order, without_controls
from exportdesk.documents.embedding import EmbeddedFonts, number_text
from exportdesk.documents.shaping import BOX_SIZE, Run, Shaped, shape
from exportdesk.documents.tagging import tagged
from exportdesk.documents.tokens import BODY, Style

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
Align = Literal["left", "right", "center"]
_ASCENT, _DESCENT = 1.069, 0.293  # of Noto Sans


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style. Each span finds its own direction, so that none can turn its neighbour."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class SetRun:
    """A run together with the style it is set in."""

    run: Run
    style: Style

    @property
    def level(self) -> int:
        """The level of the run."""
        return self.run.level

    @property
    def width(self) -> float:
        """The width in points."""
        return self.run.width * self.style.size / 1000


@dataclass(frozen=True, slots=True)
class Line:
    """Runs from left to right, the width, the height, and the baseline below the top."""

    runs: tuple[SetRun, ...]
    width: float
    height: float
    baseline: float


@dataclass(frozen=True, slots=True)
class _Piece:
    shaped: Shaped
    style: Style
    start: int  # of the text in its own line of the span
    levels: list[int] | None

    @property
    def width(self) -> float:
        return self.shaped.width * self.style.size / 1000

    @property
    def is_space(self) -> bool:
        return self.shaped.text.isspace()


def lines_of(content: str | Sequence[Span], style: Style, width: float) -> Sequence[Line]:
    """Return `content` broken into lines no wider than `width`."""
    if isinstance(content, str):
        return _lines_of_text(content, style, width)
    if isinstance(content, tuple):
        return _lines_of_spans(content, style, width)
    return _broken(content, style, width)


@lru_cache(maxsize=4_000)
def _lines_of_text(text: str, style: Style, width: float) -> Sequence[Line]:
    """Return the lines of text in one style: papers say the same things many times."""
    whole = _whole(text, style)
    if whole is not None and whole.width <= width:
        return (_line([whole], style),)
    return tuple(_broken([Span(text, style)], style, width))


@lru_cache(maxsize=1_000)
def _lines_of_spans(spans: tuple[Span, ...], style: Style, width: float) -> Sequence[Line]:
    """Return the lines of spans that are said many times: a tuple of them."""
    return tuple(_broken(spans, style, width))


def _whole(text: str, style: Style) -> _Piece | None:
    """Return a short text as one piece, None where it is not one or may not fit a line."""
    if len(text) > 120 or _LINE_ENDS.search(text):
        return None
    line = without_controls(text).replace("\t", " ").rstrip()
    found = levels(line)
    return _Piece(shape(line, style.bold, tuple(found) if found else None), style, 0, found)


def _broken(spans: Sequence[Span], style: Style, width: float) -> list[Line]:
    lines: list[Line] = []
    row: list[_Piece] = []
    used = 0.0
    for piece in _pieces(spans):
        if piece is None:
            lines.append(_line(row, style))
            row, used = [], 0.0
            continue
        for part in _fitting(piece, width, width - used):
            if used + part.width > width + 0.01 and not part.is_space:
                lines.append(_line(row, style))
                row, used = [], 0.0
            if part.is_space and not row and lines:
                continue  # the space at which the line was broken
            row.append(part)
            used += part.width
    if row or not lines:
        lines.append(_line(row, style))
    return lines


def forget() -> None:
    """Let go of what was shaped; called when a paper is done, for it can be megabytes."""
    _lines_of_text.cache_clear()
    _lines_of_spans.cache_clear()
    shape.cache_clear()


def natural_width(text: str, style: Style) -> float:
    """Return the width of `text` on one line."""
    return max(line.width for line in lines_of(text, style, 1e9))


def _pieces(spans: Sequence[Span]) -> Iterator[_Piece | None]:
    """Yield what may be parted by a line break; None where the text itself breaks the line."""
    for span in spans:
        text = without_controls(span.text).replace("\t", " ")
        for number, line in enumerate(_LINE_ENDS.split(text)):
            if number:
                yield None
            found = levels(line)
            at = 0
            for segment in segments(line):
                part = tuple(found[at : at + len(segment)]) if found else None
                yield _Piece(shape(segment, span.style.bold, part), span.style, at, found)
                at += len(segment)


def _fitting(piece: _Piece, width: float, room: float) -> Iterator[_Piece]:
    """Yield `piece` whole where a line can hold it, else in parts that fill lines."""
    if piece.width <= width or piece.is_space:
        yield piece
        return
    # Broken anywhere, because there is nowhere else: use the rest of this line if it is worth it.
    limit = room if room > width / 4 else width
    letters = list(clusters(piece.shaped.text))
    first = at = 0
    while first < len(letters):
        last, estimate = first, 0.0
        while last < len(letters) and (estimate <= limit or last == first):
            estimate += shape(letters[last], piece.style.bold).width * piece.style.size / 1000
            last += 1
        part = _part(piece, at, "".join(letters[first:last]))
        while part.width > limit and last > first + 1:
            last -= 1
            part = _part(piece, at, "".join(letters[first:last]))
        yield part
        at += len(part.shaped.text)
        first, limit = last, width


def _part(piece: _Piece, start: int, text: str) -> _Piece:
    first = piece.start + start
    found = tuple(piece.levels[first : first + len(text)]) if piece.levels else None
    return _Piece(shape(text, piece.style.bold, found), piece.style, first, piece.levels)


def _line(pieces: list[_Piece], style: Style) -> Line:
    end = len(pieces)
    while end and pieces[end - 1].is_space:
        end -= 1
    runs = [SetRun(run, piece.style) for piece in pieces[:end] for run in piece.shaped.runs]
    above, below = style.leading * 0.78, style.leading * 0.22
    for set_run in runs:
        size, leading = set_run.style.size, set_run.style.leading
        slack = leading / size - _ASCENT - _DESCENT
        above = max(above, size * (set_run.run.high / 1000 + slack / 2))
        below = max(below, size * (-set_run.run.low / 1000 + slack / 2))
    width = sum(set_run.width for set_run in runs)
    return Line(tuple(visual_order(runs)), width, above + below, above)


def draw_line(canvas: Canvas, fonts: EmbeddedFonts, line: Line, x: float, top: float) -> None:
    """Draw `line` with its left end at `x` and its upper edge at `top`."""
    base = top - line.baseline
    for operators in line_operators(fonts, line, x, base):
        canvas.addLiteral(operators)
    at = x
    for set_run in line.runs:
        if set_run.run.boxed:
            _draw_box(canvas, set_run, at, base)
        at += set_run.width


def line_operators(fonts: EmbeddedFonts, line: Line, x: float, base: float) -> list[str]:
    """Return what a content stream draws `line` with, its baseline beginning at `x`, `base`."""
    if not line.runs:
        return []
    state = _PenState()
    runs = [_run_operators(fonts, set_run, state) for set_run in line.runs]
    # What the text sets of colours and pens ends with it.
    return [f"q BT 1 0 0 1 {number_text(x)} {number_text(base)} Tm", *runs, "ET Q"]


class _PenState:
    """What the text object was last told, so that it is told again only when it changes."""

    def __init__(self) -> None:
        self.font = ""
        self.color = ""
        self.heavy = False


def _run_operators(fonts: EmbeddedFonts, set_run: SetRun, state: _PenState) -> str:
    run, style = set_run.run, set_run.style
    face = fonts.face(run.face)
    size = style.size * (BOX_SIZE if run.boxed else 1)
    code: list[str] = []
    font = f"/{face.name} {number_text(size)} Tf"
    if font != state.font:
        code.append(font)
        state.font = font
    if style.color != state.color:
        code.append(f"{_color(style.color)} rg")
        state.color = style.color
    if run.heavy or state.heavy:
        thicker = f"2 Tr {number_text(size * 0.028)} w {_color(style.color)} RG"
        code.append(thicker if run.heavy else "0 Tr")
        state.heavy = run.heavy
    code.append(fonts.shown(run, size))
    return " ".join(code)


def _draw_box(canvas: Canvas, set_run: SetRun, x: float, base: float) -> None:
    size = set_run.style.size
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(HexColor(set_run.style.color))
    canvas.roundRect(x + 0.04 * size, base - 0.16 * size, set_run.width - 0.08 * size, size, 1)
    canvas.restoreState()


@cache
def _color(token: str) -> str:
    return " ".join(f"{part:.3f}" for part in HexColor(token).rgb())


def storable(text: str) -> str:
    """Return `text` as PDF's own strings can hold it: titles, authors, bookmarks."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "\ufffd" for char in clean)


def fonts_of(canvas: Any) -> EmbeddedFonts:
    """Return the fonts of the document that `canvas` draws."""
    fonts: EmbeddedFonts = canvas.embedded_fonts
    return fonts


class TextBlock(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A paragraph. Breaks over pages between lines."""

    def __init__(
        self,
        content: str | Sequence[Span],
        style: Style = BODY,
        *,
        align: Align = "left",
        before: float = 0,
        after: float = 0,
        role: str = "P",
        language: str = "",
    ) -> None:
        super().__init__()
        self.content = content
        self.style = style
        self.align = align
        self.role, self.language = role, language
        self.spaceBefore = before
        self.spaceAfter = after
        self._width = -1.0
        self._lines: Sequence[Line] = ()

    def lines(self, width: float) -> Sequence[Line]:
        """Return the lines at `width`."""
        if width != self._width:
            self._width, self._lines = width, lines_of(self.content, self.style, width)
        return self._lines

    def height_at(self, width: float) -> float:
        """Return the height at `width`."""
        return sum(line.height for line in self.lines(width))

    def draw_at(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the paragraph with its upper left corner at `x`, `top`."""
        with tagged(canvas, self.role, self.language):
            draw_lines(canvas, self.lines(width), x, top, width, self.align)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return available_width, self.height_at(available_width)

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        lines = self.lines(available_width)
        count = lines_within(lines, available_height)
        if count == 0 or count == len(lines):
            return [self] if count else []
        first, rest = self._with(lines[:count]), self._with(lines[count:])
        first.spaceAfter = rest.spaceBefore = 0
        return [first, rest]

    def _with(self, lines: Sequence[Line]) -> "TextBlock":
        block = TextBlock(self.content, self.style, align=self.align, before=self.spaceBefore)
        block.role, block.language = self.role, self.language
        block.spaceAfter = self.spaceAfter
        block._width, block._lines = self._width, lines
        return block

    @override
    def draw(self) -> None:
        self.draw_at(self.canv, 0, self.height_at(self.width), self.width)


def lines_within(lines: Sequence[Line], height: float) -> int:
    """Return how many of `lines` fit into `height`."""
    used = 0.0
    for count, line in enumerate(lines):
        used += line.height
        if used > height + 0.01:
            return count
    return len(lines)


def draw_lines(
    canvas: Canvas, lines: Sequence[Line], x: float, top: float, width: float, align: Align = "left"
) -> None:
    """Draw `lines` one under the other."""
    fonts = fonts_of(canvas)
    for line in lines:
        free = width - line.width
        shift = {"left": 0.0, "right": free, "center": free / 2}[align]
        draw_line(canvas, fonts, line, x + shift, top)
        top -= line.height
