"""Finding the customer that a row of a table seems to be."""

from collections.abc import Iterable
from enum import StrEnum

from exportdesk.core.customers import Customer
from exportdesk.core.text import folded


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
        self._by_number: dict[str, Customer] = {}
        self._by_name: dict[str, list[Customer]] = {}
        for customer in customers:
            self.add(customer)

    def add(self, customer: Customer) -> None:
        """Let a customer be met."""
        if customer.reference:
            self._by_reference.setdefault(customer.reference, customer)
        for one in customer.profile.identifiers:
            self._by_number.setdefault(_number(one.number), customer)
        for name in customer.profile.names:
            self._by_name.setdefault(folded(name.text), []).append(customer)

    def met(self, other: Customer) -> tuple[Customer | None, MetBy]:
        """Return whom a customer seems to be, and by what."""
        found = self._by_reference.get(other.reference) if other.reference else None
        if found is not None:
            return found, MetBy.KEY
        for one in other.profile.identifiers:
            found = self._by_number.get(_number(one.number))
            if found is not None and _may_be(found, other):
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


def _number(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())
