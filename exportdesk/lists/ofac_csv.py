"""OFAC's CSV: four files without headers that are one list, joined by the number of a party."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exportdesk.core.listings import Address, ListedName, Listing, NameRole
from exportdesk.lists.delimited import strict_rows
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.ofac import OfacListings, OfacParty, Told, role_of
from exportdesk.lists.ofac_remarks import add_remarks
from exportdesk.lists.ofac_xml import notes_of, refuse_other_list, refuse_unknown_lists
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import decoded, plain

FORMAT = "ofac-csv"

_PRIMARY, _ADDRESSES, _ALIASES, _COMMENTS = 12, 6, 5, 2
_FILES = {
    _PRIMARY: ("SDN.CSV", "CONS_PRIM.CSV"),
    _ADDRESSES: ("ADD.CSV", "CONS_ADD.CSV"),
    _ALIASES: ("ALT.CSV", "CONS_ALT.CSV"),
    _COMMENTS: ("SDN_COMMENTS.CSV", "CONS_COMMENTS.CSV"),
}
_NULL = "-0-"
_END = "\x1a"
_PROGRAMS = re.compile(r"[\[\]]+\s*")
_COLUMNS = [
    "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage",
    "GRT", "Vess_flag", "Vess_owner", "Remarks",
]  # fmt: skip
_VESSEL = {
    5: "Vessel Call Sign",
    6: "Vessel Type",
    9: "Vessel Flag",
    10: "Vessel Owner",
    7: "Vessel Tonnage",
    8: "Vessel Gross Registered Tonnage",
}

Cells = Sequence[str]


@dataclass(slots=True)
class _Part:
    """One of the four files: its name, its columns, its text, characters replaced in it."""

    name: str
    width: int
    text: str
    replaced: int

    @property
    def has_end(self) -> bool:
        """Whether it ends with the mark that OFAC puts at the end."""
        return self.text.rstrip("\r\n").endswith(_END)

    @property
    def looks_cut(self) -> bool:
        """Whether it ends in the middle of a row."""
        return bool(self.text) and not self.text.endswith(("\n", "\r", _END))


@dataclass(slots=True)
class _Joined:
    """The rows of the other files by the number of the party they belong to."""

    addresses: dict[str, list[Cells]] = field(default_factory=dict)
    aliases: dict[str, list[Cells]] = field(default_factory=dict)
    comments: dict[str, list[Cells]] = field(default_factory=dict)


def is_it(file: ListFile) -> bool:
    """Whether the file, or one in the archive, begins as the first three of the four do."""
    heads = [_head(data) for data in file.members.values()] or [file.head]
    return any(_width(head) and _NULL in head for head in heads)


def _head(data: bytes) -> str:
    return data[:4096].decode("utf-8-sig", "replace")


def _width(head: str) -> int:
    """Return how many columns a file of this form has, 0 where it has another."""
    try:
        cells = next(csv.reader([head.lstrip().partition("\n")[0]]), [])
    except csv.Error:
        return 0
    numbered = bool(cells) and cells[0].strip().isdecimal()
    return len(cells) if numbered and len(cells) in _FILES else 0


def read(file: ListFile, context: Context) -> Document:
    """Take apart the files in the archive. Raises ListRefused where one of the four is missing."""
    listings = OfacListings(context.source, context.country_code)
    parts = _parts(file, listings)
    counted = [part for width, part in parts.items() if width != _COMMENTS]
    uneven: list[int] = []
    return Document(
        format=FORMAT,
        published=None,
        total=parts[_PRIMARY].text.count("\n"),
        # The comments of older sets lack the mark at the end, and may be none at all.
        complete=all(part.has_end for part in counted),
        perhaps_cut=any(part.looks_cut for part in parts.values())
        or len({part.has_end for part in counted}) > 1,
        rows=_rows(file, parts, listings, context, uneven),
        uneven=uneven,
        list_names=listings.list_names,
        replaced=sum(part.replaced for part in parts.values()),
        notes=notes_of(listings),
    )


def _parts(file: ListFile, listings: OfacListings) -> dict[int, _Part]:
    """Return the four files by how many columns they have, told by content.

    Where the archive holds both of OFAC's lists, those of the wanted one, told by name.
    """
    wanted = 0 if listings.lists.is_sdn else 1
    members = file.members or {file.name: file.data}
    found: dict[int, dict[str, bytes]] = {width: {} for width in _FILES}
    for name, data in members.items():
        width = _width(_head(data)) or (_COMMENTS if _is_empty_comments(name, data) else 0)
        if width:
            found[width][name] = data
    for width, fitting in found.items():
        if len(fitting) > 1:
            of_list = {n: d for n, d in fitting.items() if ("cons" in n.casefold()) == bool(wanted)}
            found[width] = of_list or fitting
    missing = [names[wanted] for width, names in _FILES.items() if not found[width]]
    if missing:
        raise fatal(
            "list-files-missing",
            file=file.name, missing=", ".join(missing), count=len(_FILES),
        )  # fmt: skip
    if any(len(fitting) > 1 for fitting in found.values()):
        raise fatal("list-archive-unclear", file=file.name, count=len(members))
    parts = {}
    for width, fitting in found.items():
        [(name, data)] = fitting.items()
        told = decoded(data, file.path)
        parts[width] = _Part(name, width, told.text, told.replaced)
    return parts


def _is_empty_comments(name: str, data: bytes) -> bool:
    return "comments" in name.casefold() and not data.strip(b"\x1a\r\n ")


def _rows(
    file: ListFile,
    parts: Mapping[int, _Part],
    listings: OfacListings,
    context: Context,
    uneven: list[int],
) -> Iterator[Listing | SkippedRow]:
    joined = _Joined(
        _by_number(file, parts[_ADDRESSES]),
        _by_number(file, parts[_ALIASES]),
        _by_number(file, parts[_COMMENTS]),
    )
    seen: set[str] = set()
    for row, cells in enumerate(_cells(file, parts[_PRIMARY]), 1):
        if len(cells) != _PRIMARY:
            uneven.append(row)
        if len(cells) < 2:
            yield SkippedRow("row-unreadable")
            continue
        party = _party(cells, joined, context.country_code)
        seen.add(cells[0].strip())
        refuse_other_list(file, context, listings, party)
        yield from listings.rows(party, listings.lists.by_programs(party.programs))
    refuse_unknown_lists(file, context, listings)
    for rows in (joined.addresses, joined.aliases, joined.comments):
        for number, orphans in rows.items():
            if number not in seen:
                yield from [SkippedRow("row-without-party")] * len(orphans)


def _by_number(file: ListFile, part: _Part) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for cells in _cells(file, part):
        found.setdefault(cells[0].strip(), []).append(cells)
    return found


def _cells(file: ListFile, part: _Part) -> Iterator[Cells]:
    """Yield the rows of one file, without the mark at its end."""
    lines = (line + "\n" for line in part.text.split("\n"))
    name = part.name if part.name == file.name else f"{part.name} ({file.name})"
    last: Cells = ()
    for cells in strict_rows(lines, name):
        if "".join(cells).strip(_END + " "):
            last = cells
            yield cells
    if part.looks_cut and len(last) < part.width:
        raise fatal("list-truncated", file=name)


def _party(cells: Cells, joined: _Joined, country_code: CountryCode) -> OfacParty:
    number = cells[0].strip()
    aliases = joined.aliases.get(number, [])
    addresses = joined.addresses.get(number, [])
    comments = joined.comments.get(number, [])
    party = OfacParty(
        number=number,
        type=_value(cells, 2),
        names=[ListedName(_value(cells, 1), NameRole.PRIMARY)],
        programs=[text for part in _PROGRAMS.split(_value(cells, 3)) if (text := part.strip())],
        title=_value(cells, 4),
        told=[Told(label, _value(cells, at)) for at, label in _VESSEL.items()],
        record=_record(cells, addresses, aliases, comments),
    )
    for alias in aliases:
        name = _value(alias, 3)
        party.names.append(ListedName(name, role_of(name, NameRole.ALIAS)))
    party.addresses += filter(None, (_address(one, country_code) for one in addresses))
    # The rest stands in the comments, cut off anywhere, so that no space may be lost or added.
    whole = "".join([_raw(cells, 11), *(_raw(one, 1) for one in comments)])
    add_remarks(party, whole)
    return party


def _raw(cells: Cells, at: int) -> str:
    text = cells[at] if at < len(cells) else ""
    return "" if text.strip() == _NULL else text


def _value(cells: Cells, at: int) -> str:
    return plain(_raw(cells, at))


def _address(cells: Cells, country_code: CountryCode) -> Address | None:
    street, town, country, remarks = (_value(cells, at) for at in (2, 3, 4, 5))
    whole = ", ".join(filter(None, (street, town, country, remarks)))
    return Address(whole, street, country=country_code(country)) if whole else None


def _record(
    cells: Cells, addresses: list[Cells], aliases: list[Cells], comments: list[Cells]
) -> dict[str, object]:
    """Return all rows of a party as published, by column, without the empty cells."""
    record: dict[str, object] = {
        name: cell for name, cell in zip(_COLUMNS, cells, strict=False) if cell.strip() != _NULL
    }
    if len(cells) > len(_COLUMNS):
        record[""] = list(cells[len(_COLUMNS) :])
    for name, rows in (("ADD", addresses), ("ALT", aliases), ("COMMENTS", comments)):
        if rows:
            record[name] = [list(row) for row in rows]
    return record
