"""What to make of goods and of who owns a firm: pure functions from facts to findings."""

from exportdesk.diligence.findings import Finding, Severity, gravest_first, strictest
from exportdesk.diligence.indication import (
    ExceptionHint,
    FilingHint,
    FilingNeed,
    Indication,
    IndicationLine,
    LicenseVerdict,
    NotChecked,
)
from exportdesk.diligence.license_items import (
    Destination,
    EndUseAnswer,
    LicenseItem,
    ListedParty,
    ShipTo,
)
from exportdesk.diligence.licensing import indicate
from exportdesk.diligence.ownership import OwnershipResult, ownership
from exportdesk.diligence.ownership_view import (
    Line,
    ListedOwner,
    OwnerListing,
    OwnerParty,
    OwnershipSum,
    ShareLine,
    Step,
    percent_text,
)
from exportdesk.diligence.products import CheckedProduct, TypedProduct, check_product
from exportdesk.diligence.shareholdings import Holding

__all__ = [
    "CheckedProduct",
    "Destination",
    "EndUseAnswer",
    "ExceptionHint",
    "FilingHint",
    "FilingNeed",
    "Finding",
    "Holding",
    "Indication",
    "IndicationLine",
    "LicenseItem",
    "LicenseVerdict",
    "Line",
    "ListedOwner",
    "ListedParty",
    "NotChecked",
    "OwnerListing",
    "OwnerParty",
    "OwnershipResult",
    "OwnershipSum",
    "Severity",
    "ShareLine",
    "ShipTo",
    "Step",
    "TypedProduct",
    "check_product",
    "gravest_first",
    "indicate",
    "ownership",
    "percent_text",
    "strictest",
]
