"""What another page may hand the Due diligence page, besides the id of a case or of a customer."""

from dataclasses import dataclass

from exportdesk.core.ids import CaseId, PartyId, ProductId


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case is to be begun: of a customer, with some products, or empty."""

    customer: PartyId | None = None
    products: tuple[ProductId, ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatOrder:
    """A case is to be begun for another order like that of this one."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter from BIS is to be recorded."""
