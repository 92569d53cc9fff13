"""Finding the row of headings: below titles and empty lines, or nowhere."""

import re
from collections.abc import Sequence
from functools import cache

from exportdesk.tables import vocabulary
from exportdesk.tables.grid import Row
from exportdesk.tables.heading_words import heading_key, known_headings, without_owner

_SEARCHED = 30
_COMPARED = 50
_LONGEST = 60
_DATA = re.compile(r"\d{2,}|[@/\\]|^\d+$|\.\w{2,4}$")


def find_header(rows: Sequence[Row]) -> int:
    """Return the number of the row that names the columns, 0 where none does."""
    searched = rows[:_SEARCHED]
    known = [_known(row.cells) for row in searched]
    best = max(known, default=0)
    width = _width(rows)
    if best >= 2 or (best == 1 and width <= 2):
        for row, count in zip(searched, known, strict=True):
            if count == best:
                return row.number
    if searched and _names_once(rows):
        return rows[0].number
    return _by_shape(searched, rows, width)


def _names_once(rows: Sequence[Row]) -> bool:
    """Whether the first row alone has a word for the name, amid words that nobody knows.

    Where the column goes on with such words it holds kinds: "Client", "Vendor".
    """
    cells = [cell.strip() for cell in rows[0].cells]
    named = [at for at, cell in enumerate(cells) if heading_key(cell) in _for_names()]
    if len(named) != 1 or not all(cells) or any(_DATA.search(cell) for cell in cells):
        return False
    below = [row.cells[named[0]] for row in rows[1:_COMPARED] if named[0] < len(row.cells)]
    return bool(below) and not any(map(is_heading, below))


@cache
def _for_names() -> frozenset[str]:
    return frozenset(vocabulary.NAME.split("|")) | {"name", "sku"}


def _known(cells: Sequence[str]) -> int:
    """Return how many cells are headings that somebody knows, none where most hold data."""
    found = {cell for cell in cells if len(cell) <= _LONGEST and is_heading(cell)}
    filled = sum(1 for cell in cells if cell.strip())
    data = sum(1 for cell in cells if _DATA.search(cell))
    return len(found) if data * 2 <= filled and len(found) * 3 >= filled else 0


@cache
def _general() -> frozenset[str]:
    shared = (
        vocabulary.NAME, vocabulary.COUNTRY, vocabulary.CITY, vocabulary.STREET, vocabulary.NOTES,
    )  # fmt: skip
    return frozenset(word for words in shared for word in words.split("|")) | known_headings()


def is_heading(word: str) -> bool:
    """Whether a text is a heading of customers or products."""
    key = heading_key(word)
    if not key:
        return False
    general = _general()
    return key in general or without_owner(key)[0] in general


def _width(rows: Sequence[Row]) -> int:
    widths = [len(row.cells) for row in rows[:_COMPARED]]
    return max(set(widths), key=lambda width: (widths.count(width), width), default=0)


def _by_shape(searched: Sequence[Row], rows: Sequence[Row], width: int) -> int:
    """Return the row of words nobody knows above columns of something else, 0 where none is.

    Such as headings in another language: short, all there, all different, none like data, while
    some column below holds numbers, dates, addresses of e-mail or of the web.
    """
    for place, row in enumerate(searched[: _SEARCHED // 3]):
        cells = [cell.strip() for cell in row.cells]
        if len(cells) < max(2, width) or not all(cells) or len(set(cells)) < len(cells):
            continue
        if any(len(cell) > _LONGEST or _DATA.search(cell) for cell in cells):
            continue
        below = rows[place + 1 : place + 1 + _COMPARED]
        if any(_holds_data(below, column) for column in range(len(cells))):
            return row.number
        return 0
    return 0


def _holds_data(rows: Sequence[Row], column: int) -> bool:
    cells = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column]]
    return len(cells) > 0 and sum(1 for c in cells if _DATA.search(c)) * 5 >= len(cells) * 4
