"""Fields that can be filled in on screen, written over a drawn page.

reportlab's own form fields hold Latin-1 only, so the objects are written here: values in UTF-16,
each drawn with the paper's embedded fonts until somebody types into it. What is typed then is drawn
by the reader with a font of its own, for a subset of ours lacks the letters. Nothing runs: there is
no script in the file.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exportdesk.documents.accent import accent
from exportdesk.documents.embedding import number_text
from exportdesk.documents.tagging import tags_of
from exportdesk.documents.text import Line, fonts_of, line_operators
from exportdesk.documents.tokens import BODY, INK

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
    from_right: bool = False
    choices: tuple[tuple[str, str], ...] = ()


class Widgets:
    """The fields of one document, in the order in which they are to be filled in."""

    def __init__(self, doc: Any) -> None:
        self._doc = doc
        self._fields: list[Any] = []
        self._shared: dict[object, Any] = {}

    def text(self, blank: Blank, value: str, lines: Sequence[Line], box: "Box") -> None:
        """Write a field for text; `lines` are its value, broken to fit `box`."""
        flags = _DO_NOT_SPELL | (_MULTILINE if blank.multiline else 0)
        fields: dict[str, Any] = {"FT": "/Tx", "V": utf16(value), "AP": self._drawn(lines, box)}
        if blank.most:
            fields["MaxLen"] = blank.most
        if blank.from_right:
            fields["Q"] = 2
        self._add(blank, box, flags, fields)

    def choice(self, blank: Blank, value: str, lines: Sequence[Line], box: "Box") -> None:
        """Write a field that offers a list; `value` is one of its codes or empty."""
        options = self._shared.get(blank.choices)
        if options is None:
            pairs = "\n".join(f"[{utf16(code)} {utf16(word)}]" for code, word in blank.choices)
            options = self._object(f"[{pairs}]")
            self._shared[blank.choices] = options
        fields = {"FT": "/Ch", "V": utf16(value), "Opt": options, "AP": self._drawn(lines, box)}
        self._add(blank, box, _COMBO | _DO_NOT_SPELL, fields)

    def check(self, blank: Blank, ticked: bool, box: "Box") -> None:
        """Write a box to tick."""
        on, off = self._check_state(True), self._check_state(False)
        state = "/Yes" if ticked else "/Off"
        states = pdfdoc.PDFDictionary({"N": pdfdoc.PDFDictionary({"Yes": on, "Off": off})})
        fields = {"FT": "/Btn", "V": state, "AS": state, "AP": states}
        fields |= {"MK": "<</CA (4)>>", "DA": f"(/ZaDb 0 Tf {_rgb(accent())} rg)"}
        self._add(blank, box, 0, fields)

    def signature(self, blank: Blank, box: "Box") -> None:
        """Write a field for a digital signature, still without one."""
        self._add(blank, box, 0, {"FT": "/Sig", "AP": self._drawn((), box)})

    def hidden(self, canvas: Canvas, name: str, value: str) -> None:
        """Write a value that travels with the file and that nobody sees or changes."""
        fields = pdfdoc.PDFDictionary(
            {
                "Type": "/Annot", "Subtype": "/Widget", "FT": "/Tx", "T": utf16(name),
                "TU": utf16(name), "V": utf16(value), "Ff": _READ_ONLY, "F": _HIDDEN,
                "Rect": "[0 0 0 0]", "P": _page_of(canvas),
            }
        )  # fmt: skip
        self._put(canvas, fields, name)

    def finish(self) -> None:
        """Write what holds the fields together."""
        fonts = pdfdoc.PDFDictionary(
            {name: self._object(text) for name, text in _READERS_FONTS.items()}
        )
        form = pdfdoc.PDFDictionary(
            {
                "Fields": pdfdoc.PDFArray(self._fields),
                "DR": pdfdoc.PDFDictionary({"Font": fonts}),
                "DA": f"({_typed_look()})",
                "SigFlags": 1,
                "NeedAppearances": "false",
            }
        )
        self._doc.Catalog.AcroForm = self._doc.Reference(form, "form")

    def _add(self, blank: Blank, box: "Box", flags: int, fields: dict[str, Any]) -> None:
        canvas = box.canvas
        x, y = canvas.absolutePosition(box.x, box.y)
        corners = (x, y, x + box.width, y + box.height)
        common = {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "T": utf16(blank.name),
            "TU": utf16(blank.hint),
            "F": _PRINT,
            "Ff": flags | (_REQUIRED if blank.required else 0),
            "Rect": f"[{' '.join(number_text(each) for each in corners)}]",
            "DA": f"({_typed_look()})",
            "P": _page_of(canvas),
        }
        self._put(canvas, pdfdoc.PDFDictionary(common | fields), blank.name)

    def _put(self, canvas: Canvas, fields: Any, name: str) -> None:
        reference = self._doc.Reference(fields, f"field {name}")
        tags = tags_of(canvas)
        if tags is not None and fields["F"] == _PRINT:
            fields["StructParent"] = tags.add_field(canvas.getPageNumber(), reference)
        canvas._annotationrefs.append(reference)
        self._fields.append(reference)

    def _drawn(self, lines: Sequence[Line], box: "Box") -> Any:
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
        stream = self._form_stream("\n".join(operators), box.width, box.height, faces)
        return pdfdoc.PDFDictionary({"N": stream})

    def _lines_drawn(self, lines: Sequence[Line], box: "Box") -> list[str]:
        fonts = fonts_of(box.canvas)
        top, operators = box.height - box.above, list[str]()
        for line in lines:
            x = box.width - INSET - line.width if box.from_right else INSET
            operators += line_operators(fonts, line, x, top - line.baseline)
            operators += _boxes_drawn(line, x, top - line.baseline)
            top -= line.height
        return operators

    def _check_state(self, ticked: bool) -> Any:
        if ticked not in self._shared:
            self._shared[ticked] = self._form_stream(tick_operators() if ticked else "", BOX, BOX)
        return self._shared[ticked]

    def _form_stream(
        self, content: str, width: float, height: float, faces: Iterable[str] = ()
    ) -> Any:
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
        return self._doc.Reference(stream, f"look {self._doc.objectcounter}")

    def _object(self, text: str) -> Any:
        return self._doc.Reference(_Written(text), f"written {self._doc.objectcounter}")


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """An object whose text is known already."""

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, document: Any) -> bytes:
        """Return the object as written to the file."""
        return self._text.encode("latin-1")


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


def utf16(text: str) -> str:
    """Return `text` as a string of a PDF file that holds any script."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>" if text else "()"


def tick_operators() -> str:
    """Return what draws a tick into a box."""
    path = "2 4.6 m 3.9 2.6 l 7.2 6.7 l S"
    return f"q 1.3 w 1 J 1 j {_rgb(accent())} RG {path} Q"


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


def _page_of(canvas: Canvas) -> Any:
    return pdfdoc.PDFObjectReference(f"Page{canvas.getPageNumber()}")
