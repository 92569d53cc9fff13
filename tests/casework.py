"""Cases on a real desk, for tests: customers, answers and what settles the rest."""

from dataclasses import replace
from datetime import date

from exportdesk.core.cases import (
    Case,
    CaseItem,
    CaseParty,
    LookUp,
    LookUpResult,
    PartyAnswer,
    Remedy,
)
from exportdesk.core.customers import Customer, PartyName, Profile, RelatedParty
from exportdesk.core.ids import PartyId, ProductId, new_id
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.products import HsSchedule, Jurisdiction, Product
from exportdesk.operations.cases import CaseView
from exportdesk.wiring import Desk
from tests.reviewing import customer, keep

EXPORT_ON = date(2026, 12, 1)
ANSWERS = {
    "classification_basis": "self",
    "route_direct": "yes",
    "business_line": "maker",
    "business_fit": "yes",
    "order_usual": "yes",
    "service_refused": "no",
    "end_use": "transform",
    "military": "no",
    "weapons": "no",
    "oil_gas": "no",
    "chips": "no",
    "onward": "stay",
    "red_flags_seen": "no",
    "letters_known": "no",
}


def item(quantity: str = "100", hs: str = "854231", eccn: str = "3A991") -> CaseItem:
    """Return a line of an order, of high-priority goods unless told otherwise."""
    product = Product(
        ProductId("p1"),
        "P-1",
        "Circuit",
        hs,
        HsSchedule.HS,
        eccn,
        Jurisdiction.EAR,
        origin="US",
    )
    return CaseItem(product, quantity, "pcs", "5000", "USD")


def owned(of: Customer, name: str, percent: str = "100") -> Customer:
    """Return a customer with an owner."""
    profile = Profile((PartyName(name),), PartyKind.PERSON)
    related = RelatedParty(PartyId(new_id()), Role.OWNER, profile, of.id, percent)
    return of.with_related(related)


def german(desk: Desk, owner: str = "Quiet Meadow Person") -> Customer:
    """Keep and screen a customer in Germany that no list knows, with its owner."""
    made = customer(
        "Muster Elektronik GmbH",
        "DE",
        address="Werkstrasse 4, Ulm",
        formed_on="1998",
        reference="K-1",
    )
    made = replace(made, profile=replace(made.profile, website="https://muster.example"))
    made = owned(made, owner)
    keep(desk, made)
    return made


def filled(desk: Desk, case: Case, answers: dict[str, str] | None = None) -> Case:
    """Return a case with everything entered that nobody but a person knows."""
    for role in (Role.ULTIMATE_CONSIGNEE, Role.END_USER):
        same = CaseParty(role, PartyAnswer.SAME_AS, same_as=Role.PURCHASER)
        case = case.with_role(role, same)
    for role in (Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER, Role.BANK):
        case = case.with_role(role, CaseParty(role, PartyAnswer.NONE))
    look_up = LookUp(date(2026, 11, 20), LookUpResult.NOT_FOUND)
    case = replace(case, export_on=EXPORT_ON, trade_integrity=look_up)
    case = desk.cases.save(case)
    for code, value in {**ANSWERS, **(answers or {})}.items():
        case = desk.cases.answer(case, code, value)
    return case


def settled(desk: Desk, case: Case, *but: str) -> Case:
    """Return a case with whatever evidence or reason can settle settled, but for these codes."""
    proof = desk.cases.attach(b"what they wrote", "letter.txt")
    for one in desk.cases.assess(case).assessment.open:
        for remedy in (Remedy.EVIDENCE, Remedy.REASON, Remedy.INQUIRY):
            if remedy in one.finding.settled_by and one.finding.code not in but:
                case = desk.cases.resolve(
                    case,
                    one.finding.key,
                    remedy,
                    reason="We looked into it",
                    inquiry="We asked",
                    answer="They said",
                    evidence=[proof],
                )
                break
    return case


def open_codes(view: CaseView) -> list[str]:
    """Return the codes of what is open."""
    return [one.finding.code for one in view.assessment.open]
