"""Which column holds what: guessed from headings and contents, remembered by the file's shape."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from exportdesk.tables.cells import CountryCode, Habit, Value, read_cell, role_of
from exportdesk.tables.fields import (
    ADDRESS_FIELDS,
    IDENTIFIER_FIELDS,
    RELATED_FIELDS,
    CustomerField,
    ProductField,
    Reads,
)
from exportdesk.tables.heading_words import heading_key, label_of, lookup, without_owner, words_of
from exportdesk.tables.slots import Slot, slot_from
from exportdesk.tables.subjects import D, Subject
from exportdesk.tables.table import Table
from exportdesk.tables.vocabulary import kind_of

F = TypeVar("F", bound=StrEnum)

_LOOKED_AT = 300
_ENOUGH = 0.8
_NUMBERED = re.compile(r"(.+?) \((\d{1,2})\)")
_OF_ADDRESS = re.compile(r"(.+?) \(address (\d{1,2})\)", re.IGNORECASE)
_OF_TYPE = re.compile(r"(tax|registration|other) (?:id|identifier): ?(.+)", re.IGNORECASE)
_ECCN = re.compile(r"(?:EAR99|[0-9][A-E]\d{3}(?:\.[a-z0-9.]+)?)", re.IGNORECASE)
_SCHEDULES = (
    ("hts", "hts"), ("htsus", "hts"), ("schedule", "schedule_b"), ("sched", "schedule_b"),
    ("sch", "schedule_b"),
)  # fmt: skip
_CODE = re.compile(r"(?=.*\d)[\w./-]{1,20}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class ColumnMap(Generic[F]):
    """What each column of a table feeds, None for one that is left out."""

    columns: tuple[Slot[F] | None, ...]

    def with_column(self, place: int, slot: Slot[F] | None) -> "ColumnMap[F]":
        """Return the mapping with another use of one column."""
        columns = list(self.columns)
        columns[place] = slot
        return ColumnMap(tuple(columns))

    @property
    def apart(self) -> "ColumnMap[F]":
        """The same with related parties of one role told apart, as somebody chose them by hand.

        Two columns said to hold an owner are two owners, and two shares are theirs in that order.
        """
        taken: set[tuple[F, int]] = set()
        columns: list[Slot[F] | None] = []
        for slot in self.columns:
            if slot is not None and slot.field in RELATED_FIELDS:
                group = slot.group
                while (slot.field, group) in taken:
                    group += 1
                taken.add((slot.field, group))
                slot = replace(slot, group=group)
            columns.append(slot)
        return ColumnMap(tuple(columns))

    @property
    def fields(self) -> frozenset[F]:
        """The fields that some column feeds."""
        return frozenset(slot.field for slot in self.columns if slot is not None)

    @property
    def stored(self) -> tuple[str, ...]:
        """As texts, to be remembered under `shape_key`."""
        return tuple("" if slot is None else slot.stored for slot in self.columns)


def map_from(stored: Sequence[str], fields: type[F]) -> ColumnMap[F]:
    """Return the mapping that `ColumnMap.stored` wrote; what is no longer known is left out."""
    return ColumnMap(tuple(slot_from(text, fields) for text in stored))


def shape_key(table: Table) -> str:
    """Return a fingerprint of a table's shape: its headings, without any how many columns."""
    if table.header:
        told = "\n".join(heading_key(heading) for heading in table.headings)
    else:
        told = f"columns {len(table.headings)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def guess_map(table: Table, subject: Subject[F, D], country_code: CountryCode) -> ColumnMap[F]:
    """Return what the columns of a table most likely hold."""
    known = words_of(subject.kinds)
    columns: list[Slot[F] | None] = [None] * len(table.headings)
    if table.header:
        _Headings(subject, known).place(table.headings, columns)
    _by_contents(table, subject, country_code, columns)
    return ColumnMap(tuple(columns))


def named_again(
    table: Table, subject: Subject[F, D], columns: ColumnMap[F]
) -> tuple[tuple[int, F], ...]:
    """Return the columns not used whose heading names what only one may hold, and another does."""
    if not table.header:
        return ()
    headings = _Headings(subject, words_of(subject.kinds))
    found = []
    for place, (heading, slot) in enumerate(zip(table.headings, columns.columns, strict=True)):
        meant = headings.meant(heading) if slot is None else None
        if meant is not None and subject.kinds[meant].once and meant in columns.fields:
            found.append((place, meant))
    return tuple(found)


