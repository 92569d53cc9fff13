"""Gathers the facts of cases from the book: parties, matches, owners, letters, history, lists."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from exportdesk.core.book import BookMatch
from exportdesk.core.case_copies import refreshed
from exportdesk.core.cases import Case, CaseParty, CasePolicy, CaseState
from exportdesk.core.clock import Clock, Moment, parse_utc, today
from exportdesk.core.customers import Customer, Profile
from exportdesk.core.fingerprints import profile_fingerprint
from exportdesk.core.ids import PartyId
from exportdesk.core.letters import Letter
from exportdesk.core.parties import Role
from exportdesk.core.standing import MatchState
from exportdesk.core.text import folded
from exportdesk.diligence import ListedParty, OwnershipResult
from exportdesk.diligence.case_certification import certification_of
from exportdesk.diligence.case_facts import (
    CaseFacts,
    ItemFacts,
    LetterFacts,
    ListFacts,
    PartyFacts,
    PartyMatch,
    PastOrder,
    ScreeningState,
    named_parties,
    policy_of,
)
from exportdesk.diligence.case_licensing import with_indications
from exportdesk.diligence.checks.certification import items_to_certify
from exportdesk.diligence.letter_touching import reached_places, touched_customers, touched_products
from exportdesk.diligence.outcome import Drift, drift
from exportdesk.diligence.since import Ground, Since
from exportdesk.diligence.since_rules import rules_since
from exportdesk.operations.book_screening import BookScreenings
from exportdesk.operations.case_look import CaseLooks
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.operations.owning import Owning
from exportdesk.operations.products import Products
from exportdesk.operations.rulebook_past import PastRulebooks
from exportdesk.operations.rulebooks import InUse
from exportdesk.operations.standings import Standings
from exportdesk.rulebook import EarTables, denial_order_ended
from exportdesk.rulebook.hs_codes import hs6_of
from exportdesk.storage.workspace import Workspace

_BEHIND = (Role.OWNER, Role.DIRECTOR)
_LOOK_UP_LISTS = ("trade integrity", "tip")


class CaseFactsOf:
    """Gathers facts. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        book: BookScreenings,
        standings: Standings,
        owning: Owning,
        products: Products,
        in_use: Callable[[], InUse],
        past: PastRulebooks,
        tables: Callable[[], EarTables],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._book = book
        self._standings = standings
        self._owning = owning
        self._products = products
        self._in_use = in_use
        self._past = past
        self._tables = tables
        self._clock = clock

    def policy(self) -> CasePolicy:
        """Return what the company asks of itself: its own word, else the rulebook's proposal."""
        settings = self._workspace().settings
        proposed = replace(
            policy_of(self._in_use().rulebook.policy),
            list_days=settings.settings().list_age_limit_days,
        )
        return settings.case_policy() or proposed

    def rules_since(self, facts: CaseFacts, old: str) -> Iterable[Since]:
        """Return which rules differ between the rulebook of a fingerprint and that of the facts."""
        changes = self._past.changes_since(old)
        if changes is None:
            return [Since(Ground.RULEBOOK, "rulebook", label="since-rules-not-kept")]
        return rules_since(changes, facts)

    def drift(self, facts: CaseFacts) -> Drift | None:
        """Return what is different since the sign-off, down to each rule."""
        return drift(facts, partial(self.rules_since, facts))

    def look(self, cases: Sequence[Case]) -> CaseLooks:
        """Return what these cases need of the book, read once for all of them."""
        return CaseLooks(
            self._workspace(),
            cases,
            current=self._book.current(),
            day=today(self._clock),
            listings=self._lists.listings,
            policy=self.policy(),
            in_use=self._in_use(),
            sources=tuple(one for one in self._lists.sources() if one.on),
        )

    def fresh(self, case: Case, look: CaseLooks | None = None) -> Case:
        """Return an open case with its parties as the book has them now; another one as it is."""
        if case.state is CaseState.OPEN:
            for customer in (look or self.look([case])).customers_of(case):
                case = refreshed(case, customer)
        return case

    def of(self, case: Case, look: CaseLooks | None = None) -> CaseFacts:
        """Return all facts of a case as of today."""
        look = look or self.look([case])
        case = self.fresh(case, look)
        export_on = case.export_on or look.day
        signed = look.signed_before(case)
        facts = CaseFacts(
            case=case,
            looked_on=look.day,
            rulebook=look.in_use.rulebook,
            parties=tuple(self._parties(case, look, export_on)),
            items=tuple(
                ItemFacts(
                    one,
                    look.checked(one.product, self._products.checked),
                    kept=look.products.get(one.product.id),
                )
                for one in case.items
            ),
            history=tuple(_orders(signed)),
            lists=tuple(_list(one, look.day) for one in look.sources),
            policy=look.policy,
            last_case=signed[-1] if signed else None,
            rulebook_print=look.in_use.edition.fingerprint,
            has_look_up_list=any(map(_is_look_up_list, look.sources)),
        )
        asked = frozenset(one.id for one in items_to_certify(facts))
        facts = replace(
            facts,
            letters=tuple(_letters(facts, look.letters, look)),
            letters_off=tuple(_letters_off(look)),
            certification=certification_of(case, asked, look.certifications(case), export_on),
        )
        return with_indications(facts, _listed(facts, look), self._tables())

    def _parties(self, case: Case, look: CaseLooks, export_on: date) -> Iterator[PartyFacts]:
        named = named_parties(case)
        told: set[PartyId] = set(named)
        for key, (one, roles) in named.items():
            customer = look.holder(one)
            kept = customer.kept(look.now(one.party)) if customer else None
            if customer is None or kept is None:
                yield self._typed(key, one, roles, look, export_on)
                continue
            screening, on = look.kept_state(customer.id, kept.id)
            yield PartyFacts(
                id=key,
                profile=kept.profile,
                roles=roles,
                screening=screening,
                screened_on=self._day(on),
                matches=self._matches(look.matches_of(kept.id), look, export_on),
                ownership=self._owned(customer, kept.id, look, export_on),
            )
            yield from self._behind(customer, kept.id, told, look, export_on)

    def _behind(
        self,
        customer: Customer,
        firm: PartyId,
        told: set[PartyId],
        look: CaseLooks,
        export_on: date,
    ) -> Iterator[PartyFacts]:
        """Yield who owns or directs a party, through whatever firms, each once."""
        firms = [firm]
        for at in firms:
            for one in customer.related:
                if one.of != at or one.role not in _BEHIND or one.id in told:
                    continue
                told.add(one.id)
                firms.append(one.id)
                screening, on = look.kept_state(customer.id, one.id)
                yield PartyFacts(
                    id=one.id,
                    profile=one.profile,
                    roles=(one.role,),
                    screening=screening,
                    screened_on=self._day(on),
                    matches=self._matches(look.matches_of(one.id), look, export_on),
                    of=firm,
                )

    def _typed(
        self,
        key: PartyId,
        named: CaseParty,
        roles: tuple[Role, ...],
        look: CaseLooks,
        export_on: date,
    ) -> PartyFacts:
        profile = named.profile or Profile()
        screened = look.typed.get(named.party)
        matches: tuple[PartyMatch, ...] = ()
        state = ScreeningState.NOT_SCREENED
        if screened is not None and look.current:
            now = profile_fingerprint(profile)
            is_current = (screened.fingerprint, screened.screened_with) == (now, look.current)
            state = ScreeningState.CURRENT if is_current else ScreeningState.STALE
            decided = look.decided.get(named.party, {})
            found = [
                BookMatch(
                    key,
                    look.case_customer(key),
                    one.match,
                    one.listing_fingerprint,
                    MatchState.OPEN,
                )
                for one in screened.matches
            ]
            settled = [self._standings.settled(one, now, decided, look.day) for one in found]
            matches = self._matches(settled, look, export_on)
        return PartyFacts(
            id=key,
            profile=profile,
            roles=roles,
            screening=state,
            screened_on=self._day(screened.at) if screened else None,
            matches=matches,
        )

    def _matches(
        self, matches: Iterable[BookMatch], look: CaseLooks, export_on: date
    ) -> tuple[PartyMatch, ...]:
        found = []
        for one in matches:
            listing = look.listings.get(one.match.uid)
            found.append(
                PartyMatch(
                    uid=one.match.uid,
                    list=one.match.list,
                    name=one.match.name,
                    state=one.state,
                    meaning=look.in_use.rulebook.meaning_of(one.match.list, one.match.kind),
                    kind=one.match.kind,
                    has_ended=listing is not None and denial_order_ended(listing, export_on),
                )
            )
        return tuple(found)

    def _owned(
        self, customer: Customer, firm: PartyId, look: CaseLooks, on: date
    ) -> OwnershipResult | None:
        """Return the ownership of a party, None where the book knows no owner of it."""
        if not any(one.role is Role.OWNER and one.of == firm for one in customer.related):
            return None
        key = (customer.id, firm, on)
        if key not in look.owned:
            matches = [m for one in customer.parties() for m in look.matches_of(one.id)]
            look.owned[key] = self._owning.owned(
                look.workspace, customer, matches, on=on, firm=firm
            )
        return look.owned[key]

    def _day(self, at: str) -> date | None:
        return Moment.of(parse_utc(at), self._clock.now().zone).local.date() if at else None


