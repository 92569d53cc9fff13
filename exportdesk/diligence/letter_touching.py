"""Which of a case's parties, products and places a letter from BIS touches."""

from collections.abc import Iterable, Iterator

from exportdesk.core.ids import PartyId
from exportdesk.core.letters import Letter, LetterItem
from exportdesk.core.parties import Role
from exportdesk.core.products import Product
from exportdesk.core.text import folded
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.rulebook.eccn import EAR99, base_of, read_eccn

_GETS = frozenset((Role.INTERMEDIATE_CONSIGNEE, Role.ULTIMATE_CONSIGNEE, Role.END_USER))


def touched_products(letter: Letter, products: Iterable[Product]) -> Iterator[Product]:
    """Yield the products that a letter names."""
    for product in products:
        if any(names_product(item, product) for item in letter.items):
            yield product


def names_product(item: LetterItem, product: Product) -> bool:
    """Whether a letter's item is a product: everything it is named by has to fit."""
    if item.is_empty:
        return False
    return (
        _fits_code(item.hs_code, product.hs_code)
        and _fits_eccn(item.eccn, product.eccn)
        and (not item.sku or folded(item.sku) == folded(product.sku))
        and _fits_text(item.text, product)
    )


def touched_customers(letter: Letter, parties: Iterable[PartyId]) -> frozenset[PartyId]:
    """Return which of these parties a letter names as customers of ours."""
    return frozenset(letter.customers) & frozenset(parties)


def reached_places(facts: CaseFacts) -> frozenset[str]:
    """Return where the goods go, pass, are received and used, with what each counts as.

    A letter on China is one on Hong Kong: the EAR have no row of its own for it.
    """
    places = {facts.case.destination.country, *facts.case.route}
    for one in facts.taking_part:
        if _GETS.intersection(one.roles):
            places.update(one.profile.countries)
    rules = [facts.rulebook.countries_rules.of(code) for code in sorted(places)]
    counted = {one.counts_as for one in rules if one is not None}
    return frozenset(places | counted) - {""}


def _fits_code(wanted: str, code: str) -> bool:
    # A code that is less exact than the letter's may be the one it means.
    return not wanted or (bool(code) and (code.startswith(wanted) or wanted.startswith(code)))


def _fits_eccn(wanted: str, eccn: str) -> bool:
    if not wanted:
        return True
    named, ours = read_eccn(wanted) or wanted, read_eccn(eccn) or eccn
    if EAR99 in (named, ours) or len(named) > len(base_of(named)):
        return ours.startswith(named) or (bool(ours) and named.startswith(f"{ours}."))
    return base_of(ours) == named


def _fits_text(wanted: str, product: Product) -> bool:
    told = folded(f"{product.sku} {product.description} {product.manufacturer}")
    return all(word in told for word in folded(wanted).split())
