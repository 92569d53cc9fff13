"""What tables of the eCFR are made of: rows, cells, and their text on one line."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

_SPACE = re.compile(r"\s+")
_NO_CELLS = frozenset({"THEAD", "CAPTION"})


def rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table below its head: those that hold TD cells."""
    for row in table.iter("TR"):
        if any(one.tag in _NO_CELLS for one in row.iterancestors()):
            continue
        if row.find("TD") is not None:
            yield row


def cells(row: Element) -> list[Element]:
    """Return the cells of a row, empty ones too: a cell that is left out would shift the rest."""
    return [cell for cell in row if cell.tag in ("TD", "TH")]


def text(element: Element, *, without: str = "") -> str:
    """Return the text of an element on one line, without that of the elements called `without`."""
    return _SPACE.sub(" ", "".join(_parts(element, without))).strip()


def _parts(element: Element, without: str) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if one.tag == "br":
            yield " "
        elif one.tag != without:
            yield from _parts(one, without)
        yield one.tail or ""
