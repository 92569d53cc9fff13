"""The bundled fonts: which has a character, and what HarfBuzz needs of each."""

import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from exportdesk.core import resources
from exportdesk.core.errors import StorageFault

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
CHINESE = "NotoSansSC-Regular"

# Punctuation and full-width forms: Mongolian and Yi have some too, and set them another way.
_WIDE = ((0x3000, 0x30FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))

# Unicode's default ignorable characters, as HarfBuzz hides them (not the shorthand controls).
_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_IGNORABLE_FIRST = [first for first, _ in _IGNORABLE]


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
        for line in _coverage(folder):
            name, *spans = line.split()
            pairs = [span.split("-") for span in spans]
            firsts, lasts = zip(*((int(a, 16), int(b, 16)) for a, b in pairs), strict=True)
            self._covered[name] = (list(firsts), list(lasts))

    def face(self, name: str) -> Face:
        """Return an opened font. Raises `StorageFault` where its file is gone."""
        face = self._faces.get(name)
        if face is None:
            path = self._folder / f"{name}.ttf"
            if not path.is_file():
                raise StorageFault("fonts-missing", folder=str(self._folder))
            face = self._faces[name] = Face(name, path)
        return face

    def name_for(self, cluster: str) -> str:
        """Return the first font that has all that is visible of `cluster`, "" where none has."""
        needed = [ord(char) for char in cluster if not is_ignorable(char)]
        if not needed:
            return REGULAR
        first = self._name_for_one(needed[0])
        if len(needed) == 1:
            return first
        if first and all(self._has(first, code) for code in needed[1:]):
            return first
        for name in self._covered:
            if name != BOLD and all(self._has(name, code) for code in needed):
                return name
        return ""

    def has_bold(self, cluster: str) -> bool:
        """Return whether the bold font has every visible character of `cluster`."""
        return all(self._has(BOLD, ord(char)) or is_ignorable(char) for char in cluster)

    def _name_for_one(self, code: int) -> str:
        found = self._found.get(code)
        if found is None and unicodedata.category(chr(code)) == "Cc":
            found = self._found[code] = ""  # some fonts have a glyph for these, an empty one
        if found is None:
            names = [name for name in self._covered if name != BOLD]
            if any(first <= code <= last for first, last in _WIDE):
                names.insert(0, CHINESE)
            found = next((name for name in names if self._has(name, code)), "")
            self._found[code] = found
        return found

    def _has(self, name: str, code: int) -> bool:
        firsts, lasts = self._covered[name]
        at = bisect_right(firsts, code) - 1
        return at >= 0 and code <= lasts[at]


def _coverage(folder: Path) -> list[str]:
    try:
        return (folder / "coverage.txt").read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise StorageFault("fonts-missing", folder=str(folder)) from error


def is_ignorable(char: str) -> bool:
    """Return whether `char` steers the text around it and shows nothing itself."""
    code = ord(char)
    at = bisect_right(_IGNORABLE_FIRST, code) - 1
    return at >= 0 and code <= _IGNORABLE[at][1]


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
