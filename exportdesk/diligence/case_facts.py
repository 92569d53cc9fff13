"""Everything the checks of a case need, as plain values: the case, and what the rest knows of it.

Whoever builds it looks up matches, owners, letters and history; the checks only read it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exportdesk.core.cases import (
    NOBODY,
    Case,
    CaseItem,
    CaseParty,
    CasePolicy,
    PartyAnswer,
)
from exportdesk.core.certifications import CertificationState, CertifiedOrder
from exportdesk.core.customers import Profile
from exportdesk.core.ids import LetterId, ListingUid, PartyId, ProductId
from exportdesk.core.letters import LetterKind
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.products import Product
from exportdesk.core.standing import MatchState
from exportdesk.diligence.indication import Indication
from exportdesk.diligence.ownership import OwnershipResult
from exportdesk.diligence.products import CheckedProduct
from exportdesk.rulebook import CountryRule, ListMeaning, PolicyDefaults, Rulebook, Situation
from exportdesk.rulebook.eccn import EAR99, is_9x515, is_600_series
from exportdesk.rulebook.high_priority import HighPriorityItem


class ScreeningState(StrEnum):
    """Whether a party was screened as it looks now, with the lists in force."""

    CURRENT = "current"
    STALE = "stale"
    NOT_SCREENED = "not_screened"


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A possible match of a party, how it was decided, and what its list means.

    `has_ended` is whether it is a denial order that ran out before the day of export. `kind` is
    that of the listing: an address entry has no name.
    """

    uid: ListingUid
    list: str
    name: str
    state: MatchState
    meaning: ListMeaning
    kind: PartyKind = PartyKind.UNKNOWN
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """One party of the case, or an owner of one, with what is known of it.

    `roles` are all it has, those that are "same as" included. `of` is the party it owns a part of,
    "" where it takes part itself. `ownership` is None where it was not worked out.
    """

    id: PartyId
    profile: Profile
    roles: tuple[Role, ...]
    screening: ScreeningState = ScreeningState.NOT_SCREENED
    screened_on: date | None = None
    matches: tuple[PartyMatch, ...] = ()
    ownership: OwnershipResult | None = None
    of: PartyId = NOBODY

    @property
    def name(self) -> str:
        """What it is called."""
        return self.profile.name


