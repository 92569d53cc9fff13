"""One party of a screening being worked on: what came back for it, what was decided so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.fingerprints import listing_fingerprint, party_fingerprint
from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Mention
from exportdesk.core.parties import Party, Role
from exportdesk.core.screenings import (
    DecidedBefore,
    Decision,
    NameLook,
    PartyResult,
    SeenMatch,
    Verdict,
)
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.screening import same_entry
from exportdesk.ui.matches.words import GRAVEST_FIRST

_Called = tuple[str, ...]  # every name of ours
_Names = tuple[_Called, Mention]  # and what it shares
_Looks = tuple[str, str]  # the fingerprints of party and listing


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one question: a result, or trouble.

    `asked` is the party as it was asked about, without its role; `threshold` is what nothing came
    up to where nothing matched; `ready` are the lists that were asked; `before` is what was decided
    earlier for a party of the same name.
    """

    key: int
    asked: Party
    result: PartyResult | None = None
    trouble: ExportDeskError | None = None
    ready: ReadyIndex | None = None
    names: int = 0
    milliseconds: float = 0.0
    threshold: float = 0.0
    before: Mapping[ListingUid, DecidedBefore] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """All that was said of a party so far, to be said again as it was, and the match in view."""

    chosen: ListingUid | None
    decisions: Mapping[ListingUid, Mapping[_Looks, Decision]]
    earlier: Mapping[ListingUid, Decision]
    looked: tuple[_Names, NameLook] | None
    opened: tuple[_Called, tuple[ListingUid, ...]]


def question(party: Party) -> Party:
    """Return what is asked of the lists about `party`: everything but its role."""
    return replace(party, role=Role.NOT_SAID)


