"""Which texts the wording of each statement and letter has, and which places they hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from exportdesk.core.papers import PaperKind

_MAIL = ("mail_subject", "mail_body")
_STATEMENT = (
    *("title", "intro", "how_to", "not_official", "wording", "page", "not_provided"),
    *("section_party", "legal_name", "other_names", "address", "country", "website"),
    *("registration_number", "box_only"),
    *("section_items", "order_reference", "destination", "line", "part", "description"),
    *("hs_code", "eccn", "quantity", "no_items", "several"),
    *("section_use", "end_use", "end_user_name", "end_user_address", "end_user_country"),
    *("section_confirm", "confirm", "own_clauses"),
    *("section_signature", "authorized", "signature", "stamp", "signer_name", "signer_title"),
    *("signer_company", "signer_signed_on", "signer_place"),
    *("section_exporter", "received_on", "checked_by", "record", "hint_required", "hint_date"),
    *_MAIL,
)
_LETTER = ("title", "page", "wording", "greeting", "about", "sign_off", *_MAIL)

TEXTS: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.UVL_STATEMENT: (*_STATEMENT, "to_check"),
    PaperKind.END_USE_STATEMENT: _STATEMENT,
    PaperKind.REFUSAL_LETTER: (
        *_LETTER,
        *("subject_order", "subject_customer", "subject_for_now"),
        *("body_order", "body_customer", "body_for_now"),
        *("no_accusation", "no_details", "payment", "no_waiver"),
    ),
    PaperKind.INFORMATION_LETTER: (
        *_LETTER,
        *("subject", "opening", "how_to", "return_by", "return_when", "no_accusation"),
        *("section_asks", "answer", "answered_by", "answered_on"),
    ),
}

PLACES: Mapping[str, tuple[str, ...]] = {
    "intro": ("exporter",),
    "not_official": ("exporter",),
    "wording": ("version",),
    "page": ("number", "count"),
    "section_exporter": ("exporter",),
    "greeting": ("recipient",),
    "return_by": ("day", "address"),
    "return_when": ("address",),
    "mail_subject": ("number", "exporter"),
    "mail_body": ("number", "exporter", "recipient"),
}
"""The places of a text, the same in each form that has it; each has to stand in it."""


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a form beside its texts: under which key, how many, with which places.

    `needed` are those that the program asks for by name.
    """

    key: str
    most: int
    places: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


ASKS = (
    *("legal_name", "identity", "identity_of", "address", "country", "registration_number"),
    *("formed_on", "website", "owners", "role", "quantity", "destination", "route", "end_use"),
    *("resale", "onward", "business", "history", "payment", "delivery", "statement"),
    "certification",
)
"""What the program can ask a customer for, each in the words of the wording."""

PASSAGES: Mapping[PaperKind, Passages] = {
    PaperKind.UVL_STATEMENT: Passages("clause", 20, ("exporter",)),
    PaperKind.END_USE_STATEMENT: Passages("clause", 20, ("exporter",)),
    PaperKind.REFUSAL_LETTER: Passages("clause", 0),
    PaperKind.INFORMATION_LETTER: Passages("ask", 60, ("party", "role", "product"), ASKS),
}
