"""What the license indicator is asked: an item, a destination, listed parties, end uses."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from exportdesk.core.listings import Listing
from exportdesk.core.parties import Role
from exportdesk.core.products import Jurisdiction
from exportdesk.rulebook import read_eccn
from exportdesk.rulebook.eccn import EAR99, base_of

NO_REGION = "none"
"""Says that a place is in no region with rules of its own."""


class Destination(Protocol):
    """Where the goods go: ISO code, and a region of the rulebook, NO_REGION, or "" if not said."""

    @property
    def country(self) -> str: ...
    @property
    def region(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ShipTo:
    """A destination by itself, where no case holds one."""

    country: str = ""
    region: str = ""


class EndUseAnswer(StrEnum):
    """What was answered to a question on the end use; nothing at all is the empty text."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NONE = ""


@dataclass(frozen=True, slots=True)
class LicenseItem:
    """One line of an order.

    `eccn` is as classified, with its paragraph; `hs_code` in any spelling. `value_usd` is the value
    of the line, None where it is not known in US dollars; `others_usd` is that of the other lines
    under its code, `open_usd` that of lines that may be under it, as a code is missing; None where
    one of theirs is not known. `controls` are answers to whether a
    control on part of the entry is for this item, by the control's key.
    """

    label: str
    eccn: str
    jurisdiction: Jurisdiction = Jurisdiction.EAR
    hs_code: str = ""
    origin: str = ""
    value_usd: Decimal | None = None
    others_usd: Decimal | None = Decimal(0)
    open_usd: Decimal | None = Decimal(0)
    controls: Mapping[str, bool] = dataclasses.field(default_factory=dict)

    @property
    def written(self) -> str:
        """The ECCN as ECCNs are printed, EAR99, or "" where it is neither."""
        return read_eccn(self.eccn)

    @property
    def is_ear99(self) -> bool:
        """Whether it is EAR99."""
        return self.written == EAR99

    @property
    def is_controlled(self) -> bool:
        """Whether it has an ECCN."""
        return bool(self.written) and not self.is_ear99

    @property
    def entry(self) -> str:
        """Its entry of the Commerce Control List, "" without one."""
        return base_of(self.written) if self.is_controlled else ""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """A party of the transaction that was confirmed to be a listed one, in one of its roles.

    `counts_by` is the code of the ownership rule where it is its owners that are listed, "" where
    it is the party itself.
    """

    name: str
    role: Role
    listing: Listing
    counts_by: str = ""
