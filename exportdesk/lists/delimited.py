"""Lists whose publishers write several rows for one party: cells, rows, groups of rows."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from exportdesk.lists.files import ListFile
from exportdesk.lists.refusing import fatal

# The longest real field has 6,000 characters; a quote that is never closed would swallow the file.
LONGEST_FIELD = 2**20

_LINES_BEFORE_COLUMNS = 5
_ISSUED = re.compile(r"\d{1,2}[-/ ](?:\d{1,2}|[A-Za-z]{3,9})[-/ ]\d{4}")

Cells = Sequence[str]


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends.

    Not io.StringIO, which holds four bytes for every character; not splitlines, which also splits
    at characters that are no line ends in a table.
    """
    start = 0
    while (end := text.find("\n", start) + 1) > 0:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def strict_rows(
    text: Iterable[str], name: str, delimiter: str = ",", *, above: int = 0
) -> Iterator[list[str]]:
    """Yield the rows of a table, blank lines as []; the file called `name` is refused if damaged.

    `above` rows at the top are not counted. Raises ListRefused: cut, or damaged in some row.
    """
    csv.field_size_limit(LONGEST_FIELD)
    number = -above
    try:
        # Strict: a quotation mark that is never closed would swallow every row after it.
        for cells in csv.reader(text, delimiter=delimiter, strict=True):
            number += bool(cells)
            yield cells
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise fatal("list-truncated", file=name) from error
        raise fatal("list-damaged-row", file=name, row=max(1, number + 1)) from error


def rows(file: ListFile, delimiter: str = ",") -> Iterator[list[str]]:
    """Yield the rows of a file that are not blank lines. Raises ListRefused: cut or damaged."""
    table = strict_rows(lines(file.decoded.text), file.name, delimiter)
    return (cells for cells in table if cells)


def columns_in(head: str, wanted: frozenset[str], delimiter: str = ",") -> list[str]:
    """Return the columns that the first lines of a file name, folded; [] unless `wanted` are in.

    Publishers put a line or two about the file before the columns.
    """
    for line in head.split("\n")[:_LINES_BEFORE_COLUMNS]:
        columns = folded(line.rstrip("\r").split(delimiter))
        if wanted <= set(columns):
            return columns
    return []


def after_columns(
    table: Iterator[list[str]], wanted: frozenset[str]
) -> tuple[list[str], Iterator[list[str]]]:
    """Return the columns of a table, folded, and the rows after them."""
    for cells in table:
        columns = folded(cells)
        if wanted <= set(columns):
            return columns, table
    return [], table


def folded(cells: Cells) -> list[str]:
    """Return the names of columns as they are compared."""
    return [" ".join(cell.strip('\ufeff" ').split()).casefold() for cell in cells]


def issued_in(head: str) -> str:
    """Return the date in the first line of a file, as published; "" for none."""
    found = _ISSUED.search(head.partition("\n")[0])
    return found.group() if found else ""


def perhaps_cut(text: str) -> bool:
    """Whether a table ends in the middle of a line. A quote at the very end closes a field."""
    return not text.endswith(("\n", "\r", '"'))


def row_record(columns: Sequence[str], cells: Cells) -> dict[str, object]:
    """Return a row by column, without its empty cells; cells beyond the columns are kept."""
    record: dict[str, object] = {
        column: cell for column, cell in zip(columns, cells, strict=False) if cell
    }
    if len(cells) > len(columns):
        record[""] = list(cells[len(columns) :])
    return record


def group_record(records: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Return the rows of one party as one record: what all rows say once, the rest under `rows`."""
    if not records:
        return {}
    first = records[0]
    same = {
        column: value
        for column, value in first.items()
        if all(other.get(column) == value for other in records[1:])
    }
    rest = [
        {column: value for column, value in record.items() if column not in same}
        for record in records
    ]
    return {**same, "rows": rest} if any(rest) else same
