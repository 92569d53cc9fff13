"""Checks the tags of a paper: everything drawn is told, once, and leads back to its element."""

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

from tests.documents.reading import reader_of

_DRAWS = {b"TJ", b"Tj", b"Do", b"S", b"f", b"f*", b"B", b"B*", b"s", b"b", b"F"}


def faults_of_tags(data: bytes) -> list[str]:
    """Return what is wrong with the tags of a paper."""
    reader = reader_of(data)
    root: Any = reader.trailer["/Root"]
    if "/StructTreeRoot" not in root or not root["/MarkInfo"]["/Marked"]:
        return ["the file is not tagged"]
    tree = root["/StructTreeRoot"]
    pairs = list(tree["/ParentTree"]["/Nums"])
    parents = {int(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
    found: list[str] = []
    told: set[tuple[int, int]] = set()
    for number, page in enumerate(reader.pages):
        marked, faults = _marked(page, reader)
        found += [f"page {number + 1}: {fault}" for fault in faults]
        elements = [each.get_object() for each in parents.get(int(page["/StructParents"]), [])]
        if marked != list(range(len(elements))):
            found.append(f"page {number + 1}: {len(elements)} elements for {len(marked)} marks")
        told |= {(number, mark) for mark in marked}
    kept = set(_contents(tree.raw_get("/K"), reader))
    if kept != told:
        found.append(f"{len(told ^ kept)} marks are not in the tree, or not on a page")
    return found


def _marked(page: Any, reader: PdfReader) -> tuple[list[int], list[str]]:
    """Return the numbers of marked content on a page, and what is drawn outside of any."""
    marks, faults, depth = list[int](), list[str](), 0
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
            if operator == b"BDC" and "/MCID" in operands[1]:
                marks.append(int(operands[1]["/MCID"]))
            replaced = operator == b"BDC" and "/ActualText" in operands[1]  # may stand inside
            if depth > 1 and not replaced:
                faults.append("content is marked twice")
        elif operator == b"EMC":
            depth -= 1
        elif operator in _DRAWS and not depth:
            faults.append(f"{operator.decode()} is drawn and not told")
    return marks, faults if depth == 0 else [*faults, "a mark is left open"]


def _contents(node: Any, reader: PdfReader) -> Iterator[tuple[int, int]]:
    """Yield page and number of all content below an element; hold that each knows its parent."""
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages)}  # type: ignore[union-attr] # they have one
    left: list[tuple[Any, int | None]] = [(node, None)]
    while left:
        reference, parent = left.pop()
        element = reference.get_object()
        if parent is not None and element.raw_get("/P").idnum != parent:
            raise AssertionError("an element has another parent than the one that holds it")
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                yield pages[element.raw_get("/Pg").idnum], int(kid)
                continue
            inside = kid.get_object()
            if inside.get("/Type") == "/MCR":
                yield pages[inside.raw_get("/Pg").idnum], int(inside["/MCID"])
            elif inside.get("/Type") != "/OBJR":
                left.append((kid, reference.idnum))
