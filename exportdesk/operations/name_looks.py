"""Looking at names that share a word with listed ones: saying that nobody listed is meant, taking
it back, and having one of those listed parties opened as a match all the same.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from exportdesk.core.book import BookMatch
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.customers import Customer, KeptParty
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.fingerprints import listing_fingerprint
from exportdesk.core.ids import DecisionId, ListingUid, PartyId, new_id
from exportdesk.core.matches import Match
from exportdesk.core.name_looks import (
    NameDecision,
    NameLapse,
    Namesake,
    SharedName,
    name_decision_facts,
    newcomers,
    unseen,
)
from exportdesk.core.standing import MatchState
from exportdesk.core.text import tidy_lines
from exportdesk.operations.lists import Lists
from exportdesk.operations.name_standing import names_of, namesakes, why_lapsed
from exportdesk.operations.opened_matches import match_by_word
from exportdesk.operations.screening import Screenings
from exportdesk.operations.standings import Standings
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_TOUCHED = Changes.DECISIONS | Changes.CUSTOMERS | Changes.EVENTS


@dataclass(frozen=True, slots=True)
class NameCase:
    """A name of a customer's party to be looked at, and what was said of it last.

    `lapses` tell why that does not stand; `since` are who shares the word and was not seen then.
    """

    customer: Customer
    kept: KeptParty
    shared: SharedName
    decision: NameDecision | None = None
    lapses: tuple[NameLapse, ...] = ()
    since: tuple[Namesake, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether what was said of it stands."""
        return self.decision is not None and not self.lapses


@dataclass(frozen=True, slots=True)
class NamesLooked:
    """The decisions made, in the order of the names, and what they touched."""

    decisions: tuple[NameDecision, ...]
    changes: Changes


