"""BIS's Denied Persons List as text: tabs between fields, every field in quotes."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from exportdesk.core.listings import Address, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists.delimited import lines, strict_rows
from exportdesk.lists.documents import Document, Row, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.names import names_inside
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import collapsed, iso_date, plain
from exportdesk.lists.uids import Uids, hashed

FORMAT = "bis-dpl"
CODE = "DPL"

_MUST_HAVE = {"name", "effective_date", "fr_citation"}
# What tells one order from another: rows that agree in it are one order with several addresses.
_ORDER = ("effective_date", "expiration_date", "standard_order", "action", "fr_citation")
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH"
    " NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY"
)
_US_STATE = re.compile(rf"(?:{_STATES.replace(' ', '|')})")

_Fields = Mapping[str, str]


def is_it(file: ListFile) -> bool:
    """Whether a file begins with the columns of the list, between tabs."""
    return set(_columns(file.head.partition("\n")[0])) >= _MUST_HAVE


def read(file: ListFile, context: Context) -> Document:
    """Take apart the text in `file`. Raises ListRefused where it is cut or damaged."""
    told = file.decoded
    uneven: list[int] = []
    return Document(
        format=FORMAT,
        published=_newest(file),
        total=max(0, told.text.count("\n") - 1),
        complete=False,
        perhaps_cut=not told.text.endswith(("\n", "\r", '"')),
        rows=_listings(file, context, uneven),
        uneven=uneven,
        list_names={CODE: [_list_name(context)]},
        replaced=told.replaced,
    )


def _list_name(context: Context) -> str:
    known = context.source.list_of(CODE)
    return known.name if known else CODE


def _columns(line: str) -> list[str]:
    return [cell.strip().strip('"').casefold() for cell in line.split("\t")]


def _newest(file: ListFile) -> date | None:
    """Return the day of the last update to any row: the file carries no date of its own.

    A day of `3033-09-30` is in the real file: what is far after the newest order is a slip.
    """
    updates: set[date] = set()
    orders: set[date] = set()
    for record in _records(file, []):
        for field, days in (("last_update", updates), ("effective_date", orders)):
            day = _day(record.get(field, ""))
            if day is not None:
                days.add(day)
    newest = max(orders, default=date.max)
    return max((day for day in updates if day.year <= newest.year + 1), default=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(iso_date(text))
    except ValueError:
        return None


def _records(file: ListFile, uneven: list[int]) -> Iterator[dict[str, str]]:
    """Yield the rows by column. Raises ListRefused where quotes do not match or the end is cut."""
    table = strict_rows(lines(file.decoded.text), file.name, "\t", above=1)
    columns = [cell.strip().casefold() for cell in next(table, [])]
    short = False
    for number, cells in enumerate(filter(None, table), start=1):
        short = len(cells) < len(columns)
        if len(cells) != len(columns):
            uneven.append(number)
        record = dict(zip(columns, cells, strict=False))
        if len(cells) > len(columns):
            record[""] = "\t".join(cells[len(columns) :])
        yield record
    if short:
        raise fatal("list-truncated", file=file.name)


def _listings(file: ListFile, context: Context, uneven: list[int]) -> Iterator[Row]:
    """Yield one listing for each person and order; rows that add an address to it become part.

    The list stands in the order of names, so that only neighbors are looked at.
    """
    uids = Uids(context.source.key)
    for name, rows in groupby(_records(file, uneven), _name):
        orders: dict[tuple[str, ...], list[_Fields]] = {}
        for record in rows:
            order = tuple(collapsed(record.get(field, "")) for field in _ORDER)
            orders.setdefault(order, []).append(record)
        for records in orders.values():
            yield _listing(name, records, context, uids)


def _name(record: _Fields) -> str:
    return plain(record.get("name", ""))


def _listing(name: str, records: list[_Fields], context: Context, uids: Uids) -> Row:
    addresses = dict.fromkeys(
        address for record in records if (address := _address(record, context.country_code)).text
    )
    if not name and not addresses:
        return SkippedRow("row-without-name")
    first = records[0]
    start = iso_date(first.get("effective_date", ""))
    citation = first.get("fr_citation", "")
    countries = dict.fromkeys(address.country for address in addresses)
    countries.pop("", None)
    return Listing(
        # As the same row of the Consolidated Screening List, so that decisions carry over.
        uid=uids.of(CODE, hashed(CODE, name, citation, start)),
        source=context.source.key,
        list=CODE,
        list_name=_list_name(context),
        kind=PartyKind.UNKNOWN if name else PartyKind.ADDRESS,
        names=_names(name),
        addresses=tuple(addresses),
        countries=tuple(countries),
        citation=plain(citation),
        start_date=start,
        end_date=iso_date(first.get("expiration_date", "")),
        remarks=_remarks(first),
        record=_record(records),
    )


def _names(name: str) -> tuple[ListedName, ...]:
    if not name:
        return ()
    others = (ListedName(inside) for inside in names_inside(name) if inside != name)
    return (ListedName(name, NameRole.PRIMARY), *others)


def _remarks(record: _Fields) -> str:
    action = plain(record.get("action", ""))
    standard = plain(record.get("standard_order", ""))
    return "; ".join(filter(None, [action, f"Standard order: {standard.upper()}" * bool(standard)]))


def _record(records: list[_Fields]) -> Mapping[str, object]:
    """Return the row as published; where an order has several, the first with all of them."""
    kept = [{name: cell for name, cell in record.items() if cell} for record in records]
    return kept[0] if len(kept) == 1 else {**kept[0], "rows": kept}


def _address(record: _Fields, country_code: CountryCode) -> Address:
    street, city, state, country, code = (
        plain(record.get(field, ""))
        for field in ("street_address", "city", "state", "country", "postal_code")
    )
    whole = ", ".join(filter(None, (street, city, state, code, country)))
    found = country_code(country) if country else ""
    # Most rows of the United States have no country; some have state and code exchanged.
    if not country and (_US_STATE.fullmatch(state) or _US_STATE.fullmatch(code)):
        found = "US"
    return Address(whole, street, city, state, code, found)
