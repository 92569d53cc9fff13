"""Writes a document with its small objects packed into compressed streams.

reportlab writes every object by itself, as files did before PDF 1.5. The tags and the fields of a
paper are thousands of small ones: packed, a long paper is a tenth as large.
"""

import zlib
from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import pdfdoc

_TOGETHER = 500  # a reader unpacks a whole stream for one of its objects
_LEVEL = 6


def packed(doc: Any) -> bytes:
    """Return the file of a document: the same bytes for the same document."""
    out = bytearray(pdfdoc.PDFFile(doc._pdfVersion).format(doc))
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    small: list[tuple[int, bytes]] = []
    for number, content in _objects(doc):
        if content.endswith(b"endstream"):
            places[number] = (1, len(out), 0)
            out += _numbered(number, content)
        else:
            small.append((number, content))
    free = max(doc.numberToId) + 1
    for start in range(0, len(small), _TOGETHER):
        together = small[start : start + _TOGETHER]
        places |= {number: (2, free, at) for at, (number, _content) in enumerate(together)}
        places[free] = (1, len(out), 0)
        out += _numbered(free, _packed(together))
        free += 1
    places[free] = (1, len(out), 0)
    return bytes(out + _numbered(free, _index(doc, places)) + _end(len(out)))


def _objects(doc: Any) -> Iterator[tuple[int, bytes]]:
    """Yield every object as written; writing one may add others."""
    doc.encrypt.prepare(doc)
    doc.Reference(doc.Catalog)
    doc.Reference(doc.info)
    number = 1
    while number in doc.numberToId:
        thing = doc.idToObject[doc.numberToId[number]]
        yield number, pdfdoc.pdfdocEnc(pdfdoc.format(thing, doc, toplevel=1)).strip()
        number += 1


def _numbered(number: int, content: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, content)


def _packed(objects: list[tuple[int, bytes]]) -> bytes:
    heads, at = list[str](), 0
    for number, content in objects:
        heads.append(f"{number} {at}")
        at += len(content) + 1
    head = f"{' '.join(heads)} ".encode()
    body = head + b"\n".join(content for _number, content in objects)
    return _stream(f"/Type /ObjStm /N {len(objects)} /First {len(head)}".encode(), body)


def _index(doc: Any, places: dict[int, tuple[int, int, int]]) -> bytes:
    """Return where each object is, and with which the file begins."""
    rows = b"".join(
        kind.to_bytes(1) + where.to_bytes(4) + which.to_bytes(2)
        for _number, (kind, where, which) in sorted(places.items())
    )
    told = b" ".join(
        b"/%b %b" % (key, pdfdoc.pdfdocEnc(pdfdoc.format(value, doc)))
        for key, value in (
            (b"Root", doc.Reference(doc.Catalog)),
            (b"Info", doc.Reference(doc.info)),
            (b"ID", doc.ID()),
        )
    )
    return _stream(b"/Type /XRef /Size %d /W [1 4 2] %b" % (len(places), told), rows)


def _stream(told: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, _LEVEL)
    head = b"<<%b /Filter /FlateDecode /Length %d>>" % (told, len(data))
    return head + b"\nstream\n" + data + b"\nendstream"


def _end(index_at: int) -> bytes:
    return b"startxref\n%d\n%%%%EOF\n" % index_at