class NameLooks:
    """What is said of names in a workspace. `propose` belongs to the thread that screens."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        screenings: Screenings,
        standings: Standings,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._screenings = screenings
        self._standings = standings
        self._clock = clock

    def waiting(self) -> int:
        """Return of how many customers nothing but a name is to be looked at."""
        return self._workspace().shared_names.waiting()

    def cases(self, customers: Iterable[PartyId]) -> tuple[NameCase, ...]:
        """Return the names of these customers that share a word, of parties without a match."""
        workspace = self._workspace()
        wanted = list(dict.fromkeys(customers))
        matched = {one.party for one in workspace.matches.of_customers(wanted)}
        shared = [
            one for one in workspace.shared_names.of_customers(wanted) if one.party not in matched
        ]
        books = workspace.customers.several(one.customer for one in shared)
        said = workspace.shared_names.newest(one.party for one in shared)
        made = []
        for one in shared:
            kept = books[one.customer].kept(one.party) if one.customer in books else None
            if kept is not None:
                made.append(self._case(books[one.customer], kept, one, said.get(one.party)))
        return tuple(made)

    def namesakes(self, case: NameCase) -> tuple[Namesake, ...]:
        """Return the listed parties whose names share the word, by name."""
        return namesakes(self._lists, case.shared.uids)

    def history(self, customer: PartyId) -> list[NameDecision]:
        """Return everything that was said of names of a customer's parties, newest first."""
        return self._workspace().shared_names.said_of(customer)[::-1]

    def settle(self, cases: Sequence[NameCase], reason: str) -> NamesLooked:
        """Keep that none of the listed parties is meant by these names, as one step.

        Raises BadInput: no reason, or a name that is not as it was shown (nothing is kept then).
        """
        workspace = self._writable()
        reason = _said(reason)
        with writing(workspace.db):
            now = {one.party: one for one in self._shared(workspace, cases)}
            for case in cases:
                one = now.get(case.kept.id)
                if one is None or (one.mention, one.uids) != (
                    case.shared.mention,
                    case.shared.uids,
                ):
                    raise BadInput("match-changed", name=case.kept.profile.name)
            by, at = workspace.settings.settings().operator, self._clock.now()
            made = [
                NameDecision(
                    id=DecisionId(new_id()),
                    party=case.kept.id,
                    customer=case.customer.id,
                    word=case.shared.mention.word,
                    names=names_of(case.kept),
                    listings=self.namesakes(case),
                    reason=reason,
                    by=by,
                    at=at,
                )
                for case in cases
            ]
            self._keep(workspace, made)
        return NamesLooked(tuple(made), _TOUCHED)

    def revoke(self, decisions: Iterable[DecisionId], reason: str) -> NamesLooked:
        """Take back what was said; it stays in the history. Raises BadInput, StorageFault."""
        workspace = self._writable()
        reason = _said(reason)
        with writing(workspace.db):
            made = []
            for one in dict.fromkeys(decisions):
                before = workspace.shared_names.decision(one)
                if before is None:
                    raise BadInput("decision-unknown")
                party = workspace.merged.now_of(before.party)
                last = workspace.shared_names.newest([party]).get(party)
                if last is None or last.id != before.id or last.is_revoked:
                    raise BadInput("decision-not-standing")
                made.append(
                    replace(
                        before,
                        id=DecisionId(new_id()),
                        reason=reason,
                        by=workspace.settings.settings().operator,
                        at=self._clock.now(),
                        is_revoked=True,
                    )
                )
            self._keep(workspace, made)
        return NamesLooked(tuple(made), _TOUCHED)

    def propose(self, case: NameCase, uid: ListingUid) -> Match:
        """Return how a name meets one of the listed parties, however little. Raises BadInput."""
        party = case.kept.profile.party()
        found = self._screenings.against(party, uid)
        if found is not None:
            return found
        listing = self._lists.listing(uid)
        if listing is None:
            raise BadInput("match-gone")
        return match_by_word(listing, case.shared.mention.word)

    def open_match(self, case: NameCase, match: Match) -> Changes:
        """Have a match decided though it came up to no threshold: it waits in Review from now on.

        Raises BadInput where the listing is gone, StorageFault.
        """
        workspace = self._writable()
        listing = self._lists.listing(match.uid)
        if listing is None or workspace.customers.is_deleted(case.customer.id):
            raise BadInput("match-gone")
        with writing(workspace.db):
            if workspace.matches.get(case.kept.id, match.uid) is None:
                now = self._clock.now()
                by = workspace.settings.settings().operator
                workspace.matches.add(
                    BookMatch(
                        party=case.kept.id,
                        customer=case.customer.id,
                        match=match,
                        listing_fingerprint=listing_fingerprint(listing),
                        state=MatchState.OPEN,
                        found_at=now.utc_text,
                        asked_by=by or "?",
                    )
                )
                workspace.events.append(
                    "match_opened",
                    case.customer.id,
                    _opened_facts(case, match),
                    at=now.utc_text,
                    actor=by,
                )
                self._standings.refresh(workspace, [case.customer.id])
        return _TOUCHED

    def close_match(self, case: NameCase, match: Match) -> Changes:
        """Take back that a match was opened. Raises BadInput where it was decided meanwhile."""
        workspace = self._writable()
        with writing(workspace.db):
            kept = workspace.matches.get(case.kept.id, match.uid)
            if kept is None or not kept.asked_by or kept.decision:
                raise BadInput("match-changed", name=case.kept.profile.name)
            workspace.matches.drop(kept)
            workspace.events.append(
                "match_closed",
                case.customer.id,
                _opened_facts(case, match),
                at=self._clock.now().utc_text,
                actor=workspace.settings.settings().operator,
            )
            self._standings.refresh(workspace, [case.customer.id])
        return _TOUCHED

    def _case(
        self, customer: Customer, kept: KeptParty, one: SharedName, said: NameDecision | None
    ) -> NameCase:
        if said is None:
            return NameCase(customer, kept, one)
        lapses = why_lapsed(said, one, kept, self._lists)
        since: tuple[Namesake, ...] = ()
        if NameLapse.LISTED_SINCE in lapses:
            since = newcomers(said, namesakes(self._lists, unseen(said, one.uids)))
        return NameCase(customer, kept, one, said, lapses, since)

    def _shared(self, workspace: Workspace, cases: Sequence[NameCase]) -> list[SharedName]:
        return workspace.shared_names.of_customers(one.customer.id for one in cases)

    def _keep(self, workspace: Workspace, made: Sequence[NameDecision]) -> None:
        """Keep decisions and note them. Call inside `writing`."""
        for one in made:
            keep_look(workspace, one)
        whose = workspace.merged.now(one.customer for one in made)
        self._standings.refresh(workspace, whose.values())

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace


def keep_look(workspace: Workspace, decision: NameDecision) -> None:
    """Keep a decision on a name and note it. Call inside `writing`."""
    workspace.shared_names.add(decision)
    workspace.events.append(
        "name_look_revoked" if decision.is_revoked else "name_looked_at",
        decision.customer,
        name_decision_facts(decision),
        at=decision.at.utc_text,
        actor=decision.by,
    )


def _said(reason: str) -> str:
    tidied = tidy_lines(reason)
    if not tidied:
        raise BadInput("reason-missing")
    return tidied


def _opened_facts(case: NameCase, match: Match) -> dict[str, object]:
    return {
        "party": case.kept.id,
        "name": case.kept.profile.name,
        "word": case.shared.mention.word,
        "uid": match.uid,
        "listing": match.name,
        "list": match.list,
        "score": f"{match.score:.2f}",
    }
