"""Customers' certifications: what one asks, what the customer answers, and where it stands."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from exportdesk.core.certification_codes import CertificationCode, code_of
from exportdesk.core.ids import CaseId, CertificationId, PartyId, ProductId
from exportdesk.core.parties import Role

ENGLISH = "en"
EXPIRING_DAYS = 30  # before the end
CERTIFIED_ROLES = (
    Role.PURCHASER,
    Role.INTERMEDIATE_CONSIGNEE,
    Role.ULTIMATE_CONSIGNEE,
    Role.END_USER,
)


class CertificationState(StrEnum):
    """Where the customer's certification stands. Expiring and expired follow from the day."""

    NONE = "none"
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REPLACED = "replaced"


class IntendedUse(StrEnum):
    """What a customer does with the items."""

    USE = "use"
    TRANSFORM = "transform"
    STOCK = "stock"
    RESELL = "resell"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CertifiedCustomer:
    """Who certifies, as printed or as filled in. `country` is an ISO code; "" is not provided."""

    legal_name: str = ""
    other_names: str = ""
    registered_address: str = ""
    physical_address: str = ""
    country: str = ""
    website: str = ""
    registration_number: str = ""
    formed_on: str = ""


@dataclass(frozen=True, slots=True)
class CertifiedItem:
    """One line of the items. `hs_code` holds digits, `quantity` decimal text, `tier` 1 to 4.B."""

    part: str = ""
    description: str = ""
    hs_code: str = ""
    eccn: str = ""
    quantity: str = ""
    unit: str = ""
    tier: str = ""
    product: ProductId | None = None


@dataclass(frozen=True, slots=True)
class CertifiedEndUser:
    """An end user other than the customer. `country` is an ISO code."""

    name: str = ""
    address: str = ""
    country: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said of it."""
        return not (self.name or self.address or self.country)


@dataclass(frozen=True, slots=True)
class CertifiedOrder:
    """What is covered: one order, or all orders of a period. Days as they are written."""

    reference: str = ""
    day: str = ""
    period_from: str = ""
    period_to: str = ""


@dataclass(frozen=True, slots=True)
class CertifiedUse:
    """What is done with the items, where, and by whom in the end.

    `country` is the code that was chosen, `countries` what was written of further ones.
    """

    uses: frozenset[IntendedUse] = frozenset()
    other: str = ""
    countries: str = ""
    end_users: tuple[CertifiedEndUser, ...] = ()
    end_user_not_known: bool = False
    country: str = ""


@dataclass(frozen=True, slots=True)
class CertifiedSignature:
    """Who signs. `signed_on` as it is written; a digital signature is no part of this."""

    name: str = ""
    title: str = ""
    company: str = ""
    signed_on: str = ""
    place: str = ""
    authorized: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that a customer can fill in: as asked (filled in by us), or as it came back.

    `confirmed` are the ids of the clauses that are ticked.
    """

    customer: CertifiedCustomer = field(default_factory=CertifiedCustomer)
    roles: frozenset[Role] = frozenset()
    order: CertifiedOrder = field(default_factory=CertifiedOrder)
    use: CertifiedUse = field(default_factory=CertifiedUse)
    confirmed: frozenset[str] = frozenset()
    signature: CertifiedSignature = field(default_factory=CertifiedSignature)


@dataclass(frozen=True, slots=True)
class CertificationForm:
    """One version of a certification as it is made: all that its paper holds, and nothing else.

    `number` is C- and a year, the same for all versions; `replaces` names what this one takes the
    place of ("version 1", "C-2025-0031"), "" for the first. `language` is that of the courtesy
    translation, `en` for English alone; `wording` and `translation` are the versions of the texts.
    `record` is what is linked with it for us (a case, say), `return_to` an e-mail address.
    """

    id: CertificationId
    number: str
    dated: date
    customer: PartyId | None
    version: int = 1
    replaces: str = ""
    language: str = ENGLISH
    wording: str = ""
    translation: str = ""
    items: tuple[CertifiedItem, ...] = ()
    asked: Answers = field(default_factory=Answers)
    own_clauses: tuple[str, ...] = ()
    valid_until: date | None = None
    case: CaseId | None = None
    record: str = ""
    return_to: str = ""

    @property
    def code(self) -> CertificationCode:
        """What is printed on it and leads back to it."""
        return code_of(self.number, self.version, self.id)


def standing_on(kept: CertificationState, ends: date | None, day: date) -> CertificationState:
    """Return where a certification stands on `day`: an accepted one expires by itself.

    It counts on the day it ends, and is expiring from 30 days before.
    """
    if kept is not CertificationState.ACCEPTED or ends is None:
        return kept
    if day > ends:
        return CertificationState.EXPIRED
    near = day >= ends - timedelta(days=EXPIRING_DAYS)
    return CertificationState.EXPIRING if near else kept