def _orders(cases: Iterable[Case]) -> Iterator[PastOrder]:
    """Yield what was ordered in signed cases whose goods were let go."""
    for case in cases:
        sign_off = case.sign_off
        if sign_off is None or not sign_off.outcome.lets_go:
            continue
        on = case.ordered_on or sign_off.export_on
        for item in case.items:
            hs6 = hs6_of(item.product.hs_code)
            if hs6:
                yield PastOrder(hs6, on, item.quantity, item.unit)


def _list(one: SourceStatus, day: date) -> ListFacts:
    """Return one list in use. An own list is as current as its owner keeps it."""
    name, edition = one.source.name, one.edition
    codes = frozenset(known.code for known in one.source.lists)
    if edition is None:
        return ListFacts(one.source.key, name, "", None, codes=codes)
    current = day if one.source.is_own else day - timedelta(days=one.age_days or 0)
    undated = one.freshness is Freshness.UNKNOWN
    return ListFacts(one.source.key, name, edition.id, current, edition.published, codes, undated)


def _is_look_up_list(one: SourceStatus) -> bool:
    """Whether it is the Trade Integrity Project's data, taken in as an own list by that name."""
    if not one.source.is_own or one.edition is None:
        return False
    name = folded(one.source.name)
    return name == _LOOK_UP_LISTS[1] or _LOOK_UP_LISTS[0] in name