@dataclass(slots=True)
class PartyDraft:
    """One party: what was typed, the newest answer, and every decision made on it.

    A decision is about this party and this listing as both looked then. It sleeps while either is
    different, and is there again when they are as before; till then it is offered. Where another
    source tells the same entry of the same list, in more detail or in less, it holds for that one.
    `emptied` is the party as it was before its name was taken away.
    """

    key: int
    party: Party
    answer: Answer | None = None
    chosen: ListingUid | None = None
    emptied: Party | None = None
    _decisions: dict[ListingUid, dict[_Looks, Decision]] = field(default_factory=dict)
    _earlier: dict[ListingUid, Decision] = field(default_factory=dict)
    _decided_on: dict[ListingUid, Listing] = field(default_factory=dict)
    _looked: tuple[_Names, NameLook] | None = None
    _opened: tuple[_Called, tuple[ListingUid, ...]] = ((), ())
    _brought: list[Decision | NameLook] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to screen."""
        return self.party.is_empty

    @property
    def is_answered(self) -> bool:
        """Whether the answer is to what is typed now."""
        answer = self.answer
        return answer is not None and answer.asked == question(self.party)

    @property
    def asked(self) -> Party:
        """The party that the matches are of: while an answer is awaited, not yet what is typed."""
        return self.answer.asked if self.answer is not None else question(self.party)

    @property
    def found_none(self) -> bool:
        """Whether the newest answer is that there is no possible match."""
        answer = self.answer
        return answer is not None and answer.result is not None and not answer.result.matches

    @property
    def matches(self) -> tuple[SeenMatch, ...]:
        """The matches of the newest answer, each with its decision."""
        if self.answer is None or self.answer.result is None:
            return ()
        return tuple(
            replace(seen, decision=self._decision(seen)) for seen in self.answer.result.matches
        )

    @property
    def result(self) -> PartyResult:
        """What is saved of this party."""
        found = self.answer.result if self.answer is not None else None
        if found is None:
            return PartyResult(self.party)
        return PartyResult(self.party, self.matches, found.groups, found.mention, self.looked)

    @property
    def looked(self) -> NameLook | None:
        """What was said of the name, as long as it is the same and shares the same."""
        names = self._names
        return self._looked[1] if self._looked is not None and self._looked[0] == names else None

    def look(self, look: NameLook | None) -> None:
        """Keep what is said of the name, or take it back."""
        names = self._names
        self._looked = (names, look) if look is not None and names is not None else None

    @property
    def is_name_open(self) -> bool:
        """Whether nothing was said yet of a name that shares a word with listed ones."""
        return self.result.mention is not None and self.looked is None

    @property
    def opened(self) -> tuple[ListingUid, ...]:
        """The listed parties that are matches because a person said so, as long as the name is."""
        called, uids = self._opened
        return uids if called == _called(self.party) else ()

    def open(self, uid: ListingUid) -> None:
        """Have a listed party among the matches, whatever it scores."""
        self._opened = _called(self.party), (*self.opened, uid)
        self.chosen = uid

    @property
    def _names(self) -> _Names | None:
        found = self.answer.result if self.answer is not None else None
        if found is None or found.mention is None:
            return None
        return _called(self.asked), found.mention

    @property
    def decided(self) -> int:
        """How many of the matches are decided here; a name that was looked at counts as one.

        What was said in the screening that this one goes on with is kept there.
        """
        said = (self.looked, *(seen.decision for seen in self.matches))
        return sum(1 for one in said if one is not None and one not in self._brought)

    @property
    def undecided(self) -> int:
        """How many of the matches are not."""
        return self.result.count(None)

    def seen(self, uid: ListingUid | None) -> SeenMatch | None:
        """Return the match with this listing, with its decision."""
        return next((seen for seen in self.matches if seen.match.uid == uid), None)

    def one_party(self, seen: SeenMatch) -> tuple[SeenMatch, ...]:
        """Return all matches that are the same listed party as this one, itself included."""
        return next(
            (party for party in self.result.by_party() if _place(party, seen.match.uid) >= 0),
            (seen,),
        )

    def decide(self, seen: SeenMatch, decision: Decision | None) -> None:
        """Keep a decision, or take it back."""
        made = self._decisions.setdefault(seen.match.uid, {})
        self._decided_on[seen.match.uid] = seen.listing
        if decision is not None:
            made[self._looks(seen)] = decision
            return
        made.pop(self._looks(seen), None)
        self._earlier.pop(seen.match.uid, None)
        for uid in self._told_elsewhere(seen):
            self._decisions.pop(uid, None)
            self._earlier.pop(uid, None)

    @property
    def said(self) -> Said:
        """What was said so far."""
        made = {uid: dict(found) for uid, found in self._decisions.items()}
        return Said(self.chosen, made, dict(self._earlier), self._looked, self._opened)

    def say_again(self, said: Said) -> None:
        """Put back what was said at another time, whatever was said since."""
        self.chosen, self._looked, self._opened = said.chosen, said.looked, said.opened
        self._decisions = {uid: dict(found) for uid, found in said.decisions.items()}
        self._earlier = dict(said.earlier)

    def earlier(self, seen: SeenMatch) -> Decision | None:
        """Return what was decided on this listing while party or listing looked otherwise."""
        for uid in (seen.match.uid, *self._told_elsewhere(seen)):
            asleep = list(self._decisions.get(uid, {}).values())
            found = asleep[-1] if asleep else self._earlier.get(uid)
            if found is not None:
                return found
        return None

    @property
    def sleeping(self) -> tuple[tuple[SeenMatch, Decision], ...]:
        """The matches that are not decided, but were before party or listing changed."""
        if not (self._decisions or self._earlier):
            return ()
        found = ((one, self.earlier(one)) for one in self.matches if one.decision is None)
        return tuple((seen, decision) for seen, decision in found if decision is not None)

    @property
    def has_changed(self) -> bool:
        """Whether it, or a listing, is other than when what sleeps was decided."""
        return any(self._decisions.get(seen.match.uid) for seen, _decision in self.sleeping)

    def decided_before(self, seen: SeenMatch) -> DecidedBefore | None:
        """Return what was decided on this listing for the same name, at another time."""
        return self.answer.before.get(seen.match.uid) if self.answer is not None else None

    def remember(self, result: PartyResult, *, stands: bool, threshold: float) -> None:
        """Keep what was said in an earlier screening of this party.

        Its decisions stand where they were made to be gone on with, and as long as party and
        listing look as then; else they are an offer, to be made anew or not. What was said of the
        name stands, and what came up to no `threshold` had been opened.
        """
        ours = party_fingerprint(question(result.party))
        for seen in result.matches:
            uid, decision = seen.match.uid, seen.decision
            if seen.match.score < threshold:
                self.open(uid)
            if decision is None:
                continue
            self._decided_on[uid] = seen.listing
            if stands:
                self._brought.append(decision)
                self._decisions[uid] = {(ours, listing_fingerprint(seen.listing)): decision}
            else:
                self._earlier[uid] = decision
        if result.looked is not None and result.mention is not None:
            self._looked = (_called(result.party), result.mention), result.looked
            self._brought.append(result.looked)
        self.chosen = None

    def next_undecided(self, after: ListingUid | None) -> ListingUid | None:
        """Return the next match to decide, from `after` on and round; None when all are."""
        found = tuple(seen for party in self.result.by_party() for seen in party)
        at = _place(found, after)
        for seen in found[at + 1 :] + found[: at + 1]:
            if seen.decision is None:
                return seen.match.uid
        return None

    def _decision(self, seen: SeenMatch) -> Decision | None:
        if not self._decisions:
            return None
        made = self._decisions.get(seen.match.uid)
        if made is not None:
            return made.get(self._looks(seen))
        party = party_fingerprint(self.asked)
        for uid in self._told_elsewhere(seen):
            for (ours, _theirs), decision in self._decisions.get(uid, {}).items():
                if ours == party:
                    return decision
        return None

    def _told_elsewhere(self, seen: SeenMatch) -> list[ListingUid]:
        """Return what was decided on that is the same entry of the same list in another source."""
        return [
            uid
            for uid, listing in self._decided_on.items()
            if uid != seen.match.uid and same_entry(listing, seen.listing)
        ]

    def _looks(self, seen: SeenMatch) -> _Looks:
        return party_fingerprint(self.asked), listing_fingerprint(seen.listing)


def _called(party: Party) -> _Called:
    return party.name, *party.other_names


def _place(found: Sequence[SeenMatch], uid: ListingUid | None) -> int:
    return next((at for at, seen in enumerate(found) if seen.match.uid == uid), -1)


def worst(party: PartyDraft) -> Verdict | None:
    """Return the gravest verdict on a party's matches."""
    verdicts = {seen.decision.verdict for seen in party.matches if seen.decision is not None}
    return next((verdict for verdict in GRAVEST_FIRST if verdict in verdicts), None)
