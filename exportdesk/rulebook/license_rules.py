"""What leads to a license requirement beside the Country Chart: places, end uses, parties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from exportdesk.rulebook.notes import Note
from exportdesk.rulebook.supplements import Supplement


class Covers(StrEnum):
    """Which items a rule for a place, or a list of parties, is for."""

    ALL = "all"
    WITH_ECCN = "with_eccn"
    ECCNS = "eccns"
    CHAPTERS = "chapters"  # EAR99 by chapter of the HS
    CODES = "codes"  # EAR99 by code of the HS
    SUPPLEMENT = "supplement"  # EAR99 in a list that is not held here
    FOREIGN_MADE = "foreign_made"
    END_USE = "end_use"


class PartyCovers(StrEnum):
    """Which items a listing reaches."""

    ALL = "all"
    AS_PUBLISHED = "as_published"  # the entry's own words, which nobody parses
    SUPPLEMENT_2 = "supplement_2"  # to part 744
    SUPPLEMENT_7 = "supplement_7"  # to part 746, and every item with an ECCN
    NONE = "none"


class Where(StrEnum):
    """For which destinations an end use matters."""

    EVERYWHERE = "everywhere"
    LISTED = "listed"  # countries and groups of the rule
    MILITARY_END_USE = "military_end_use"  # as the country's row says


class FilingKind(StrEnum):
    """What is to be done with an export."""

    EEI = "eei"
    STATEMENT = "statement"


class FilingWhen(StrEnum):
    """What makes an export one to be filed, or to carry the statement."""

    LICENSE = "license"
    GROUPS = "groups"
    MILITARY_ITEMS = "military_items"
    CONTROLLED = "controlled"
    ECCNS = "eccns"
    UNVERIFIED_PARTY = "unverified_party"
    VALUE = "value"
    NOT_LOOKED_AT = "not_looked_at"


@dataclass(frozen=True, slots=True)
class PossibleException:
    """A license exception that a rule itself names, from its first day on."""

    symbol: str
    section: str
    since: date
    ear99_only: bool = False


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes that a supplement holds; `partial` are entries of which it holds only a part."""

    codes: frozenset[str]
    partial: frozenset[str]
    note: Note


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """A rule of part 746 for countries or for regions.

    `spares` is what it leaves out in words. `chapters_unverified` count like `chapters` and are
    said to be unverified. `supplement` names the list that it is about.
    """

    code: str
    name: str
    note: Note
    covers: Covers
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    eccns: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    chapters: frozenset[str] = frozenset()
    chapters_unverified: frozenset[str] = frozenset()
    supplement: str = ""
    end_use: str = ""
    spares: str = ""
    exceptions: tuple[PossibleException, ...] = ()

    def is_for(self, country: str, region: str) -> bool:
        """Return whether it is a rule for this place."""
        return country in self.countries or region in self.regions


@dataclass(frozen=True, slots=True)
class EndUseRule:
    """A rule of part 744 on an end use, by the answer to the question `asked_as`.

    One question may stand for several rules; where it is "" nobody is asked. `prompt` says what to
    think of. With `is_partial` yes leaves open whether the rule applies: only some items or
    circumstances are meant. `categories` are those of the ECCNs it matters for, () for all items.
    """

    code: str
    name: str
    prompt: str
    note: Note
    where: Where
    asked_as: str
    countries: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class PartyRule:
    """What a list of parties reaches."""

    list: str
    covers: PartyCovers
    note: Note


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """The country groups that a license exception is limited to."""

    symbol: str
    groups: frozenset[str]
    note: Note


@dataclass(frozen=True, slots=True)
class FilingRule:
    """When an export is filed (EEI), or carries the destination control statement."""

    code: str
    kind: FilingKind
    when: FilingWhen
    note: Note
    countries: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    eccns: frozenset[str] = frozenset()
    over_usd: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class LicenseRules:
    """Everything of one edition that leads to a license beside the Country Chart."""

    as_of: date
    places: tuple[PlaceRule, ...]
    end_uses: tuple[EndUseRule, ...]
    parties: Mapping[str, PartyRule]
    exceptions: Mapping[str, ExceptionRule]
    filings: tuple[FilingRule, ...]
    military_items: CodeList
    supplement_7: CodeList
    supplements: Mapping[str, Supplement] = field(default_factory=dict)

    def of_place(self, country: str, region: str = "") -> tuple[PlaceRule, ...]:
        """Return the rules of part 746 for a country and a region of it."""
        return tuple(rule for rule in self.places if rule.is_for(country, region))

    def place(self, code: str) -> PlaceRule:
        """Return one rule for places; KeyError where there is none."""
        return {rule.code: rule for rule in self.places}[code]

    def end_use(self, code: str) -> EndUseRule:
        """Return one rule on an end use; KeyError where there is none."""
        return {rule.code: rule for rule in self.end_uses}[code]
