"""The customer: when the firm was formed, and how this order compares with those before."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from exportdesk.core.cases import UNKNOWN
from exportdesk.diligence.case_answers import answered, formed
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_findings import CaseFinding, found
from exportdesk.diligence.checks.goods import decimal_of
from exportdesk.diligence.checks.grounds import flag_ground


def firm(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield whether the customer's firm was formed after the watershed."""
    question = facts.rulebook.questions.get("formed_on")
    if question is None or not question.when <= facts.situations:
        return
    value = answered(facts, question)
    if not value or value == UNKNOWN:
        return
    codes = {True: "-after", False: "-before", None: "-perhaps-after"}
    said = {"formed_on": value, "watershed": facts.rulebook.policy.watershed.isoformat()}
    ground = flag_ground(facts, "FB23-02", "formed-after")
    yield found(f"customer-formed{codes[formed(facts)]}", facts=said, ground=ground)


def orders(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield where an order of a high-priority code is far larger than any before it."""
    if not facts.history:
        if facts.customer is not None:
            yield found("customer-first-order", facts={"party": facts.customer.name})
        return
    ordered: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in facts.items:
        quantity = decimal_of(one.item.quantity)
        if one.high_priority and quantity is not None:
            ordered[one.high_priority.hs6, one.item.unit.casefold()] += quantity
    largest: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for past in facts.history:
        key = (past.hs6, past.unit.casefold())
        largest[key] = max(largest[key], decimal_of(past.quantity) or Decimal(0))
    for (hs6, unit), quantity in sorted(ordered.items()):
        before = largest.get((hs6, unit), Decimal(0))
        if before and quantity > facts.policy.growth_factor * before:
            said = {"code": f"{hs6[:4]}.{hs6[4:]}", "unit": unit}
            said |= {"quantity": f"{quantity:f}", "before": f"{before:f}"}
            ground = flag_ground(facts, "FB23-04", "sudden-growth")
            yield found("customer-growth", f"{hs6}/{unit}", said, ground)
