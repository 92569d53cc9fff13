"""Papers before they are issued: what they hold, whom they are about, what to mind first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exportdesk.core.cases import NOBODY
from exportdesk.core.changes import Changes
from exportdesk.core.customers import Customer, PartyAddress
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.papers import NO_CASE, IssuedPaper, PaperKind
from exportdesk.documents.paper_values import (
    LetterValues,
    PaperContents,
    StatementValues,
)


class RefusalScope(StrEnum):
    """What a letter says that we cannot do."""

    ORDER = "order"  # supply this order
    CUSTOMER = "customer"  # supply this customer at all
    FOR_NOW = "for_now"  # ship at present


@dataclass(frozen=True, slots=True)
class Caution:
    """What a person has to mind before a paper goes: a code for `core.words`, with its facts.

    It is shown to us and never printed.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper that can be looked at and issued. `recipient` is whom or what it is about."""

    values: PaperContents
    recipient: str
    customer: PartyId = NOBODY
    case: CaseId = NO_CASE
    cautions: tuple[Caution, ...] = ()

    @property
    def kind(self) -> PaperKind:
        """Which paper it is."""
        return self.values.kind

    @property
    def is_fillable(self) -> bool:
        """Whether there is something in it to be filled in."""
        return isinstance(self.values, StatementValues) or (
            isinstance(self.values, LetterValues) and bool(self.values.asks)
        )

    @property
    def wording(self) -> str:
        """What names the version of its text, "" where it has none of its own."""
        if isinstance(self.values, StatementValues | LetterValues):
            return self.values.wording.name
        return ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was issued: its bytes, and those of its flat twin where it can be filled in."""

    paper: IssuedPaper
    data: bytes
    flat: bytes
    changes: Changes


@dataclass(frozen=True, slots=True)
class Mail:
    """A short message that a paper goes with, and the name of the file that goes with it.

    `to` is "" where no address is known.
    """

    to: str
    subject: str
    body: str
    attachment: str


def address_lines(customer: Customer, country: str) -> tuple[str, ...]:
    """Return the lines of a letter's address; `country` is the name of its country."""
    place = next((one for one in customer.profile.addresses if one.line), PartyAddress())
    town = " ".join(part for part in (place.postal_code, place.city) if part)
    lines = (customer.name, place.street, town, place.region, country)
    return tuple(line for line in lines if line)
