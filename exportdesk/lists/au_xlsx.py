"""Australia's Consolidated List (DFAT) as a workbook, in the retired layout and the one of now.

Columns are read by their headings. Every name of a party is a row of its own; the rows of a party
share the number in `Reference` (`2`, `2a`, `2b1`), and need not stand together. The workbook is
complete where its archive is: the directory of a zip stands at its end.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address, Identifier, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists.citizenships import citizenship_codes
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.headings import Table, as_text, find_table, grids
from exportdesk.lists.name_parts import NameList, imo_in, imo_number
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.workbooks import Cell
from exportdesk.lists.written_dates import dates_of, iso_of, serial_date

FORMAT = "au-xlsx"

_NAMES = ("name of individual or entity", "name")
_MEASURES = {
    "targeted financial sanction": "Targeted Financial Sanction",
    "travel ban": "Travel Ban",
    "arms embargo": "Arms Embargo",
    "maritime restriction": "Maritime Restriction",
}
_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANIZATION,
    "vessel": PartyKind.VESSEL,
    "ship": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_WEAK = frozenset({"weak", "low", "low quality"})
_FILLERS = frozenset({"na", "n/a", "none", "unknown", "-"})
_NUMBER = re.compile(r"\s*(\d+)")
_LETTERED = re.compile(r"(?:^|(?<=[\s;,.]))\(?[a-z]\)\s+|;\s*\n")
_LONGEST_COUNTRY = 8  # "United Kingdom of Great Britain and Northern Ireland"
_ASIDE = re.compile(r"\([^)]{0,300}\)")  # a bound: from each of 200,000 parentheses
_LISTED_ON = re.compile(r"\blisted\b.{0,60}?\bon:?\s*(\d{1,2} [A-Za-z]{3,9}\.? \d{4})", re.I | re.S)

Row = Mapping[str, Cell]


def is_it(file: ListFile) -> bool:
    """Whether this is a workbook with the headings of the list. A damaged one is none."""
    try:
        return _table(file) is not None
    except ListRefused:
        return False


def _table(file: ListFile) -> Table | None:
    return find_table(grids(file.sheets), _fits)


def _fits(headings: Sequence[str]) -> bool:
    return {"reference", "name type"} <= set(headings) and not set(_NAMES).isdisjoint(headings)


def read(file: ListFile, context: Context) -> Document:
    """Take apart the workbook in `file`. Raises ListRefused where it has no such sheet."""
    table = _table(file)
    if table is None:
        raise fatal("list-other-format", file=file.name, seen="PK", source=context.source.name)
    rows = [_named(table.headings, row) for row in table.rows]
    parties = _parties(row for row in rows if row)
    return Document(
        format=FORMAT,
        published=_newest(rows),
        total=len(parties),
        complete=True,
        rows=_rows(parties, context),
    )


def _named(headings: Sequence[str], row: Sequence[Cell]) -> dict[str, Cell]:
    """Return a row by heading, without its empty cells; cells without a heading are kept."""
    named: dict[str, Cell] = {}
    for place, cell in enumerate(row):
        if isinstance(cell, str) and not cell.strip():
            continue
        name = headings[place] if place < len(headings) and headings[place] else f"#{place + 1}"
        named.setdefault(name, cell)
    return named


def _parties(rows: Iterator[Row]) -> dict[str, list[Row]]:
    """Return the rows of every party by the number they share, in the order of the file."""
    parties: dict[str, list[Row]] = {}
    for place, row in enumerate(rows):
        found = _NUMBER.match(_text(row, "reference"))
        # Who has no number is a party by himself.
        key = found.group(1).lstrip("0") if found else _text(row, "reference") or f"#{place}"
        parties.setdefault(key, []).append(row)
    return parties


def _newest(rows: Sequence[Row]) -> date | None:
    days = [day for row in rows if (day := _day(row.get("control date", ""))) is not None]
    return max(days, default=None)


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return serial_date(cell)
    told = iso_of(plain(cell)) if isinstance(cell, str) else ""
    return date.fromisoformat(told) if len(told) == len("2024-11-11") else None


def _rows(parties: Mapping[str, list[Row]], context: Context) -> Iterator[Listing | SkippedRow]:
    uids = Uids(context.source.key)
    for key, rows in parties.items():
        rows = sorted(rows, key=lambda row: _name_type(row) != "primary name")
        names = _names(rows)
        addresses = _addresses(rows, context.country_code)
        if names.names() or addresses:
            yield _listing(key, rows, names, addresses, uids, context)
        else:
            yield SkippedRow("row-without-name")


def _listing(
    key: str,
    rows: Sequence[Row],
    names: NameList,
    addresses: Sequence[Address],
    uids: Uids,
    context: Context,
) -> Listing:
    known = context.source.lists[0]
    main = rows[0]
    listed = names.names()
    start = _listed_on(main)
    if not key.isdigit():
        key = hashed(known.code, listed[0].text if listed else "", "", start)
    citation = [_text(main, "instrument of designation"), _text(main, "listing information")]
    codes = dict.fromkeys(address.country for address in addresses)
    for told in _distinct(rows, "citizenship"):
        codes.update(dict.fromkeys(citizenship_codes(told, context.country_code)))
    codes.pop("", None)
    return Listing(
        uid=uids.of(key),
        source=context.source.key,
        list=known.code,
        list_name=known.name,
        kind=_KINDS.get(_text(main, "type").casefold(), PartyKind.UNKNOWN),
        names=listed,
        addresses=tuple(addresses),
        identifiers=_identifiers(rows),
        countries=tuple(codes),
        birth_dates=_birth_dates(rows),
        programs=tuple(_distinct(rows, "committees")),
        requirement=", ".join(_measures(main)),
        citation="; ".join(dict.fromkeys(filter(None, citation))),
        start_date=start,
        remarks="; ".join(_distinct(rows, "additional information")),
        record=_record(rows),
    )


def _text(row: Row, name: str) -> str:
    """Return a cell on one line, "" where it is empty or a filler."""
    told = plain(as_text(row.get(name, "")))
    return "" if told.casefold() in _FILLERS else told


def _distinct(rows: Sequence[Row], name: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (_text(row, name) for row in rows))))


def _name_type(row: Row) -> str:
    return _text(row, "name type").casefold()


def _name(row: Row) -> str:
    # Not `_text`: nobody knows that nobody is called "Na".
    return next((plain(as_text(row[name])) for name in _NAMES if name in row), "")


def _names(rows: Sequence[Row]) -> NameList:
    names = NameList()
    for row in rows:
        name = _name(row)
        if _name_type(row) == "primary name":
            names.primary(name)
        else:
            weak = _text(row, "alias strength").casefold() in _WEAK
            names.also(name, NameRole.WEAK_ALIAS if weak else NameRole.ALIAS)
    return names


def _addresses(rows: Sequence[Row], country_code: CountryCode) -> list[Address]:
    found: dict[Address, None] = {}
    for row in rows:
        for piece in _pieces(as_text(row.get("address", "")), country_code):
            whole = plain(piece).strip(" ;,")
            if whole and whole.casefold() not in _FILLERS:
                found[Address(whole, country=_country_at_end(whole, country_code))] = None
    return list(found)


def _pieces(told: str, country_code: CountryCode) -> list[str]:
    """Return the addresses in a cell. A semicolon separates only what are wholes on each side."""
    found: list[str] = []
    for part in _LETTERED.split(told):
        pieces = part.split(";")
        wholes = all(_country_at_end(piece, country_code) for piece in pieces if piece.strip())
        found += pieces if wholes else [part]
    return found


def _country_at_end(address: str, country_code: CountryCode) -> str:
    """Return the country that the last words of an address name, before any remark."""
    words = plain(_ASIDE.sub(" ", address)).strip(" .;,").rpartition(",")[2].split()
    ends = (" ".join(words[-count:]) for count in range(min(len(words), _LONGEST_COUNTRY), 0, -1))
    return next(filter(None, map(country_code, ends)), "")


def _identifiers(rows: Sequence[Row]) -> tuple[Identifier, ...]:
    numbers = [imo_number(told) for told in _distinct(rows, "imo number")]
    for told in _distinct(rows, "additional information"):
        numbers += imo_in(told)
    return tuple(Identifier("IMO Number", number) for number in dict.fromkeys(numbers))


def _birth_dates(rows: Sequence[Row]) -> tuple[str, ...]:
    found = [day for row in rows for day in dates_of(row.get("date of birth", ""))]
    return tuple(dict.fromkeys(one for one in found if one.casefold() not in _FILLERS))


def _measures(row: Row) -> list[str]:
    return [title for name, title in _MEASURES.items() if _text(row, name).casefold() == "yes"]


def _listed_on(row: Row) -> str:
    cell = row.get("listing information", "")
    if isinstance(cell, date):
        return dates_of(cell)[0]
    found = _LISTED_ON.search(as_text(cell))
    return iso_of(found.group(1)) if found else ""


def _record(rows: Sequence[Row]) -> dict[str, object]:
    """Return the first row whole, and of the others what is not the same there."""
    record: dict[str, object] = {name: as_text(cell) for name, cell in rows[0].items()}
    if len(rows) > 1:
        record["rows"] = [
            {name: as_text(cell) for name, cell in row.items() if rows[0].get(name) != cell}
            for row in rows[1:]
        ]
    return record
