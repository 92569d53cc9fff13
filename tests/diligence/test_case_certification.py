"""Which certification counts for a case: tables of what there is, and what is told of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exportdesk.core.cases import Case, CaseItem, CaseParty, Outcome, PartyAnswer, SignOff
from exportdesk.core.certification_life import Certification, Ruling
from exportdesk.core.certifications import (
    Answers,
    CertificationForm,
    CertificationState,
    CertifiedEndUser,
    CertifiedItem,
    CertifiedOrder,
    CertifiedUse,
)
from exportdesk.core.clock import Moment
from exportdesk.core.customers import PartyName, Profile
from exportdesk.core.ids import CaseId, CertificationId, ProductId
from exportdesk.core.parties import Role
from exportdesk.core.products import Product
from exportdesk.diligence.case_certification import certification_of

ON = date(2026, 12, 1)
NOON = Moment.of(datetime(2026, 11, 20, 12, tzinfo=UTC), "UTC")
P1, P2 = ProductId("p1"), ProductId("p2")
S = CertificationState


def case(*products: str, reference: str = "PO-1") -> Case:
    """Return a case of some products."""
    items = tuple(CaseItem(Product(ProductId(one), one.upper(), "Thing")) for one in products)
    return Case(CaseId("case"), reference=reference, items=items)


def one(
    number: int,
    state: CertificationState,
    *products: str,
    ends: str = "",
    order: CertifiedOrder | None = None,
    dated: str = "2026-11-01",
    **more: object,
) -> Certification:
    """Return a certification."""
    form = CertificationForm(
        CertificationId(f"c{number}"),
        f"C-2026-{number:04d}",
        date.fromisoformat(dated),
        None,
        items=tuple(CertifiedItem(product=ProductId(each)) for each in products),
        asked=Answers(order=order or CertifiedOrder()),
    )
    expires = date.fromisoformat(ends) if ends else None
    made = Certification(form, state=state, expires_on=expires)
    return replace(made, **more)  # type: ignore[arg-type] # any field of it


WHOLE = one(1, S.ACCEPTED, "p1", "p2", ends="2027-11-01")
PART = one(2, S.ACCEPTED, "p1", ends="2027-11-01")
ENDED = one(3, S.ACCEPTED, "p1", "p2", ends="2026-11-30")
TABLE = [
    ([], S.NONE, ""),
    ([WHOLE], S.ACCEPTED, "0001"),
    ([WHOLE, PART], S.ACCEPTED, "0001"),
    ([PART], S.ACCEPTED, "0002"),
    ([PART, one(4, S.SENT, "p1", "p2")], S.SENT, "0004"),
    ([one(4, S.DRAFT, "p1"), one(5, S.SENT, "p1")], S.SENT, "0005"),
    ([one(4, S.SENT, "p1"), one(5, S.DRAFT, "p1")], S.SENT, "0004"),
    ([one(4, S.RETURNED, "p1"), one(5, S.SENT, "p2")], S.RETURNED, "0004"),
    ([WHOLE, one(4, S.DRAFT, "p1", "p2")], S.ACCEPTED, "0001"),
    ([WHOLE, one(4, S.REJECTED, "p1")], S.REJECTED, "0004"),
    ([one(4, S.REJECTED, "p1"), WHOLE], S.ACCEPTED, "0001"),
    ([WHOLE, one(4, S.REJECTED, "p9")], S.ACCEPTED, "0001"),
    ([ENDED], S.EXPIRED, "0003"),
    ([WHOLE, ENDED], S.ACCEPTED, "0001"),
    ([ENDED, one(4, S.SENT, "p1")], S.SENT, "0004"),
    ([one(4, S.ACCEPTED, "p1", "p2", ends="2026-12-20")], S.ACCEPTED, "0004"),
    ([one(4, S.REPLACED, "p1", "p2")], S.NONE, ""),
    ([one(4, S.ACCEPTED, "p9", ends="2027-11-01")], S.ACCEPTED, "0004"),
]


@pytest.mark.parametrize(("kept", "state", "number"), TABLE)
def test_which_counts(kept: list[Certification], state: CertificationState, number: str) -> None:
    found = certification_of(case("p1", "p2"), frozenset({P1, P2}), kept, ON)
    assert (found.state, found.number[-4:]) == (state, number)


ORDERS = [
    (CertifiedOrder(), True),
    (CertifiedOrder("po-1"), True),
    (CertifiedOrder("PO-2"), False),
    (CertifiedOrder(period_from="2026-11-01", period_to="2026-12-31"), True),
    (CertifiedOrder("PO-2", period_from="2026-11-01"), True),
    (CertifiedOrder(period_from="2026-12-02"), False),
    (CertifiedOrder(period_to="30.11.2026"), False),
]


@pytest.mark.parametrize(("order", "covers"), ORDERS)
def test_for_which_orders_it_counts(order: CertifiedOrder, covers: bool) -> None:
    kept = [one(1, S.ACCEPTED, "p1", ends="2027-11-01", order=order)]
    found = certification_of(case("p1"), frozenset({P1}), kept, ON)
    assert (P1 in found.covers, found.only_for) == (covers, None if covers else order)


def test_one_made_for_the_case_is_for_it() -> None:
    made = one(1, S.ACCEPTED, "p1", ends="2027-11-01", order=CertifiedOrder("PO-2"))
    made = replace(made, form=replace(made.form, case=CaseId("case")))
    assert certification_of(case("p1"), frozenset({P1}), [made], ON).covers == {P1}


def test_a_product_typed_by_its_number_is_covered() -> None:
    made = one(1, S.ACCEPTED, ends="2027-11-01")
    made = replace(made, form=replace(made.form, items=(CertifiedItem("p1", "Thing"),)))
    assert certification_of(case("p1", "p2"), frozenset({P1}), [made], ON).covers == {P1}


def signed() -> Case:
    """Return a case signed off on 20 November."""
    sign_off = SignOff(Outcome.NO_OBJECTION, "Ann", "Fine", NOON, ON, "r", "x")
    return replace(case("p1"), sign_off=sign_off)


def test_a_signed_case_does_not_mind_what_came_later() -> None:
    old = one(
        1,
        S.REPLACED,
        "p1",
        ends="2027-11-01",
        ruling=Ruling(True, "Ann", "", NOON),
        replaced_by=CertificationId("c2"),
    )
    new = one(2, S.ACCEPTED, "p1", ends="2028-11-01", dated="2027-10-20")
    before = certification_of(signed(), frozenset({P1}), [replace(old, state=S.ACCEPTED)], ON)
    assert certification_of(signed(), frozenset({P1}), [old, new], ON) == before
    assert certification_of(case("p1"), frozenset({P1}), [old, new], ON).number == new.number


def test_a_signed_case_minds_that_one_was_rejected_since() -> None:
    gone = one(1, S.REJECTED, "p1", ruling=Ruling(False, "Ann", "Forged", NOON))
    assert certification_of(signed(), frozenset({P1}), [gone], ON).state is S.REJECTED


@pytest.mark.parametrize(
    ("named", "not_known", "for_the_case", "others"),
    [
        (("Stille Wasser GmbH",), False, False, ()),
        (("Stille  WASSER GmbH",), False, False, ()),
        (("Somebody Else",), False, False, ("Stille Wasser GmbH",)),
        ((), False, False, ()),  # one for all orders, which names nobody
        ((), False, True, ("Stille Wasser GmbH",)),
        ((), True, True, ()),
    ],
)
def test_an_end_user_that_it_does_not_name_is_told(
    named: tuple[str, ...], not_known: bool, for_the_case: bool, others: tuple[str, ...]
) -> None:
    user = Profile((PartyName("Stille Wasser GmbH"),))
    asks = case("p1").with_role(
        Role.END_USER, CaseParty(Role.END_USER, PartyAnswer.TYPED, profile=user)
    )
    use = CertifiedUse(end_users=tuple(map(CertifiedEndUser, named)), end_user_not_known=not_known)
    made = one(1, S.ACCEPTED, "p1", ends="2027-11-01")
    form = replace(made.form, asked=Answers(use=use), case=asks.id if for_the_case else None)
    found = certification_of(asks, frozenset((P1,)), [replace(made, form=form)], ON)
    assert found.other_users == others
