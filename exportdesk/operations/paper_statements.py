"""What statements say before they are signed: who makes them, about which items and which use."""

import re
from collections.abc import Iterable, Iterator

from exportdesk.core.cases import Case, PartyAnswer
from exportdesk.core.customers import AddressUse, NameUse, PartyAddress, Profile
from exportdesk.core.parties import Role
from exportdesk.core.products import Product
from exportdesk.core.text import tidy
from exportdesk.documents.paper_values import StatementItem, StatementParty

_FIRST = (AddressUse.REGISTERED, AddressUse.BUSINESS, AddressUse.NOT_SAID, AddressUse.FACTORY)
_BOX = re.compile(
    r"\bp\.?\s*o\.?\s*box\b|\bpost\s?office\s+box\b|\bpostfach\b|\bapartado\b|\bposta\s+kutusu\b"
    r"|\bp\.?\s*k\.?\s*\d|\b[aа]/я\b|\bcasilla\b|\bbo[iî]te\s+postale\b|\bb\.?p\.?\s+\d",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(street|st\.|road|rd\.|avenue|ave\.|lane|caddesi|cad\.|sokak|sok\.|stra(ss|ß)e|str\.|rue"
    r"|calle|ul\.|улица|ул\.)",
    re.IGNORECASE,
)


def is_box(address: str) -> bool:
    """Return whether an address looks like a post office box and nothing else."""
    return bool(_BOX.search(address)) and not _STREET.search(address)


def statement_party(profile: Profile) -> StatementParty:
    """Return a party as a statement names it: its physical address before any other."""
    place = _physical(profile)
    names = [one.text for one in profile.names]
    legal = next((one.text for one in profile.names if one.use is NameUse.LEGAL), profile.name)
    others = [name for name in dict.fromkeys(names) if name != legal]
    numbers = (tidy(f"{one.type} {one.number}") for one in profile.identifiers)
    return StatementParty(
        name=legal,
        other_names="; ".join(others),
        address=place.line,
        country=place.country or profile.country,
        website=profile.website,
        registration_number="; ".join(numbers),
        is_box=is_box(place.line),
    )


def _physical(profile: Profile) -> PartyAddress:
    usable = [one for one in profile.addresses if one.line]
    streets = [one for one in usable if not is_box(one.line)] or usable
    for use in _FIRST:
        for one in streets:
            if one.use is use:
                return one
    return streets[0] if streets else PartyAddress(country=profile.country)


def items_of_case(case: Case) -> Iterator[StatementItem]:
    """Yield the lines of a case's order."""
    for one in case.items:
        yield _item(one.product, tidy(f"{one.quantity} {one.unit}"))


def items_of_products(products: Iterable[Product]) -> Iterator[StatementItem]:
    """Yield products without a quantity."""
    for one in products:
        yield _item(one, "")


def _item(product: Product, quantity: str) -> StatementItem:
    return StatementItem(
        product.sku, product.description, hs_text(product.hs_code), product.eccn, quantity
    )


def hs_text(code: str) -> str:
    """Return the digits of an HS code as tariffs print them: 8532.21, 8532.21.0040."""
    if not code.isdigit() or len(code) < 6:
        return code
    rest = f".{code[6:]}" if len(code) > 6 else ""
    return f"{code[:4]}.{code[4:6]}{rest}"


def end_user_of(case: Case) -> Profile | None:
    """Return the end user of a case where it is somebody who was named."""
    return _named(case, Role.END_USER, set())


def _named(case: Case, role: Role, asked: set[Role]) -> Profile | None:
    for one in case.of_role(role):
        if one.profile is not None:
            return one.profile
        if one.answer is PartyAnswer.SAME_AS and one.same_as not in asked:
            return _named(case, one.same_as, asked | {role})
    return None
