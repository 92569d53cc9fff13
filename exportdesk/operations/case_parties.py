"""Parties of cases: screening them, deciding on matches of typed ones, keeping them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from exportdesk.core.book import BookMatch, Trigger
from exportdesk.core.cases import Case, CaseParty, CaseState, PartyAnswer
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.customers import Customer, Profile, RelatedParty
from exportdesk.core.errors import BadInput, ListsMissing
from exportdesk.core.fingerprints import listing_fingerprint, profile_fingerprint
from exportdesk.core.ids import DecisionId, ListingUid, PartyId, new_id
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.parties import Role
from exportdesk.core.progress import Progress
from exportdesk.core.standing import Evidence, MatchDecision, MatchState
from exportdesk.core.text import tidy_lines
from exportdesk.operations.book_screening import BookScreenings, screened_with
from exportdesk.operations.case_file import CaseFile
from exportdesk.operations.customers import Customers
from exportdesk.operations.deciding import Decided, Deciding, Subject, Word
from exportdesk.operations.lists import Lists
from exportdesk.operations.screening import Screenings
from exportdesk.operations.standings import Standings
from exportdesk.screening.batch import screen_many
from exportdesk.storage.opening import writing
from exportdesk.storage.typed_screenings import FoundMatch, TypedScreening
from exportdesk.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TypedMatch:
    """A match of a typed party: ours, theirs, how it stands, and every decision on it."""

    profile: Profile
    match: BookMatch
    listing: Listing
    earlier: tuple[MatchDecision, ...]

    @property
    def subject(self) -> Subject:
        """The match as it is shown."""
        return Subject(
            self.match.party,
            self.listing.uid,
            profile_fingerprint(self.profile),
            listing_fingerprint(self.listing),
        )


class CaseParties:
    """The parties of cases. Each method may be called on any thread.

    A typed party has an id from the first save of its case on. Its matches and the decisions on
    them hang on that id, so that they come along into a repeat order and into the book.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        file: CaseFile,
        lists: Lists,
        screenings: Screenings,
        book: BookScreenings,
        standings: Standings,
        deciding: Deciding,
        customers: Customers,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._file = file
        self._lists = lists
        self._screenings = screenings
        self._book = book
        self._standings = standings
        self._deciding = deciding
        self._customers = customers
        self._clock = clock

    def screen(self, case: Case, progress: Progress) -> Changes:
        """Screen everybody of a kept case who was not screened as they look now.

        Raises ListsMissing where no list is in force, StorageFault, Cancelled.
        """
        return self._screen([case], progress)

    def screen_behind(self, progress: Progress) -> Changes:
        """Screen the parties of all cases that are open or signed off, as `screen` does."""
        workspace = self._workspace()
        ids = workspace.cases.ids(CaseState.OPEN, CaseState.SIGNED)
        return self._screen(list(workspace.cases.several(ids).values()), progress)

    def is_due(self) -> bool:
        """Whether a typed party of a case was not screened with the lists in force."""
        current = self._book.current()
        if not current:
            return False
        workspace = self._workspace()
        ids = workspace.cases.ids(CaseState.OPEN, CaseState.SIGNED)
        cases = workspace.cases.several(ids).values()
        return bool(self._behind(workspace, cases, current))

    def matches(self, case: Case, party: PartyId) -> tuple[TypedMatch, ...]:
        """Return the matches of a typed party as they stand, best first. Raises BadInput."""
        workspace = self._workspace()
        profile = _typed(case, party).profile or Profile()
        screened = workspace.typed_screenings.of([party]).get(party)
        if screened is None:
            return ()
        decided = workspace.decisions.of_party(party)
        newest = {one.uid: one for one in decided}
        listings = self._lists.listings([one.match.uid for one in screened.matches])
        found = []
        for one in screened.matches:
            match = BookMatch(
                party, case.customer, one.match, one.listing_fingerprint, MatchState.OPEN
            )
            looks, day = profile_fingerprint(profile), today(self._clock)
            settled = self._standings.settled(match, looks, newest, day)
            listing = listings.get(one.match.uid)
            if listing is not None:
                earlier = tuple(each for each in decided if each.uid == one.match.uid)
                found.append(TypedMatch(profile, settled, listing, earlier))
        return tuple(found)

    def decide(self, case: Case, subjects: Sequence[Subject], word: Word) -> Decided:
        """Keep what a person says of matches of typed parties, each its own decision.

        Raises BadInput: no reason, a review date that is past, a match that is gone or does not
        look as it was shown; StorageFault. Nothing is kept then.
        """
        workspace = self._file.writable()
        reason = tidy_lines(word.reason)
        if not reason:
            raise BadInput("reason-missing")
        if word.review_on is not None and word.review_on <= today(self._clock):
            raise BadInput("review-date-past", day=word.review_on.isoformat())
        evidence = tuple(self._file.attach(data, name) for name, data in word.evidence)
        with writing(workspace.db):
            made = [self._made(workspace, case, one, word, reason, evidence) for one in subjects]
            for one in made:
                self._deciding.append(workspace, one)
        return Decided(tuple(made), Changes.DECISIONS | Changes.CASES | Changes.EVENTS)

    def keep(self, case: Case, party: PartyId) -> Case:
        """Keep a typed party in the book: related to the customer of the case, or as its customer.

        It keeps its id, and with it what was decided. Raises BadInput where it is not sound, or the
        case was changed meanwhile.
        """
        typed = _typed(case, party)
        profile = typed.profile or Profile()
        customer = self._workspace().customers.get(case.customer) if case.customer else None
        if customer is None:
            kept = Customer(party, profile)
            changed = replace(case, customer=party)
        else:
            related = RelatedParty(party, typed.role, profile, customer.id, note=typed.note)
            kept, changed = customer.with_related(related), case
        parties = tuple(
            replace(one, answer=PartyAnswer.KEPT) if one.party == party else one
            for one in case.parties
        )
        changed = replace(changed, parties=parties)
        saved: list[Case] = []

        def also(_workspace: Workspace) -> None:
            told = {"party": party, "name": profile.name}
            saved.append(self._file.save(changed, "case_party_kept", told, was=case))

        self._customers.save_all([kept], also=also)
        return saved[0] if saved else self._file.save(changed, "case_party_kept", was=case)

    def _screen(self, cases: Sequence[Case], progress: Progress) -> Changes:
        workspace = self._file.writable()
        ready = self._lists.prepare_index(progress)
        if ready is None:
            raise ListsMissing("no-lists")
        kept = workspace.customers.holders(
            one.party for case in cases for one in case.parties if one.answer is PartyAnswer.KEPT
        )
        changes = Changes.NOTHING
        if kept:
            wanted = sorted(set(kept.values()))
            changes = self._book.screen(progress, trigger=Trigger.ASKED, customers=wanted).changes
        floor = self._screenings.threshold()
        current = screened_with(ready.folder.name, floor)
        behind = self._behind(workspace, cases, current)
        if not behind:
            return changes
        found = screen_many(
            ready.folder,
            [one.party(Role.NOT_SAID) for one in behind.values()],
            progress,
            min_score=floor,
        )
        self._keep_found(workspace, current, behind, found)
        return changes | Changes.CASES | Changes.EVENTS

    def _keep_found(
        self,
        workspace: Workspace,
        screened_with: str,
        parties: Mapping[PartyId, Profile],
        found: Sequence[Sequence[Match]],
    ) -> None:
        prints = self._fingerprints(match.uid for matches in found for match in matches)
        now = self._clock.now()
        told: list[dict[str, object]] = []
        with writing(workspace.db):
            for (party, profile), matches in zip(parties.items(), found, strict=True):
                kept = tuple(FoundMatch(one, prints[one.uid]) for one in matches)
                looks = profile_fingerprint(profile)
                workspace.typed_screenings.save(
                    TypedScreening(party, looks, screened_with, now.utc_text, kept)
                )
                uids = [one.uid for one in matches]
                told.append({"party": party, "name": profile.name, "matches": uids})
            workspace.events.append(
                "parties_screened",
                "cases",
                {"screened_with": screened_with, "parties": told},
                at=now.utc_text,
                actor=workspace.settings.settings().operator,
            )

    def _behind(
        self, workspace: Workspace, cases: Iterable[Case], current: str
    ) -> dict[PartyId, Profile]:
        """Return the parties that are not in the book and were not screened as they look now."""
        named = [one for case in cases for one in case.parties if one.party and one.profile]
        now = workspace.merged.now(one.party for one in named)
        there = workspace.customers.holders(now.values())
        holders = {one for one, goes_on in now.items() if goes_on in there}
        typed = {
            one.party: one.profile
            for one in named
            if one.profile is not None
            and (one.answer is PartyAnswer.TYPED or one.party not in holders)
            and not one.profile.party().is_empty
        }
        screened = workspace.typed_screenings.of(typed)
        return {
            party: profile
            for party, profile in typed.items()
            if party not in screened
            or screened[party].screened_with != current
            or screened[party].fingerprint != profile_fingerprint(profile)
        }

    def _fingerprints(self, uids: Iterable[ListingUid]) -> dict[ListingUid, str]:
        wanted = list(dict.fromkeys(uids))
        listings = self._lists.listings(wanted)
        for uid in wanted:
            if uid not in listings:
                raise ListsMissing("listing-gone", uid=uid)
        return {uid: listing_fingerprint(listing) for uid, listing in listings.items()}

    def _made(
        self,
        workspace: Workspace,
        case: Case,
        subject: Subject,
        word: Word,
        reason: str,
        evidence: tuple[Evidence, ...],
    ) -> MatchDecision:
        seen = self._shown(case, subject)
        return MatchDecision(
            id=DecisionId(new_id()),
            party=subject.party,
            customer=case.customer or subject.party,
            uid=subject.uid,
            verdict=word.verdict,
            reason=reason,
            by=workspace.settings.settings().operator,
            at=self._clock.now(),
            party_fingerprint=subject.party_fingerprint,
            listing_fingerprint=subject.listing_fingerprint,
            profile=seen.profile,
            listing=seen.listing,
            match=seen.match.match,
            review_on=word.review_on,
            evidence=evidence,
            answers=word.answers,
            number=case.number,
        )

    def _shown(self, case: Case, subject: Subject) -> TypedMatch:
        for one in self.matches(case, subject.party):
            if one.listing.uid == subject.uid:
                if one.subject != subject:
                    raise BadInput("match-changed", name=one.profile.name)
                return one
        raise BadInput("match-gone")


def _typed(case: Case, party: PartyId) -> CaseParty:
    found = next((one for one in case.parties if one.party == party), None)
    if found is None:
        raise BadInput("case-party-unknown", number=case.number)
    return found
