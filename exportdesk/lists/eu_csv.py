"""The EU's financial sanctions list as CSV (csvFullSanctionsList_1_1): several rows an entity.

The format says nothing of how strong a name is.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from exportdesk.lists.dates import as_date
from exportdesk.lists.delimited import (
    Cells,
    after_columns,
    columns_in,
    group_record,
    perhaps_cut,
    row_record,
    rows,
)
from exportdesk.lists.documents import Document, Row
from exportdesk.lists.eu import EuEntity, EuListings, Part
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.refusing import fatal

FORMAT = "eu-csv"

_WANTED = frozenset({"entity_logicalid", "namealias_wholename"})
_BLOCKS = ("namealias", "address", "birthdate", "identification", "citizenship")
# What stands in a block whether it tells anything or not.
_ABOUT_BLOCK = frozenset({"logicalid", "regulationlanguage"})


def is_it(file: ListFile) -> bool:
    """Whether the file begins with the columns of this format."""
    return bool(columns_in(file.head, _WANTED, ";"))


def read(file: ListFile, context: Context) -> Document:
    """Take apart the CSV in `file`. Its rows raise ListRefused where it is cut or damaged."""
    told = file.decoded
    listings = EuListings(context)
    uneven: list[int] = []
    return Document(
        format=FORMAT,
        published=_generated(told.text),
        total=0,
        complete=False,
        rows=_rows(file, listings, uneven),
        perhaps_cut=perhaps_cut(told.text),
        uneven=uneven,
        list_names=listings.list_names,
        replaced=told.replaced,
    )


def _generated(text: str) -> date | None:
    """Return the date of the file, which every row begins with."""
    start = text.find("\n") + 1
    return as_date(text[start : start + 20].partition(";")[0].strip('"')) if start else None


def _rows(file: ListFile, listings: EuListings, uneven: list[int]) -> Iterator[Row]:
    columns, table = after_columns(rows(file, ";"), _WANTED)
    layout = [_placed(column) for column in columns]
    groups = _groups(columns, table, file, uneven)
    for key in list(groups):
        yield listings.row(_entity(columns, layout, groups.pop(key)))


def _groups(
    columns: Sequence[str], table: Iterator[Cells], file: ListFile, uneven: list[int]
) -> dict[str, list[Cells]]:
    """Return the rows by entity. Rows that name none are each on their own."""
    groups: dict[str, list[Cells]] = {}
    number_at = columns.index("entity_logicalid")
    width, short = len(columns), False
    for number, cells in enumerate(table, 1):
        short = len(cells) < width
        if len(cells) != width:
            uneven.append(number)
        told = cells[number_at].strip() if number_at < len(cells) else ""
        groups.setdefault(told or f"row {number}", []).append(cells)
    if short:
        raise fatal("list-truncated", file=file.name)
    return groups


def _placed(column: str) -> tuple[str, str]:
    """Return the block a column belongs to and what it says there.

    The regulation of a block says where a name or an address was published, no more.
    """
    if column.startswith("entity_regulation_"):
        return "regulation", column.removeprefix("entity_regulation_")
    block, _, name = column.partition("_")
    if block in _BLOCKS and name.startswith("regulation_"):
        return "", name
    return block, name


def _entity(
    columns: Sequence[str], layout: Sequence[tuple[str, str]], group: Sequence[Cells]
) -> EuEntity:
    told: dict[str, str] = {}
    remarks: dict[str, None] = {}
    parts: dict[str, dict[object, Part]] = {block: {} for block in ("regulation", *_BLOCKS)}
    for cells in group:
        blocks: dict[str, dict[str, str]] = {}
        for (block, name), cell in zip(layout, cells, strict=False):
            if cell:
                blocks.setdefault(block, {})[name] = cell
        for name, value in blocks.get("entity", {}).items():
            told.setdefault(name, value)
        remarks[blocks.get("entity", {}).get("remark", "")] = None
        for block, found in parts.items():
            part = blocks.get(block)
            if part and not part.keys() <= _ABOUT_BLOCK:
                found.setdefault(frozenset(part.items()), part)
    return EuEntity(
        {**told, "remark": "; ".join(filter(None, remarks))},
        [told.get("subjecttype", ""), told.get("subjecttype_classificationcode", "")],
        regulations=list(parts["regulation"].values()),
        names=list(parts["namealias"].values()),
        addresses=list(parts["address"].values()),
        births=list(parts["birthdate"].values()),
        identifications=list(parts["identification"].values()),
        citizenships=list(parts["citizenship"].values()),
        record=group_record([row_record(columns, cells) for cells in group]),
    )
