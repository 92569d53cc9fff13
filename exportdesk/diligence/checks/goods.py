"""What the products say: is one on the high-priority list, and whose controls is it under."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from exportdesk.core.products import Jurisdiction
from exportdesk.diligence.case_facts import CaseFacts, ItemFacts
from exportdesk.diligence.case_findings import CaseFinding, found
from exportdesk.diligence.findings import Severity

# What a product's own check says that makes its classification doubtful.
_DOUBTFUL = (
    "product-eccn-not-in-index",
    "product-category-without-itar",
    "product-eccn-though-itar",
)


def trigger(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield which products are on the high-priority list, and what is missing to tell."""
    if not facts.items:
        yield found("items-missing")
    for one in facts.items:
        yield from _trigger(one, facts)
    looked_at = {one.id for one in facts.items}
    for item in facts.case.items:
        if item.product.id not in looked_at:
            yield found("product-faulty", item.product.id, {"product": item.product.sku})
    if facts.items and not any(one.high_priority for one in facts.items):
        yield found(
            "trigger-chosen" if facts.case.is_chosen else "trigger-none",
            facts={"as_of": facts.rulebook.high_priority.revision.isoformat()},
            ground=facts.rulebook.notes.of("hs-no-classification"),
        )


def classification(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what the jurisdiction and the classification of each product lead to."""
    for one in facts.items:
        yield from _jurisdiction(one, facts)
        yield from _faults(one)
        if one.outdated:
            said = {"product": one.name, **_controls(one.outdated)}
            yield found("product-changed", one.id, said, facts.rulebook.notes.of("eccn-needed"))


def decimal_of(text: str) -> Decimal | None:
    """Return the number that decimal text means, None where it is none above zero."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None


def _trigger(one: ItemFacts, facts: CaseFacts) -> Iterator[CaseFinding]:
    said = {"product": one.name}
    of_check = {finding.code: finding for finding in one.checked.findings}
    high = one.high_priority
    if high is not None:
        yield found(
            "trigger-high-priority",
            one.id,
            said | {"tier": high.tier.tier.value, "code": f"{high.hs6[:4]}.{high.hs6[4:]}"},
            of_check["product-high-priority"].ground,
        )
    for code, finding in of_check.items():
        if code.startswith("product-hs-retired"):
            yield found("trigger-retired-code", one.id, {**finding.facts, **said}, finding.ground)
    if not one.item.product.hs_code:
        yield found(
            "trigger-hs-missing",
            one.id,
            said,
            facts.rulebook.notes.of("hs-no-classification"),
        )
    if decimal_of(one.item.quantity) is None:
        yield found("item-quantity-missing", one.id, said)
    if decimal_of(one.item.value) is None or not one.item.currency:
        yield found("item-value-missing", one.id, said)


def _jurisdiction(one: ItemFacts, facts: CaseFacts) -> Iterator[CaseFinding]:
    said, notes = {"product": one.name}, facts.rulebook.notes
    match one.item.product.jurisdiction:
        case Jurisdiction.ITAR:
            yield found("jurisdiction-itar", one.id, said, notes.of("itar"))
        case Jurisdiction.OTHER:
            yield found("jurisdiction-other", one.id, said, notes.of("other-agency"))
        case Jurisdiction.NOT_KNOWN:
            yield found("jurisdiction-missing", one.id, said, notes.of("eccn-needed"))
        case Jurisdiction.EAR if not one.item.product.eccn:
            yield found("eccn-missing", one.id, said, notes.of("eccn-needed"))
        case _:
            pass


def _controls(outdated: Mapping[str, str]) -> dict[str, str]:
    """Return what the book says by now as one text, and each of it by its field."""
    return {"now": ", ".join(filter(None, outdated.values())) or "–", **outdated}


def _faults(one: ItemFacts) -> Iterator[CaseFinding]:
    said = {"product": one.name, "eccn": one.item.product.eccn}
    for finding in one.checked.findings:
        about = f"{one.id}/{finding.code}"
        if finding.severity is Severity.ERROR:
            yield found("product-faulty", about, said | {"field": finding.field}, finding.ground)
        elif finding.code in _DOUBTFUL:
            yield found("eccn-doubtful", about, said, finding.ground)
        elif finding.code == "product-eccn-not-checked":
            yield found("eccn-not-checked", one.id, said)
