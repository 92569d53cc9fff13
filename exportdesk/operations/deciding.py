"""Deciding matches of kept parties, taking decisions back, and what Review shows of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exportdesk.core.book import BookMatch
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.customers import Customer, KeptParty, Profile
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.fingerprints import listing_fingerprint, profile_fingerprint
from exportdesk.core.ids import DecisionId, ListingUid, PartyId, new_id
from exportdesk.core.listings import Listing
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import Evidence, MatchDecision, MatchState, Standing, standing
from exportdesk.core.text import folded, tidy_lines
from exportdesk.operations.lists import Lists
from exportdesk.operations.standings import Standings
from exportdesk.storage.attachments import Paper
from exportdesk.storage.book_matches import Queued
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

REVIEW = (MatchState.OPEN, MatchState.RETURNED, MatchState.RESEARCH)
"""The states of matches that wait in Review."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A match to decide on, as it was shown: whose, which listing, and how both looked."""

    party: PartyId
    uid: ListingUid
    party_fingerprint: str
    listing_fingerprint: str


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of matches. `evidence` are files, each its name and bytes."""

    verdict: Verdict
    reason: str
    review_on: date | None = None
    evidence: tuple[tuple[str, bytes], ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions made, in the order of the matches, and what they touched."""

    decisions: tuple[MatchDecision, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """Everything that is shown of one match: ours, theirs, what was decided before and if it holds.

    `standing` is None where nobody decided yet. `earlier` are all decisions on it, oldest first.
    """

    customer: Customer
    kept: KeptParty
    match: BookMatch
    listing: Listing
    standing: Standing | None
    earlier: tuple[MatchDecision, ...]

    @property
    def subject(self) -> Subject:
        """The match as it is shown."""
        return Subject(
            self.kept.id,
            self.listing.uid,
            profile_fingerprint(self.kept.profile),
            listing_fingerprint(self.listing),
        )


class Deciding:
    """The decisions of a workspace. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        standings: Standings,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._standings = standings
        self._clock = clock

    def queue(self, *states: MatchState) -> list[Queued]:
        """Return the matches that wait, or those in `states`: strongest first, then oldest."""
        return self._workspace().matches.queue(*(states or REVIEW))

    def waiting(self) -> int:
        """Return how many matches wait in Review."""
        return self._workspace().matches.waiting()

    def case(self, party: PartyId, uid: ListingUid) -> ReviewCase:
        """Return what there is to show of one match. Raises BadInput where it is gone."""
        workspace = self._workspace()
        match = workspace.matches.get(party, uid)
        there = match is not None and not workspace.customers.is_deleted(match.customer)
        customer = workspace.customers.get(match.customer) if match and there else None
        kept = customer.kept(party) if customer else None
        listing = self._lists.listing(uid)
        if match is None or customer is None or kept is None or listing is None:
            raise BadInput("match-gone")
        decided = workspace.decisions.of_party(party)
        newest = workspace.decisions.newest([party]).get(party, {})
        last, _alike = self._standings.last_decision(match, newest)
        return ReviewCase(
            customer=customer,
            kept=kept,
            match=match,
            listing=listing,
            standing=None
            if last is None
            else standing(last, match.lapses, profile=kept.profile, listing=listing),
            earlier=tuple(one for one in decided if last and one.uid in (uid, last.uid)),
        )

    def alike(self, case: ReviewCase) -> list[Queued]:
        """Return other waiting matches that are the same question.

        The same listing, and ours of the same name, kind and countries that met it as strongly:
        what is said of one may be said of all. A namesake elsewhere is a question of its own.
        """
        workspace = self._workspace()
        name = folded(case.kept.profile.name)
        waits = [
            one
            for one in workspace.matches.queue(
                MatchState.OPEN, MatchState.RETURNED, uid=case.listing.uid
            )
            if one.match.party != case.kept.id
            and folded(one.party) == name
            and _met(one.match) == _met(case.match)
        ]
        kept = {
            one.id: one for one in workspace.customers.parties(one.match.customer for one in waits)
        }
        asked = _who(case.kept.profile)
        return [
            one
            for one in waits
            if one.match.party in kept and _who(kept[one.match.party].profile) == asked
        ]

    def are_identical(self, lines: Sequence[Sequence[Queued]]) -> bool:
        """Whether these lines are the same question, each the matches of a party of ours with one
        listed party: one reason holds for all of them, or for none.
        """
        if len({_question(line) for line in lines}) != 1:
            return False
        wanted = {line[0].match.customer for line in lines}
        kept = {one.id: one.profile for one in self._workspace().customers.parties(wanted)}
        asked = {line[0].match.party for line in lines}
        if not asked <= kept.keys():
            return False
        first = _who(kept[lines[0][0].match.party])
        return all(_who(kept[party]) == first for party in asked)

    def subjects(self, matches: Iterable[BookMatch]) -> tuple[Subject, ...]:
        """Return matches as they look now, to decide on several at once."""
        workspace = self._workspace()
        given = list(matches)
        kept = {one.id: one for one in workspace.customers.parties(m.customer for m in given)}
        return tuple(
            Subject(
                one.party,
                one.match.uid,
                profile_fingerprint(kept[one.party].profile),
                one.listing_fingerprint,
            )
            for one in given
            if one.party in kept
        )

    def decide(self, subjects: Sequence[Subject], word: Word) -> Decided:
        """Keep what a person says of these matches, each its own decision, as one step.

        Raises BadInput: no reason, a review date that is past, a match that is gone or does not
        look as it was shown (nothing is kept then); StorageFault.
        """
        workspace = self._writable()
        reason = tidy_lines(word.reason)
        if not reason:
            raise BadInput("reason-missing")
        day = today(self._clock)
        if word.review_on is not None and word.review_on <= day:
            raise BadInput("review-date-past", day=word.review_on.isoformat())
        evidence = tuple(
            Evidence(workspace.attachments.put(data), name, len(data))
            for name, data in word.evidence
        )
        with writing(workspace.db):
            made = [self._made(workspace, subject, word, reason, evidence) for subject in subjects]
            for one in made:
                self.append(workspace, one)
            self._standings.refresh(workspace, [one.customer for one in made])
        return Decided(tuple(made), Changes.DECISIONS | Changes.CUSTOMERS | Changes.EVENTS)

    def revoke(self, decisions: Iterable[DecisionId], reason: str) -> Decided:
        """Take decisions back; they stay in the history. Raises BadInput, StorageFault."""
        workspace = self._writable()
        reason = tidy_lines(reason)
        if not reason:
            raise BadInput("reason-missing")
        with writing(workspace.db):
            made = []
            for one in dict.fromkeys(decisions):
                before = workspace.decisions.get(one)
                if before is None:
                    raise BadInput("decision-unknown")
                party = workspace.merged.now_of(before.party)
                last = workspace.decisions.newest([party])[party][before.uid]
                if last.id != before.id or last.verdict is None:
                    raise BadInput("decision-not-standing")
                made.append(self._revoking(workspace, before, reason))
            for revoking in made:
                self.append(workspace, revoking)
            whose = workspace.merged.now(one.customer for one in made)
            self._standings.refresh(workspace, whose.values())
        return Decided(tuple(made), Changes.DECISIONS | Changes.CUSTOMERS | Changes.EVENTS)

    def history(self, customer: PartyId) -> list[MatchDecision]:
        """Return every decision on a match of a customer's parties, newest first."""
        return self._workspace().decisions.of_customer(customer)[::-1]

    def read(self, evidence: Evidence) -> bytes:
        """Return the bytes of a file that goes with a decision. Raises StorageFault."""
        paper = Paper("", "evidence", evidence.sha256, evidence.name, evidence.size, "")
        return self._workspace().attachments.read(paper)

    def matches(self, customer: PartyId) -> list[BookMatch]:
        """Return the matches of a customer's parties as they stand, best first."""
        return self._workspace().matches.of_customer(customer)

    def _made(
        self,
        workspace: Workspace,
        subject: Subject,
        word: Word,
        reason: str,
        evidence: tuple[Evidence, ...],
    ) -> MatchDecision:
        case = self.case(subject.party, subject.uid)
        if case.subject != subject:
            raise BadInput("match-changed", name=case.kept.profile.name)
        return MatchDecision(
            id=DecisionId(new_id()),
            party=subject.party,
            customer=case.customer.id,
            uid=subject.uid,
            verdict=word.verdict,
            reason=reason,
            by=workspace.settings.settings().operator,
            at=self._clock.now(),
            party_fingerprint=subject.party_fingerprint,
            listing_fingerprint=subject.listing_fingerprint,
            profile=case.kept.profile,
            listing=case.listing,
            match=case.match.match,
            review_on=word.review_on,
            evidence=evidence,
            answers=word.answers,
        )

    def _revoking(self, workspace: Workspace, before: MatchDecision, reason: str) -> MatchDecision:
        return MatchDecision(
            id=DecisionId(new_id()),
            party=before.party,
            customer=before.customer,
            uid=before.uid,
            verdict=None,
            reason=reason,
            by=workspace.settings.settings().operator,
            at=self._clock.now(),
            party_fingerprint=before.party_fingerprint,
            listing_fingerprint=before.listing_fingerprint,
            profile=before.profile,
            listing=before.listing,
            match=before.match,
        )

    def append(self, workspace: Workspace, decision: MatchDecision) -> None:
        """Keep a decision and note it. Call inside `writing`."""
        workspace.decisions.add(decision)
        workspace.events.append(
            "match_decided" if decision.verdict else "decision_revoked",
            decision.customer,
            decision_facts(decision),
            at=decision.at.utc_text,
            actor=decision.by,
        )

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace


def decision_facts(decision: MatchDecision) -> Mapping[str, object]:
    """Return what the record of events keeps of a decision."""
    return {
        "id": decision.id,
        "party": decision.party,
        "name": decision.profile.name,
        "uid": decision.uid,
        "listing": decision.listing.name,
        "list": decision.listing.list,
        "verdict": decision.verdict.value if decision.verdict else "",
        "reason": decision.reason,
        "score": f"{decision.match.score:.2f}" if decision.match else "",
        "party_fingerprint": decision.party_fingerprint,
        "listing_fingerprint": decision.listing_fingerprint,
        "review_on": decision.review_on.isoformat() if decision.review_on else "",
        "evidence": [one.sha256 for one in decision.evidence],
        "answers": dict(decision.answers),
        "number": decision.number,
    }


def _met(match: BookMatch) -> tuple[str, float]:
    """Return what of the listing met ours, and how strongly."""
    return match.match.matched_name, round(match.match.score, 3)


def _question(line: Sequence[Queued]) -> tuple[object, ...]:
    """Return what the lines of one question have in common, without looking at our parties."""
    return folded(line[0].party), frozenset((one.match.match.uid, _met(one.match)) for one in line)


def _who(profile: Profile) -> tuple[object, ...]:
    """Return what has to be the same for one answer to hold for two parties of one name."""
    return profile.kind, {one.country for one in profile.addresses}
