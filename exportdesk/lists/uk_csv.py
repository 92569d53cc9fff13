"""The UK Sanctions List as CSV: a line with its date, the columns, several rows a designation."""

from collections.abc import Iterator, Mapping, Sequence

from exportdesk.lists.dates import as_date
from exportdesk.lists.delimited import (
    after_columns,
    columns_in,
    group_record,
    issued_in,
    perhaps_cut,
    row_record,
    rows,
)
from exportdesk.lists.documents import Document, Row
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain
from exportdesk.lists.uk import UkDocument, UkEntry, UkListings, UkName

FORMAT = "uk-csv"

_WANTED = frozenset({"unique id", "name 6"})
_LINES = [*(f"address line {n}" for n in range(1, 7)), "address postal code", "address country"]
# What is told of a name, an address or a document and not of the party.
_OF_PARTS = frozenset(
    {
        *_LINES,
        *(f"name {n}" for n in range(1, 7)),
        "",
        "last updated",
        "name type",
        "alias strength",
        "name non-latin script",
        "non-latin script type",
        "non-latin script language",
        "passport number",
        "passport additional information",
        "national identifier number",
        "national identifier additional information",
    }
)


def is_it(file: ListFile) -> bool:
    """Whether the file begins with the columns of this format."""
    return bool(columns_in(file.head, _WANTED))


def read(file: ListFile, context: Context) -> Document:
    """Take apart the CSV in `file`. Its rows raise ListRefused where it is cut or damaged."""
    listings = UkListings(context)
    uneven: list[int] = []
    groups = grouped(file, _WANTED, "unique id", uneven)
    rows_read = (listings.row(entry_of(group)) for group in groups)
    return document_of(file, FORMAT, listings, rows_read, uneven)


def document_of(
    file: ListFile,
    format_name: str,
    listings: UkListings,
    rows_read: Iterator[Row],
    uneven: list[int],
    notes: tuple[str, ...] = (),
) -> Document:
    """Return the document of a CSV, whose first line tells its day and nothing that it is whole."""
    told = file.decoded
    return Document(
        format=format_name,
        published=as_date(issued_in(file.head)),
        total=0,
        complete=False,
        rows=rows_read,
        perhaps_cut=perhaps_cut(told.text),
        uneven=uneven,
        list_names=listings.list_names,
        replaced=told.replaced,
        notes=notes,
    )


def grouped(
    file: ListFile, wanted: frozenset[str], by: str, uneven: list[int]
) -> Iterator[list[dict[str, object]]]:
    """Yield the rows of each party, by column, in the order in which the parties come.

    A row that does not say whose it is stands alone.
    """
    columns, table = after_columns(rows(file), wanted)
    groups: dict[str, list[dict[str, object]]] = {}
    short = False
    for number, cells in enumerate(table, 1):
        short = len(cells) < len(columns)
        if len(cells) != len(columns):
            uneven.append(number)
        record = row_record(columns, cells)
        groups.setdefault(plain(str(record.get(by, ""))) or f"row {number}", []).append(record)
    if short:
        raise fatal("list-truncated", file=file.name)
    for key in list(groups):
        yield groups.pop(key)


def entry_of(group: Sequence[Mapping[str, object]]) -> UkEntry:
    """Return the designation that rows tell of, whose columns are those of this format."""
    entry = UkEntry(record=group_record(group))
    for record in group:
        row = {column: value for column, value in record.items() if isinstance(value, str)}
        whole = " ".join(filter(None, (plain(row.get(f"name {n}", "")) for n in range(1, 7))))
        name = UkName(whole, row.get("name type", ""), row.get("alias strength", ""))
        entry.names[name] = None
        entry.originals[row.get("name non-latin script", "")] = None
        entry.addresses[tuple(row.get(line, "") for line in _LINES)] = None
        _take_documents(entry.passports, row, "passport number", "passport additional information")
        _take_documents(
            entry.national,
            row,
            "national identifier number",
            "national identifier additional information",
        )
        for column, text in row.items():
            if column not in _OF_PARTS:
                entry.add(column, text)
    return entry


def _take_documents(
    documents: dict[UkDocument, None], row: Mapping[str, str], number: str, about: str
) -> None:
    """Note the numbers of a row. What is said of them is said of each, where it is not several."""
    numbers = [plain(text) for text in row.get(number, "").split("|")]
    said = [plain(text) for text in row.get(about, "").split("|")]
    if len(said) != len(numbers):
        said = [plain(row.get(about, ""))] * len(numbers)
    for one, note in zip(numbers, said, strict=True):
        if one or note:
            documents[UkDocument(one, note)] = None
