"""Lists of the user's own, from a CSV or a spreadsheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.lists.catalogue import Source
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.own_columns import (
    LIST_OF,
    TEMPLATE,
    ColumnMapping,
    Letter,
    OwnField,
    OwnTable,
    field_of,
    find_header,
)
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.unpacking import unpack
from exportdesk.tables.plain import (
    csv_rows,
    delimiter_of,
    sheet_names,
    sheet_rows,
    text_of,
)
from exportdesk.tables.vocabulary import folded, kind_of
from exportdesk.tables.workbook_limits import NoTable, is_workbook

CSV, SHEET = "own-csv", "own-sheet"

_PLACES = {OwnField.ADDRESS, OwnField.STREET, OwnField.POSTAL_CODE}
_SEARCHED = 20
# No white space around what is looked for: a hundred thousand spaces would take minutes.
_SPLIT = re.compile(r"[;\n]")
_LONGEST_TYPE = 60
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LETTER = re.compile(r"[^\W\d_]")
_REFUSALS = {
    "not-text": "list-not-text",
    "encoding": "own-encoding",
    "damaged": "list-damaged",
    "archive-damaged": "list-damaged",
    "too-large": "list-too-large",
    "locked": "own-locked",
    "old-workbook": "own-old-workbook",
    "no-sheet": "own-no-sheet",
}


@dataclass(frozen=True, slots=True)
class Peek:
    """The beginning of a table, to show how it would be read.

    `rows` are those after the header; `mapping` is the guess, None where no header was found and
    the user has to say. `encoding` and `delimiter` are "" for a workbook, `sheets` () for a CSV.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping | None
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()


def peek(path: Path, rows: int = 20, table: OwnTable | None = None) -> Peek:
    """Return the beginning of the table in a file, read as `table` says.

    Raises BadInput (no such file), ListRefused (no table).
    """
    unpacked = unpack(path, Silent())
    file = ListFile(path, unpacked.data, unpacked.members)
    opened = _opened(file, table or OwnTable())
    try:
        first = list(islice(opened.rows, rows + _SEARCHED))
        sheets = sheet_names(file.data) if opened.format == SHEET else ()
    except NoTable as error:
        raise _refused(error, file) from error
    mapping = (table.mapping if table else None) or find_header(first)
    skip = mapping.skip if mapping else 0
    return Peek(
        header=tuple(first[skip - 1]) if skip and len(first) >= skip else (),
        rows=tuple(tuple(row) for row in first[skip : skip + rows]),
        mapping=mapping,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        sheets=sheets,
    )


def is_own_csv(file: ListFile) -> bool:
    """Whether a file has headings of the template, those that others lack too, and no others."""
    first = file.head.partition("\n")[0]
    headings = [folded(cell) for cell in re.split(r"[,;\t|]", first)]
    known = {field.value for field in TEMPLATE}
    telling = {"aliases", "identifiers", "reason"}.intersection(headings)
    return "name" in headings and bool(telling) and known.issuperset(headings)


def read(file: ListFile, context: Context) -> Document:
    """Take apart an own list. Its rows raise ListRefused where the table is damaged."""
    if file.members:
        raise fatal("list-archive-unclear", file=file.name, count=len(file.members))
    table = context.own or OwnTable()
    opened = _opened(file, table)
    uneven: list[int] = []
    try:
        first = list(islice(opened.rows, _SEARCHED))
        mapping = table.mapping or find_header(first)
        if mapping is None or not mapping.names_somebody:
            headings = next((row for row in first if any(row)), [])
            raise fatal("own-no-name-column", file=file.name, columns=", ".join(headings)[:200])
    except NoTable as error:
        raise _refused(error, file) from error
    rows = _OwnRows(context, mapping, table.letter, uneven)
    return Document(
        format=opened.format,
        published=None,
        total=max(0, opened.total - mapping.skip),
        complete=opened.format == SHEET,
        perhaps_cut=opened.perhaps_cut,
        rows=_guarded(rows.of(chain(first, opened.rows)), file),
        uneven=uneven,
    )


