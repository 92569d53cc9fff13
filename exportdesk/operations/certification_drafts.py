"""Fills a new certification from what is known: the customer, the case, the products.

What the customer does with the items is not filled in: that is for the customer to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from exportdesk.core.cases import UNKNOWN, Case, CaseParty, PartyAnswer
from exportdesk.core.certifications import (
    CERTIFIED_ROLES,
    ENGLISH,
    Answers,
    CertifiedCustomer,
    CertifiedEndUser,
    CertifiedItem,
    CertifiedOrder,
    CertifiedUse,
)
from exportdesk.core.customers import AddressUse, Customer, NameUse, PartyAddress, Profile
from exportdesk.core.parties import Role
from exportdesk.core.products import Product
from exportdesk.core.text import tidy
from exportdesk.diligence.case_facts import who_is

_FORMED = "formed_on"  # the question of a case: what was answered there is not asked again
_MOST_NUMBERS = 3
_LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("TR",), "tr"),
    **dict.fromkeys(("CN",), "zh"),
    **dict.fromkeys(("AE", "SA", "EG", "JO", "KW", "QA", "BH", "OM", "IQ", "LB", "MA", "TN"), "ar"),
    **dict.fromkeys(("DZ", "LY", "YE", "SY", "SD"), "ar"),
    **dict.fromkeys(("RU", "BY", "KG"), "ru"),
    **dict.fromkeys(("ES", "MX", "AR", "CL", "CO", "PE", "EC", "UY", "PY", "BO", "VE"), "es"),
    **dict.fromkeys(("GT", "CR", "PA", "HN", "NI", "SV", "DO", "CU"), "es"),
    **dict.fromkeys(("KZ",), "kk"),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a new certification is filled with."""

    asked: Answers
    items: tuple[CertifiedItem, ...]
    customer_name: str = ""


def language_for(country: str) -> str:
    """Return the language of the translation that is likely wanted in a country."""
    return _LANGUAGES.get(country, ENGLISH)


def filled(
    customer: Customer | None,
    case: Case | None,
    items: Iterable[CertifiedItem],
) -> Ask:
    """Return what is known for a form."""
    profile = customer.profile if customer else _buyer(case)
    asked = Answers(customer=certified(profile) if profile else CertifiedCustomer())
    if case is not None:
        if (formed := case.value(_FORMED)) and formed != UNKNOWN:
            asked = replace(asked, customer=replace(asked.customer, formed_on=formed))
        day = case.ordered_on.isoformat() if case.ordered_on else ""
        asked = replace(
            asked,
            roles=frozenset(_roles(case, customer)),
            order=CertifiedOrder(case.reference, day),
            use=CertifiedUse(
                end_users=tuple(_end_users(case, customer)),
                end_user_not_known=_is_unknown(case),
            ),
        )
    return Ask(asked, tuple(items), profile.name if profile else "")


def certified(profile: Profile) -> CertifiedCustomer:
    """Return a party as it stands on a form."""
    legal = next((one.text for one in profile.names if one.use is NameUse.LEGAL), profile.name)
    others = dict.fromkeys(one.text for one in profile.names if one.text != legal)
    seat = _address(profile, AddressUse.REGISTERED) or next(iter(profile.addresses), None)
    place = next((one for one in profile.addresses if one is not seat and one.use in _PLACES), None)
    numbers = [tidy(f"{one.type} {one.number}") for one in profile.identifiers]
    return CertifiedCustomer(
        legal_name=legal,
        other_names="; ".join(others),
        registered_address=seat.line if seat else "",
        physical_address=place.line if place and seat and place.line != seat.line else "",
        country=(seat.country if seat else "") or profile.country,
        website=profile.website,
        registration_number="; ".join(numbers[:_MOST_NUMBERS]),
        formed_on=profile.formed_on,
    )


_PLACES = (
    *(AddressUse.BUSINESS, AddressUse.SHIPPING, AddressUse.FACTORY, AddressUse.WAREHOUSE),
    *(AddressUse.BRANCH, AddressUse.NOT_SAID),
)


def items_of(case: Case, tier: Callable[[Product], str]) -> Iterator[CertifiedItem]:
    """Yield the items of a case."""
    for one in case.items:
        yield item_of(one.product, tier, one.quantity, one.unit)


def item_of(
    product: Product, tier: Callable[[Product], str], quantity: str = "", unit: str = ""
) -> CertifiedItem:
    """Return a product as a line of a form."""
    return CertifiedItem(
        part=product.sku,
        description=product.description,
        hs_code=product.hs_code,
        eccn=product.eccn,
        quantity=quantity,
        unit=unit,
        tier=tier(product),
        product=product.id,
    )


def _address(profile: Profile, use: AddressUse) -> PartyAddress | None:
    return next((one for one in profile.addresses if one.use is use and one.line), None)


def _buyer(case: Case | None) -> Profile | None:
    """Return whoever buys in a case whose customer is not in the book."""
    if case is None:
        return None
    return next((one.profile for one in who_is(case, Role.PURCHASER) if one.profile), None)


def _roles(case: Case, customer: Customer | None) -> Iterator[Role]:
    """Yield what the customer is in the case."""
    for role in CERTIFIED_ROLES:
        if any(_is_customer(one, customer, role) for one in who_is(case, role)):
            yield role


def _is_customer(one: CaseParty, customer: Customer | None, role: Role) -> bool:
    if customer is None:
        return role is Role.PURCHASER or one.role is Role.PURCHASER
    return one.answer is PartyAnswer.KEPT and one.party == customer.id


def _end_users(case: Case, customer: Customer | None) -> Iterator[CertifiedEndUser]:
    for one in who_is(case, Role.END_USER):
        if one.profile is not None and not _is_customer(one, customer, Role.END_USER):
            place = next(iter(one.profile.addresses), PartyAddress())
            yield CertifiedEndUser(one.profile.name, place.line, place.country)


def _is_unknown(case: Case) -> bool:
    return any(one.answer is PartyAnswer.UNKNOWN for one in case.of_role(Role.END_USER))
