"""Words for the fields of a product and for what they may hold. One for all doors."""

from collections.abc import Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.products import HsSchedule, Jurisdiction

_FIELDS: Mapping[str, str] = {
    "sku": _m("SKU"),
    "description": _m("Description"),
    "hs_code": _m("HS code"),
    "hs_schedule": _m("Kind of code"),
    "eccn": _m("ECCN"),
    "jurisdiction": _m("Jurisdiction"),
    "usml_category": _m("USML category"),
    "origin": _m("Country of origin"),
    "manufacturer": _m("Manufacturer"),
    "notes": _m("Notes"),
}
_SCHEDULES: Mapping[HsSchedule, str] = {
    HsSchedule.NOT_SAID: _m("Not said"),
    HsSchedule.HS: _m("HS"),
    HsSchedule.SCHEDULE_B: _m("Schedule B"),
    HsSchedule.HTS: _m("HTS"),
}
_JURISDICTIONS: Mapping[Jurisdiction, str] = {
    Jurisdiction.NOT_KNOWN: _m("Not known"),
    Jurisdiction.EAR: _m("EAR"),
    Jurisdiction.ITAR: _m("ITAR"),
    Jurisdiction.OTHER: _m("Other agency"),
}


def field_words(name: str) -> str:
    """Return what a field of a product is called."""
    return _(_FIELDS[name])


def product_fields() -> tuple[str, ...]:
    """Return the fields of a product in the order of its form."""
    return tuple(_FIELDS)


def schedule_words(schedule: HsSchedule) -> str:
    """Return what a schedule of codes is called."""
    return _(_SCHEDULES[schedule])


def jurisdiction_words(jurisdiction: Jurisdiction) -> str:
    """Return whose export controls these are."""
    return _(_JURISDICTIONS[jurisdiction])


def tier_words(tier: str) -> str:
    """Return the words on the chip of a high-priority tier."""
    return _("Tier {tier}").format(tier=tier)
