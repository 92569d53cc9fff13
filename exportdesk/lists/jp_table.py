"""Japan's Foreign End User List (METI), from a table that the user makes of METI's PDF.

METI publishes the list as PDF only. Accepted is a CSV (separated by commas, semicolons or tabs) or
an XLSX with these columns, in any order, under METI's English headings or its Japanese ones:

    No.                      the number of the row: 1, 2, 3 ... If it is there, it is checked: a
                             number that is missing shows a row that is missing.
    Country or Region        国名、地域名
    Company or Organization  企業名、組織名 (it and the country must be there)
    Also Known As            別名: one name a line, or after a dot (`・`), or separated by `;`
    Type of WMD              懸念区分: B, C, M, N for biological, chemical, missile, nuclear
    Conventional Weapons     通常兵器: CW; other columns are kept and shown

Rows that go on with the aliases of the row before (a page break in the PDF), repeated headings and
title lines above the headings are understood; a date in a title line is the date of the edition.
Another accepted form is JSON: a list of objects with `entity_name`, `aliases`, `addresses` (the
country), `reason`, and a `source_url` of METI's press release, whose address holds the date.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address, Listing
from exportdesk.core.parties import PartyKind
from exportdesk.lists.delimited import lines, strict_rows
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.headings import Table, as_text, find_table, grids, heading
from exportdesk.lists.name_parts import NameList
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.workbooks import Cell, is_archive
from exportdesk.lists.written_dates import iso_of

FORMAT = "jp-table"

_COLUMNS = {
    "number": ("no.", "no", "番号", "number"),
    "country": ("country", "country or region", "国名", "地域名"),
    "name": ("company", "organization", "company or organization", "企業名", "組織名"),
    "aliases": ("also known as", "aliases", "alias", "別名"),
    "concern": ("wmd", "懸念区分", "大量破壊兵器"),
    "conventional": ("conventional weapon", "通常兵器"),
}
# These say enough only when they are the whole heading: many tables have such words in others.
_WHOLE = frozenset(
    {"no.", "no", "number", "country", "company", "organization", "aliases", "alias"}
)
_METIS_OWN = ("company or organization", "企業名")
_SHORT_NUMBER = re.compile(r"[0-9]{1,9}")
_JSON_START = re.compile(r"\[\s*\{")
_LONGEST_COUNTRY = 8  # in words
_BULLET = re.compile(r"[・•●▪‣]")
_SEPARATOR = re.compile(r"[;；]|_x000D_")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_WORDED_DATE = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})\b")
_PRESS = re.compile(r"/press/\d{4}/\d{2}/(\d{4})(\d{2})(\d{2})")
_MALFORMED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


@dataclass(slots=True)
class _Entry:
    """One end user as every form gives it."""

    name: str
    country: str = ""
    number: str = ""
    aliases: list[str] = field(default_factory=list)
    concern: str = ""
    record: dict[str, object] = field(default_factory=dict)


def is_it(file: ListFile) -> bool:
    """Whether this is such a table or such JSON. A damaged file is none."""
    if not is_archive(file.data):
        head = file.head
        if _JSON_START.match(head):
            return '"entity_name"' in head
        return find_table([_head_rows(head)], _fits) is not None
    try:
        return find_table(grids(file.sheets), _fits) is not None
    except ListRefused:
        return False


def _head_rows(head: str) -> list[list[str]]:
    try:
        return list(csv.reader(head.splitlines(keepends=True)[:12], delimiter=_delimiter(head)))
    except csv.Error:
        return []


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.partition("Company")[0].count)


def _fits(headings: Sequence[str]) -> bool:
    known = set(_roles(headings).values())
    # A list of somebody's own may well have company and country, but not METI's other columns.
    own = any(sign in words for words in headings for sign in _METIS_OWN)
    return {"name", "country"} <= known and ("concern" in known or (own and "aliases" in known))


def _roles(headings: Sequence[str]) -> dict[int, str]:
    """Return what the columns are by their place; the first that fits has the role."""
    roles: dict[int, str] = {}
    for place, words in enumerate(headings):
        for role, signs in _COLUMNS.items():
            if role not in roles.values() and any(_means(sign, words) for sign in signs):
                roles[place] = role
                break
    return roles


def _means(sign: str, words: str) -> bool:
    return words == sign if sign in _WHOLE else sign in words


def read(file: ListFile, context: Context) -> Document:
    """Take apart the table or the JSON in `file`. Raises ListRefused; so do its rows."""
    if not is_archive(file.data) and file.head.startswith("["):
        return _read_json(file, context)
    if is_archive(file.data):
        table = find_table(grids(file.sheets), _fits)
    else:
        table = find_table([_csv_rows(file)], _fits)
    if table is None:
        raise fatal(
            "list-other-format", file=file.name, seen=file.head[:60], source=context.source.name
        )
    return Document(
        format=FORMAT,
        published=_date_in(table.above),
        total=len(table.rows),
        complete=is_archive(file.data),  # the directory of a zip stands at its end
        rows=_listings(_entries(table), file, context),
        replaced=0 if is_archive(file.data) else file.decoded.replaced,
    )


def _csv_rows(file: ListFile) -> list[list[str]]:
    return list(strict_rows(lines(file.decoded.text), file.name, _delimiter(file.head)))


def _date_in(text: str) -> date | None:
    found = _DATE.search(text)
    if found:
        year, month, day = map(int, found.groups())
        return _day(year, month, day)
    worded = _WORDED_DATE.search(text)
    told = iso_of(f"{worded.group(2)} {worded.group(1)} {worded.group(3)}") if worded else ""
    return date.fromisoformat(told) if told else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _entries(table: Table) -> Iterator[_Entry | SkippedRow]:
    """Yield the entries of a table; what goes on in the next row is put to the one before."""
    roles = _roles(table.headings)
    waiting: _Entry | None = None
    for row in table.rows:
        cells = {roles[place]: as_text(cell) for place, cell in enumerate(row) if place in roles}
        if not any(cell.strip() for cell in map(as_text, row)):
            continue
        if [heading(cell) for cell in row] == list(table.headings):
            yield SkippedRow("row-heading")
            continue
        if waiting is not None and _goes_on(cells):
            waiting.aliases += _aliases(cells.get("aliases", ""))
            continued = waiting.record.setdefault("continued", [])
            if isinstance(continued, list):
                continued.append(_record(table.headings, row))
            continue
        if waiting is not None:
            yield waiting
        waiting = _Entry(
            name=plain(cells.get("name", "")),
            country=plain(cells.get("country", "")),
            number=plain(cells.get("number", "")),
            aliases=_aliases(cells.get("aliases", "")),
            concern=_concern(cells),
            record=_record(table.headings, row),
        )
    if waiting is not None:
        yield waiting


def _goes_on(cells: Mapping[str, str]) -> bool:
    bare = {role: cell.strip() for role, cell in cells.items()}
    return not bare.get("name") and not bare.get("number") and bool(bare.get("aliases"))


def _record(headings: Sequence[str], row: Sequence[Cell]) -> dict[str, object]:
    names = [*headings, *(f"#{place + 1}" for place in range(len(headings), len(row)))]
    return {
        name or f"#{place + 1}": as_text(cell)
        for place, (name, cell) in enumerate(zip(names, row, strict=False))
        if cell != ""
    }


def _aliases(told: str) -> list[str]:
    """Return the aliases in a cell: after dots, else one a line, and between semicolons."""
    pieces = _BULLET.split(told) if _BULLET.search(told) else told.splitlines()
    return [bare for piece in pieces for one in _SEPARATOR.split(piece) if (bare := plain(one))]


def _concern(cells: Mapping[str, str]) -> str:
    told = (plain(cells.get(role, "")) for role in ("concern", "conventional"))
    return "; ".join(filter(None, told))


def _listings(
    entries: Iterator[_Entry | SkippedRow], file: ListFile, context: Context
) -> Iterator[Listing | SkippedRow]:
    uids = Uids(context.source.key)
    numbers: list[str] = []
    for entry in entries:
        if isinstance(entry, SkippedRow):
            yield entry
            continue
        numbers.append(entry.number)
        if entry.name or entry.aliases:
            yield _listing(entry, uids, context)
        else:
            yield SkippedRow("row-without-name")
    _check_numbers(numbers, file)


def _check_numbers(numbers: Sequence[str], file: ListFile) -> None:
    """Refuse a list whose numbers go further than its rows: METI numbers them from 1 on."""
    told = [int(number) for number in numbers if _SHORT_NUMBER.fullmatch(number)]
    if told and len(told) == len(numbers) and max(told) > len(set(told)):
        raise fatal("list-incomplete", file=file.name, said=max(told), read=len(set(told)))


def _listing(entry: _Entry, uids: Uids, context: Context) -> Listing:
    known = context.source.lists[0]
    country = _country(entry.country, context.country_code)
    names = NameList()
    names.primary(entry.name)
    for alias in entry.aliases:
        names.also(alias)
    published = entry.name or entry.aliases[0]
    return Listing(
        uid=uids.of(hashed(known.code, published, "", "")),
        source=context.source.key,
        list=known.code,
        list_name=known.name,
        kind=PartyKind.ORGANIZATION,
        names=names.names(),
        addresses=(Address(entry.country, country=country),) if entry.country else (),
        countries=(country,) if country else (),
        programs=(entry.concern,) if entry.concern else (),
        record=entry.record,
    )


def _country(told: str, country_code: CountryCode) -> str:
    """Return the country of a cell that may give it in two languages."""
    return country_code(told) or next(filter(None, map(country_code, told.split("/"))), "")


def _read_json(file: ListFile, context: Context) -> Document:
    told = file.decoded
    try:
        raws = msgspec.json.decode(
            file.data if told.was_utf8 else told.text.encode(), type=list[msgspec.Raw]
        )
    except _MALFORMED as error:
        if "truncated" in str(error):
            raise fatal("list-truncated", file=file.name) from error
        raise fatal("list-damaged", file=file.name, detail=str(error)) from error
    press = _PRESS.search(file.head)
    return Document(
        format=FORMAT,
        published=_day(*map(int, press.groups())) if press else None,
        total=len(raws),
        complete=True,
        rows=_listings(_json_entries(raws, context.country_code), file, context),
        replaced=told.replaced,
    )


def _json_entries(
    raws: Sequence[msgspec.Raw], country_code: CountryCode
) -> Iterator[_Entry | SkippedRow]:
    decoder = msgspec.json.Decoder(dict[str, object])
    for raw in raws:
        try:
            record = decoder.decode(raw)
        except _MALFORMED:
            yield SkippedRow("row-unreadable")
            continue
        name, country = _name_and_country(record, country_code)
        identity = record.get("id")
        yield _Entry(
            name=name,
            country=country,
            number=re.sub(r"^.*?(\d+)$", r"\1", identity) if isinstance(identity, str) else "",
            aliases=[plain(one) for one in _texts(record.get("aliases")) if one.strip()],
            concern=plain(" ".join(_texts(record.get("reason")))),
            record=record,
        )


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _name_and_country(record: Mapping[str, object], country_code: CountryCode) -> tuple[str, str]:
    """Return name and country. Where the name is empty, it may have slipped behind the country."""
    name = plain(" ".join(_texts(record.get("entity_name"))))
    told = plain(", ".join(_texts(record.get("addresses"))))
    if name or country_code(told):
        return name, told
    words = told.split()
    for count in range(min(len(words) - 1, _LONGEST_COUNTRY), 0, -1):
        if country_code(" ".join(words[:count])):
            return " ".join(words[count:]), " ".join(words[:count])
    return name, told
