"""What it means to be on a list, in words for the person who ships."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.rulebook.provenance import Status

ADDRESS_ENTRY = "EL-ADDR"
OWN_LIST = "OWN"


class Consequence(StrEnum):
    """What a confirmed match on a list leads to. Only the first two stop a shipment."""

    BLOCK = "block"
    HOLD_LICENSE = "hold_license"
    DOCUMENT = "document"
    REVIEW = "review"
    RED_FLAG = "red_flag"

    @property
    def stops(self) -> bool:
        """Whether a shipment may not go while the match stands."""
        return self in (Consequence.BLOCK, Consequence.HOLD_LICENSE)


@dataclass(frozen=True, slots=True)
class ListMeaning:
    """What a listing on one list means and what to do next.

    `as_of` is the day up to which `source` was read; `unverified_note` holds what nobody has
    checked, "" where there is nothing of the kind. Shown as such or not at all.
    """

    code: str
    name: str
    agency: str
    consequence: Consequence
    what_it_means: str
    next_step: str
    citation: str
    status: Status
    as_of: date
    source: str
    unverified_note: str = ""
