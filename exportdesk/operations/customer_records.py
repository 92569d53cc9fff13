"""From a screening to a customer, and from a customer to a screening on paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from exportdesk.core.book import BookMatch
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.customers import Customer, KeptParty, Profile
from exportdesk.core.fingerprints import listing_fingerprint, profile_fingerprint
from exportdesk.core.ids import DecisionId, ListingUid, PartyId, new_id
from exportdesk.core.matches import Mention
from exportdesk.core.name_looks import NameDecision
from exportdesk.core.screenings import Decision, NameLook, PartyResult, SeenMatch
from exportdesk.core.standing import MatchDecision, MatchState
from exportdesk.operations.book_names import asked_matches
from exportdesk.operations.customers import Customers, Kept
from exportdesk.operations.deciding import Deciding
from exportdesk.operations.name_looks import NameLooks, keep_look
from exportdesk.operations.screening import Saved, Screenings
from exportdesk.operations.screening_paper import RECORD
from exportdesk.operations.standings import Standings
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace


class CustomerRecords:
    """Makes customers of screened parties, and screening records of customers."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        clock: Clock,
        customers: Customers,
        deciding: Deciding,
        screenings: Screenings,
        standings: Standings,
        names: NameLooks,
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._customers = customers
        self._deciding = deciding
        self._screenings = screenings
        self._standings = standings
        self._names = names

    def keep(self, result: PartyResult, number: str) -> Kept:
        """Make a customer of a party that was screened one time, with what was decided then.

        `number` is that screening's. Customer and decisions are kept together or not at all. May be
        called on any thread. Raises BadInput where the party is no sound customer, StorageFault.
        """
        customer = Customer(PartyId(new_id()), Profile.of(result.party))
        threshold = self._screenings.threshold()
        by, now = self._workspace().settings.settings().operator, self._clock.now().utc_text

        def carry_over(workspace: Workspace) -> None:
            for seen in result.matches:
                if seen.match.score < threshold:
                    workspace.matches.add(_opened(customer, seen, by, now))
                if seen.decision is not None:
                    made = _carried(customer, seen, seen.decision, number)
                    self._deciding.append(workspace, made)
            if result.looked is not None and result.mention is not None:
                keep_look(workspace, _carried_look(customer, result.mention, result.looked))

        kept = self._customers.save_all(
            [customer], facts={"screening": number} if number else {}, also=carry_over
        )
        return replace(kept, changes=kept.changes | Changes.DECISIONS)

    def results(self, customer: PartyId) -> tuple[PartyResult, ...]:
        """Screen every party of a customer now, with the decisions that stand.

        Belongs to the thread that screens. Raises BadInput, ListsMissing.
        """
        found = self._customers.get(customer)
        workspace = self._workspace()
        newest = workspace.decisions.newest([one.id for one in found.parties()])
        asked = asked_matches(workspace)
        looks = {
            (one.kept.id, one.shared.mention): one.decision
            for one in self._names.cases([customer])
            if one.decision is not None and one.is_settled
        }
        results = []
        for kept in found.parties():
            if kept.profile.party().is_empty:
                continue
            opened = [one.match.uid for one in asked.get(kept.id, ())]
            screened = self._screenings.screen(kept.profile.party(kept.role), also=opened)
            result = self._decided(kept, screened, newest.get(kept.id, {}))
            look = looks.get((kept.id, result.mention)) if result.mention is not None else None
            if look is not None:
                said = NameLook(look.reason, look.by, look.at, look.listings)
                result = replace(result, looked=said)
            results.append(result)
        return tuple(results)

    def save(self, customer: PartyId, results: Sequence[PartyResult]) -> Saved:
        """Save `results` as a screening with its record, which stands with the customer's papers.

        May be called on any thread. Raises as `Screenings.save`.
        """
        found = self._customers.get(customer)
        saved = self._screenings.save(results, reference=found.reference)
        workspace = self._workspace()
        number = saved.screening.number
        now = self._clock.now()
        paper = Paper(
            subject=customer,
            kind=RECORD,
            sha256=workspace.attachments.put(saved.paper),
            name=f"{number}.pdf",
            size=len(saved.paper),
            made_at=now.utc_text,
        )
        with writing(workspace.db):
            workspace.attachments.file(paper)
            workspace.events.append(
                "customer_record_made",
                customer,
                {"number": number, "sha256": paper.sha256, "name": found.name},
                at=now.utc_text,
                actor=workspace.settings.settings().operator,
            )
        return replace(saved, changes=saved.changes | Changes.CUSTOMERS)

    def _decided(
        self, kept: KeptParty, result: PartyResult, newest: Mapping[ListingUid, MatchDecision]
    ) -> PartyResult:
        looks = profile_fingerprint(kept.profile)
        matches = []
        for seen in result.matches:
            last = self._standings.standing_decision(seen, looks, kept, newest)
            decision = None
            if last is not None and last.verdict is not None:
                decision = Decision(last.verdict, last.reason, last.by, last.at)
            matches.append(replace(seen, decision=decision))
        return replace(result, matches=tuple(matches))


def _carried_look(customer: Customer, mention: Mention, look: NameLook) -> NameDecision:
    return NameDecision(
        id=DecisionId(new_id()),
        party=customer.id,
        customer=customer.id,
        word=mention.word,
        names=tuple(one.text for one in customer.profile.names),
        listings=look.listings,
        reason=look.reason,
        by=look.by,
        at=look.at,
    )


def _opened(customer: Customer, seen: SeenMatch, by: str, now: str) -> BookMatch:
    """Return a match that a person had opened though it came up to no threshold."""
    return BookMatch(
        party=customer.id,
        customer=customer.id,
        match=seen.match,
        listing_fingerprint=listing_fingerprint(seen.listing),
        state=MatchState.OPEN,
        found_at=now,
        asked_by=by or "?",
    )


def _carried(customer: Customer, seen: SeenMatch, decision: Decision, number: str) -> MatchDecision:
    return MatchDecision(
        id=DecisionId(new_id()),
        party=customer.id,
        customer=customer.id,
        uid=seen.match.uid,
        verdict=decision.verdict,
        reason=decision.reason,
        by=decision.by,
        at=decision.at,
        party_fingerprint=profile_fingerprint(customer.profile),
        listing_fingerprint=listing_fingerprint(seen.listing),
        profile=customer.profile,
        listing=seen.listing,
        match=seen.match,
        number=number,
    )