CONTROLLED_BY = ("hs_code", "eccn", "jurisdiction", "usml_category", "origin")
"""The fields of a product that decide which controls are on it."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One product of the case as checked, and what the license indicator says of it.

    `indication` is None where nothing was worked out for it. `kept` is its record in the book as it
    is now, None where there is none.
    """

    item: CaseItem
    checked: CheckedProduct
    indication: Indication | None = None
    kept: Product | None = None

    @property
    def id(self) -> ProductId:
        """The product."""
        return self.item.product.id

    @property
    def name(self) -> str:
        """What it is called: its number, else what it is."""
        return self.item.product.sku or self.item.product.description

    @property
    def outdated(self) -> Mapping[str, str]:
        """What the book says of it by now that decides about its controls, where that differs."""
        kept = self.kept
        if kept is None:
            return {}
        product = self.item.product
        return {
            name: kept.jurisdiction.upper() if name == "jurisdiction" else getattr(kept, name)
            for name in CONTROLLED_BY
            if getattr(kept, name) != getattr(product, name)
        }

    @property
    def high_priority(self) -> HighPriorityItem | None:
        """The item of the high-priority list that its code falls under."""
        return self.checked.high_priority


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter from BIS that touches the case: by which of its parties, products or places."""

    id: LetterId
    number: str
    kind: LetterKind
    touches: tuple[str, ...]
    asks: str = ""


@dataclass(frozen=True, slots=True)
class CertificationFacts:
    """The newest certification that is for this customer. `covers` are the products it names.

    `other_users` are end users of the case that it does not name, though it names others or was
    made for this case. `only_for` is the order or the period it is for, where this is another one.
    """

    state: CertificationState = CertificationState.NONE
    number: str = ""
    expires_on: date | None = None
    covers: frozenset[ProductId] = frozenset()
    other_users: tuple[str, ...] = ()
    only_for: CertifiedOrder | None = None


@dataclass(frozen=True, slots=True)
class PastOrder:
    """What the customer ordered of one code of the HS on a day. `quantity` is decimal text."""

    hs6: str
    on: date
    quantity: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """One list in use: its edition, the day it was last known to be current, and the publisher's
    own date of the data. `codes` are the lists that it holds, None where that was not looked at.
    `undated`: nobody knows how old it was when it came in, which is `current_on`.
    """

    source: str
    name: str
    edition: str
    current_on: date | None
    published: date | None = None
    codes: frozenset[str] | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All facts of one case on one day.

    `looked_on` is the day it is looked at, `export_on` the one by which dated rules go: the planned
    date of export, or else that day. `parties` has everybody of `named_parties`, each once, and the
    owners that are screened. `rulebook_print` is the hash of the rulebook's edition.
    `letters_off` are letters whose parties nobody is screened against, as their list is off.
    `has_look_up_list` is whether the Trade Integrity Project's data is among the lists in use, so
    that everybody was screened against it.
    """

    case: Case
    looked_on: date
    rulebook: Rulebook
    parties: tuple[PartyFacts, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    letters: tuple[LetterFacts, ...] = ()
    certification: CertificationFacts = field(default_factory=CertificationFacts)
    history: tuple[PastOrder, ...] = ()
    lists: tuple[ListFacts, ...] = ()
    policy: CasePolicy = field(default_factory=CasePolicy)
    last_case: Case | None = None
    rulebook_print: str = ""
    letters_off: tuple[LetterFacts, ...] = ()
    has_look_up_list: bool = False

    @property
    def export_on(self) -> date:
        """The day by which dated rules go."""
        return self.case.export_on or self.looked_on

    @property
    def destination(self) -> CountryRule | None:
        """What the rulebook says of the country of destination."""
        return self.rulebook.countries_rules.of(self.case.destination.country)

    @property
    def customer(self) -> PartyFacts | None:
        """The customer, or whoever buys."""
        kept = next((one for one in self.parties if one.id == self.case.customer), None)
        return kept or next((one for one in self.taking_part if Role.PURCHASER in one.roles), None)

    @property
    def taking_part(self) -> tuple[PartyFacts, ...]:
        """The parties that have a role themselves."""
        return tuple(one for one in self.parties if not one.of)

    @property
    def is_high_priority(self) -> bool:
        """Whether the case is looked at as one of high-priority items."""
        return self.case.is_chosen or any(one.high_priority for one in self.items)

    @property
    def hs6(self) -> frozenset[str]:
        """The high-priority codes of its products."""
        return frozenset(one.high_priority.hs6 for one in self.items if one.high_priority)

    @property
    def countries(self) -> tuple[str, ...]:
        """Where it goes, and where whoever buys, receives or uses it is; each once."""
        found = [self.case.destination.country]
        for one in self.taking_part:
            if set(one.roles) & INVOLVED:
                found += one.profile.countries
        return tuple(dict.fromkeys(code for code in found if code))

    @property
    def is_outside_coalition(self) -> bool:
        """Whether any of these places is outside the coalition, or none is known."""
        return not self.countries or self.is_outside(self.countries)

    def is_outside(self, places: Sequence[str]) -> bool:
        """Whether any of these countries is outside the coalition."""
        rules = [self.rulebook.countries_rules.of(code) for code in places]
        return any(rule is None or not rule.is_gecc for rule in rules)

    @property
    def situations(self) -> frozenset[Situation]:
        """What makes questions and red flags worth asking about here.

        Goods of the high-priority list are no luxury; of others that is not known.
        """
        eccns = [one.item.product.eccn for one in self.items]
        given = {
            Situation.HIGH_PRIORITY: self.is_high_priority,
            Situation.OUTSIDE_COALITION: self.is_outside_coalition,
            Situation.HONG_KONG: "HK" in self.countries,
            Situation.EAR99: EAR99 in eccns,
            Situation.CATEGORY_3_4: any(eccn[:1] in ("3", "4") for eccn in eccns),
            Situation.ADVANCED_CHIPS: self._reaches_end_use(_CHIPS)
            or (self.is_outside_coalition and any(eccn[:1] in ("3", "4") for eccn in eccns)),
            Situation.MILITARY_ITEMS: any(is_600_series(e) or is_9x515(e) for e in eccns),
            Situation.MARITIME: self.case.value("business_line") == "shipping",
            Situation.LUXURY: any(one.high_priority is None for one in self.items),
        }
        return frozenset(situation for situation, is_so in given.items() if is_so)

    def _reaches_end_use(self, asked_as: str) -> bool:
        """Whether an end use that is asked about so has rules for one of the places."""
        rules = [one for one in self.rulebook.license_rules.end_uses if one.asked_as == asked_as]
        known = self.rulebook.countries_rules
        for code in self.countries:
            place = known.of(code)
            counted = known.of(place.counts_as) if place and place.counts_as else None
            both = [one for one in (place, counted) if one is not None]
            codes = {code, *(one.code for one in both)}
            groups = {group for one in both for group in one.groups}
            if any(rule.countries & codes or rule.groups & groups for rule in rules):
                return True
        return False

    def party(self, party: PartyId) -> PartyFacts | None:
        """Return a party by id."""
        return next((one for one in self.parties if one.id == party), None)

    def country_name(self, code: str) -> str:
        """Return what a country is called."""
        return self.rulebook.countries.country_name(code)

    def spoken_country(self, code: str) -> str:
        """Return what a country is called in the language of the interface."""
        return self.rulebook.countries.spoken_name(code)


_CHIPS = "chips"  # what the rules on making advanced chips are asked by
INVOLVED = frozenset(
    (Role.PURCHASER, Role.INTERMEDIATE_CONSIGNEE, Role.ULTIMATE_CONSIGNEE, Role.END_USER)
)
"""Roles of whoever buys, gets or uses the goods."""


def policy_of(defaults: PolicyDefaults) -> CasePolicy:
    """Return a company's policy as the rulebook proposes it."""
    return CasePolicy(
        certification_tiers=tuple(tier.value for tier in defaults.certification_tiers),
        certification_everywhere=not defaults.outside_coalition_only,
        list_days=defaults.list_days,
        rulebook_days=defaults.rulebook_days,
        newcomer_days=defaults.newcomer_days,
    )


def who_is(case: Case, role: Role) -> tuple[CaseParty, ...]:
    """Return who has a role in the end, "same as" followed; () where that leads nowhere."""
    found: list[CaseParty] = []
    for one in _followed(case, role, frozenset()):
        if one not in found:
            found.append(one)
    return tuple(found)


def buyers(case: Case) -> tuple[CaseParty, ...]:
    """Return whoever buys, "same as" followed; () where nobody is named, or it is not known."""
    somebody = (PartyAnswer.KEPT, PartyAnswer.TYPED)
    return tuple(one for one in who_is(case, Role.PURCHASER) if one.answer in somebody)


def _followed(case: Case, role: Role, seen: frozenset[Role]) -> Iterator[CaseParty]:
    for one in case.of_role(role):
        if one.answer is not PartyAnswer.SAME_AS:
            yield one
        elif one.same_as not in seen | {role}:
            yield from _followed(case, one.same_as, seen | {role})


def party_key(named: CaseParty, at: int = 0) -> PartyId:
    """Return the id of a named party: that of the book, or one made of its role and place."""
    return named.party or PartyId(f"{named.role}-{at}")


def named_parties(case: Case) -> dict[PartyId, tuple[CaseParty, tuple[Role, ...]]]:
    """Return everybody who is named in a case, each once, with all roles it has in the end.

    Each of these has to be among the parties of the facts, under this id.
    """
    found: dict[PartyId, tuple[CaseParty, tuple[Role, ...]]] = {}
    for role in dict.fromkeys(one.role for one in case.parties):
        for named in who_is(case, role):
            if named.answer in (PartyAnswer.KEPT, PartyAnswer.TYPED):
                at = case.of_role(named.role).index(named)
                key = party_key(named, at)
                first, roles = found.get(key, (named, ()))
                found[key] = (first, (*roles, role))
    return found
