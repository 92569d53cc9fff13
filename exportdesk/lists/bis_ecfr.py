"""BIS's Entity List, Unverified List and Military End-User List, as XML of the eCFR (part 744)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lxml.etree import _Element as Element

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists.bis_cells import CellParty, Cells
from exportdesk.lists.bis_places import Places
from exportdesk.lists.documents import Document, Row, SkippedRow
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.refusing import fatal
from exportdesk.lists.text import collapsed, plain
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.xml import elements, local

FORMAT = "bis-ecfr"

_ROOT = re.compile(r"(?:<[?!][^>]*>\s*)*<(?:DIV[1-9]|ECFR|DLPSTEXTCLASS)\b")
_SUPPLEMENT = re.compile(r"Supplement No\. (\d+) to Part 744")
_LISTS = {"4": "EL", "6": "UVL", "7": "MEU"}
_ISSUED = re.compile(
    r"/on/(\d{4}-\d\d-\d\d)/|<(?:AMDDATE|DATE)>\s*([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})"
)
_RESERVED = re.compile(r"\[?\s*reserved\s*\]?\.?", re.IGNORECASE)
# Rows that only say what the rows below are, and rows that go on with the entry above.
_HEADING = re.compile(
    r"the following [^:]{0,80}\b(?:institu\w+|entities) of (?P<whole>[^:]{1,300}):$"
    r"|subordinate institu\w+\s*:?$|affiliated entities\s*:?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"subordinate institu|affiliated entit|the following address[^:]{0,80}\bapply to\b",
    re.IGNORECASE,
)
_ADDRESS_ENTRY = re.compile(r"Address \d+", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"\s*(\d{1,2})[.)]?\s+(?=[A-Z])")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_MARK = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_REGISTER = re.compile(r"\b(\d{1,4}) FR (?:FR )?(\d{1,7})\b")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)\b")
# Not strptime, which knows the months of the user's language only.
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WRITTEN = re.compile(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BREAK = "\ue000"
_MOST_COLUMNS = 12
_MOST_ROWS = 100_000
# The longest entry of all has 6,000 characters.
_LONGEST = 30_000


@dataclass(slots=True)
class _Entry:
    """The rows of one entry: its cells, and what heading it stands under."""

    cells: list[str]
    country: str
    requirement: str
    policy: str
    citation: str
    under: str = ""
    more: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """One supplement being read. A blank cell says the same as the one above it."""

    code: str
    title: str
    columns: list[str] = field(default_factory=list)
    entries: list[_Entry | SkippedRow] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    under: str = ""
    last: _Entry | None = None


def is_it(file: ListFile) -> bool:
    """Whether a file begins like a part of the eCFR."""
    return _ROOT.match(file.head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Its rows raise ListRefused where it is cut or damaged."""
    uneven: list[int] = []
    names: dict[str, list[str]] = {}
    return Document(
        format=FORMAT,
        published=_published(file.head),
        total=file.data.count(b"<TR"),
        complete=True,  # the rows raise where the root is not closed
        rows=_rows(file, _Listings(context), uneven, names),
        uneven=uneven,
        list_names=names,
    )


def _published(head: str) -> date | None:
    found = _ISSUED.search(head)
    if not found:
        return None
    iso, month, day, year = found.groups()
    try:
        if iso:
            return date.fromisoformat(iso)
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _rows(
    file: ListFile, listings: "_Listings", uneven: list[int], names: dict[str, list[str]]
) -> Iterator[Row]:
    table: _Table | None = None
    count = 0
    for element in elements(file, ("HEAD", "TR")):
        if local(element) == "HEAD":
            head = collapsed(_text(element))
            supplement = _SUPPLEMENT.search(head)
            if table is not None:
                yield from listings.of(table)
                table = None
            if supplement and supplement[1] in _LISTS:
                table = _Table(_LISTS[supplement[1]], head)
                names.setdefault(table.code, []).append(head)
        elif table is not None and _take(table, element):
            count += 1
            if len(table.entries) > _MOST_ROWS:
                detail = Filled(_m("a table has more than {most} rows"), most=_MOST_ROWS)
                raise fatal("list-damaged", file=file.name, detail=detail)
            if len(element) != len(table.columns or element):
                uneven.append(count)
    if table is not None:
        yield from listings.of(table)


