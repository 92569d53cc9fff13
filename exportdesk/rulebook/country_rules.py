"""What the EAR say of a country: its groups, and what else applies to goods that go there."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from exportdesk.core.country_spelling import fold
from exportdesk.rulebook.provenance import Provenance

GROUPS = (
    *("A:1", "A:2", "A:3", "A:4", "A:5", "A:6", "B"),
    *("D:1", "D:2", "D:3", "D:4", "D:5", "E:1", "E:2"),
)
"""The country groups of Supplement No. 1 to part 740."""

_MACAU = "MO"


class SpecialRule(StrEnum):
    """Whether a section of part 746 has rules of its own for a place."""

    NONE = ""
    EMBARGO = "embargo"  # nearly everything
    RUSSIA_BELARUS = "russia_belarus"  # 746.8
    SOME_ITEMS = "some_items"  # part of what is controlled, or certain uses
    REGIONS = "regions"  # parts of the country only: ask for the address


class MilitaryEndUse(StrEnum):
    """Which items need a license for a military end use or user there (15 CFR 744.21)."""

    NONE = ""
    SUPPLEMENT_2 = "supplement_2"
    ANY_ITEM = "any_item"


@dataclass(frozen=True, slots=True)
class CountryRule:
    """The row of one country.

    `counts_as` is the country whose row it is where the EAR treat both as one: Hong Kong has that
    of China. `is_transshipment` is whether the alert of June 2022 named it; the agencies say that
    their list is not complete.
    """

    code: str
    groups: frozenset[str]
    is_gecc: bool
    is_transshipment: bool
    military_end_use: MilitaryEndUse
    special: SpecialRule
    note: str
    provenance: Provenance
    counts_as: str = ""

    @property
    def is_macau_or_d5(self) -> bool:
        """Whether rules for "Macau or a destination in Country Group D:5" apply."""
        return "D:5" in self.groups or self.code == _MACAU

    @property
    def is_group_e(self) -> bool:
        """Whether it is in Country Group E:1 or E:2."""
        return bool(self.groups & {"E:1", "E:2"})


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country with rules of its own, which its country's code does not tell."""

    code: str
    country: str
    name: str
    words: tuple[str, ...]
    note: str
    provenance: Provenance


class CountryRules:
    """One edition of the rules by country, asked by ISO code."""

    def __init__(
        self, as_of: date, rules: Mapping[str, CountryRule], regions: Iterable[Region]
    ) -> None:
        self.as_of = as_of
        self._rules = rules
        self._regions = tuple(regions)
        self._said = [
            (re.compile(rf"\b(?:{'|'.join(map(re.escape, map(fold, each.words)))})\b"), each)
            for each in self._regions
        ]

    def of(self, code: str) -> CountryRule | None:
        """Return the rule of a country, None where the table has no row for it.

        None says nothing about the place: some territories go by another country's row.
        """
        rule = self._rules.get(code)
        if rule is None or not rule.counts_as:
            return rule
        other = self._rules[rule.counts_as]
        return replace(other, code=code, counts_as=other.code, note=rule.note or other.note)

    def all(self) -> tuple[CountryRule, ...]:
        """Return the rule of every country in the table."""
        found = (self.of(code) for code in self._rules)
        return tuple(rule for rule in found if rule is not None)

    def regions_of(self, country: str) -> tuple[Region, ...]:
        """Return the regions of a country that have rules of their own: ask for the address."""
        return tuple(region for region in self._regions if region.country == country)

    def regions_named(self, address: str) -> tuple[Region, ...]:
        """Return the regions that an address may be in by the words in it.

        A hint only: places outside have the same names, and an address may name none of them.
        """
        text = fold(address)
        return tuple(region for words, region in self._said if words.search(text))
