"""The Consolidated Screening List as CSV."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from exportdesk.core.listings import Listing
from exportdesk.lists.csl import CslListings, CslRow, as_text, csl_row
from exportdesk.lists.csl_flat import flat_addresses, flat_identifiers, type_stands_last
from exportdesk.lists.delimited import lines, row_record, strict_rows
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.refusing import fatal

FORMAT = "csl-csv"


def columns_of(first_line: str) -> list[str]:
    """Return the column names in the first line of a CSV, as the program knows them."""
    cells = next(csv.reader([first_line]), [])
    return [cell.strip().casefold() for cell in cells]


def is_csl_header(columns: Sequence[str]) -> bool:
    """Whether these are columns of the list: the two that no row can do without, and one more."""
    return {"source", "name"} <= set(columns) and (
        not {"alt_names", "federal_register_notice", "entity_number"}.isdisjoint(columns)
    )


def read(file: ListFile, context: Context) -> Document:
    """Take apart the CSV in `file`. Its rows raise ListRefused where it is cut or damaged."""
    told = file.decoded
    text = told.text
    uneven: list[int] = []
    listings = CslListings(context.source, context.country_code)
    return Document(
        format=FORMAT,
        published=None,
        total=max(0, text.count("\n") - 1),
        complete=False,
        # Publishers end every file with a line end; a quote at the very end closes the last field.
        perhaps_cut=not text.endswith(("\n", "\r", '"')),
        rows=_rows(text, file.path, listings, context.country_code, uneven),
        uneven=uneven,
        list_names=listings.list_names,
        replaced=told.replaced,
    )


def _rows(
    text: str,
    path: Path,
    listings: CslListings,
    country_code: CountryCode,
    uneven: list[int],
) -> Iterator[Listing | SkippedRow]:
    type_last = type_stands_last(text)
    table = strict_rows(lines(text), path.name, above=1)
    columns = [cell.strip().casefold() for cell in next(table, [])]
    short = False
    for number, cells in enumerate(filter(None, table), start=1):
        short = len(cells) < len(columns)
        if len(cells) != len(columns):
            uneven.append(number)
        row = _row(row_record(columns, cells), country_code, type_last=type_last)
        yield SkippedRow("row-without-name") if row.is_blank else listings.listing(row)
    if short:
        raise fatal("list-truncated", file=path.name)


def _row(record: dict[str, object], country_code: CountryCode, *, type_last: bool) -> CslRow:
    return csl_row(
        record,
        flat_addresses(as_text(record.get("addresses")), country_code),
        flat_identifiers(as_text(record.get("ids")), country_code, type_last=type_last),
    )
