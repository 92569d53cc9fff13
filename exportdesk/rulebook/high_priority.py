"""The common high-priority list: codes of goods that are sought for Russia's weapons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.rulebook.hs_codes import hs6_of
from exportdesk.rulebook.provenance import Provenance


class Tier(StrEnum):
    """The tiers of the list, those of most concern first."""

    ONE = "1"
    TWO = "2"
    THREE_A = "3.A"
    THREE_B = "3.B"
    FOUR_A = "4.A"
    FOUR_B = "4.B"


@dataclass(frozen=True, slots=True)
class TierMeaning:
    """What the codes of one tier have in common, in our own words."""

    tier: Tier
    meaning: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class HighPriorityItem:
    """One code of the list.

    `in_certification_scope` is whether BIS's guidance asks for a customer certification at least
    for this code. `possible_eccns` are a hint from memory that nobody checked: a code of the
    Harmonized System never tells the ECCN.
    """

    hs6: str
    tier: TierMeaning
    description: str
    in_certification_scope: bool
    possible_eccns: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RetiredCode:
    """A code of the HS of 2017 that the HS of 2022 replaced, and the codes it went into.

    A successor of four digits is a whole heading.
    """

    hs6: str
    successors: tuple[str, ...]
    provenance: Provenance

    def covers(self, high_priority: "HighPriorityList") -> tuple[HighPriorityItem, ...]:
        """Return the high-priority codes among its successors."""
        items = (high_priority.of(code) for code in self.successors)
        return tuple(item for item in items if item is not None)


class HighPriorityList:
    """One revision of the list, asked by code in any spelling of 6, 8 or 10 digits."""

    def __init__(
        self,
        as_of: date,
        revision: date,
        items: Mapping[str, HighPriorityItem],
        retired: Mapping[str, RetiredCode],
    ) -> None:
        self.as_of = as_of
        self.revision = revision
        self._items = items
        self._retired = retired

    def all(self) -> tuple[HighPriorityItem, ...]:
        """Return every code of the list, in the order of the tiers."""
        return tuple(self._items.values())

    def of(self, hs_code: str) -> HighPriorityItem | None:
        """Return the item of the list that a code falls under by its first six digits."""
        return self._items.get(hs6_of(hs_code))

    def retired(self, hs_code: str) -> RetiredCode | None:
        """Return what became of a code that the HS of 2022 no longer has, None if it is in use.

        Only codes that lead to the list are known here, not everything HS 2022 retired.
        """
        return self._retired.get(hs6_of(hs_code))

    def retired_codes(self) -> tuple[RetiredCode, ...]:
        """Return every retired code known here."""
        return tuple(self._retired.values())