@dataclass(frozen=True, slots=True)
class _Opened:
    format: str
    rows: Iterator[list[str]]
    total: int
    encoding: str = ""
    delimiter: str = ""
    perhaps_cut: bool = False


def _opened(file: ListFile, table: OwnTable) -> _Opened:
    try:
        if is_workbook(file.data):
            rows = sheet_rows(file.data, table.sheet)
            return _Opened(SHEET, iter(rows), len(rows))
        text, encoding = text_of(file.data, table.encoding)
    except NoTable as error:
        raise _refused(error, file) from error
    delimiter = table.delimiter or delimiter_of(text)
    # Many a hand-made file has no line end at the very end; one that also lacks cells was cut.
    last = text.rpartition("\n")[2]
    first = text.partition("\n")[0]
    return _Opened(
        CSV,
        csv_rows(text, delimiter),
        text.count("\n") + bool(last),
        encoding,
        delimiter,
        perhaps_cut=bool(last.strip()) and last.count(delimiter) < first.count(delimiter),
    )


def _refused(error: NoTable, file: ListFile) -> ListRefused:
    return fatal(
        _REFUSALS[error.code],
        file=file.name,
        detail=error.detail,
        encoding=error.detail or "?",
        sheet=error.detail,
        megabytes=200,
    )


def _guarded(
    rows: Iterator[Listing | SkippedRow], file: ListFile
) -> Iterator[Listing | SkippedRow]:
    try:
        yield from rows
    except NoTable as error:
        raise _refused(error, file) from error


class _OwnRows:
    """Makes listings of the rows of one table."""

    def __init__(
        self,
        context: Context,
        mapping: ColumnMapping,
        letter: Letter | None,
        uneven: list[int],
    ) -> None:
        self._source: Source = context.source
        self._country_code = context.country_code
        self._mapping = mapping
        self._letter = letter
        self._uneven = uneven
        self._uids = Uids(context.source.key)
        self._list = LIST_OF[letter.kind if letter else None]
        known = context.source.list_of(self._list)
        self._title = known.title if known and letter else ""

    def of(self, rows: Iterator[list[str]]) -> Iterator[Listing | SkippedRow]:
        """Yield what each row below the header holds; empty rows are none."""
        above = list(islice(rows, self._mapping.skip))
        headings = headings_of(above[-1] if above else (), len(self._mapping.columns))
        number = 0
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
                self._uneven.append(number)
            yield self._row(cells, headings)

    def _row(self, cells: Sequence[str], headings: Sequence[str]) -> Listing | SkippedRow:
        told: dict[OwnField, list[str]] = {}
        identifiers: list[Identifier] = []
        for cell, field, heading in zip(cells, self._mapping.columns, headings, strict=False):
            if field is OwnField.IDENTIFIERS:
                identifiers += self._identifiers(cell, heading)
            elif field is not None and cell.strip():
                told.setdefault(field, []).append(cell)
        names = _names(told)
        addresses = self._addresses(told)
        # A town alone finds nobody: such a row would pass for a party that is screened.
        if not names and not identifiers and not told.keys() & _PLACES:
            return SkippedRow("row-without-name")
        if not names and not addresses:
            names = (ListedName(identifiers[0].number, NameRole.PRIMARY),)
        return self._listing(told, names, addresses, tuple(identifiers), _record(cells, headings))

    def _listing(
        self,
        told: dict[OwnField, list[str]],
        names: tuple[ListedName, ...],
        addresses: tuple[Address, ...],
        identifiers: tuple[Identifier, ...],
        record: dict[str, object],
    ) -> Listing:
        said = _first(told, OwnField.ID)
        countries = _split_all(told, OwnField.COUNTRY)
        codes = dict.fromkeys(filter(None, map(self._country_code, countries)))
        unknown = [word for word in countries if not self._country_code(word)]
        kind = kind_of(_first(told, OwnField.KIND)) or PartyKind.UNKNOWN
        named = names[0].text if names else addresses[0].text
        letter = self._letter
        return Listing(
            uid=self._uids.of(said or hashed(named, *countries)),
            source=self._source.key,
            list=self._list,
            list_name=self._source.name,
            kind=kind if names else PartyKind.ADDRESS,
            names=names,
            addresses=addresses,
            identifiers=identifiers,
            countries=tuple(codes),
            programs=(self._title,) if self._title else (),
            requirement=letter.asks if letter else "",
            citation=letter.reference if letter else "",
            start_date=letter.dated.isoformat() if letter and letter.dated else "",
            remarks="; ".join([*map(plain, told.get(OwnField.REASON, ())), *unknown]),
            record=record,
        )

    def _addresses(self, told: dict[OwnField, list[str]]) -> tuple[Address, ...]:
        parts = {
            field: ", ".join(map(plain, told.get(field, ())))
            for field in (
                OwnField.ADDRESS,
                OwnField.STREET,
                OwnField.CITY,
                OwnField.REGION,
                OwnField.POSTAL_CODE,
            )
        }
        text = ", ".join(filter(None, parts.values()))
        if not text:
            return ()
        countries = _split_all(told, OwnField.COUNTRY)
        return (
            Address(
                ", ".join([text, *countries]),
                street=parts[OwnField.STREET],
                city=parts[OwnField.CITY],
                region=parts[OwnField.REGION],
                postal_code=parts[OwnField.POSTAL_CODE],
                country=self._country_code(countries[0]) if len(countries) == 1 else "",
            ),
        )

    def _identifiers(self, cell: str, heading: str) -> Iterator[Identifier]:
        """Yield `type: number (country)`; a heading of its own ("Tax ID") is the type."""
        generic = folded(heading) in ("identifiers", "identifier", "") or (
            field_of(heading) is not OwnField.IDENTIFIERS
        )
        for piece in filter(None, map(plain, _SPLIT.split(cell))):
            kind, number, country = "" if generic else plain(heading), piece, ""
            before, _, after = piece.partition(":")
            if after.strip() and len(before) <= _LONGEST_TYPE and before[:1].isalpha():
                kind, number = before.strip(), after.strip()
            before, _, after = number.rpartition("(")
            if before.strip() and after.endswith(")"):
                country = self._country_code(after[:-1].strip())
                number = before.strip() if country else number
            yield Identifier(kind, number, country)


