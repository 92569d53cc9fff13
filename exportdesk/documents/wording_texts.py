"""Which texts the wording of a certification has, and which of them have places to fill."""

from collections.abc import Mapping

_HEAD = (
    *(
        "title",
        "intro",
        "how_to",
        "return_to",
        "prevails",
        "not_official",
        "required",
        "not_provided",
    ),
    *("not_known", "version", "replaces", "wording", "dated", "page"),
)
_CUSTOMER = (
    *("section_customer", "legal_name", "other_names", "registered_address", "physical_address"),
    *("country", "website", "registration_number", "formed_on", "roles"),
    *("role_purchaser", "role_intermediate_consignee", "role_ultimate_consignee", "role_end_user"),
)
_ITEMS = (
    *("section_items", "order_reference", "order_day", "order_period_from", "order_period_to"),
    *("line", "part", "description", "hs_code", "eccn", "tier", "quantity", "no_items"),
)
_USE = (
    *("section_use", "uses", "use_use", "use_transform", "use_stock", "use_resell", "use_other"),
    *("use_other_text", "use_country", "use_countries", "end_users", "end_user_name"),
    *("end_user_address", "end_user_country", "end_user_not_known"),
)
_CONFIRM = ("section_confirm", "confirm", "own_clauses")
_SIGN = (
    *("section_signature", "signature", "signer_name", "signer_title", "signer_company"),
    *("signer_signed_on", "signer_place", "stamp", "authorized"),
)
_EXPORTER = ("section_exporter", "received_on", "checked_by", "record", "valid_until")
_HINTS = ("hint_required", "hint_date", "hint_tick")
_MAIL = ("mail_subject", "mail_body")

TEXTS = (*_HEAD, *_CUSTOMER, *_ITEMS, *_USE, *_CONFIRM, *_SIGN, *_EXPORTER, *_HINTS, *_MAIL)

PLACES: Mapping[str, tuple[str, ...]] = {
    "intro": ("exporter",),
    "return_to": ("address",),
    "not_official": ("exporter",),
    "version": ("version",),
    "replaces": ("what",),
    "wording": ("version",),
    "dated": ("day",),
    "page": ("number", "count"),
    "section_exporter": ("exporter",),
    "mail_subject": ("number", "exporter"),
    "mail_body": ("number", "exporter", "customer"),
}
"""The places of a text; each of them has to stand in it."""
