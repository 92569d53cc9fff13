"""The ten general prohibitions of the EAR, in our own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.rulebook.provenance import Provenance


class TurnsOn(StrEnum):
    """What a prohibition turns on."""

    ITEM_AND_PLACE = "item_and_place"
    ALL_ITEMS = "all_items"  # EAR99 included


class ExceptionUse(StrEnum):
    """Whether a license exception may help against a prohibition."""

    POSSIBLE = "possible"
    NONE = "none"
    NOT_SEEN = "not_seen"  # the text that was read does not tell


@dataclass(frozen=True, slots=True)
class Prohibition:
    """One of the ten, by its number."""

    number: int
    name: str
    text: str
    turns_on: TurnsOn
    exceptions: ExceptionUse
    provenance: Provenance


class Prohibitions:
    """The general prohibitions, by number."""

    def __init__(self, as_of: date, prohibitions: Iterable[Prohibition]) -> None:
        self.as_of = as_of
        self._by_number = {one.number: one for one in prohibitions}

    def all(self) -> tuple[Prohibition, ...]:
        """Return every prohibition in the order of the numbers."""
        return tuple(self._by_number.values())

    def of(self, number: int) -> Prohibition:
        """Return one prohibition; KeyError where there is none."""
        return self._by_number[number]
