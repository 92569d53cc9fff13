"""How matches of kept parties stand, and with them their customers."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from exportdesk.core.book import BookMatch
from exportdesk.core.clock import Clock, today
from exportdesk.core.customers import KeptParty
from exportdesk.core.fingerprints import listing_fingerprint, profile_fingerprint
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.parties import Role
from exportdesk.core.screenings import SeenMatch
from exportdesk.core.standing import (
    CustomerStatus,
    Lapse,
    MatchDecision,
    MatchState,
    lapses,
    match_state,
)
from exportdesk.diligence import strictest
from exportdesk.operations.lists import Lists
from exportdesk.operations.name_standing import settle_names
from exportdesk.operations.owning import Owning
from exportdesk.rulebook import Consequence, Rulebook, denial_order_ended
from exportdesk.storage.customers import Standing as CustomerStanding
from exportdesk.storage.workspace import Workspace

# Who stands behind a customer, and takes no part in its transactions for that.
_BEHIND = (Role.OWNER, Role.DIRECTOR)


class Standings:
    """Works out states. Whoever calls holds the workspace for writing where it says so."""

    def __init__(
        self, *, lists: Lists, rulebook: Callable[[], Rulebook], clock: Clock, owning: Owning
    ) -> None:
        self._lists = lists
        self._rulebook = rulebook
        self._clock = clock
        self._owning = owning

    def last_decision(
        self, match: BookMatch, decided: Mapping[ListingUid, MatchDecision]
    ) -> tuple[MatchDecision | None, tuple[str, ...]]:
        """Return the last decision that is about a match, and the fingerprints it may rest on.

        `decided` are the last decisions on matches of the party. One on a listing holds for the
        same entry of another source, or in another format.
        """
        if not decided:
            return None, ()
        alike = self._lists.linked_looks(match.match.uid, match.listing_fingerprint)
        about = [decided[uid] for uid in {look.uid for look in alike} if uid in decided]
        own = decided.get(match.match.uid)
        if own is not None and own not in about:
            about.append(own)
        if not about:
            return None, ()
        last = max(about, key=lambda one: (one.at.utc_text, one.id))
        return last, tuple(look.fingerprint for look in alike if look.uid == last.uid)

    def settled(
        self,
        match: BookMatch,
        party_fingerprint: str,
        decided: Mapping[ListingUid, MatchDecision],
        day: date,
    ) -> BookMatch:
        """Return a match with its state by the decisions on it."""
        last, alike = self.last_decision(match, decided)
        if last is None:
            return replace(match, state=MatchState.OPEN, lapses=())
        why = lapses(last, party_fingerprint=party_fingerprint, alike=alike, today=day)
        if why == (Lapse.REVOKED,):
            return replace(match, state=MatchState.OPEN, decision=last.id, lapses=why)
        return replace(match, state=match_state(last, why), decision=last.id, lapses=why)

    def standing_decision(
        self,
        seen: SeenMatch,
        party_fingerprint: str,
        kept: KeptParty,
        decided: Mapping[ListingUid, MatchDecision],
    ) -> MatchDecision | None:
        """Return the decision that holds for a match as it was just seen, None where none does."""
        match = BookMatch(
            kept.id,
            kept.customer,
            seen.match,
            listing_fingerprint(seen.listing),
            MatchState.OPEN,
        )
        last, _alike = self.last_decision(match, decided)
        now = self.settled(match, party_fingerprint, decided, today(self._clock))
        return None if now.lapses else last

    def refresh(
        self, workspace: Workspace, customers: Iterable[PartyId], screened_at: str = ""
    ) -> None:
        """Work out how all matches of these customers stand, and the customers themselves.

        Call inside `writing`. `screened_at` is when they were screened just now, "" if not.
        """
        wanted = list(dict.fromkeys(customers))
        kept = list(workspace.customers.parties(wanted))
        decided = workspace.decisions.newest([one.id for one in kept])
        day = today(self._clock)
        by_customer: dict[PartyId, list[KeptParty]] = {}
        for one in kept:
            by_customer.setdefault(one.customer, []).append(one)
        shared = settle_names(workspace, self._lists, wanted, kept)
        for customer, parties in by_customer.items():
            matches = workspace.matches.of_customer(customer)
            now = self._settle(workspace, matches, parties, decided, day)
            owners = {one.id for one in parties if one.role in _BEHIND}
            found = self._standing(workspace, customer, now, owners, day, screened_at)
            matched = {one.party for one in now}
            calls = (one.is_open and one.party not in matched for one in shared.get(customer, ()))
            if found.status == CustomerStatus.NO_OPEN_MATCH and any(calls):
                found = replace(found, status=CustomerStatus.CHECK_NAME.value)
            workspace.customers.set_standing(customer, found)

    def consequence(
        self, matches: Sequence[BookMatch], owners: Collection[PartyId], day: date
    ) -> Consequence | None:
        """Return the strictest consequence of the confirmed matches that are in force on a day.

        `owners` own or direct the customer: what follows for them follows for it only as far as
        the rules on ownership say. That they are listed is a red flag all the same.
        """
        found = []
        confirmed = [one for one in matches if one.state is MatchState.SAME]
        listings = self._lists.listings([one.match.uid for one in confirmed])
        for one in confirmed:
            listing = listings.get(one.match.uid)
            if listing is None or not denial_order_ended(listing, day):
                meaning = self._rulebook().meaning_of(one.match.list, one.match.kind)
                is_behind = one.party in owners and meaning.consequence.stops
                found.append(Consequence.RED_FLAG if is_behind else meaning.consequence)
        return strictest(found)

    def _by_owners(
        self, workspace: Workspace, customer: PartyId, matches: Sequence[BookMatch]
    ) -> Consequence | None:
        """Return what follows from who owns the customer where that stops a shipment.

        What its owners make likely or leave open is a finding on its page, and no match.
        """
        if not any(one.state is MatchState.SAME and one.party != customer for one in matches):
            return None  # only a confirmed owner makes it count as listed
        found = workspace.customers.get(customer)
        if found is None:
            return None
        consequence = self._owning.owned(workspace, found, matches).consequence
        return consequence if consequence is not None and consequence.stops else None

    def _settle(
        self,
        workspace: Workspace,
        matches: list[BookMatch],
        parties: list[KeptParty],
        decided: Mapping[PartyId, Mapping[ListingUid, MatchDecision]],
        day: date,
    ) -> list[BookMatch]:
        looks = {one.id: profile_fingerprint(one.profile) for one in parties} if matches else {}
        now = []
        for match in matches:
            settled = self.settled(match, looks[match.party], decided.get(match.party, {}), day)
            if settled != match:
                workspace.matches.set_state(settled)
            now.append(settled)
        return now

    def _standing(
        self,
        workspace: Workspace,
        customer: PartyId,
        matches: Sequence[BookMatch],
        owners: Collection[PartyId],
        day: date,
        screened_at: str,
    ) -> CustomerStanding:
        undecided = [one for one in matches if one.state.is_undecided]
        consequence = strictest(
            (
                self.consequence(matches, owners, day),
                self._by_owners(workspace, customer, matches),
            )
        )
        if consequence is not None:
            status = CustomerStatus.LISTED
        elif undecided:
            status = CustomerStatus.REVIEW
        else:
            status = CustomerStatus.NO_OPEN_MATCH
        before, with_index = workspace.customers.screened(customer)
        return CustomerStanding(
            status=status.value,
            consequence=consequence.value if consequence else "",
            open_matches=len(undecided),
            strongest=max((one.match.score for one in undecided), default=0.0),
            screened_at=screened_at or before,
            screened_with=with_index,
        )
