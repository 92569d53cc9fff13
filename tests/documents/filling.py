"""Fills forms in with programs that are not ours: PDFium (Chrome's), qpdf, pypdf."""

import ctypes
import io
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf.form import Form
from pypdf import PdfWriter
from pypdf.generic import ContentStream

from tests.documents.reading import _lines, _table, reader_of


def values_of(data: bytes) -> dict[str, str]:
    """Return every field of a file with its value as pypdf reads it, "" for none."""
    fields = reader_of(data).get_fields() or {}
    return {name: str(field.get("/V", "")) for name, field in fields.items()}


def values_by_qpdf(data: bytes) -> dict[str, str]:
    """Return the same as qpdf reads it."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return {
            one.fully_qualified_name: str(one.obj.get("/V", "")) for one in file.acroform.fields
        }


def widgets_of(data: bytes) -> Iterator[tuple[int, Any]]:
    """Yield every field on a page with the number of the page, in the order of the tab key."""
    for number, page in enumerate(reader_of(data).pages):
        for annotation in page.get("/Annots", []):
            yield number, annotation.get_object()


def filled_by_pypdf(data: bytes, values: Mapping[str, str]) -> bytes:
    """Return the file with fields set by pypdf; `/Yes` ticks a box."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.update_page_form_field_values(None, dict(values), auto_regenerate=True)  # type: ignore[arg-type] # of all pages
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def filled_by_qpdf(data: bytes, values: Mapping[str, str]) -> bytes:
    """Return the file with fields set by pikepdf, which is qpdf."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        form = Form(file)
        for name, value in values.items():
            field: Any = form[name]
            if value == "/Yes":
                field.checked = True
            else:
                field.value = value
        file.save(out)
    return out.getvalue()


def filled_by_pdfium(data: bytes, values: Mapping[str, str]) -> bytes:
    """Return the file with text typed and boxes clicked in PDFium, as in a browser."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    open_pages = [document[number] for number in range(len(document))]
    for number, widget in widgets_of(data):
        value = values.get(widget["/T"])
        if value is None:
            continue
        page, form = open_pages[number], document.formenv
        left, low, right, high = (float(each) for each in widget["/Rect"])
        x, y = (left + right) / 2, (low + high) / 2
        pdfium.FORM_OnMouseMove(form, page, 0, x, y)
        pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
        pdfium.FORM_OnLButtonUp(form, page, 0, x, y)
        if value != "/Yes":
            pdfium.FORM_SelectAllText(form, page)
            typed = (value + "\0").encode("utf-16-le")
            buffer = (ctypes.c_ushort * (len(typed) // 2)).from_buffer_copy(typed)
            pdfium.FORM_ReplaceSelection(form, page, buffer)
        pdfium.FORM_ForceToKillFocus(form)
    out = io.BytesIO()
    document.save(out)
    for page in open_pages:
        page.close()
    document.close()
    return out.getvalue()


def flattened_by_pdfium(data: bytes) -> bytes:
    """Return the file with what stands in its fields drawn on the page, and no fields."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for page in document:
        pdfium.FPDFPage_Flatten(page, 0)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def drawn_in_fields(data: bytes) -> dict[str, list[list[str]]]:
    """Return what is drawn in every field: the lines, each as the texts of its glyphs."""
    reader = reader_of(data)
    drawn = {}
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            widget = annotation.get_object()
            look = widget.get("/AP", {}).get("/N")
            if widget["/FT"] == "/Btn" or look is None:
                continue
            look = look.get_object()
            fonts = look["/Resources"].get("/Font", {})
            tables = {
                name: dict(_table(font.get_object()["/ToUnicode"].get_object().get_data().decode()))
                for name, font in fonts.items()
            }
            page_like = _Look(ContentStream(look, reader))
            drawn[str(widget["/T"])] = list(_lines(page_like, reader, tables))
    return drawn


class _Look:
    """What `_lines` takes for a page."""

    def __init__(self, content: ContentStream) -> None:
        self._content = content

    def get_contents(self) -> ContentStream:
        return self._content
