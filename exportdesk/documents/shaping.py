"""Text to glyphs: a font for every cluster, HarfBuzz for every run."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb

from exportdesk.documents.breaking import clusters
from exportdesk.documents.fonts import BOLD, REGULAR, Face, shelf

BOX_SIZE = 0.66  # of the text around it
BOX_PADDING = 120.0  # 1/1000 of the size, either side
_PLAIN_INK = (-293.0, 1069.0)  # what the leading of every style has room for


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph in visual order; lengths are 1/1000 of the size.

    `text` is what it stands for, together with the `more` glyphs after it.
    """

    id: int
    advance: float
    dx: float
    dy: float
    text: str
    more: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Glyphs of one font at one level. `heavy`: to be thickened, the font has no bold.

    `boxed` is the label of a character that no font has; its glyphs are set smaller in a box.
    """

    face: Face
    heavy: bool
    level: int
    glyphs: tuple[Glyph, ...]
    width: float
    low: float
    high: float
    boxed: str = ""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A stretch of text as runs in logical order."""

    text: str
    runs: tuple[Run, ...]
    width: float


@lru_cache(maxsize=6_000)
def shape(text: str, bold: bool, levels: tuple[int, ...] | None = None) -> Shaped:
    """Return `text` shaped; `levels` as `direction.levels` gives them."""
    runs = tuple(_runs(text, bold, levels))
    return Shaped(text, runs, sum(run.width for run in runs))


def _runs(text: str, bold: bool, levels: Sequence[int] | None) -> Iterator[Run]:
    at = 0
    parts: list[tuple[str, int, str]] = []
    for cluster in clusters(text):
        level = levels[at] if levels else 0
        name = _font(cluster, bold)
        # Where no font has a mark together with its base, each is printed by itself.
        pieces = [cluster] if name or len(cluster) == 1 else list(cluster)
        parts += [(_font(piece, bold), level, piece) for piece in pieces]
        at += len(cluster)
    for (name, level), group in groupby(parts, key=lambda part: part[:2]):
        stretch = "".join(piece for _, _, piece in group)
        if name:
            yield _shape_run(shelf().face(name), stretch, level, bold and name != BOLD)
        else:
            yield from (_box(char, level) for char in stretch)


@lru_cache(maxsize=4_096)
def _font(cluster: str, bold: bool) -> str:
    if bold and shelf().has_bold(cluster):
        return BOLD
    return shelf().name_for(cluster)


def _shape_run(face: Face, text: str, level: int, heavy: bool) -> Run:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    hb.shape(face.hb_font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    scale = face.scale
    glyphs: list[Glyph] = []
    sizes = Counter(info.cluster for info in infos)
    told: set[int] = set()
    low, high = _PLAIN_INK
    plain = face.name in (REGULAR, BOLD)
    for info, place in zip(infos, positions, strict=True):
        start = info.cluster
        again = start in told
        meant = "" if again else text[start : ends[start]]
        more = 0 if again else sizes[start] - 1
        told.add(start)
        dx, dy = place.x_offset * scale, place.y_offset * scale
        glyphs.append(Glyph(info.codepoint, place.x_advance * scale, dx, dy, meant, more))
        if dy or not plain:
            bottom, top = face.ink(info.codepoint)
            low, high = min(low, bottom + dy), max(high, top + dy)
    width = sum(glyph.advance for glyph in glyphs)
    return Run(face, heavy, level, tuple(glyphs), width, low, high)


def _box(char: str, level: int) -> Run:
    """Return the code point of a character no font has, to be set small in a box."""
    label = f"U+{ord(char):04X}"
    inner = _shape_run(shelf().face(REGULAR), label, level & ~1, False)
    width = inner.width * BOX_SIZE + 2 * BOX_PADDING
    return Run(inner.face, False, level, inner.glyphs, width, *_PLAIN_INK, boxed=label)