class _Headings(Generic[F]):
    """Gives columns their fields by their headings, each address and related party its number."""

    def __init__(self, subject: Subject[F, D], known: Mapping[str, F]) -> None:
        self._kinds = subject.kinds
        self._known = known
        self._taken: set[Slot[F]] = set()
        self._roles: dict[str, int] = {}

    def place(self, headings: Sequence[str], columns: list[Slot[F] | None]) -> None:
        """Fill in the columns; the first of several that may be only once has it."""
        # Our own headings count more: with "Name" and "Legal name" the second is the name.
        exact = {heading_key(label_of(field)) for field in self._kinds}
        ours = [heading_key(heading) in exact for heading in headings]
        order = sorted(range(len(headings)), key=lambda place: not ours[place])
        for place in order:
            slot = self._slot(headings[place])
            once = slot is not None and self._kinds[slot.field].once
            if slot is None or (once and any(s.field is slot.field for s in self._taken)):
                continue
            columns[place] = slot
            self._taken.add(slot)

    def meant(self, heading: str) -> F | None:
        """Return the field that a heading names by itself, None where it names none."""
        slot = self._slot(heading)
        return None if slot is None else slot.field

    def _slot(self, heading: str) -> Slot[F] | None:
        if found := _OF_TYPE.fullmatch(heading):
            field = self._known.get(f"{found[1].lower()} id")
            return None if field is None else Slot(field, 1, found[2].strip())
        if found := _OF_ADDRESS.fullmatch(heading):
            field, _number = lookup(found[1], self._known)
            if field in ADDRESS_FIELDS:
                return Slot(field, int(found[2]))
        repeated = _NUMBERED.fullmatch(heading)
        bare = repeated[1] if repeated else heading
        field, number = lookup(bare, self._known)
        role = ""
        if field is None:
            rest, owner = without_owner(heading_key(bare))
            field, number = lookup(rest, self._known) if owner else (None, 1)
            role = role_of(owner)
        if field is None:
            return None
        return self._grouped(field, number, role, bare, int(repeated[2]) if repeated else 1)

    def _grouped(self, field: F, number: int, role: str, heading: str, times: int) -> Slot[F]:
        if field in IDENTIFIER_FIELDS:
            said_more = heading_key(heading) != heading_key(label_of(field))
            return Slot(field, 1, heading if said_more else "")
        if field in RELATED_FIELDS:
            return Slot(field, max(number, times))
        if field in ADDRESS_FIELDS:
            if role:
                return Slot(field, self._roles.setdefault(role, len(self._roles) + 1), role)
            lines = field in (CustomerField.STREET, CustomerField.WHOLE_ADDRESS)
            return Slot(field, 1 if lines else max(number, times))
        if field is ProductField.HS_CODE:
            return Slot(field, 1, _schedule(heading_key(heading)))
        return Slot(field)


def _schedule(heading: str) -> str:
    """Return which schedule the heading of a code names, "" where it names none or several."""
    named = {name for word, name in _SCHEDULES if word in heading.split()}
    return named.pop() if len(named) == 1 else ""


def _by_contents(
    table: Table, subject: Subject[F, D], country_code: CountryCode, columns: list[Slot[F] | None]
) -> None:
    """Give columns that no heading explains a field by what is in them."""
    taken = {slot.field for slot in columns if slot is not None}
    for place, slot in enumerate(columns):
        if slot is not None:
            continue
        texts = _sample(table, place)
        field = _field_by(texts, subject, taken, country_code) if texts else None
        if field is not None:
            columns[place] = Slot(field)
            taken.add(field)
    if not table.header and taken.isdisjoint(subject.needed):
        _name_by_contents(table, subject, columns)


def _sample(table: Table, place: int) -> list[str]:
    rows = table.rows[:_LOOKED_AT]
    return [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()]


def _field_by(
    texts: Sequence[str], subject: Subject[F, D], taken: set[F], country_code: CountryCode
) -> F | None:
    for field, kind in subject.kinds.items():
        test = _TESTS.get(kind.reads)
        if field in taken or test is None or field in RELATED_FIELDS:
            continue
        agree = sum(1 for text in texts if test(text, country_code))
        if agree >= len(texts) * _ENOUGH:
            return field
    return None


def _reads_as(text: str, reads: Reads, country_code: CountryCode) -> Value | None:
    value, trouble = read_cell(text, reads, Habit(), country_code)
    return value if value.parts and trouble is None else None


def _is_website(text: str, country_code: CountryCode) -> bool:
    looks = text.casefold().startswith(("http", "www.")) or text.strip().endswith(
        (".com", ".org", ".net", ".de", ".ru", ".cn", ".fr", ".co.uk")
    )
    return looks and _reads_as(text, Reads.WEBSITE, country_code) is not None


def _is_hs(text: str, country_code: CountryCode) -> bool:
    value = _reads_as(text, Reads.HS_CODE, country_code)
    # Chapters run from 01 to 97, and 98 and 99 are a country's own.
    return value is not None and value.first[:2] not in ("00", "77")


_TESTS: dict[Reads, Callable[[str, CountryCode], bool]] = {
    Reads.EMAIL: lambda text, code: "@" in text and _reads_as(text, Reads.EMAIL, code) is not None,
    Reads.WEBSITE: _is_website,
    Reads.COUNTRY: lambda text, code: bool(code(text.strip())),
    Reads.KIND: lambda text, _code: len(text) > 2 and kind_of(text) is not None,
    Reads.HS_CODE: _is_hs,
    Reads.ECCN: lambda text, _code: _ECCN.fullmatch(text.strip()) is not None,
}


def _name_by_contents(table: Table, subject: Subject[F, D], columns: list[Slot[F] | None]) -> None:
    """Give a table without headings its names: the column with the most different words.

    And its numbers, where the first column has a different one in every row.
    """
    free = [place for place, slot in enumerate(columns) if slot is None]
    worded = {place: _different(table, place) for place in free}
    best = max(worded, key=lambda place: worded[place], default=-1)
    if best < 0 or not worded[best][0]:
        return
    columns[best] = Slot(subject.worded)
    first = _sample(table, 0)
    numbered = len(set(first)) == len(first) > 1 and all(_CODE.fullmatch(text) for text in first)
    if columns[0] is None and numbered:
        columns[0] = Slot(subject.numbered)


def _different(table: Table, place: int) -> tuple[int, int]:
    """Return how many different texts with words a column has, and how long they are together."""
    different = {text for text in _sample(table, place) if _LETTERS.search(text)}
    return len(different), sum(map(len, different))