def _take(table: _Table, row: Element) -> bool:
    """Add a row of the XML to its table. Return whether it is a row of the list."""
    cells = [_text(cell) for cell in row if local(cell) in ("TD", "TH")][:_MOST_COLUMNS]
    if any(local(cell) == "TH" for cell in row):
        table.columns = [collapsed(cell) for cell in cells]
        return False
    if len(cells) == 1 and _take_footnote(table, cells[0]):
        return False
    added = _entries(table, cells)
    table.entries += added
    table.last = next((one for one in added if isinstance(one, _Entry)), table.last)
    return True


def _take_footnote(table: _Table, text: str) -> bool:
    line = plain(text.replace("\n", " "))
    number = _NOTE_NUMBER.match(line.translate(_PLAIN_DIGITS))
    if number:
        table.footnotes[number[1]] = line[number.end() :]
    return number is not None


def _entries(table: _Table, cells: list[str]) -> list[_Entry | SkippedRow]:
    """Return what a row adds: an entry, a row skipped, or nothing where it goes on with one."""
    if len(cells) < 3:
        return [SkippedRow("row-unreadable")]
    country, text, *rest = cells
    before = table.last
    line = plain(text.replace("\n", " "))
    blank = not any(map(str.strip, rest))
    if not line:
        return [SkippedRow("row-without-name")]
    if _RESERVED.fullmatch(line):
        return [SkippedRow("row-reserved")]
    heading = _HEADING.match(line)
    if heading:
        table.under = heading["whole"] or table.under
        table.entries.append(SkippedRow("row-heading"))
        return []
    if blank and before is not None and _GOES_ON.match(line):
        before.more.append(cells)
        return []
    if not blank:
        table.under = ""
    requirement, policy = (rest[0], rest[1]) if len(rest) >= 3 else ("", "")
    entry = _Entry(cells, country.strip(), requirement, policy, rest[-1], table.under)
    if before is not None:
        entry.country = entry.country or before.country
        entry.requirement = requirement.strip() or before.requirement
        entry.policy = policy.strip() or before.policy
        entry.citation = entry.citation.strip() or before.citation
    return [entry]


