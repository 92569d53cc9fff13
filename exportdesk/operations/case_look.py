"""What cases need of the book, read once for many of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from exportdesk.core.book import BookMatch, Screened
from exportdesk.core.cases import NOBODY, Case, CaseParty, CasePolicy, PartyAnswer
from exportdesk.core.certification_life import Certification
from exportdesk.core.customers import Customer
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.letters import Letter
from exportdesk.core.listings import Listing
from exportdesk.core.products import Product
from exportdesk.diligence import CheckedProduct, OwnershipResult
from exportdesk.diligence.case_facts import ScreeningState
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.operations.rulebooks import InUse
from exportdesk.storage.workspace import Workspace


class CaseLooks:
    """A look at the book for some cases, on one day and with one state of the lists.

    `current` is what parties are to be screened with, "" without lists; `in_use` the rulebook that
    all of it goes by, also where another takes its place meanwhile. It belongs to the thread
    that made it, and is thrown away after use: it keeps what it read.
    """

    def __init__(
        self,
        workspace: Workspace,
        cases: Sequence[Case],
        *,
        current: str,
        day: date,
        listings: Callable[[Iterable[ListingUid]], Mapping[ListingUid, Listing]],
        policy: CasePolicy,
        in_use: InUse,
        sources: tuple[SourceStatus, ...],
    ) -> None:
        self.workspace = workspace
        self.current = current
        self.day = day
        self.policy = policy
        self.in_use = in_use
        self.sources = sources
        self.owned: dict[tuple[PartyId, PartyId, date], OwnershipResult] = {}
        self._checked: dict[Product, CheckedProduct] = {}
        named = [one for case in cases for one in case.parties]
        asked = {*(one.party for one in named), *(case.customer for case in cases)} - {NOBODY}
        self._now = workspace.merged.now(sorted(asked))
        there = workspace.customers.holders(self._now.values())
        self._holders = {one: there[now] for one, now in self._now.items() if now in there}
        kept = {*self._holders.values(), *(case.customer for case in cases if case.customer)}
        products = {one.product.id for case in cases for one in case.items}
        self.products = workspace.products.several(sorted(products))
        self.letters = [_as_merged(workspace, one) for one in workspace.letters.all()]
        self._customers = workspace.customers.several(sorted(kept))
        self._read_screenings(workspace, kept)
        self._read_typed(workspace, named)
        self._read_certifications(workspace, cases)
        self._signed = workspace.cases.signed_of(self.now(case.customer) for case in cases)
        uids = [one.match.uid for found in self._matches.values() for one in found]
        uids += [one.match.uid for found in self.typed.values() for one in found.matches]
        self.listings = dict(listings(uids))

    def _read_screenings(self, workspace: Workspace, customers: Iterable[PartyId]) -> None:
        wanted = sorted(customers)
        self._matches: dict[PartyId, list[BookMatch]] = {}
        for match in workspace.matches.of_customers(wanted):
            self._matches.setdefault(match.party, []).append(match)
        self._screened: dict[PartyId, Screened] = {
            one.kept.id: one for one in workspace.matches.screened(wanted)
        }
        self._screened_at: dict[PartyId, str] = {}

    def _read_certifications(self, workspace: Workspace, cases: Sequence[Case]) -> None:
        customers = {self.now(case.customer) for case in cases}
        self._certifications = workspace.certifications.of_customers(customers)
        self._for_cases = workspace.certifications.of_cases(case.id for case in cases)

    def certifications(self, case: Case) -> list[Certification]:
        """Return the certifications of a case's customer and those made for it, oldest first."""
        found = {one.id: one for one in self._certifications.get(self.now(case.customer), [])}
        found |= {one.id: one for one in self._for_cases.get(case.id, [])}
        return sorted(found.values(), key=lambda one: (one.form.dated, one.id))

    def _read_typed(self, workspace: Workspace, named: Iterable[CaseParty]) -> None:
        typed = [one.party for one in named if one.party and self.holder(one) is None]
        self.typed = workspace.typed_screenings.of(typed)
        self.decided = workspace.decisions.newest(list(self.typed))

    def now(self, party: PartyId) -> PartyId:
        """Return as whom a named party goes on: itself, unless its customer was merged."""
        return self._now.get(party, party)

    def customers_of(self, case: Case) -> list[Customer]:
        """Return the customers of the book whose parties take part in a case."""
        found = {self._holders.get(one.party) for one in case.parties if one.party}
        return [self._customers[one] for one in sorted(filter(None, found))]

    def holder(self, named: CaseParty) -> Customer | None:
        """Return whose party a named one is, None where it is in the book no more."""
        if named.answer is not PartyAnswer.KEPT:
            return None
        found = self._holders.get(named.party)
        return self._customers.get(found) if found else None

    def kept_state(self, customer: PartyId, party: PartyId) -> tuple[ScreeningState, str]:
        """Return whether a kept party was screened as it looks now, and when (UTC text)."""
        one = self._screened.get(party)
        if one is None or not one.screened_with or not self.current:
            return ScreeningState.NOT_SCREENED, ""
        if customer not in self._screened_at:
            self._screened_at[customer] = self.workspace.customers.screened(customer)[0]
        is_current = one.screened_with == self.current and not one.is_changed
        state = ScreeningState.CURRENT if is_current else ScreeningState.STALE
        return state, self._screened_at[customer]

    def matches_of(self, party: PartyId) -> list[BookMatch]:
        """Return the matches of a kept party."""
        return self._matches.get(party, [])

    def listing(self, uid: str) -> Listing | None:
        """Return a listing that one of the parties may be."""
        return self.listings.get(ListingUid(uid))

    def case_customer(self, party: PartyId) -> PartyId:
        """Return whose party the book takes it for, NOBODY where it is not in it."""
        return self._holders.get(party, NOBODY)

    def checked(
        self, product: Product, check: Callable[[Product], CheckedProduct]
    ) -> CheckedProduct:
        """Return a product as checked, each once."""
        if product not in self._checked:
            self._checked[product] = check(product)
        return self._checked[product]

    def signed_before(self, case: Case) -> list[Case]:
        """Return the cases of the same customer that were signed off before this one, in order."""
        others = [one for one in self._signed.get(self.now(case.customer), []) if one.id != case.id]
        own = case.sign_off
        if own is None:
            return others
        return [one for one in others if one.sign_off and one.sign_off.at.at < own.at.at]


def _as_merged(workspace: Workspace, letter: Letter) -> Letter:
    """Return a letter that names its customers also as those that they go on as."""
    if not letter.customers:
        return letter
    now = workspace.merged.now(letter.customers)
    return replace(letter, customers=tuple(dict.fromkeys((*letter.customers, *now.values()))))
