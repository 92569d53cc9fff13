"""What to make of goods and of who owns a firm: pure functions from facts to findings."""

from exportdesk.diligence.findings import Finding, Severity, gravest_first, strictest
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
    "Finding",
    "Holding",
    "Line",
    "ListedOwner",
    "OwnerListing",
    "OwnerParty",
    "OwnershipResult",
    "OwnershipSum",
    "Severity",
    "ShareLine",
    "Step",
    "TypedProduct",
    "check_product",
    "gravest_first",
    "ownership",
    "percent_text",
    "strictest",
]
