"""The customer's written assurance: is it asked for, and where does it stand."""

from collections.abc import Iterator

from exportdesk.core.certifications import CertificationState, CertifiedOrder
from exportdesk.diligence.case_facts import (
    CaseFacts,
    CertificationFacts,
    ItemFacts,
)
from exportdesk.diligence.case_findings import CaseFinding, found
from exportdesk.diligence.checks.grounds import flag_ground
from exportdesk.rulebook import Note

_WAITING = (CertificationState.DRAFT, CertificationState.SENT)
_NONE = (CertificationState.NONE, CertificationState.REPLACED)


def items_to_certify(facts: CaseFacts) -> tuple[ItemFacts, ...]:
    """Return the products for which the company asks a certification in this case."""
    policy = facts.policy
    if not _asked_where(facts):
        return ()
    tiers = policy.certification_tiers
    return tuple(
        one
        for one in facts.items
        if one.high_priority and one.high_priority.tier.tier.value in tiers
    )


def _asked_where(facts: CaseFacts) -> bool:
    """Whether one is asked for a place of this case; where no place is known, it is."""
    policy = facts.policy
    places = [one for one in facts.countries if one not in policy.certification_not_for]
    if not places:
        return not facts.countries
    named = not set(policy.certification_countries).isdisjoint(places)
    return named or policy.certification_everywhere or facts.is_outside(places)


def certification(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what is open of the certification. An accepted one settles nothing but that."""
    one, items = facts.certification, items_to_certify(facts)
    if one.state is CertificationState.REJECTED:
        said = {"number": one.number}
        yield found("certification-refused", facts=said, ground=flag_ground(facts, "TRI23-02"))
    elif items:
        yield _stands(facts, one, items)


def _stands(facts: CaseFacts, one: CertificationFacts, items: tuple[ItemFacts, ...]) -> CaseFinding:
    said = {"number": one.number, "products": ", ".join(each.name for each in items)}
    scope = facts.rulebook.notes.of("certification-scope")
    if one.state in _NONE:
        return found("certification-missing", facts=said, ground=scope)
    if one.only_for is not None:
        return _for_another(one.number, one.only_for, scope)
    if one.state in _WAITING:
        return found("certification-waiting", facts=said, ground=scope)
    if one.state is CertificationState.RETURNED:
        return found("certification-returned", facts=said, ground=scope)
    ends = one.expires_on
    if one.state is CertificationState.EXPIRED or (ends is not None and ends < facts.export_on):
        on = ends.isoformat() if ends else "?"
        return found("certification-expired", facts=said | {"on": on}, ground=scope)
    left = [each.name for each in items if each.id not in one.covers]
    if left:
        others = said | {"products": ", ".join(left)}
        return found("certification-other-items", facts=others, ground=scope)
    if one.other_users:
        told = said | {"users": ", ".join(one.other_users)}
        return found("certification-other-users", facts=told, ground=scope)
    no_cure = facts.rulebook.notes.of("certification-no-cure")
    return found("certification-accepted", facts=said, ground=no_cure)


def _for_another(number: str, only_for: CertifiedOrder, scope: Note) -> CaseFinding:
    """Return that a certification is for another order: of a reference, or of a period."""
    first, last = only_for.period_from, only_for.period_to
    if first or last:
        told = {"number": number, "first": first or "…", "last": last or "…"}
        return found("certification-other-period", facts=told, ground=scope)
    told = {"number": number, "order": only_for.reference}
    return found("certification-other-order", facts=told, ground=scope)
