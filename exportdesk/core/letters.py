"""Letters from BIS: what kinds there are, what one names, and what it asks."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.core.ids import LetterId, PartyId, SourceKey
from exportdesk.core.standing import Evidence

NO_LIST = SourceKey("")


class LetterKind(StrEnum):
    """What a letter from BIS is."""

    RED_FLAG = "red_flag"  # a customer may have sent such items on
    SUPPLIER_LIST = "supplier_list"  # parties that are on no public list
    GUARDIAN = "guardian"  # Project Guardian: watch for a party or an item, and call
    INFORMED = "informed"  # a license requirement for what it names


@dataclass(frozen=True, slots=True)
class LetterItem:
    """Goods that a letter names, by whatever it names them by; "" where it does not.

    `hs_code` holds digits only and stands for every code that begins with them. An ECCN without a
    paragraph stands for the whole entry. `text` is looked for word by word in descriptions.
    """

    hs_code: str = ""
    eccn: str = ""
    sku: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing."""
        return not (self.hs_code or self.eccn or self.sku or self.text)

    @property
    def name(self) -> str:
        """What it is called: everything it is named by."""
        return " ".join(one for one in (self.sku, self.hs_code, self.eccn, self.text) if one)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as recorded. `number` is L- and a year, `reference` that of the agency.

    `source` is the own list that its parties were taken in as, "" where it names none. `customers`
    are customers of ours that it names itself, `countries` places (ISO codes): with items, it means
    the items for these places. From `ended_on` on it does not count any more.
    """

    id: LetterId
    kind: LetterKind
    number: str = ""
    reference: str = ""
    dated: date | None = None
    received_on: date | None = None
    asks: str = ""
    notes: str = ""
    source: SourceKey = NO_LIST
    parties: tuple[str, ...] = ()
    customers: tuple[PartyId, ...] = ()
    items: tuple[LetterItem, ...] = ()
    countries: tuple[str, ...] = ()
    scans: tuple[Evidence, ...] = ()
    ended_on: date | None = None
    end_reason: str = ""

    @property
    def names_something(self) -> bool:
        """Whether there is anything that it could touch."""
        return bool(self.source or self.customers or self.items or self.countries)

    def counts_on(self, day: date) -> bool:
        """Whether it counts on a day."""
        return self.ended_on is None or day < self.ended_on
