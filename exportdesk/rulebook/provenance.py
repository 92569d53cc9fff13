"""How well a piece of the rulebook was checked, against what, and up to which day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How well a piece of the rulebook was checked."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a row of the rulebook comes from.

    `citation` is the rule it rests on; `source` is what was read, as it was on `as_of`.
    `unverified_note` holds what nobody has checked, "" where there is nothing of the kind.
    """

    citation: str
    status: Status
    as_of: date
    source: str
    unverified_note: str = ""
