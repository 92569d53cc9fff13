"""What is wrong with a product in two or three words, for a chip; the sentence says it in full."""

from collections.abc import Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m

_SHORT: Mapping[str, str] = {
    "product-sku-missing": _m("No SKU"),
    "product-description-missing": _m("No description"),
    "product-origin-unknown": _m("Unknown origin"),
    "product-schedule-unknown": _m("Unknown code kind"),
    "product-hs-missing": _m("No HS code"),
    "product-hs-lost-zero": _m("Too few digits"),
    "product-hs-scientific": _m("Shortened HS code"),
    "product-hs-not-digits": _m("Not an HS code"),
    "product-hs-length": _m("Not an HS code"),
    "product-hs-chapter": _m("No such chapter"),
    "product-hs-national-chapter": _m("Not for goods"),
    "product-hs-too-long": _m("HS code too long"),
    "product-schedule-b-short": _m("Short Schedule B"),
    "product-hs-retired-verified": _m("Retired HS code"),
    "product-hs-retired-secondary": _m("Retired HS code"),
    "product-hs-retired-unverified": _m("Retired HS code?"),
    "product-jurisdiction-unknown": _m("Jurisdiction?"),
    "product-jurisdiction-missing": _m("No jurisdiction"),
    "product-itar-without-category": _m("No USML category"),
    "product-usml-malformed": _m("USML category?"),
    "product-category-without-itar": _m("USML, not ITAR"),
    "product-eccn-though-itar": _m("ECCN despite ITAR"),
    "product-eccn-missing": _m("No ECCN"),
    "product-eccn-malformed": _m("Not an ECCN"),
    "product-eccn-not-in-index": _m("Unknown ECCN"),
}


def problem_in_short(code: str) -> str:
    """Return what a finding is called on a chip; of one without a short name, that it is one."""
    return _(_SHORT[code]) if code in _SHORT else _("A problem")
