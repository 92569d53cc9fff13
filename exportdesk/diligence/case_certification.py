"""Which certification counts for a case, and which of its products it covers.

One that names another order is for that order; one of a period for the orders in it; one of neither
for all until it ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from exportdesk.core.cases import Case, CaseParty
from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.ids import ProductId
from exportdesk.core.parties import Role
from exportdesk.core.text import folded
from exportdesk.diligence.case_facts import CertificationFacts, who_is
from exportdesk.diligence.returned_certifications import possible_days

_State = CertificationState
_UNDER_WAY = (_State.RETURNED, _State.SENT, _State.DRAFT)


def certification_of(
    case: Case,
    wanted: frozenset[ProductId],
    certifications: Sequence[Certification],
    on: date,
) -> CertificationFacts:
    """Return the certification that counts for a case whose goods go on a day.

    `wanted` are the products for which one is asked; `certifications` those of the customer and
    those made for the case, the oldest first. One that was rejected last is never hidden by an
    older one that was accepted.
    """
    known = [_told(case, one, on) for one in _of_its_time(case, certifications)]
    known = [one for one in known if one.state is not _State.REPLACED]
    relevant = [one for one in known if one.covers & wanted] or known
    if relevant and relevant[-1].state is _State.REJECTED:
        return relevant[-1]
    in_force = [one for one in relevant if one.state is _State.ACCEPTED]
    whole = [one for one in in_force if wanted <= one.covers]
    if whole:
        return max(whole, key=lambda one: one.expires_on or date.max)
    for state in _UNDER_WAY:
        found = [one for one in relevant if one.state is state]
        if found:
            return found[-1]
    if in_force:
        return max(in_force, key=lambda one: len(one.covers & wanted))
    return relevant[-1] if relevant else CertificationFacts()


def _told(case: Case, one: Certification, on: date) -> CertificationFacts:
    state = one.standing(on)
    if state is _State.EXPIRING:
        state = _State.ACCEPTED  # it counts; when it ends, the case says itself
    if state is _State.REPLACED and one.ruling is not None and one.ruling.accepted:
        state = _State.ACCEPTED  # what took its place came after the sign-off
    known = CertificationFacts(state, one.number, one.expires_on)
    if not _is_for(case, one, on):
        return replace(known, only_for=one.form.asked.order)
    return replace(known, covers=_covered(case, one), other_users=_other_users(case, one))


def _of_its_time(case: Case, certifications: Sequence[Certification]) -> list[Certification]:
    """Return those that there were at the sign-off: what came later was not looked at.

    Of those, one that was replaced by another counts no more.
    """
    there = list(certifications)
    if case.sign_off is not None:
        day = case.sign_off.at.local.date()
        there = [one for one in there if one.form.dated <= day]
    ids = {one.id for one in there if not one.is_draft}
    return [one for one in there if one.state is not _State.REPLACED or one.replaced_by not in ids]


def _covered(case: Case, one: Certification) -> frozenset[ProductId]:
    ids = {item.product for item in one.form.items if item.product}
    parts = {folded(item.part) for item in one.form.items if item.part}
    return frozenset(
        each.product.id
        for each in case.items
        if each.product.id in ids or (each.product.sku and folded(each.product.sku) in parts)
    )


def _other_users(case: Case, one: Certification) -> tuple[str, ...]:
    """Return the end users of the case that it says nothing of: it may have been for others."""
    said = [one.form.asked.use, *(each.answers.use for each in one.returns if each.answers)]
    named = {folded(user.name) for use in said for user in use.end_users if user.name}
    if any(use.end_user_not_known for use in said) or not (named or one.form.case == case.id):
        return ()
    users = (each for each in who_is(case, Role.END_USER) if not _buys(case, each))
    names = (each.profile.name for each in users if each.profile is not None)
    return tuple(name for name in names if name and folded(name) not in named)


def _buys(case: Case, one: CaseParty) -> bool:
    """Whether somebody is the customer, who certifies for itself."""
    return one.role is Role.PURCHASER or (bool(one.party) and one.party == case.customer)


def _is_for(case: Case, one: Certification, on: date) -> bool:
    """Whether a certification is for the order of a case."""
    order = one.form.asked.order
    if one.form.case == case.id:
        return True
    first, last = possible_days(order.period_from), possible_days(order.period_to)
    if first or last:
        day = case.ordered_on or on
        return _begun(first, day) and (not last or day <= max(last))
    return not order.reference or folded(order.reference) == folded(case.reference)


def _begun(days: Iterable[date], day: date) -> bool:
    return day >= min(days, default=day)
