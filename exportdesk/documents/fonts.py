"""The bundled fonts: which has a character, and what HarfBuzz needs of each."""

import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from exportdesk.core import resources

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"


class Face:
    """One font file, opened when its first character is printed. Lengths are 1/1000 of the size."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.hb_font = hb.Font(self.hb_face)
        self.scale = 1000 / self.hb_face.upem
        self._advances: dict[int, float] = {}
        self._inks: dict[int, tuple[float, float]] = {}

    def advance(self, glyph: int) -> float:
        """Return how far the pen moves after `glyph` when nothing adjusts it."""
        found = self._advances.get(glyph)
        if found is None:
            found = self.hb_font.get_glyph_h_advance(glyph) * self.scale
            self._advances[glyph] = found
        return found

    def ink(self, glyph: int) -> tuple[float, float]:
        """Return the lowest and highest point of `glyph` over the baseline."""
        found = self._inks.get(glyph)
        if found is None:
            box = self.hb_font.get_glyph_extents(glyph)
            top = box.y_bearing * self.scale if box else 0.0
            found = (top + box.height * self.scale if box else 0.0, top)
            self._inks[glyph] = found
        return found


class Shelf:
    """All bundled fonts, known by the table of what they cover; none opened before it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[str, Face] = {}
        self._covered: dict[str, tuple[list[int], list[int]]] = {}
        self._found: dict[int, str] = {}
        for line in (folder / "coverage.txt").read_text(encoding="ascii").splitlines():
            name, *spans = line.split()
            pairs = [span.split("-") for span in spans]
            firsts, lasts = zip(*((int(a, 16), int(b, 16)) for a, b in pairs), strict=True)
            self._covered[name] = (list(firsts), list(lasts))

    def face(self, name: str) -> Face:
        """Return an opened font."""
        face = self._faces.get(name)
        if face is None:
            face = self._faces[name] = Face(name, self._folder / f"{name}.ttf")
        return face

    def name_for(self, cluster: str) -> str:
        """Return the first font that has every visible character of `cluster`, "" where none has.

        Where no font has a mark together with its base, the font of the base is returned.
        """
        if len(cluster) == 1:
            return self._name_for_one(ord(cluster))
        needed = [ord(char) for char in cluster if not is_ignorable(char)]
        if not needed:
            return REGULAR
        first = self._name_for_one(needed[0])
        if not first or all(self._has(first, code) for code in needed[1:]):
            return first
        for name in self._covered:
            if name != BOLD and all(self._has(name, code) for code in needed):
                return name
        return first

    def has_bold(self, cluster: str) -> bool:
        """Return whether the bold font has every visible character of `cluster`."""
        return all(self._has(BOLD, ord(char)) or is_ignorable(char) for char in cluster)

    def _name_for_one(self, code: int) -> str:
        found = self._found.get(code)
        if found is None:
            names = (name for name in self._covered if name != BOLD)
            found = next((name for name in names if self._has(name, code)), "")
            self._found[code] = found
        return found

    def _has(self, name: str, code: int) -> bool:
        firsts, lasts = self._covered[name]
        at = bisect_right(firsts, code) - 1
        return at >= 0 and code <= lasts[at]


def is_ignorable(char: str) -> bool:
    """Return whether `char` steers the text around it and shows nothing itself."""
    code = ord(char)
    return (
        unicodedata.category(char) == "Cf"
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or code in (0x034F, 0x115F, 0x1160, 0x3164, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D)
    )


@cache
def shelf() -> Shelf:
    """Return the fonts that come with the program."""
    return Shelf(resources.path("fonts"))


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that no bundled font has, each once.

    They are printed as a box with their code point.
    """
    fonts = shelf()
    found = dict.fromkeys(
        char
        for char in text
        if not char.isspace() and not is_ignorable(char) and not fonts.name_for(char)
    )
    return tuple(found)
