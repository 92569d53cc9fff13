"""The Consolidated Screening List as JSON."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec

from exportdesk.core.listings import Address, Identifier, Listing
from exportdesk.lists.csl import CslListings, CslRow, as_text, csl_row
from exportdesk.lists.csl_flat import flat_addresses, flat_identifiers
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import plain

FORMAT = "csl-json"

_MALFORMED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read(file: ListFile, context: Context) -> Document:
    """Take apart the JSON in `file`. Raises ListRefused where it is not the whole of a list."""
    told = file.decoded
    # msgspec reads bytes; those of the file serve unless something in them had to be mended.
    envelope = _decoded(file.data if told.was_utf8 else told.text.encode(), file.path)
    if "results" not in envelope:
        raise fatal(
            "list-other-format",
            file=file.name, seen=", ".join(list(envelope)[:5]), source=context.source.name,
        )  # fmt: skip
    try:
        raws = msgspec.json.decode(envelope["results"], type=list[msgspec.Raw])
    except _MALFORMED as error:
        raise fatal("list-damaged", file=file.name, detail=str(error)) from error
    _check_total(envelope.get("total"), len(raws), file.path)
    listings = CslListings(context.source, context.country_code)
    return Document(
        format=FORMAT,
        published=_published(envelope.get("search_performed_at")),
        total=len(raws),
        complete=True,
        rows=_rows(raws, listings, context.country_code),
        list_names=listings.list_names,
        replaced=told.replaced,
    )


def _decoded(data: bytes, path: Path) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except _MALFORMED as error:
        # msgspec has one exception for both; only its words tell a cut file from a damaged one.
        if "truncated" in str(error):
            raise fatal("list-truncated", file=path.name) from error
        raise fatal("list-damaged", file=path.name, detail=str(error)) from error


def _check_total(raw: msgspec.Raw | None, rows: int, path: Path) -> None:
    """Refuse a page of a search: an answer that says it holds fewer rows than there are."""
    if raw is None:
        return
    try:
        total = msgspec.json.decode(raw, type=int)
    except _MALFORMED:
        return
    if total != rows:
        raise fatal("list-incomplete", file=path.name, said=total, read=rows)


def _published(raw: msgspec.Raw | None) -> date | None:
    if raw is None:
        return None
    try:
        return msgspec.json.decode(raw, type=datetime).date()
    except _MALFORMED:
        return None


def _rows(
    raws: list[msgspec.Raw], listings: CslListings, country_code: CountryCode
) -> Iterator[Listing | SkippedRow]:
    decoder = msgspec.json.Decoder(dict[str, object])
    for raw in raws:
        try:
            record = decoder.decode(raw)
        except _MALFORMED:
            yield SkippedRow("row-unreadable")
            continue
        row = _row(record, country_code)
        yield SkippedRow("row-without-name") if row.is_blank else listings.listing(row)


def _row(record: dict[str, object], country_code: CountryCode) -> CslRow:
    return csl_row(
        record,
        _addresses(record.get("addresses"), country_code),
        _identifiers(record.get("ids"), country_code),
    )


def _addresses(value: object, country_code: CountryCode) -> list[Address]:
    if isinstance(value, str):
        return flat_addresses(value, country_code)
    found: list[Address] = []
    for item in value if isinstance(value, list) else ():
        if isinstance(item, str):
            found += flat_addresses(item, country_code)
        elif isinstance(item, dict):
            street, city, region, postal_code, country = parts = [
                plain(as_text(item.get(key)))
                for key in ("address", "city", "state", "postal_code", "country")
            ]
            if any(parts):
                whole = ", ".join(filter(None, parts))
                code = country_code(country)
                found.append(Address(whole, street, city, region, postal_code, code))
    return found


def _identifiers(value: object, country_code: CountryCode) -> list[Identifier]:
    if isinstance(value, str):
        return flat_identifiers(value, country_code, type_last=False)
    found: list[Identifier] = []
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, dict):
            continue
        kind, number, country = (
            plain(as_text(item.get(key))) for key in ("type", "number", "country")
        )
        if kind or number:
            found.append(Identifier(kind, number, country_code(country) if country else ""))
    return found
