"""Lists of other publishers for tests: reading a file as any source of the catalogue."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

import xlsxwriter

from exportdesk.core.listings import Listing, NameRole
from exportdesk.core.progress import Silent
from exportdesk.lists import Catalogue, Reading, load_catalogue, open_list
from exportdesk.rulebook import Countries, load_rulebook

Grid = Sequence[Sequence[object]]


def read_as(source: str, path: Path) -> tuple[Reading, list[Listing]]:
    """Read a file to its end as an edition of `source`, with the rulebook's countries."""
    catalogue, countries = _known()
    reading = open_list(path, catalogue.source(source), countries.country_code, Silent())
    return reading, list(reading)


@cache
def _known() -> tuple[Catalogue, Countries]:
    return load_catalogue(), load_rulebook().countries


def roles(listing: Listing) -> dict[str, list[str]]:
    """Return the names of a listing by role."""
    found: dict[str, list[str]] = {}
    for name in listing.names:
        found.setdefault(name.role.value, []).append(name.text)
    return found


def names_of(listing: Listing) -> list[tuple[str, NameRole]]:
    """Return the names of a listing in their order, each with its role."""
    return [(name.text, name.role) for name in listing.names]


def script_counts(listings: Iterable[Listing]) -> dict[str, int]:
    """Count the names in original script by script."""
    return dict(
        Counter(
            script_of(name.text)
            for listing in listings
            for name in listing.names
            if name.role is NameRole.ORIGINAL_SCRIPT
        )
    )


def script_of(text: str) -> str:
    """Return the script that most letters that are not Latin are in, by Unicode's names."""
    told = Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha())
    told.pop("LATIN", None)
    return told.most_common(1)[0][0] if told else "LATIN"


def workbook(*sheets: Grid) -> bytes:
    """Return a workbook with these sheets; dates become real dates of Excel."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for grid in sheets:
            sheet = book.add_worksheet()
            for row, cells in enumerate(grid):
                for column, cell in enumerate(cells):
                    if isinstance(cell, datetime | date):
                        sheet.write_datetime(row, column, cell, days)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return buffer.getvalue()
