"""What another page may hand the Certifications page, besides the number of a certification."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from exportdesk.core.certifications import CertificationState
from exportdesk.core.ids import CaseId, PartyId, ProductId

_State = CertificationState
FORM_KINDS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""Endings of what may come back: forms and scans."""


@dataclass(frozen=True, slots=True)
class NewCertification:
    """One is to be made: for a customer, for a case, with some products, or empty."""

    customer: PartyId | None = None
    case: CaseId | None = None
    products: tuple[ProductId, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCertifications:
    """One is to be made for each of many customers."""

    customers: tuple[PartyId, ...]


@dataclass(frozen=True, slots=True)
class CameBackFiles:
    """Files that were let go over the window; `refused` are others among them."""

    paths: tuple[Path, ...]
    refused: tuple[Path, ...] = ()


class Show(StrEnum):
    """What is to be seen of the list, where another page sends the person there."""

    RETURNED = "returned"
    WAITING = "waiting"
    DRAFTS = "drafts"
    ENDING = "ending"

    @property
    def states(self) -> tuple[CertificationState, ...]:
        """The states that it lists."""
        return _STATES[self]


_STATES = {
    Show.RETURNED: (_State.RETURNED,),
    Show.WAITING: (_State.SENT,),
    Show.DRAFTS: (_State.DRAFT,),
    Show.ENDING: (_State.EXPIRING, _State.EXPIRED),
}