def _names(told: dict[OwnField, list[str]]) -> tuple[ListedName, ...]:
    first = plain(_first(told, OwnField.NAME))
    others = _split_all(told, OwnField.ALIASES)
    texts = list(dict.fromkeys(filter(None, [first, *others])))
    names = [ListedName(text, _role(text)) for text in texts]
    if names:
        names[0] = ListedName(names[0].text, NameRole.PRIMARY)
    return tuple(names)


def _role(text: str) -> NameRole:
    foreign = _LETTER.search(text) and not _LATIN.search(text)
    return NameRole.ORIGINAL_SCRIPT if foreign else NameRole.ALIAS


def _first(told: dict[OwnField, list[str]], field: OwnField) -> str:
    return plain(next(iter(told.get(field, ())), ""))


def _split_all(told: dict[OwnField, list[str]], field: OwnField) -> list[str]:
    pieces = (piece for cell in told.get(field, ()) for piece in _SPLIT.split(cell))
    return list(dict.fromkeys(filter(None, map(plain, pieces))))


def headings_of(headings: Sequence[str], least: int) -> list[str]:
    """Return a name for every column: its heading, its number where it has none or a repeated."""
    named: dict[str, None] = {}
    for number in range(1, max(least, len(headings)) + 1):
        heading = plain(headings[number - 1]) if number <= len(headings) else ""
        if not heading or heading in named:
            heading = f"{heading} {number}".strip()
        while heading in named:
            heading = f"{heading} ({number})"
        named[heading] = None
    return list(named)


def _record(cells: Sequence[str], headings: Sequence[str]) -> dict[str, object]:
    record: dict[str, object] = {
        heading: cell for heading, cell in zip(headings, cells, strict=False) if cell
    }
    if any(beyond := list(cells[len(headings) :])):
        record[""] = beyond
    return record
