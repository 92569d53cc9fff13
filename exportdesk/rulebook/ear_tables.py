"""The tables of the EAR as the user fetched them: country chart, groups, control list, exceptions.

None comes with the program. What was not fetched is None, and whoever asks says "not checked".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exportdesk.core.ear import EarTable
from exportdesk.rulebook.eccn import NO_INDEX, EccnEntry, EccnIndex, base_of, read_eccn


class Scope(StrEnum):
    """Whether a control is for a whole entry or for part of it."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where a table comes from: its file by name and hash, its day, and how it was written.

    `is_official` is whether the official text itself was read, and not somebody's tables from it.
    """

    name: str
    sha256: str
    as_of: date
    is_official: bool


@dataclass(frozen=True, slots=True)
class ChartRow:
    """The row of one destination.

    `pointer` is what stands there in place of marks, for destinations that part 746 is about.
    """

    name: str
    marks: frozenset[str] = frozenset()
    footnotes: tuple[int, ...] = ()
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class CountryChart:
    """Supplement No. 1 to part 738, by ISO code. `unplaced` are rows whose name no country has."""

    columns: tuple[str, ...]
    rows: Mapping[str, ChartRow]
    footnotes: Mapping[int, str]
    unplaced: tuple[str, ...] = ()

    def row(self, country: str, counts_as: str = "") -> ChartRow | None:
        """Return the row of a country or of the one whose row it has, None where it has none."""
        return self.rows.get(country) or self.rows.get(counts_as)


@dataclass(frozen=True, slots=True)
class CountryGroups:
    """Supplement No. 1 to part 740: the countries of each group by ISO code."""

    members: Mapping[str, frozenset[str]]
    unplaced: tuple[str, ...] = ()

    def of(self, country: str) -> frozenset[str]:
        """Return the groups that a country is in."""
        return frozenset(group for group, codes in self.members.items() if country in codes)


@dataclass(frozen=True, slots=True)
class Control:
    """One reason for control of an entry, with its license requirement.

    `text` and `requirement` are the official words. `columns` are the chart's columns they name.
    What else could be read: `everywhere`, or `countries` and `groups` less `but_groups`. Where
    nothing could, `is_read` is false. For a control on part of an entry `paragraphs` are those it
    is for, or `excepted` those it is not for; both are empty where the words do not say it by
    paragraphs alone.
    """

    entry: str
    text: str
    requirement: str
    reason: str
    scope: Scope
    paragraphs: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    everywhere: bool = False
    countries: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    but_groups: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What names it in answers: the entry with its own words."""
        return f"{self.entry}: {self.text}"

    @property
    def is_read(self) -> bool:
        """Whether its requirement could be read at all."""
        return bool(self.columns or self.everywhere or self.countries or self.groups)

    def is_for(self, eccn: str) -> bool | None:
        """Return whether it is for an item with this ECCN, None where only its words can tell.

        A paragraph below a named one is part of it. An ECCN that stops above one leaves it open.
        """
        if self.scope is Scope.WHOLE:
            return True
        named = self.paragraphs or self.excepted
        if not named:
            return None
        found = _is_within(eccn.partition(".")[2], named)
        return found if self.paragraphs or found is None else not found


def _is_within(paragraph: str, named: tuple[str, ...]) -> bool | None:
    is_open = False
    for one in named:
        if paragraph == one or paragraph.startswith(f"{one}."):
            return True
        is_open = is_open or not paragraph or one.startswith(f"{paragraph}.")
    return None if is_open else False


@dataclass(frozen=True, slots=True)
class ListedEccn:
    """One entry of the Commerce Control List. `exceptions` are the official words by symbol."""

    eccn: str
    heading: str
    reasons: str = ""
    controls: tuple[Control, ...] = ()
    exceptions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LicenseException:
    """A license exception of part 740, with its section."""

    symbol: str
    section: str
    title: str


@dataclass(frozen=True, slots=True)
class EarTables:
    """What was fetched, each None where it was not, and the source of each."""

    chart: CountryChart | None = None
    groups: CountryGroups | None = None
    entries: Mapping[str, ListedEccn] | None = None
    exceptions: Mapping[str, LicenseException] | None = None
    sources: Mapping[EarTable, TableSource] = field(default_factory=dict)

    def entry(self, eccn: str) -> ListedEccn | None:
        """Return the entry that an ECCN falls under, None where it is not there or not known."""
        return (self.entries or {}).get(base_of(read_eccn(eccn)))

    @property
    def index(self) -> EccnIndex:
        """Which entries there are, for whoever checks only that; NO_INDEX without the list."""
        source = self.sources.get(EarTable.CONTROL_LIST)
        if self.entries is None or source is None:
            return NO_INDEX
        entries = {eccn: EccnEntry(eccn, one.heading) for eccn, one in self.entries.items()}
        return EccnIndex(source.as_of, entries)

    def with_newer(self, newer: "EarTables") -> "EarTables":
        """Return these tables with those that `newer` holds in their place."""
        return EarTables(
            chart=newer.chart or self.chart,
            groups=newer.groups or self.groups,
            entries=newer.entries or self.entries,
            exceptions=newer.exceptions or self.exceptions,
            sources={**self.sources, **newer.sources},
        )


NO_TABLES = EarTables()
"""Stands where no table was fetched."""
