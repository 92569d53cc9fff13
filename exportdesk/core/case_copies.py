"""What a new case begins with: the customer's own parties, or the last case of a repeat order."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from exportdesk.core.cases import (
    NOBODY,
    Answer,
    Case,
    CaseParty,
    CaseState,
    Destination,
    Origin,
    PartyAnswer,
    RaisedFlag,
    Resolution,
)
from exportdesk.core.customers import AddressUse, Customer, Profile
from exportdesk.core.ids import CaseId, ProductId
from exportdesk.core.parties import Role
from exportdesk.core.products import Product

_FILLED_ROLES = (
    Role.INTERMEDIATE_CONSIGNEE,
    Role.ULTIMATE_CONSIGNEE,
    Role.END_USER,
    Role.FREIGHT_FORWARDER,
    Role.BANK,
    Role.AGENT,
)


def filled_from(case: Case, customer: Customer) -> Case:
    """Return the case with what is known of its customer, where nothing was entered yet.

    The customer is the purchaser; its related parties have the roles they are kept with. Whoever
    else receives or uses the goods is asked, not guessed.
    """
    filled = replace(case, customer=customer.id, title=case.title or customer.name)
    if not case.of_role(Role.PURCHASER):
        filled = filled.with_role(
            Role.PURCHASER,
            CaseParty(Role.PURCHASER, PartyAnswer.KEPT, customer.id, customer.profile),
        )
    for role in _FILLED_ROLES:
        kept = [one for one in customer.related if one.role is role and one.of == customer.id]
        if kept and not case.of_role(role):
            filled = filled.with_role(
                role, *(CaseParty(role, PartyAnswer.KEPT, one.id, one.profile) for one in kept)
            )
    if not case.destination.country:
        filled = replace(filled, destination=destination_of(customer.profile))
    return filled


def for_another(
    case: Case,
    customer: Customer,
    *,
    keeps_answer: Callable[[Answer], bool],
    keeps_resolution: Callable[[Resolution], bool],
) -> Case:
    """Return the case with another customer: whatever rests on who buys begins anew.

    Order, days and products stay, and of what was answered and settled what the caller says.
    """
    former = {one.profile.name for one in case.parties if one.profile and one.party}
    anew = replace(
        case,
        customer=NOBODY,
        title="" if case.title in former else case.title,
        parties=(),
        destination=Destination(),
        route=(),
        answers=tuple(filter(keeps_answer, case.answers)),
        flags=(),
        looked=(),
        resolutions=tuple(filter(keeps_resolution, case.resolutions)),
        licenses=(),
        trade_integrity=None,
    )
    return filled_from(anew, customer)


def refreshed(case: Case, customer: Customer) -> Case:
    """Return the case with its kept parties as the book has them now."""
    parties = []
    for one in case.parties:
        kept = customer.kept(one.party) if one.answer is PartyAnswer.KEPT else None
        parties.append(replace(one, profile=kept.profile) if kept else one)
    return replace(case, parties=tuple(parties))


def with_products(case: Case, kept: Mapping[ProductId, Product]) -> Case:
    """Return the case with its products as the book has them now.

    What was answered of a control on part of an entry holds for that entry alone.
    """
    items = []
    for one in case.items:
        product = kept.get(one.product.id, one.product)
        is_same = product.eccn == one.product.eccn
        items.append(replace(one, product=product, controls=one.controls if is_same else {}))
    return replace(case, items=tuple(items))


def lacks_only(copy: Product, kept: Product) -> bool:
    """Whether the book's record differs from a case's copy only in what the copy lacks."""
    pairs = [(getattr(copy, one.name), getattr(kept, one.name)) for one in fields(Product)]
    return copy != kept and all(had == has or not had for had, has in pairs)


def repeated(
    case: Case,
    new_id: CaseId,
    *,
    keeps_answer: Callable[[Answer], bool],
    keeps_flag: Callable[[RaisedFlag], bool],
    keeps_resolution: Callable[[Resolution], bool],
) -> Case:
    """Return a new case for a repeat order: the same but for what belongs to one shipment.

    Dates, reference, licenses, the look-up and the sign-off are of one shipment. Answers and
    resolutions are kept as the caller says. A red flag comes back with what was found out, and
    waits for somebody to say that it holds for this order too.
    """
    return Case(
        id=new_id,
        title=case.title,
        customer=case.customer,
        is_chosen=case.is_chosen,
        parties=case.parties,
        items=case.items,
        destination=case.destination,
        route=case.route,
        answers=tuple(
            replace(one, origin=Origin.LAST_CASE) for one in case.answers if keeps_answer(one)
        ),
        flags=tuple(
            replace(one, resolved_by="", resolved_at=None) for one in case.flags if keeps_flag(one)
        ),
        resolutions=tuple(_of_last_time(one) for one in case.resolutions if keeps_resolution(one)),
        state=CaseState.OPEN,
        copied_from=case.id,
    )


def _of_last_time(one: Resolution) -> Resolution:
    """Return a resolution as it comes along: of a red flag nobody has signed it yet."""
    return replace(one, by="", at=None) if one.finding.startswith("red-flag:") else one


def destination_of(profile: Profile) -> Destination:
    """Return where a customer has goods sent: its shipping address, else its first with a country.

    Whether that is in a region with rules of its own is asked.
    """
    for use in (AddressUse.SHIPPING, None):
        for one in profile.addresses:
            if one.country and use in (None, one.use):
                return Destination(one.country, address=one.line)
    return Destination()
