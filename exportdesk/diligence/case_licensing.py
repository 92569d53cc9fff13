"""Asks the license indicator for the products of a case, with what the case says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from exportdesk.core.cases import CaseItem
from exportdesk.diligence.case_answers import answered
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.checks.goods import decimal_of
from exportdesk.diligence.license_items import LicenseItem, ListedParty
from exportdesk.diligence.licensing import indicate
from exportdesk.rulebook import EarTables


def with_indications(
    facts: CaseFacts, listed: Iterable[ListedParty], tables: EarTables
) -> CaseFacts:
    """Return the facts with what is indicated for each product on the planned day of export.

    `listed` are the parties whose listing was confirmed, and those that count as listed because of
    their owners.
    """
    parties, answers = tuple(listed), end_uses(facts)
    items = tuple(
        replace(
            one,
            indication=indicate(
                license_item(one.item, facts.case.items),
                facts.case.destination,
                parties,
                facts.rulebook,
                tables,
                facts.export_on,
                end_uses=answers,
            ),
        )
        for one in facts.items
    )
    return replace(facts, items=items)


def license_item(item: CaseItem, all_lines: Iterable[CaseItem] = ()) -> LicenseItem:
    """Return a product as the indicator looks at it. Its value counts in US dollars only.

    `all_lines` are those of the order: what is under the same code is filed together.
    """
    product = item.product
    return LicenseItem(
        label=product.sku or product.description,
        eccn=product.eccn,
        jurisdiction=product.jurisdiction,
        hs_code=product.hs_code,
        origin=product.origin,
        value_usd=_dollars(item),
        others_usd=_sum(_under_same_code(item, all_lines)),
        open_usd=_sum(_under_no_code(item, all_lines)),
        controls=item.controls,
    )


def end_uses(facts: CaseFacts) -> Mapping[str, str]:
    """Return what was answered to the questions that the license rules ask by."""
    asked = {rule.asked_as for rule in facts.rulebook.license_rules.end_uses}
    questions = (facts.rulebook.questions.get(code) for code in sorted(asked))
    return {one.code: answered(facts, one) for one in questions if one}


def _dollars(item: CaseItem) -> Decimal | None:
    return decimal_of(item.value) if item.currency == "USD" else None


def _sum(lines: Iterable[CaseItem]) -> Decimal | None:
    """Return what lines are worth together, None where the value of one is not known."""
    total = Decimal(0)
    for line in lines:
        value = _dollars(line)
        if value is None:
            return None
        total += value
    return total


def _under_same_code(item: CaseItem, lines: Iterable[CaseItem]) -> Iterator[CaseItem]:
    """Yield the other lines under the code of one: a less exact code may be the same."""
    code = item.product.hs_code
    for line in lines:
        other = line.product.hs_code
        is_same = code.startswith(other) or other.startswith(code)
        if line is not item and code and other and is_same:
            yield line


def _under_no_code(item: CaseItem, lines: Iterable[CaseItem]) -> Iterator[CaseItem]:
    """Yield the other lines of which nobody can tell whether they are under the code of one."""
    for line in lines:
        if line is not item and not (item.product.hs_code and line.product.hs_code):
            yield line
