"""A screening being worked on: its parties, what came back for each, what was decided so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.fingerprints import listing_fingerprint, party_fingerprint
from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match, Mention
from exportdesk.core.parties import Party, Role
from exportdesk.core.screenings import (
    DecidedBefore,
    Decision,
    NameLook,
    PartyResult,
    Screening,
    SeenMatch,
    Verdict,
)
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.screening import same_entry
from exportdesk.ui.matches.words import GRAVEST_FIRST

_Names = tuple[tuple[str, ...], Mention]  # every name of ours, and what it shares
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


def question(party: Party) -> Party:
    """Return what is asked of the lists about `party`: everything but its role."""
    return replace(party, role=Role.NOT_SAID)


@dataclass(slots=True)
class PartyDraft:
    """One party: what was typed, the newest answer, and every decision made on it.

    A decision is about this party and this listing as both looked then. It sleeps while either is
    different, and is there again when they are as before. Where another source tells the same entry
    of the same list, in more detail or in less, it holds for that one. `emptied` is the party as it
    was before its name was taken away.
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
    def _names(self) -> _Names | None:
        found = self.answer.result if self.answer is not None else None
        if found is None or found.mention is None:
            return None
        return (self.asked.name, *self.asked.other_names), found.mention

    @property
    def decided(self) -> int:
        """How many of the matches are decided; a name that was looked at counts as one."""
        looked = self.looked is not None
        return looked + sum(1 for seen in self.matches if seen.decision is not None)

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
        return Said(self.chosen, made, dict(self._earlier), self._looked)

    def say_again(self, said: Said) -> None:
        """Put back what was said at another time, whatever was said since."""
        self.chosen, self._looked = said.chosen, said.looked
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

    def decided_before(self, seen: SeenMatch) -> DecidedBefore | None:
        """Return what was decided on this listing for the same name, at another time."""
        return self.answer.before.get(seen.match.uid) if self.answer is not None else None

    def remember(self, matches: Iterable[SeenMatch]) -> None:
        """Keep the decisions of an earlier screening as an offer, to be made anew or not."""
        for seen in matches:
            if seen.decision is not None:
                self._earlier[seen.match.uid] = seen.decision
                self._decided_on[seen.match.uid] = seen.listing

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


def _place(found: Sequence[SeenMatch], uid: ListingUid | None) -> int:
    return next((at for at, seen in enumerate(found) if seen.match.uid == uid), -1)


@dataclass(frozen=True, slots=True)
class Act:
    """A step that can be taken back: what was said of a party before it, or where one that was
    taken out stood.
    """

    party: PartyDraft
    before: Said
    at: int | None = None


class ScreeningDraft:
    """The parties of one screening, one of them in view; `saved` once it has been saved.

    `acts` is what was done since it was begun or saved, the last at the end; `is_own` tells that
    something in it was typed or done here, and not only sent by another page.
    """

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.is_own = False
        self._last_key = 0
        self.parties: list[PartyDraft] = []
        self.reference = ""
        self.saved: Screening | None = None
        self.current = self.add(Party(""))

    @classmethod
    def of(cls, parties: Iterable[Party]) -> "ScreeningDraft":
        """Return a new screening of these parties."""
        draft = cls()
        made = [draft.add(party) for party in parties]
        if made:
            draft.parties = made
            draft.current = made[0]
        return draft

    @classmethod
    def again(cls, screening: Screening) -> "ScreeningDraft":
        """Return a new screening of the same parties; what was decided then is offered again."""
        draft = cls.of(result.party for result in screening.parties)
        draft.reference = screening.reference
        for party, result in zip(draft.parties, screening.parties, strict=False):
            party.remember(result.matches)
        return draft

    @property
    def is_unsaved_work(self) -> bool:
        """Whether it would be missed: it holds what was typed or done, and is not saved."""
        return self.saved is None and self.is_own and bool(self.to_save)

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed."""
        return not self.reference and all(party.is_empty for party in self.parties)

    @property
    def to_save(self) -> list[PartyDraft]:
        """The parties that hold something."""
        return [party for party in self.parties if not party.is_empty]

    @property
    def undecided(self) -> int:
        """How many matches of all parties are not decided."""
        return sum(party.undecided for party in self.to_save)

    @property
    def unsaved_decisions(self) -> int:
        """How many decisions would be lost."""
        return 0 if self.saved is not None else sum(party.decided for party in self.to_save)

    @property
    def matches(self) -> list[Match]:
        """The matches of all parties."""
        return [seen.match for party in self.to_save for seen in party.matches]

    def add(self, party: Party) -> PartyDraft:
        """Add a party at the end and return it."""
        self._last_key += 1
        made = PartyDraft(self._last_key, party)
        self.parties.append(made)
        return made

    def party(self, key: int) -> PartyDraft | None:
        """Return the party with this key."""
        return next((party for party in self.parties if party.key == key), None)

    def remove(self, party: PartyDraft) -> int:
        """Take a party out; return where it stood. The last one is replaced by an empty one."""
        at = self.parties.index(party)
        self.parties.remove(party)
        if not self.parties:
            self.add(Party(""))
        if self.current is party:
            self.current = self.parties[min(at, len(self.parties) - 1)]
        return at

    def put_back(self, party: PartyDraft, at: int) -> None:
        """Bring back a party that was taken out."""
        if len(self.parties) == 1 and self.parties[0].is_empty:
            self.parties.clear()
        self.parties.insert(at, party)
        self.current = party


def draft_of(subject: object) -> ScreeningDraft | None:
    """Return the screening another page asks for: by a name, by parties, by a saved screening."""
    if isinstance(subject, Screening):
        return ScreeningDraft.again(subject)
    if isinstance(subject, str) and subject.strip():
        return ScreeningDraft.of([Party(subject.strip())])
    if isinstance(subject, Party):
        return ScreeningDraft.of([subject])
    if isinstance(subject, list | tuple):
        return ScreeningDraft.of(party for party in subject if isinstance(party, Party))
    return None


def worst(party: PartyDraft) -> Verdict | None:
    """Return the gravest verdict on a party's matches."""
    verdicts = {seen.decision.verdict for seen in party.matches if seen.decision is not None}
    return next((verdict for verdict in GRAVEST_FIRST if verdict in verdicts), None)
