"""Finding the customer that a row of a table seems to be."""

from collections.abc import Iterable
from enum import StrEnum

from exportdesk.core.customers import Customer
from exportdesk.core.text import folded, number_key

_MOST_SAME = 40  # of so many with one number, the first are looked at: it says nobody's


class MetBy(StrEnum):
    """By what a row and one in the book, or two rows, seem to be the same."""

    NOTHING = ""
    KEY = "key"  # the reference, or the SKU
    IDENTIFIER = "identifier"
    NAME = "name"  # with the same country, or one of them without


class KnownCustomers:
    """Customers found by reference, by number, and by name with country."""

    def __init__(self, customers: Iterable[Customer]) -> None:
        self._by_reference: dict[str, Customer] = {}
        self._by_number: dict[str, list[Customer]] = {}
        self._by_name: dict[str, list[Customer]] = {}
        for customer in customers:
            self.add(customer)

    def add(self, customer: Customer) -> None:
        """Let a customer be met."""
        if customer.reference:
            self._by_reference.setdefault(customer.reference, customer)
        for one in customer.profile.identifiers:
            self._by_number.setdefault(number_key(one.number), []).append(customer)
        for name in customer.profile.names:
            self._by_name.setdefault(folded(name.text), []).append(customer)

    def met(self, other: Customer) -> tuple[Customer | None, MetBy]:
        """Return whom a customer seems to be, and by what."""
        found = self._by_reference.get(other.reference) if other.reference else None
        if found is not None:
            return found, MetBy.KEY
        for one in other.profile.identifiers:
            key = number_key(one.number)
            for found in self._by_number.get(key, ())[:_MOST_SAME] if key else ():
                if _may_be(found, other) and (_same_country(found, other) or _alike(found, other)):
                    return found, MetBy.IDENTIFIER
        for name in other.profile.names:
            for found in self._by_name.get(folded(name.text), ()):
                if _may_be(found, other) and _same_country(found, other):
                    return found, MetBy.NAME
        return None, MetBy.NOTHING


def _may_be(one: Customer, other: Customer) -> bool:
    """Whether two customers do not have two different references of our own."""
    return not (one.reference and other.reference and one.reference != other.reference)


def _same_country(one: Customer, other: Customer) -> bool:
    ours, theirs = set(one.profile.countries), set(other.profile.countries)
    return not ours or not theirs or bool(ours & theirs)


def _alike(one: Customer, other: Customer) -> bool:
    """Whether two share a name: the number of one country may be another firm's in the next."""
    names = {folded(name.text) for name in one.profile.names}
    return any(folded(name.text) in names for name in other.profile.names)
