"""Red flags: what the agencies take for warning signs, and the question that brings one out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.rulebook.provenance import Provenance


class FlagWeight(StrEnum):
    """How much a red flag weighs, the heaviest first. The proposal is the program's own."""

    STOP = "stop"
    HIGH = "high"
    STANDARD = "standard"
    SPECIALIST = "specialist"  # for goods that few exporters have
    CHECK = "check"  # not a sign yet: a step the agencies ask for


class Situation(StrEnum):
    """What has to be so for some red flags to be asked about at all."""

    HIGH_PRIORITY = "high-priority"  # a product is on the high-priority list
    DIVERSION = "diversion"  # one of the two: high-priority, outside-coalition
    OUTSIDE_COALITION = "outside-coalition"  # a party is outside the countries with like controls
    CATEGORY_3_4 = "category-3-4"  # an ECCN of category 3 or 4
    # A place where making advanced chips is controlled, or such goods outside the coalition.
    ADVANCED_CHIPS = "advanced-chips"
    MILITARY_ITEMS = "military-items"  # an ECCN of the 600 series or 9x515
    EAR99 = "ear99"
    HONG_KONG = "hong-kong"
    MARITIME = "maritime"  # the customer is in shipping
    LUXURY = "luxury"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One red flag of one publication.

    `source` is whose guidance it is, `number` its number there where it has one. `question` is what
    a small exporter can answer; yes raises the flag. `topics` are what it is about. It is asked
    about where everything in `applies_to` is so; where that is empty, always. `same_as` is the id
    of a red flag that says the same and has the same question, "" where it stands by itself.
    """

    id: str
    source: str
    number: str
    text: str
    question: str
    topics: frozenset[str]
    applies_to: frozenset[str]
    severity: FlagWeight
    provenance: Provenance
    same_as: str = ""


class RedFlags:
    """The red flags of all publications, in their order."""

    def __init__(self, as_of: date, flags: Iterable[RedFlag]) -> None:
        self.as_of = as_of
        self._flags = {flag.id: flag for flag in flags}

    def all(self) -> tuple[RedFlag, ...]:
        """Return every red flag."""
        return tuple(self._flags.values())

    def of(self, flag: str) -> RedFlag:
        """Return one red flag by its id; KeyError where there is none."""
        return self._flags[flag]

    def applying(self, situations: Collection[str]) -> tuple[RedFlag, ...]:
        """Return the red flags to ask about where these situations are given.

        `diversion` need not be given: it follows from the two it stands for.
        """
        given = frozenset(situations)
        if given & {Situation.HIGH_PRIORITY, Situation.OUTSIDE_COALITION}:
            given |= {Situation.DIVERSION}
        return tuple(flag for flag in self._flags.values() if flag.applies_to <= given)

    def asked(self, situations: Collection[str]) -> tuple[tuple[RedFlag, ...], ...]:
        """Return them by question: each with all publications that say the same, so that nobody
        is asked twice.
        """
        groups: dict[str, list[RedFlag]] = {}
        for flag in self.applying(situations):
            groups.setdefault(flag.same_as or flag.id, []).append(flag)
        return tuple(map(tuple, groups.values()))
