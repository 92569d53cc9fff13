"""Fonts inside one PDF: only the glyphs used, each with the text it stands for.

reportlab's own font objects shape by adding private characters to a font shared by all documents,
so that text does not come back out and bytes depend on what was printed before. Here every document
numbers its own glyphs: a glyph that stands for two texts gets two codes, and text comes back whole.
"""

import hashlib
import zlib
from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from exportdesk.documents.fonts import Face
from exportdesk.documents.shaping import BOX_PADDING, BOX_SIZE, Run

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{chars}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddedFace:
    """One font as used in one document."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name  # as content streams call it
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}

    def code(self, glyph: int, text: str) -> str:
        """Return the four hexadecimal digits that print `glyph` and read as `text`."""
        key = (glyph, text)
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = len(self._codes)
        return f"{code:04X}"

    def add_objects(self, doc: Any) -> None:
        """Write the font with what the document used of it."""
        used = list(self._codes)
        data, new_glyphs = _subset(self.face, {glyph for glyph, _ in used})
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        base = f"{tag}+{self.face.name}"
        glyph_of_code = b"".join(new_glyphs[glyph].to_bytes(2, "big") for glyph, _ in used)
        widths = [round(self.face.advance(glyph)) for glyph, _ in used]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "CIDToGIDMap": doc.Reference(_stream(glyph_of_code), f"{self.name}.glyphs"),
                "DW": 1000,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
                "FontDescriptor": doc.Reference(
                    self._descriptor(doc, base, data), f"{self.name}.descriptor"
                ),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [doc.Reference(descendant, f"{self.name}.descendant")]
                ),
                "ToUnicode": doc.Reference(_stream(_to_unicode(used)), f"{self.name}.unicode"),
            }
        )
        fonts = doc.idToObject[pdfdoc.BasicFonts].dict
        fonts[self.name] = doc.Reference(font, self.name)

    def _descriptor(self, doc: Any, base: str, data: bytes) -> Any:
        extents = self.face.hb_font.get_font_extents("ltr")
        scale = self.face.scale
        ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
        program = _stream(data)
        program.dictionary["Length1"] = len(data)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-1000, descent, 3000, ascent]),
                "ItalicAngle": 0,
                "Ascent": ascent,
                "Descent": descent,
                "CapHeight": 714,
                "StemV": 160 if self.face.name.endswith("Bold") else 90,
                "FontFile2": doc.Reference(program, f"{self.name}.file"),
            }
        )


class EmbeddedFonts:
    """The fonts of one document, in the order in which it first used them."""

    def __init__(self, doc: Any) -> None:
        self._faces: dict[str, EmbeddedFace] = {}
        self._shown: dict[tuple[Run, float], str] = {}
        doc.delayedFonts.append(self)

    def face(self, face: Face) -> EmbeddedFace:
        """Return the font as used in this document."""
        found = self._faces.get(face.name)
        if found is None:
            found = self._faces[face.name] = EmbeddedFace(face, f"N{len(self._faces) + 1}")
        return found

    def shown(self, run: Run, size: float) -> str:
        """Return the operators that show `run` at `size`, the font being set already."""
        # Papers repeat themselves. A run without raised marks reads the same at every size.
        key = (run, size if any(glyph.dy for glyph in run.glyphs) else 0.0)
        found = self._shown.get(key)
        if found is None:
            found = self._shown[key] = _Shower(self.face(run.face), size).show(run)
        return found

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab calls it by this name
        """Write every font; called when the document is saved."""
        for face in self._faces.values():
            face.add_objects(doc)


class _Shower:
    """Writes the glyphs of one run: codes, and moves in 1/1000 of the size between them."""

    def __init__(self, face: EmbeddedFace, size: float) -> None:
        self._face = face
        self._size = size
        self._code: list[str] = []
        self._row: list[str] = []
        self._left = 0.0  # still to be moved to the left

    def show(self, run: Run) -> str:
        """Return the operators."""
        padding = BOX_PADDING / BOX_SIZE if run.boxed else 0.0
        self._left = -padding
        rise = 0.0
        joined = 0
        for glyph in run.glyphs:
            if glyph.more:
                self._flush()
                actual = f"FEFF{_utf16(glyph.text)}"
                self._code.append(f"/Span <</ActualText <{actual}>>> BDC")
                joined = glyph.more + 1
            self._left -= glyph.dx
            if glyph.dy != rise:
                self._flush()
                rise = glyph.dy
                self._code.append(f"{number_text(rise * self._size / 1000)} Ts")
            move = round(self._left)
            if move:
                self._row.append(f"> {move} <")
                self._left -= move
            self._row.append(self._face.code(glyph.id, glyph.text))
            self._left += round(self._face.face.advance(glyph.id)) - glyph.advance + glyph.dx
            if joined:
                joined -= 1
                if not joined:
                    self._flush()
                    self._code.append("EMC")
        self._left -= padding
        self._flush()
        if rise:
            self._code.append("0 Ts")
        return " ".join(self._code)

    def _flush(self) -> None:
        move = round(self._left)
        self._left -= move
        if self._row or move:
            tail = f" {move}" if move else ""
            self._code.append(f"[<{''.join(self._row)}>{tail}] TJ".replace("<>", ""))
            self._row.clear()


def number_text(value: float) -> str:
    """Return a number as content streams spell it."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex().upper()


def _subset(face: Face, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """Return a font file that holds `glyphs` only, and their new numbers in it."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({0, *glyphs})
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    for table in ("GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2"):
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    plan = hb.SubsetPlan(face.hb_face, wanted)
    data = plan.execute().blob.data
    return data, dict(plan.old_to_new_glyph_mapping)


def _stream(content: bytes) -> Any:
    stream = pdfdoc.PDFStream(content=zlib.compress(content, 6))
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return stream


def _to_unicode(used: list[tuple[int, str]]) -> bytes:
    """Return the table that tells readers what text every code stands for."""
    lines = [f"<{code:04X}> <{_utf16(text)}>" for code, (_, text) in enumerate(used) if code]
    chars = ""
    for start in range(0, len(lines), 100):  # no block may hold more
        block = lines[start : start + 100]
        chars += f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n"
    return _CMAP.format(chars=chars).encode()
