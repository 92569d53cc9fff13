"""Our party and a listing side by side: each field with what both say of it, and if that agrees."""

from dataclasses import dataclass
from enum import StrEnum


class SideField(StrEnum):
    """What is set side by side."""

    NAMES = "names"
    KIND = "kind"
    COUNTRIES = "countries"
    ADDRESSES = "addresses"
    IDENTIFIERS = "identifiers"
    DATES = "dates"


class Agreement(StrEnum):
    """How both sides of a field stand to each other.

    `UNLIKE` are two things that cannot be compared, such as a tax number and a passport.
    """

    SAME = "same"
    PARTLY = "partly"
    DIFFERS = "differs"
    UNLIKE = "unlike"
    OURS_MISSING = "ours_missing"
    THEIRS_MISSING = "theirs_missing"
    BOTH_MISSING = "both_missing"

    @property
    def is_compared(self) -> bool:
        """Whether both sides say something that can be compared."""
        return self in (Agreement.SAME, Agreement.PARTLY, Agreement.DIFFERS)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a side says; `met` where it is what agrees with the other side."""

    text: str
    met: bool = False


@dataclass(frozen=True, slots=True)
class SideLine:
    """One field on both sides. Countries and kinds are codes."""

    field: SideField
    ours: tuple[Said, ...]
    theirs: tuple[Said, ...]
    agreement: Agreement
