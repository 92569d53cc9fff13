"""What to make of goods and of who owns a firm: pure functions from facts to findings."""

from typing import TYPE_CHECKING

from exportdesk.core.read_later import read_later

if TYPE_CHECKING:
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

_WHERE = {
    "CheckedProduct": "products",
    "Destination": "license_items",
    "EndUseAnswer": "license_items",
    "ExceptionHint": "indication",
    "FilingHint": "indication",
    "FilingNeed": "indication",
    "Finding": "findings",
    "Holding": "shareholdings",
    "Indication": "indication",
    "IndicationLine": "indication",
    "LicenseItem": "license_items",
    "LicenseVerdict": "indication",
    "Line": "ownership_view",
    "ListedOwner": "ownership_view",
    "ListedParty": "license_items",
    "NotChecked": "indication",
    "OwnerListing": "ownership_view",
    "OwnerParty": "ownership_view",
    "OwnershipResult": "ownership",
    "OwnershipSum": "ownership_view",
    "Severity": "findings",
    "ShareLine": "ownership_view",
    "ShipTo": "license_items",
    "Step": "ownership_view",
    "TypedProduct": "products",
    "check_product": "products",
    "gravest_first": "findings",
    "indicate": "licensing",
    "ownership": "ownership",
    "percent_text": "ownership_view",
    "strictest": "findings",
}

if not TYPE_CHECKING:
    __getattr__ = read_later(__name__, _WHERE)