class _Listings:
    """Turns the entries of tables into listings."""

    def __init__(self, context: Context) -> None:
        self._source = context.source
        self._country_code = context.country_code
        self._cells = Cells(Places(context.country_code))
        self._uids = Uids(context.source.key)

    def of(self, table: _Table) -> Iterator[Row]:
        """Yield the listings of a table: one for each party that an entry names."""
        for entry in table.entries:
            if isinstance(entry, SkippedRow):
                yield entry
                continue
            country = self._country_code(plain(entry.country))
            lines = "\n".join([entry.cells[1], *(cells[1] for cells in entry.more)])
            if len(lines) > _LONGEST:
                yield SkippedRow("row-too-long")
                continue
            record = _record(table, entry)
            found = False
            for party in self._cells.parties(lines, country):
                if party.names:
                    found = True
                    yield self._listing(table, entry, party, country, record)
            if not found:
                yield SkippedRow("row-without-name")

    def _listing(
        self,
        table: _Table,
        entry: _Entry,
        party: CellParty,
        country: str,
        record: dict[str, object],
    ) -> Listing:
        first, *others = party.names
        start = _start_date(entry.citation)
        codes = dict.fromkeys([*(address.country for address in party.addresses), country])
        codes.pop("", None)
        under = f"Subordinate institution of {entry.under}" if entry.under else ""
        return Listing(
            uid=self._uid(table.code, first, entry.citation, start),
            source=self._source.key,
            list=table.code,
            list_name=table.title,
            kind=PartyKind.ADDRESS if _ADDRESS_ENTRY.fullmatch(first) else PartyKind.UNKNOWN,
            names=(
                ListedName(first, NameRole.PRIMARY),
                *(ListedName(name) for name in dict.fromkeys(others) if name != first),
            ),
            addresses=tuple(party.addresses),
            countries=tuple(codes),
            requirement=_one_line(entry.requirement),
            policy=_one_line(entry.policy),
            citation=_one_line(entry.citation),
            start_date=start,
            remarks="; ".join(filter(None, [under, *party.notes, *_footnotes(table, entry)])),
            record=record,
        )

    def _uid(self, code: str, name: str, citation: str, start: str) -> ListingUid:
        """Return a uid that lasts: of a citation only the first notice is in it.

        Every amendment of an entry adds another notice. The UVL of the Consolidated Screening List
        has neither notice nor date, and gets the same uid so.
        """
        if code == "UVL":
            return self._uids.of(code, hashed(code, name, "", ""))
        first = _REGISTER.search(citation)
        notice = f"{first[1]} FR {first[2]}" if first else citation
        return self._uids.of(code, hashed(code, name, notice, start))


def _record(table: _Table, entry: _Entry) -> dict[str, object]:
    """Return the cells by their columns; the rows that go on with the entry stand beside them."""
    columns = [*table.columns, *map(str, range(len(table.columns), len(entry.cells)))]
    record: dict[str, object] = {
        column: cell.strip()
        for column, cell in zip(columns, entry.cells, strict=False)
        if cell.strip()
    }
    if entry.more:
        record["continued"] = [cells[1].strip() for cells in entry.more]
    return record


def _footnotes(table: _Table, entry: _Entry) -> list[str]:
    """Return the footnotes that an entry refers to, with their numbers."""
    marks = _NOTE_MARK.findall(f"{entry.requirement} {entry.policy} {entry.citation}")
    numbers = [mark.translate(_PLAIN_DIGITS) for mark in dict.fromkeys(marks)]
    return [f"Footnote {n}: {table.footnotes[n]}" for n in numbers if n in table.footnotes]


def _start_date(citation: str) -> str:
    """Return the date of the first notice as ISO text, "" where it has none."""
    first, *_ = _REGISTER.split(plain(citation))[3::3] or [""]
    slashed, written = _SLASHED.search(first), _WRITTEN.search(first)
    try:
        if slashed:
            month, day, year = map(int, slashed.groups())
            return date(year if year > 99 else _century(year) + year, month, day).isoformat()
        if written:
            name, day_text, year_text = written.groups()
            return date(int(year_text), _MONTHS.index(name) + 1, int(day_text)).isoformat()
    except ValueError:
        pass
    return ""


def _century(year: int) -> int:
    # The Entity List began in 1997.
    return 1900 if year >= 90 else 2000


def _one_line(text: str) -> str:
    return plain(text.replace("\n", " "))


def _text(element: Element) -> str:
    """Return the text of a cell: a line of the file is none of the cell, only <br/> is."""
    lines = (" ".join(line.split()) for line in _raw(element).split(_BREAK))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines))


def _raw(element: Element) -> str:
    """Return the text of an element with its breaks marked; raised digits stay raised."""
    parts = [element.text or ""]
    for child in element:
        tag = local(child).lower()
        if tag == "br":
            parts.append(_BREAK)
        elif tag == "sup":
            raised = "".join(map(str, child.itertext()))
            fraction = (child.tail or "").startswith("⁄")
            parts.append(f" {raised}" if fraction else raised.translate(_SUPERSCRIPT))
        elif tag:
            parts.append(_raw(child))
        parts.append(child.tail or "")
    return "".join(parts)
