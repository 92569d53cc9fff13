"""The fields of the form: what each is called in the file, and answers to fields and back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.certifications import (
    CERTIFIED_ROLES,
    Answers,
    CertificationForm,
    CertifiedCustomer,
    CertifiedEndUser,
    CertifiedItem,
    CertifiedOrder,
    CertifiedSignature,
    CertifiedUse,
    IntendedUse,
)
from exportdesk.core.text import tidy, tidy_lines

SIGNATURE = "signature"
ON = "Yes"
END_USERS = 2  # at least as many can be filled in
_MOST_END_USERS = 40

_CUSTOMER = (
    *("legal_name", "other_names", "registered_address", "physical_address"),
    *("country", "website", "registration_number", "formed_on"),
)
_ORDER = ("reference", "day", "period_from", "period_to")
_SIGNER = ("name", "title", "company", "signed_on", "place")
_END_USER = ("name", "address", "country")
_LINES = frozenset({"registered_address", "physical_address", "address"})


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says of itself in fields that nobody sees: which record it was made from."""

    code: str
    language: str
    wording: str
    translation: str
    items: str


ORIGIN_FIELDS = ("form_code", "form_language", "form_wording", "form_translation", "form_items")


def end_user_rows(answers: Answers) -> int:
    """Return how many end users the form has room for."""
    return max(END_USERS, len(answers.use.end_users))


def field_values(answers: Answers, clauses: Iterable[str]) -> dict[str, str]:
    """Return every field with its value in the order of the form; a ticked box holds `Yes`.

    `clauses` are the ids of the clauses that the form asks to confirm.
    """
    use = answers.use
    values = {f"customer_{name}": str(getattr(answers.customer, name)) for name in _CUSTOMER}
    values |= {f"role_{role}": _box(role in answers.roles) for role in CERTIFIED_ROLES}
    values |= {f"order_{name}": str(getattr(answers.order, name)) for name in _ORDER}
    values |= {f"use_{one}": _box(one in use.uses) for one in IntendedUse}
    values |= {"use_other_text": use.other}
    values |= {"use_country": use.country, "use_countries": use.countries}
    for row in range(end_user_rows(answers)):
        known = row < len(use.end_users)
        one = use.end_users[row] if known else CertifiedEndUser()
        values |= {f"end_user_{row + 1}_{name}": str(getattr(one, name)) for name in _END_USER}
    values["end_user_not_known"] = _box(use.end_user_not_known)
    values |= {f"confirm_{id_}": _box(id_ in answers.confirmed) for id_ in clauses}
    values["signer_authorized"] = _box(answers.signature.authorized)
    return values | {f"signer_{name}": str(getattr(answers.signature, name)) for name in _SIGNER}


def answers_of(values: Mapping[str, str], clauses: Collection[str]) -> Answers:
    """Return what a filled form says. A field that is not there counts as empty.

    A box is ticked by any value but none, "" and Off, because programs name its state as they like.
    """
    text = {name: _text(name, value) for name, value in values.items()}

    def of(prefix: str, names: Iterable[str]) -> dict[str, str]:
        return {name: text.get(f"{prefix}_{name}", "") for name in names}

    rows = (of(f"end_user_{row + 1}", _END_USER) for row in range(_MOST_END_USERS))
    end_users = tuple(one for one in (CertifiedEndUser(**row) for row in rows) if not one.is_empty)
    return Answers(
        customer=CertifiedCustomer(**of("customer", _CUSTOMER)),
        roles=frozenset(role for role in CERTIFIED_ROLES if _ticked(values, f"role_{role}")),
        order=CertifiedOrder(**of("order", _ORDER)),
        use=CertifiedUse(
            uses=frozenset(one for one in IntendedUse if _ticked(values, f"use_{one}")),
            other=text.get("use_other_text", ""),
            countries=text.get("use_countries", ""),
            end_users=end_users,
            end_user_not_known=_ticked(values, "end_user_not_known"),
            country=text.get("use_country", ""),
        ),
        confirmed=frozenset(id_ for id_ in clauses if _ticked(values, f"confirm_{id_}")),
        signature=CertifiedSignature(
            **of("signer", _SIGNER), authorized=_ticked(values, "signer_authorized")
        ),
    )


def origin_of(form: CertificationForm) -> dict[str, str]:
    """Return the hidden fields of a form."""
    return dict(
        zip(
            ORIGIN_FIELDS,
            (form.code.text, form.language, form.wording, form.translation, items_hash(form.items)),
            strict=True,
        )
    )


def read_origin(values: Mapping[str, str]) -> Origin | None:
    """Return what a file says of itself, None where it does not."""
    told = [tidy(values.get(name, "")) for name in ORIGIN_FIELDS]
    return Origin(*told) if told[0] else None


def items_hash(items: Iterable[CertifiedItem]) -> str:
    """Return one hash over all that is printed of the items, so that another list is told."""
    printed = [
        [one.part, one.description, one.hs_code, one.eccn, one.quantity, one.unit, one.tier]
        for one in items
    ]
    return sha256_hex(canonical_json(printed))


def _box(on: bool) -> str:
    return ON if on else ""


def _ticked(values: Mapping[str, str], name: str) -> bool:
    return values.get(name, "").strip().removeprefix("/").lower() not in ("", "off")


def _text(name: str, value: str) -> str:
    lines = any(name.endswith(f"_{each}") for each in _LINES)
    return tidy_lines(value) if lines else tidy(value)
