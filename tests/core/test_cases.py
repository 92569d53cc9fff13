"""Cases as values: answers, roles, copies for a repeat order, and the stored form."""

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest

from exportdesk.core.case_copies import filled_from, refreshed, repeated
from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CaseParty,
    CaseState,
    Destination,
    License,
    LookUp,
    LookUpResult,
    Origin,
    Outcome,
    PartyAnswer,
    RaisedFlag,
    Remedy,
    Resolution,
    SignOff,
)
from exportdesk.core.clock import Moment
from exportdesk.core.customers import (
    AddressUse,
    Customer,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.ids import CaseId, PartyId, ProductId
from exportdesk.core.parties import Role
from exportdesk.core.products import Product
from exportdesk.core.standing import Evidence

AT = Moment.of(datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "America/New_York")
PROOF = (Evidence("0" * 64, "letter.pdf", 12),)
CUSTOMER = Customer(
    PartyId("c1"),
    Profile(
        names=(PartyName("Örnek Elektronik"),),
        addresses=(
            PartyAddress(street="Sanayi Cad. 4", country="TR", use=AddressUse.REGISTERED),
            PartyAddress(street="Depo 2", city="Mersin", country="TR", use=AddressUse.SHIPPING),
        ),
    ),
    related=(
        RelatedParty(PartyId("b1"), Role.BANK, Profile((PartyName("Banka"),)), PartyId("c1")),
        RelatedParty(PartyId("o1"), Role.OWNER, Profile((PartyName("Owner"),)), PartyId("c1")),
        RelatedParty(PartyId("e1"), Role.END_USER, Profile((PartyName("Fabrika"),)), PartyId("o1")),
    ),
)


def full() -> Case:
    """Return a case in which every field holds something."""
    return Case(
        id=CaseId("1"),
        number="D-2026-0001",
        title="Meters",
        customer=CUSTOMER.id,
        reference="PO-1",
        ordered_on=date(2026, 11, 20),
        export_on=date(2026, 12, 1),
        is_chosen=True,
        parties=(
            CaseParty(Role.PURCHASER, PartyAnswer.KEPT, CUSTOMER.id, CUSTOMER.profile),
            CaseParty(Role.END_USER, PartyAnswer.SAME_AS, same_as=Role.PURCHASER, note="said so"),
        ),
        items=(CaseItem(Product(ProductId("p1"), "P-1", "Circuit"), "100", "pcs", "5.50", "USD"),),
        destination=Destination("TR", "none", "Depo 2"),
        route=("DE",),
        answers=(Answer("military", "no", "they said", "Ann", AT, PROOF, Origin.PERSON),),
        flags=(RaisedFlag("KYC-05", "cash", "Ann", AT, "?", "!", PROOF, "Ann", AT),),
        resolutions=(
            Resolution("x:", Remedy.EVIDENCE, "r", "q", "a", "D1", PROOF, "Ann", "Bob", AT, "1:0"),
        ),
        licenses=(License("D1", "BIS", date(2027, 1, 1), "for 100"),),
        trade_integrity=LookUp(date(2026, 11, 21), LookUpResult.NOT_FOUND, "n", "Ann", PROOF),
        sign_off=SignOff(
            Outcome.CONDITIONS,
            "Ann",
            "why",
            AT,
            date(2026, 12, 1),
            "2026-11-22",
            "r1",
            {"items": "1:0"},
            {"us-csl": "e1"},
            Outcome.NO_OBJECTION,
        ),
        state=CaseState.SIGNED,
        copied_from=CaseId("0"),
    )


def test_a_case_is_the_same_after_storing() -> None:
    case = full()
    assert msgspec.json.decode(msgspec.json.encode(case), type=Case) == case
    empty = Case(CaseId("2"))
    assert msgspec.json.decode(msgspec.json.encode(empty), type=Case) == empty


def test_a_case_of_an_older_program_is_read_with_defaults() -> None:
    assert msgspec.json.decode(b'{"id": "2"}', type=Case) == Case(CaseId("2"))


def test_outcomes_stand_in_their_order() -> None:
    assert [one.rank for one in Outcome] == [0, 1, 2, 3, 4]
    assert [one for one in Outcome if one.lets_go] == [Outcome.CONDITIONS, Outcome.NO_OBJECTION]


def test_what_is_recorded_in_a_case_and_what_is_done_elsewhere() -> None:
    assert [one.value for one in Remedy if one.is_recorded] == [
        *("license", "agency_answer", "inquiry", "evidence", "reason", "override")
    ]


@pytest.mark.parametrize("state", list(CaseState))
def test_only_an_open_case_may_change(state: CaseState) -> None:
    assert Case(CaseId("1"), state=state).is_locked is (state is not CaseState.OPEN)


def test_a_new_answer_takes_the_place_of_the_old_one() -> None:
    case = Case(CaseId("1")).with_answer(Answer("a", "yes")).with_answer(Answer("b", "no"))
    case = case.with_answer(Answer("a", "unknown"))
    assert (case.value("a"), case.value("b"), case.value("c")) == ("unknown", "no", "")
    assert len(case.answers) == 2
    emptied = case.with_answer(Answer("a", ""))
    assert emptied.answer("a") is None


def test_flags_licenses_and_resolutions_are_found() -> None:
    case = full()
    assert case.flag("KYC-05") is not None
    assert case.flag("KYC-06") is None
    raised = case.with_flag(RaisedFlag("KYC-05")).with_flag(RaisedFlag("KYC-06"))
    assert [(one.flag, one.inquiry) for one in raised.flags] == [("KYC-05", ""), ("KYC-06", "")]
    assert case.license("D1") == case.licenses[0]
    assert case.license("D2") is None
    again = replace(case, resolutions=(*case.resolutions, Resolution("x:", Remedy.REASON)))
    assert [one.remedy for one in again.resolutions_of("x:")] == [Remedy.REASON, Remedy.EVIDENCE]
    assert list(again.resolutions_of("y:")) == []


def test_a_role_is_replaced_as_a_whole() -> None:
    case = full().with_role(Role.END_USER, CaseParty(Role.END_USER, PartyAnswer.UNKNOWN))
    assert [one.answer for one in case.of_role(Role.END_USER)] == [PartyAnswer.UNKNOWN]
    assert len(case.of_role(Role.PURCHASER)) == 1


# What is filled in from the customer


def test_a_new_case_begins_with_what_the_customer_says() -> None:
    case = filled_from(Case(CaseId("1")), CUSTOMER)
    assert (case.customer, case.title) == (CUSTOMER.id, "Örnek Elektronik")
    assert [(one.role, one.party) for one in case.parties] == [
        (Role.PURCHASER, "c1"),
        (Role.BANK, "b1"),
    ]
    assert case.destination == Destination("TR", "", "Depo 2, Mersin")


def test_nothing_that_was_entered_is_filled_over() -> None:
    begun = Case(
        CaseId("1"),
        title="Mine",
        parties=(
            CaseParty(Role.PURCHASER, PartyAnswer.UNKNOWN),
            CaseParty(Role.BANK, PartyAnswer.NONE),
        ),
        destination=Destination("DE"),
    )
    filled = filled_from(begun, CUSTOMER)
    assert filled == replace(begun, customer=CUSTOMER.id)


def test_without_a_shipping_address_the_first_with_a_country_counts() -> None:
    profile = replace(
        CUSTOMER.profile, addresses=(PartyAddress("Somewhere"), PartyAddress("Quay", country="AE"))
    )
    case = filled_from(Case(CaseId("1")), replace(CUSTOMER, profile=profile))
    assert case.destination == Destination("AE", "", "Quay")
    nowhere = replace(CUSTOMER, profile=replace(profile, addresses=()))
    assert filled_from(Case(CaseId("1")), nowhere).destination == Destination()


def test_kept_parties_are_taken_as_the_book_has_them_now() -> None:
    case = filled_from(Case(CaseId("1")), CUSTOMER)
    typed = CaseParty(Role.OTHER, PartyAnswer.TYPED, profile=Profile((PartyName("Typed"),)))
    gone = CaseParty(Role.AGENT, PartyAnswer.KEPT, PartyId("x"), Profile((PartyName("Gone"),)))
    case = replace(case, parties=(*case.parties, typed, gone))
    renamed = replace(CUSTOMER, profile=replace(CUSTOMER.profile, website="ornek.example"))
    fresh = refreshed(case, renamed)
    assert fresh.parties[0].profile == renamed.profile
    assert fresh.parties[2:] == (typed, gone)


def test_a_repeat_leaves_out_what_was_of_one_shipment() -> None:
    case = full()
    again = repeated(
        case,
        CaseId("9"),
        keeps_answer=lambda one: True,
        keeps_flag=lambda one: True,
        keeps_resolution=lambda one: False,
    )
    assert again == Case(
        id=CaseId("9"),
        title="Meters",
        customer=case.customer,
        is_chosen=True,
        parties=case.parties,
        items=case.items,
        destination=case.destination,
        route=case.route,
        answers=(replace(case.answers[0], origin=Origin.LAST_CASE),),
        flags=(replace(case.flags[0], resolved_by="", resolved_at=None),),
        copied_from=case.id,
    )