def _letters(facts: CaseFacts, letters: Iterable[Letter], look: CaseLooks) -> Iterator[LetterFacts]:
    for letter in letters:
        if letter.counts_on(look.day):
            touches = tuple(dict.fromkeys(_touched(facts, letter, look)))
            if touches:
                yield LetterFacts(letter.id, letter.number, letter.kind, touches, letter.asks)


def _letters_off(look: CaseLooks) -> Iterator[LetterFacts]:
    """Yield the letters that count and whose own list is turned off."""
    in_use = {one.source.key for one in look.sources}
    for one in look.letters:
        if one.source and one.source not in in_use and one.counts_on(look.day):
            yield LetterFacts(one.id, one.number, one.kind, (one.source,))


def _touched(facts: CaseFacts, letter: Letter, look: CaseLooks) -> Iterator[str]:
    named = touched_customers(letter, (one.id for one in facts.parties))
    for party in facts.parties:
        listed = any(
            match.uid.startswith(f"{letter.source}:") and match.state is not MatchState.NOT_SAME
            for match in party.matches
        )
        if party.id in named or (letter.source and listed):
            yield party.name
    reached = [code for code in letter.countries if code in reached_places(facts)]
    if letter.items and (reached or not letter.countries):
        for product in touched_products(letter, (one.item.product for one in facts.items)):
            yield product.sku or product.description
    elif not letter.items:
        yield from (facts.country_name(code) for code in reached)


def _listed(facts: CaseFacts, look: CaseLooks) -> Iterator[ListedParty]:
    """Yield who is listed or counts as it because of its owners, in each of its roles."""
    for one in facts.parties:
        for match in one.matches:
            listing = look.listings.get(match.uid)
            if match.state is MatchState.SAME and listing is not None:
                for role in one.roles:
                    yield ListedParty(one.name, role, listing)
        for each in one.ownership.sums if one.ownership else ():
            if not (each.state.in_force and each.reached):
                continue
            for owner in each.listed:
                for told in owner.listings:
                    listing = look.listing(told.uid)
                    if listing is not None:
                        for role in one.roles:
                            yield ListedParty(one.name, role, listing, each.rule.code)
