"""The OFSI Consolidated List (ConList.csv), which the UK Sanctions List has replaced.

Its layouts of 2020 and 2022 differ in a few columns.
"""

import re
from collections.abc import Iterator, Mapping

from exportdesk.core.listings import Identifier
from exportdesk.lists.delimited import columns_in, group_record
from exportdesk.lists.documents import Document, Row
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.uk import UkEntry, UkListings
from exportdesk.lists.uk_csv import document_of, entry_of, grouped

FORMAT = "uk-conlist"
NAME = "Consolidated List of Financial Sanctions Targets in the UK"

_WANTED = frozenset({"group id", "name 6"})
# The columns of the UK Sanctions List that say the same.
_COLUMNS = {
    "group id": "ofsi group id",
    "group type": "designation type",
    "alias type": "name type",
    "alias quality": "alias strength",
    "regime": "regime name",
    "dob": "d.o.b",
    "nationality": "nationality(/ies)",
    "passport details": "passport additional information",
    "national identification number": "national identifier number",
    "ni number": "national identifier number",
    "ni details": "national identifier additional information",
    "national identification details": "national identifier additional information",
    **{f"address {n}": f"address line {n}" for n in range(1, 7)},
    "post/zip code": "address postal code",
    "country": "address country",
}
_REFERENCES = (
    ("UK Sanctions Number", re.compile(r"\(UK Sanctions List Ref\):\s*([A-Z]{2,4}\d{3,5})")),
    ("UN Reference Number", re.compile(r"\bUN Ref(?:erence)?\)?[ .:]*([A-Z]{2,3}[ie]\.\d{3})")),
    ("IMO Number", re.compile(r"\(IMO number\):\s*(?:IMO)?\s*(\d{7})", re.IGNORECASE)),
)


def is_it(file: ListFile) -> bool:
    """Whether the file begins with the columns of this format."""
    columns = columns_in(file.head, _WANTED)
    return bool(columns) and "unique id" not in columns


def read(file: ListFile, context: Context) -> Document:
    """Take apart the CSV in `file`. Its rows raise ListRefused where it is cut or damaged."""
    listings = UkListings(context, NAME)
    uneven: list[int] = []
    rows = _rows(file, listings, uneven)
    return document_of(file, FORMAT, listings, rows, uneven, notes=("list-retired",))


def _rows(file: ListFile, listings: UkListings, uneven: list[int]) -> Iterator[Row]:
    for group in grouped(file, _WANTED, "group id", uneven):
        entry = entry_of([_as_now(record) for record in group])
        entry.record = group_record(group)
        yield listings.row(entry, _references(entry))


def _as_now(record: Mapping[str, object]) -> dict[str, object]:
    """Return a row by the columns of the UK Sanctions List.

    A party was listed on one day and, since 2020, designated on another, which is the one that the
    UK Sanctions List goes on with.
    """
    row = {_COLUMNS.get(column, column): value for column, value in record.items()}
    listed = row.pop("listed on", "")
    row["date designated"] = row.pop("uk sanctions list date designated", "") or listed
    return row


def _references(entry: UkEntry) -> list[Identifier]:
    told = " ".join(entry.all("other information"))
    return [
        Identifier(type_, number)
        for type_, pattern in _REFERENCES
        for number in pattern.findall(told)
    ]
