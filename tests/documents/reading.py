"""Reads papers back as a program other than ours would."""

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
from pypdf import PdfReader
from pypdf.generic import ContentStream


def reader_of(data: bytes) -> PdfReader:
    """Return a reader of `data`, its objects made loose first.

    Of packed objects pypdf reads all that lie in one stream, letter by letter, even for the size of
    a page. That it finds the same in both is shown in `test_packing`.
    """
    loose = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(loose, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return PdfReader(loose)


def pages_of(data: bytes) -> list[str]:
    """Return the text of every page as pypdf reads it."""
    return [page.extract_text() for page in reader_of(data).pages]


def squeezed(text: str) -> str:
    """Return `text` in NFKC without any white space: what line breaks cannot change."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def shown_lines(data: bytes) -> list[list[str]]:
    """Return every line as the texts of its glyphs from left to right, by the fonts' own tables."""
    reader = reader_of(data)
    lines = []
    for page in reader.pages:
        tables = {
            name: dict(_table(font.get_object()["/ToUnicode"].get_object().get_data().decode()))
            for name, font in page["/Resources"]["/Font"].items()  # type: ignore[index] # pypdf gives objects
        }
        lines += list(_lines(page, reader, tables))
    return lines


def _lines(page: Any, reader: PdfReader, tables: dict[str, dict[str, str]]) -> Iterator[list[str]]:
    line: list[str] = []
    table: dict[str, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"BT":
            line = []
        elif operator == b"Tf":
            table = tables[operands[0]]
        elif operator == b"TJ":
            for part in operands[0]:
                codes = _bytes(part).hex().upper() if isinstance(part, bytes | str) else ""
                line += [table[codes[at : at + 4]] for at in range(0, len(codes), 4)]
        elif operator == b"ET":
            yield line


def _bytes(part: bytes | str) -> bytes:
    original = getattr(part, "original_bytes", part)
    return original if isinstance(original, bytes) else original.encode("latin-1")


def _table(cmap: str) -> Iterator[tuple[str, str]]:
    for code, text in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]*)>", cmap):
        yield code, bytes.fromhex(text).decode("utf-16-be")
