"""What other pages may send the person to Customers for."""

from dataclasses import dataclass

from exportdesk.core.ids import BatchId, CaseId, PartyId

NEW, IMPORT, NAMES = "new", "import", "names"


@dataclass(frozen=True, slots=True)
class DeletedTogether:
    """The step that deleted several customers, or products, at once."""

    batch: BatchId


@dataclass(frozen=True, slots=True)
class OwnersOf:
    """A customer whose owners are to be entered, and the case that lacks them."""

    customer: PartyId
    case: CaseId
