"""Cases of the demo's customers, for pictures of the Due diligence page."""

from dataclasses import replace
from datetime import timedelta

from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CaseParty,
    LookUp,
    LookUpResult,
    PartyAnswer,
)
from exportdesk.core.clock import today
from exportdesk.core.customers import Customer
from exportdesk.core.parties import Role
from exportdesk.core.progress import Silent
from exportdesk.wiring import Desk

SAID = {"classification_basis": "self", "onward": "stay", "end_use": "use"}
YES = ("route_direct", "business_fit", "web_presence", "order_usual")
OPERATOR = "Dana Whitfield"


def said(code: str, values: tuple[str, ...]) -> str:
    """Return the answer of a clean order."""
    return SAID.get(code) or ("yes" if code in YES else "no" if "no" in values else values[0])


def customer_of(desk: Desk, country: str) -> Customer:
    """Return the first customer of a country, by name, that is a firm with an address."""
    found = [one for one in desk.workspace().customers.all() if one.profile.country == country]
    return min(found, key=lambda one: one.name)


def begun(desk: Desk, customer: Customer, reference: str, *amounts: tuple[str, str]) -> Case:
    """Open a case with products by their numbers, each with its quantity."""
    by_number = {one.sku: one for one in desk.products.all()}
    items = [CaseItem(by_number[sku], quantity, "pcs", "1250", "USD") for sku, quantity in amounts]
    case = desk.cases.new(customer.id, reference=reference, items=items)
    for role in (Role.ULTIMATE_CONSIGNEE, Role.END_USER):
        same = CaseParty(role, PartyAnswer.SAME_AS, same_as=Role.PURCHASER)
        case = case.with_role(role, same)
    for role in (Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER, Role.BANK):
        case = case.with_role(role, CaseParty(role, PartyAnswer.NONE))
    case = desk.cases.save(replace(case, export_on=today(desk.clock) + timedelta(days=4)))
    desk.case_parties.screen(case, Silent())
    return case


def answered(desk: Desk, case: Case, *, but: str = "") -> Case:
    """Answer a case as a clean order would have it; leave the questions of step `but` open."""
    looked = LookUp(today(desk.clock), LookUpResult.NOT_FOUND, by=OPERATOR)
    case = replace(case, trade_integrity=looked)
    for _each in range(60):
        left = [
            one.question
            for step in desk.cases.assess(case).steps
            if step.step.value != but
            for one in step.questions
            if not one.value
        ]
        if not left:
            break
        value = said(left[0].code, left[0].values)
        case = case.with_answer(Answer(left[0].code, value, by=OPERATOR))
    return desk.cases.save(case)


def open_cases(desk: Desk) -> None:
    """Keep some cases: one on hold, one half answered, one signed off and changed since."""
    germany = customer_of(desk, "DE")
    signed = answered(desk, begun(desk, germany, "PO-77120", ("NI-IC-OPA2", "400")))
    outcome = desk.cases.assess(signed).outcome
    day = signed.export_on if outcome.lets_go else None
    desk.cases.sign(signed, OPERATOR, "Known customer; every open point is written down.", day)
    desk.cases.save_policy(replace(desk.cases.policy(), growth_factor=4))
    answered(desk, begun(desk, customer_of(desk, "CA"), "PO-88190", ("NI-IC-OPA2", "25")))
    turkey = customer_of(desk, "TR")
    order = begun(desk, turkey, "PO-88213", ("NI-IC-OPA2", "2400"), ("NI-IC-MCU32", "40"))
    answered(desk, order, but="profile")
