"""Fields that can be filled in on screen, written over a drawn page.

reportlab's own form fields hold Latin-1 only, so the objects are written here: values in UTF-16,
each drawn with the paper's embedded fonts until somebody types into it. What is typed then is drawn
by the reader with a font of its own, for a subset of ours lacks the letters. Nothing runs: there is
no script in the file.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exportdesk.documents.accent import accent
from exportdesk.documents.embedding import number_text
from exportdesk.documents.pdf_objects import Written, add, page_reference, utf16
from exportdesk.documents.tagging import tags_of
from exportdesk.documents.text import Line, fonts_of, line_operators
from exportdesk.documents.tokens import BODY, INK, LINE, QUIET, RADIUS, SOFT, WHITE

INSET = 5.0
BOX = 9.0  # the side of a box to tick
_READ_ONLY, _REQUIRED = 1, 2
_MULTILINE, _COMBO, _DO_NOT_SPELL = 1 << 12, 1 << 17, 1 << 22
_PRINT, _HIDDEN = 4, 2


@dataclass(frozen=True, slots=True)
class Blank:
    """A field: its name in the file, what it says when pointed at, and what may go into it.

    `most` is the greatest number of characters, 0 for any; `choices` are codes with their words.
    """

    name: str
    hint: str
    required: bool = False
    most: int = 0
    multiline: bool = False
    choices: tuple[tuple[str, str], ...] = ()


class Widgets:
    """The fields of one document, in the order in which they are to be filled in."""

    def __init__(self, doc: Any) -> None:
        self._doc = doc
        self._fields: list[_Field] = []
        self._shared: dict[object, str] = {}

    def text(self, blank: Blank, value: str, lines: Sequence[Line], box: "Box") -> None:
        """Write a field for text; `lines` are its value, broken to fit `box`."""
        flags = _DO_NOT_SPELL | (_MULTILINE if blank.multiline else 0)
        fields = {"FT": "/Tx", "V": utf16(value), "AP": self._drawn(lines, box)}
        if blank.most:
            fields["MaxLen"] = str(blank.most)
        if box.from_right:
            fields["Q"] = "2"
        self._add(blank, box, flags, fields)

    def choice(self, blank: Blank, value: str, lines: Sequence[Line], box: "Box") -> None:
        """Write a field that offers a list; `value` is one of its codes or empty."""
        options = self._shared.get(blank.choices)
        if options is None:
            pairs = "\n".join(f"[{utf16(code)} {utf16(word)}]" for code, word in blank.choices)
            options = add(self._doc, Written(f"[{pairs}]"), f"choices {len(self._shared)}")
            self._shared[blank.choices] = options
        fields = {"FT": "/Ch", "V": utf16(value), "Opt": options, "AP": self._drawn(lines, box)}
        self._add(blank, box, _COMBO | _DO_NOT_SPELL, fields)

    def check(self, blank: Blank, ticked: bool, box: "Box") -> None:
        """Write a box to tick."""
        state = "/Yes" if ticked else "/Off"
        looks = f"<</N <</Yes {self._check_state(True)} /Off {self._check_state(False)}>>>>"
        fields = {"FT": "/Btn", "V": state, "AS": state, "AP": looks, "MK": "<</CA (4)>>"}
        fields["DA"] = f"(/ZaDb 0 Tf {_rgb(accent())} rg)"
        self._add(blank, box, 0, fields)

    def signature(self, blank: Blank, box: "Box") -> None:
        """Write a field for a digital signature, still without one."""
        self._add(blank, box, 0, {"FT": "/Sig", "AP": self._drawn((), box)})

    def hidden(self, canvas: Canvas, name: str, value: str) -> None:
        """Write a value that travels with the file and that nobody sees or changes."""
        fields = {"FT": "/Tx", "T": utf16(name), "TU": utf16(name), "V": utf16(value)}
        fields |= {"Ff": str(_READ_ONLY), "F": str(_HIDDEN), "Rect": "[0 0 0 0]"}
        self._put(canvas, name, fields)

    def finish(self) -> None:
        """Write every field, and what holds them together; every page is finished by now."""
        for one in self._fields:
            told = " ".join(f"/{key} {value}" for key, value in one.fields.items())
            page = page_reference(self._doc, one.page)
            one.written.text = f"<</Type /Annot /Subtype /Widget /P {page} {told}>>"
        fonts = " ".join(
            f"/{name} {add(self._doc, Written(text), f'font {name}')}"
            for name, text in _READERS_FONTS.items()
        )
        fields = " ".join(one.reference for one in self._fields)
        self._doc.Catalog.AcroForm = Written(
            f"<</Fields [{fields}] /DR <</Font <<{fonts}>>>> /DA ({_typed_look()}) "
            "/SigFlags 1 /NeedAppearances false>>"
        )

    def _add(self, blank: Blank, box: "Box", flags: int, fields: dict[str, str]) -> None:
        x, y = box.canvas.absolutePosition(box.x, box.y)
        corners = (x, y, x + box.width, y + box.height)
        common = {
            "T": utf16(blank.name),
            "TU": utf16(blank.hint),
            "F": str(_PRINT),
            "Ff": str(flags | (_REQUIRED if blank.required else 0)),
            "Rect": f"[{' '.join(number_text(each) for each in corners)}]",
            "DA": f"({_typed_look()})",
        }
        self._put(box.canvas, blank.name, common | fields)

    def _put(self, canvas: Canvas, name: str, fields: dict[str, str]) -> None:
        written, page = Written(), canvas.getPageNumber()
        reference = add(self._doc, written, f"field {name}")
        tags = tags_of(canvas)
        if tags is not None and fields["F"] == str(_PRINT):
            fields["StructParent"] = str(tags.add_field(page, reference))
        canvas._annotationrefs.append(pdfdoc.PDFObjectReference(f"field {name}"))
        self._fields.append(_Field(written, reference, page, fields))

    def _drawn(self, lines: Sequence[Line], box: "Box") -> str:
        """Return how the value looks: what `lines` draw, kept inside the box."""
        operators, faces = ["/Tx BMC"], dict[str, None]()
        if lines:
            fonts = fonts_of(box.canvas)
            faces = dict.fromkeys(
                fonts.face(one.run.face).name for line in lines for one in line.runs
            )
            size = f"{number_text(box.width)} {number_text(box.height)}"
            operators.append(f"q 0 0 {size} re W n")
            operators += self._lines_drawn(lines, box)
            operators.append("Q")
        operators.append("EMC")
        return f"<</N {self._look(chr(10).join(operators), box.width, box.height, faces)}>>"

    def _lines_drawn(self, lines: Sequence[Line], box: "Box") -> list[str]:
        fonts = fonts_of(box.canvas)
        top, operators = box.height - box.above, list[str]()
        for line in lines:
            x = box.width - INSET - line.width if box.from_right else INSET
            operators += line_operators(fonts, line, x, top - line.baseline)
            operators += _boxes_drawn(line, x, top - line.baseline)
            top -= line.height
        return operators

    def _check_state(self, ticked: bool) -> str:
        if ticked not in self._shared:
            self._shared[ticked] = self._look(_tick() if ticked else "", BOX, BOX)
        return self._shared[ticked]

    def _look(self, content: str, width: float, height: float, faces: Iterable[str] = ()) -> str:
        stream = pdfdoc.PDFStream(content=zlib.compress(content.encode("latin-1"), 6))
        # Named one by one: readers add the font they type with to a list that stands here itself.
        fonts = {name: pdfdoc.PDFObjectReference(name) for name in faces}
        resources = {"Font": pdfdoc.PDFDictionary(fonts)} if fonts else {}
        stream.dictionary.dict |= {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": f"[0 0 {number_text(width)} {number_text(height)}]",
            "Resources": pdfdoc.PDFDictionary(resources),
            "Filter": "/FlateDecode",
        }
        return add(self._doc, stream, f"look {self._doc.objectcounter}")


@dataclass(frozen=True, slots=True)
class _Field:
    written: Written
    reference: str
    page: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a field stands, from its lower left corner, and how its text stands in it."""

    canvas: Canvas
    x: float
    y: float
    width: float
    height: float
    above: float = 2.5
    from_right: bool = False


