"""Searching everything: customers, products, cases, letters, listings, records, by what somebody
types.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.customers import KeptParty
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import ListingUid, PartyId, ProductId
from exportdesk.core.letters import Letter
from exportdesk.core.matches import Match, Strength
from exportdesk.core.papers import IssuedPaper
from exportdesk.core.parties import Party, Role
from exportdesk.core.products import Product
from exportdesk.core.scanned import number_meant
from exportdesk.core.text import folded, number_key, tidy
from exportdesk.operations.screening import Screenings
from exportdesk.rulebook import HighPriorityList, Tier
from exportdesk.storage.book_search import FoundCustomer
from exportdesk.storage.cases import CaseFilter, CaseRow
from exportdesk.storage.certifications import CertificationFilter, CertificationRow
from exportdesk.storage.workspace import Workspace

FEW = 6
SHORTEST_LISTED = 3
"""Letters from which listings are looked for: one or two are in everybody's name."""


class Met(StrEnum):
    """By what a customer was found, where its own name does not show it."""

    NAME = "name"
    NUMBER = "number"
    REFERENCE = "reference"
    ADDRESS = "address"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer. `met` is by what it was found, `by` the text that says so.

    Where it is a related party that was found, `related` is its name and `role` what it is.
    `consequence` is what follows from a confirmed match, "" where there is none.
    """

    customer: PartyId
    name: str
    reference: str
    country: str
    met: Met = Met.NAME
    by: str = ""
    related: str = ""
    role: Role = Role.NOT_SAID
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class ProductHit:
    """A product, with its high-priority tier."""

    product: ProductId
    sku: str
    description: str
    hs_code: str
    eccn: str
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class ListingHit:
    """A listed party. `strength` is of a name that is like the whole text; None where the listed
    name only holds its words.
    """

    uid: ListingUid
    name: str
    list: str
    countries: tuple[str, ...]
    strength: Strength | None = None


@dataclass(frozen=True, slots=True)
class RecordHit:
    """A saved screening."""

    number: str
    at: Moment
    names: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class BookHits:
    """What of the workspace was found."""

    customers: tuple[CustomerHit, ...] = ()
    products: tuple[ProductHit, ...] = ()
    records: tuple[RecordHit, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    letters: tuple[Letter, ...] = ()
    certifications: tuple[CertificationRow, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()


class Search:
    """Finds a few of everything. `book` may be called on any thread, `listings` on that of
    screening.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        screenings: Screenings,
        high_priority: Callable[[], HighPriorityList],
        day: Callable[[], date],
    ) -> None:
        """`day` is today: a certification stands as of it."""
        self._workspace = workspace
        self._screenings = screenings
        self._high_priority = high_priority
        self._day = day

    def book(self, text: str, *, limit: int = FEW) -> BookHits:
        """Return customers, products, cases, letters, certifications, papers and records that hold
        every word of `text`; accents and case do not count, nor do points in a product's code. The
        code of a paper, as a scanner types it, finds its record.
        """
        text = number_meant(tidy(text))
        if not text:
            return BookHits()
        workspace = self._workspace()
        store = workspace.search
        return BookHits(
            tuple(_customer_hit(one, text) for one in store.customers(text, limit)),
            tuple(self._product_hit(one) for one in store.products(text, limit)),
            tuple(
                RecordHit(one.number, one.at, _names(one.names, text), one.reference)
                for one in store.records(text, limit)
            ),
            tuple(workspace.cases.rows(CaseFilter(text=text, limit=limit))),
            tuple(workspace.letters.all(text, limit)),
            tuple(
                workspace.certifications.rows(
                    CertificationFilter(text=text, limit=limit), self._day()
                )
            ),
            tuple(workspace.issued.find(text, limit)),
        )

    def listings(self, text: str, *, limit: int = FEW) -> tuple[ListingHit, ...]:
        """Return listed parties called like `text` or with this number, the strongest first, then
        those whose names hold its words, the last one perhaps not typed to its end.

        Nothing where the text is too short to mean anybody. Raises ListsMissing where no list is
        loaded.
        """
        text = tidy(text)
        if len(text) < SHORTEST_LISTED:
            return ()
        number = text if any(letter.isdigit() for letter in text) else ""
        try:
            matches = self._screenings.matches(Party(text, identifier=number), limit=limit)
        except BadInput:  # a text of signs only names nobody
            return ()
        found = {match.uid: _listing_hit(match) for match in matches}
        for uid, listed_in, name, countries in self._screenings.holding(text, limit):
            found.setdefault(uid, ListingHit(uid, name, listed_in, countries))
        return tuple(found.values())[:limit]

    def _product_hit(self, product: Product) -> ProductHit:
        item = self._high_priority().of(product.hs_code)
        return ProductHit(
            product.id,
            product.sku,
            product.description,
            product.hs_code,
            product.eccn,
            item.tier.tier if item is not None else None,
        )


def _listing_hit(match: Match) -> ListingHit:
    return ListingHit(match.uid, match.name, match.list, match.countries, match.strength)


def _names(lines: str, text: str) -> tuple[str, ...]:
    """Return the names of a screening, those first that hold a word of `text`."""
    words = folded(text).split()
    names = [name for name in lines.split("\n") if name]
    return tuple(sorted(names, key=lambda name: not any(word in folded(name) for word in words)))


def _customer_hit(found: FoundCustomer, text: str) -> CustomerHit:
    """Say by what a customer was found: its own things first, then those of who is related."""
    words = folded(text).split()
    own = next((one for one in found.parties if one.is_customer), None)
    hit = CustomerHit(
        found.id,
        found.name,
        found.reference,
        own.profile.country if own is not None else "",
        consequence=found.consequence,
    )
    if _holds(found.name, words):
        return hit
    typed = number_key(" ".join(words))
    if _holds(found.reference, words) or (typed and typed in number_key(found.reference)):
        return _with(hit, Met.REFERENCE, found.reference)
    for party in found.parties:
        how = _how(party, words)
        if how is not None:
            return _with(hit, *how, party=None if party.is_customer else party)
    return _with(hit, Met.OTHER, "")


def _how(party: KeptParty, words: list[str]) -> tuple[Met, str] | None:
    profile = party.profile
    for met, texts in (
        (Met.NAME, [name.text for name in profile.names]),
        (Met.NUMBER, [one.number for one in profile.identifiers]),
        (Met.ADDRESS, [one.line for one in profile.addresses]),
        (Met.OTHER, [profile.website, profile.mail]),
    ):
        found = next((text for text in texts if _holds(text, words)), None)
        if found is not None:
            return met, found
    typed = number_key(" ".join(words))
    for one in profile.identifiers if typed else ():
        if typed in number_key(one.number):
            return Met.NUMBER, one.number
    return None


def _with(hit: CustomerHit, met: Met, by: str, *, party: KeptParty | None = None) -> CustomerHit:
    return replace(
        hit,
        met=met,
        by=by,
        related=party.profile.name if party is not None else "",
        role=party.role if party is not None else Role.NOT_SAID,
    )


def _holds(text: str, words: list[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)
