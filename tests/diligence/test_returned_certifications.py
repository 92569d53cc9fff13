"""What came back against what was asked, as a table: one change, the codes expected."""

from dataclasses import replace
from datetime import date

import pytest

from exportdesk.core.certification_fields import Origin, items_hash
from exportdesk.core.certification_life import Weight
from exportdesk.core.certifications import (
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
from exportdesk.core.ids import CertificationId
from exportdesk.core.parties import Role
from exportdesk.core.returned_forms import DigitalSignature, PdfTrait
from exportdesk.core.words import known_codes, sentence
from exportdesk.core.words.returned import finding_facts
from exportdesk.diligence.returned_certifications import Back, compare, possible_days

CLAUSES = ("subject", "comply", "truth")
DAY = date(2026, 11, 26)
ASKED = Answers(
    customer=CertifiedCustomer("Calm Meters GmbH", "", "Werkstrasse 4, Ulm", "", "DE"),
    roles=frozenset({Role.PURCHASER}),
    order=CertifiedOrder("PO-1", "2026-11-18"),
    use=CertifiedUse(end_users=(CertifiedEndUser("Quiet Works", "Ulm", "DE"),)),
)
FORM = CertificationForm(
    CertificationId("c"),
    "C-2026-0001",
    date(2026, 11, 20),
    None,
    wording="2026-11",
    items=(CertifiedItem("P-1", "Circuit", "854231", "3A991", "100", "pcs", "1"),),
    asked=ASKED,
)
GOOD = replace(
    ASKED,
    use=replace(ASKED.use, uses=frozenset({IntendedUse.TRANSFORM}), countries="Germany"),
    confirmed=frozenset(CLAUSES),
    signature=CertifiedSignature(
        "Ann Muster", "Director", "Calm Meters GmbH", "2026-11-25", "Ulm", True
    ),
)
ORIGIN = Origin(FORM.code.text, "en", "2026-11", "", items_hash(FORM.items))
BACK = Back(GOOD, ORIGIN, ink_signature_seen=True)


def codes(back: Back, form: CertificationForm = FORM) -> list[str]:
    """Return the codes of what is found."""
    found = compare(
        form,
        back,
        CLAUSES,
        DAY,
        under_license={"RU", "BY"},
        strict_places=lambda text: [place for place in ("Russia", "Crimea") if place in text],
        ends_on=lambda day: day.replace(year=day.year + 1),
    )
    return [one.code for one in found]


def said(**changes: object) -> Back:
    """Return a form that came back with other answers."""
    return replace(BACK, answers=replace(GOOD, **changes))  # type: ignore[arg-type] # as given


def customer(**changes: object) -> Back:
    """Return one with something else of the customer."""
    return said(customer=replace(GOOD.customer, **changes))  # type: ignore[arg-type] # as given


def use(**changes: object) -> Back:
    """Return one with something else of the use."""
    return said(use=replace(GOOD.use, **changes))  # type: ignore[arg-type] # as given


def signer(**changes: object) -> Back:
    """Return one with something else of the signer."""
    return said(signature=replace(GOOD.signature, **changes))  # type: ignore[arg-type] # as given


def test_all_as_asked_finds_nothing() -> None:
    assert codes(BACK) == []


TABLE = [
    (customer(legal_name="CALM  METERS, GMBH"), []),
    (
        customer(legal_name="Calm Motors GmbH"),
        ["returned-name-changed", "returned-signer-of-other"],
    ),
    (customer(legal_name=""), ["returned-field-empty"]),
    (customer(country="RU"), ["returned-country-changed", "returned-place-under-license"]),
    (customer(country=""), ["returned-field-empty"]),
    (customer(registered_address="Elsewhere 9"), ["returned-changed"]),
    (customer(registered_address=""), ["returned-field-empty"]),
    (customer(website="new.example"), []),
    (said(order=CertifiedOrder("PO-2", "2026-11-18")), ["returned-changed"]),
    (said(order=CertifiedOrder("", "2026-11-18")), ["returned-taken-out"]),
    (said(roles=frozenset()), ["returned-no-role"]),
    (said(roles=frozenset({Role.END_USER})), ["returned-roles-changed"]),
    (said(confirmed=frozenset({"subject", "truth"})), ["returned-clause-missing"]),
    (said(confirmed=frozenset()), ["returned-clause-missing"] * 3),
    (use(uses=frozenset()), ["returned-no-use"]),
    (use(uses=frozenset({IntendedUse.OTHER})), ["returned-other-use-not-said"]),
    (use(countries=""), ["returned-field-empty"]),
    (use(countries="", country="DE"), []),
    (use(country="RU"), ["returned-use-under-license"]),
    (use(countries="Germany, Crimea and Russia"), ["returned-use-under-license"] * 2),
    (use(end_users=()), ["returned-no-end-user"]),
    (use(end_users=(), end_user_not_known=True), ["returned-end-user-unknown"]),
    (use(end_users=(CertifiedEndUser("Calm meters GmbH"),)), []),
    (use(end_users=(CertifiedEndUser("Somebody Else"),)), ["returned-end-user-new"]),
    (
        use(end_users=(CertifiedEndUser("Quiet Works", "Minsk", "BY"),)),
        ["returned-place-under-license"],
    ),
    (signer(name=""), ["returned-field-empty"]),
    (signer(title=""), ["returned-field-empty"]),
    (signer(company=""), ["returned-field-empty"]),
    (signer(company="Calm Meters"), []),
    (signer(company="Broker Ltd"), ["returned-signer-of-other"]),
    (signer(authorized=False), ["returned-not-authorized"]),
    (signer(signed_on=""), ["returned-field-empty"]),
    (signer(signed_on="soon"), ["returned-day-unreadable"]),
    (signer(signed_on="2026-11-27"), ["returned-day-ahead"]),
    (signer(signed_on="2026-11-26"), []),
    (signer(signed_on="2025-11-25"), ["returned-day-before-form"]),
    (signer(signed_on="25.11.2026"), []),
    (signer(signed_on="11/12/2026"), ["returned-day-ahead"]),
    (signer(signed_on="11/12/2027"), ["returned-day-ahead"]),
    (signer(signed_on="٢٠٢٦-١١-٢٥"), []),
    (replace(BACK, ink_signature_seen=False), ["returned-unsigned"]),
    (
        replace(BACK, ink_signature_seen=False, signature=DigitalSignature.WHOLE, signer="Ann"),
        ["returned-signature-not-checked"],
    ),
    (
        replace(BACK, signature=DigitalSignature.PART),
        ["returned-signature-part", "returned-signature-nameless"],
    ),
    (
        replace(BACK, ink_signature_seen=False, signature=DigitalSignature.BROKEN),
        ["returned-signature-broken"],
    ),
    (replace(BACK, origin=None), ["returned-origin-missing"]),
    (replace(BACK, origin=replace(ORIGIN, items="x")), ["returned-items-altered"]),
    (replace(BACK, origin=replace(ORIGIN, wording="2020-01")), ["returned-wording-altered"]),
    (replace(BACK, traits=frozenset({PdfTrait.ENCRYPTED})), []),
    (replace(BACK, superseded_by="C-2026-0001/2"), ["returned-superseded"]),
    (replace(BACK, before="2026-11-24"), ["returned-another-before"]),
    (Back(None, ink_signature_seen=True), []),
    (Back(None), ["returned-not-read"]),
    (
        Back(None, signature=DigitalSignature.WHOLE),
        ["returned-not-read", "returned-signature-nameless"],
    ),
]


@pytest.mark.parametrize(("back", "expected"), TABLE)
def test_one_change(back: Back, expected: list[str]) -> None:
    assert codes(back) == expected


def test_what_is_in_a_file_is_told_each() -> None:
    traits = frozenset(PdfTrait) - {PdfTrait.ENCRYPTED}
    assert len(codes(replace(BACK, traits=traits))) == len(traits)


def test_a_day_that_may_be_two_is_told_where_both_fit() -> None:
    early = replace(FORM, dated=date(2026, 10, 1))
    assert codes(signer(signed_on="10/11/2026"), early) == ["returned-day-two-ways"]


def test_one_signed_too_long_ago_is_told() -> None:
    old = replace(FORM, dated=date(2025, 10, 1))
    assert codes(signer(signed_on="2025-10-02"), old) == ["returned-day-old"]
    assert codes(signer(signed_on="2025-11-26"), old) == []


def test_what_was_not_asked_may_be_anything() -> None:
    free = replace(FORM, asked=Answers())
    assert codes(use(end_users=()), free) == ["returned-no-end-user"]
    assert codes(customer(legal_name="Anybody", other_names="Calm Meters"), free) == [
        "returned-end-user-new"
    ]


def test_an_empty_form_says_all_that_is_missing() -> None:
    found = codes(Back(Answers(), ORIGIN))
    assert len(found) == len(CLAUSES) + 15
    assert "returned-no-end-user" in found


def test_the_heaviest_come_first_and_all_have_sentences() -> None:
    found = compare(FORM, Back(Answers(), None, traits=frozenset(PdfTrait)), CLAUSES, DAY)
    weights = [list(Weight).index(one.weight) for one in found]
    assert weights == sorted(weights)
    for one in found:
        assert one.code in known_codes()
        assert "?" not in sentence(one.code, finding_facts(one))


DAYS = [
    ("2026-11-30", [(2026, 11, 30)]),
    ("30.11.2026", [(2026, 11, 30)]),
    ("11/30/2026", [(2026, 11, 30)]),
    ("3/4/2026", [(2026, 4, 3), (2026, 3, 4)]),
    ("4/4/2026", [(2026, 4, 4)]),
    ("2026年11月30日", [(2026, 11, 30)]),
    ("30 / 11 / 2026", [(2026, 11, 30)]),
    ("30.11.26", []),
    ("31.02.2026", []),
    ("0000-01-01", []),
    ("November 2026", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days_as_people_write_them(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert list(possible_days(text)) == [date(*each) for each in expected]