# Helvetica and Dingbats are what readers type with into any form; they bring them along.
_READERS_FONTS = {
    "Helv": "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
    "ZaDb": "<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>",
}


def check_box_operators(x: float, y: float, ticked: bool) -> str:
    """Return what draws a box to tick on the page, ticked or not."""
    inside = _tick() if ticked else ""
    return f"q 1 0 0 1 {number_text(x)} {number_text(y)} cm {_FRAME} {inside} Q"


def field_box_operators(x: float, width: float, height: float) -> str:
    """Return what draws the box behind a field."""
    return f"q 1 0 0 1 {number_text(x)} 0 cm {_field_box(width, height)} Q"


def _tick() -> str:
    """Return what draws a tick into a box."""
    return f"q 1.3 w 1 J 1 j {_rgb(accent())} RG 2 4.6 m 3.9 2.6 l 7.2 6.7 l S Q"


@lru_cache(maxsize=500)
def _field_box(width: float, height: float) -> str:
    colors = f"{_rgb(SOFT)} rg {_rgb(LINE)} RG 0.6 w"
    return f"{colors} {_rounded(width, height, RADIUS)} B"


def _rounded(width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with round corners, from its lower left corner."""
    bend = radius * 0.4477
    w, h, r = width, height, radius
    corners = [
        (w - r, 0, w - bend, 0, w, bend, w, r),
        (w, h - r, w, h - bend, w - bend, h, w - r, h),
        (r, h, bend, h, 0, h - bend, 0, h - r),
        (0, r, 0, bend, bend, 0, r, 0),
    ]
    path = [f"{number_text(r)} 0 m"]
    for to_x, to_y, *curve in corners:
        path.append(f"{number_text(to_x)} {number_text(to_y)} l")
        path.append(f"{' '.join(number_text(each) for each in curve)} c")
    return " ".join([*path, "h"])


def _boxes_drawn(line: Line, x: float, base: float) -> list[str]:
    """Return the frames of characters that no font has."""
    operators = []
    for set_run in line.runs:
        if set_run.run.boxed:
            size = set_run.style.size
            corner = f"{number_text(x + 0.04 * size)} {number_text(base - 0.16 * size)}"
            sides = f"{number_text(set_run.width - 0.08 * size)} {number_text(size)}"
            operators.append(f"q 0.5 w {_rgb(set_run.style.color)} RG {corner} {sides} re S Q")
        x += set_run.width
    return operators


def _typed_look() -> str:
    return f"/Helv {number_text(BODY.size)} Tf {_rgb(INK)} rg"


def _rgb(token: str) -> str:
    parts = (int(token[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(number_text(part) for part in parts)


_FRAME = f"{_rgb(WHITE)} rg {_rgb(QUIET)} RG 0.8 w {_rounded(BOX, BOX, 1.5)} B"
