"""The one way to screen: a party in, possible matches out, best first, each with its reasons."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import NameRole
from exportdesk.core.matches import Feature, Match, Mention, Reason, Relation
from exportdesk.core.parties import Party, PartyKind
from exportdesk.screening import explain, score
from exportdesk.screening.address_index import Meeting
from exportdesk.screening.countries import country_numbers, near
from exportdesk.screening.holding import holding
from exportdesk.screening.identifiers import is_certain, read_identifiers
from exportdesk.screening.index import KINDS, ROLES, Index
from exportdesk.screening.kept import DEFAULT_THRESHOLD
from exportdesk.screening.mentions import sharing_of
from exportdesk.screening.names import NameMatcher, Proposals, Question
from exportdesk.screening.readings import Reading
from exportdesk.screening.score import points, strength_of
from exportdesk.screening.store import AnyArray
from exportdesk.screening.touching import ListChanges, Touching

_WEAK = ROLES.index(NameRole.WEAK_ALIAS)
_PERSON = KINDS.index(PartyKind.PERSON)
# An identifier that is the same is a match, whatever the name; where two numbers may be equal by
# chance it is one to look at.
_IDENTIFIED = 99.9
_MAYBE_IDENTIFIED = 70.0
_NOTHING = -30.0
_ADDRESS = KINDS.index(PartyKind.ADDRESS)


def _told_kind(party: Party, question: Question, theirs: PartyKind) -> PartyKind:
    """Return our kind as a reason tells it: one that was only inferred, where it matters."""
    return question.kind if question.kind is not theirs else party.kind


def _told_country(party: Party, theirs: Sequence[str]) -> str:
    """Return our country as a reason tells it: the one that meets theirs, else all of ours."""
    ours = party.countries
    return next((country for country in ours if country in theirs), ", ".join(ours))


@dataclass(slots=True)
class _ByName:
    """The best pair of names for one listing."""

    total: float
    entry: int
    at: int
    proposals: Proposals
    question: Question

    @property
    def reading(self) -> Reading:
        """The reading of our name that met."""
        return self.proposals.readings[self.at]

    @property
    def figures(self) -> AnyArray:
        """The figures of the pair."""
        row: AnyArray = self.proposals.figures[self.at]
        return row


@dataclass(slots=True)
class _Found:
    """Everything that speaks for one listing."""

    listing: int
    by_name: _ByName | None = None
    meeting: Meeting | None = None
    address: str = ""  # ours, that met
    by_address: float = 0.0
    identifier: str = ""
    identified: float = 0.0
    total: float = _NOTHING

    @property
    def score(self) -> float:
        """The score of the listing."""
        return max(self.identified, points(self.total))


class Screener:
    """Screens parties against one saved index. Used by one thread at a time."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._matcher = NameMatcher(index)
        self._model = score.model()

    @classmethod
    def load(cls, folder: Path) -> "Screener":
        """Open the index in `folder`. Raises StorageFault("index-unreadable")."""
        # A full collection amid tens of thousands of new small lists stops every thread for 40 ms.
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            return cls(Index(folder))
        finally:
            if was_collecting:
                gc.enable()

    @property
    def listings(self) -> int:
        """How many listings are in the index."""
        return self._index.listings

    @property
    def names(self) -> int:
        """How many listed names are in the index."""
        return self._index.names

    @property
    def lists(self) -> tuple[str, ...]:
        """The codes of the lists in the index."""
        return self._index.lists

    def weight_of(self, word: str) -> float:
        """Return how much a word of a name says, of the lists or not."""
        return self._index.weight_of(word)

    def screen(
        self, party: Party, *, limit: int = 50, min_score: float = DEFAULT_THRESHOLD
    ) -> tuple[Match, ...]:
        """Return possible matches for a party, best first."""
        found: dict[int, _Found] = {}
        self._find(party, found)
        chosen = _best(self._index, found, limit, min_score)
        return tuple(self._match(party, one) for _uid, one in chosen)

    def screen_closely(
        self, party: Party, *, least: float, limit: int = 50, min_score: float = DEFAULT_THRESHOLD
    ) -> tuple[tuple[Match, ...], bool]:
        """Return what `screen` does, and whether anything at all came near.

        Near is what scores `least` or more, and an address that was nearly taken for ours.
        """
        found: dict[int, _Found] = {}
        is_near = self._find(party, found)
        chosen = _best(self._index, found, limit, min_score)
        is_near = is_near or any(one.score >= least for one in found.values())
        return tuple(self._match(party, one) for _uid, one in chosen), is_near

    def rank(
        self, party: Party, *, limit: int = 50, min_score: float = DEFAULT_THRESHOLD
    ) -> tuple[tuple[ListingUid, float], ...]:
        """Return uids and scores only: what `screen` finds, without the reasons."""
        found: dict[int, _Found] = {}
        self._find(party, found)
        chosen = _best(self._index, found, limit, min_score)
        return tuple((ListingUid(uid), one.score) for uid, one in chosen)

    def mention(self, party: Party) -> Mention | None:
        """Return the telling word of the party's name that listed names hold, None without one.

        May be called on any thread: one that was closed meanwhile has none to tell.
        """
        found = self.sharing(party)
        return found[0] if found else None

    def sharing(self, party: Party) -> tuple[Mention, tuple[ListingUid, ...]] | None:
        """Return what `mention` does, and the listings whose names share the word."""
        index: Index | None = self.__dict__.get("_index")
        if index is None:
            return None
        names = (party.name, *party.other_names)
        found = (sharing_of(name, index) for name in names if name.strip())
        first = next((one for one in found if one is not None), None)
        if first is None:
            return None
        return first.mention, tuple(ListingUid(index.uids[one]) for one in first.listings)

    def touching(self, changes: ListChanges, least: float) -> Touching:
        """Return what tells whom changes touch: who may be a changed listing with so high a score.

        This index is the whole one after the changes.
        """
        return Touching(self._index, changes, least)

    def holding(
        self, text: str, limit: int
    ) -> tuple[tuple[ListingUid, str, str, tuple[str, ...]], ...]:
        """Return uid, list, name and countries of listings whose names hold every word of `text`.

        The last word may be the beginning of one. For looking somebody up, never for screening.
        """
        records = (self._index.record(one) for one in holding(text, self._index, limit))
        return tuple(
            (ListingUid(uid), listed_in, name, countries)
            for uid, _source, listed_in, name, countries in records
        )

    def close(self) -> None:
        """Let go of the index files. May be called twice; nothing else may follow."""
        for name in ("_matcher", "_index"):
            self.__dict__.pop(name, None)

    def _find(self, party: Party, found: dict[int, _Found]) -> bool:
        """Find everything; return whether an address was nearly taken for one of ours."""
        countries = party.countries
        for name in dict.fromkeys((party.name, *party.other_names)):
            if name.strip():
                self._by_name(Question.of(name, party.kind, countries), found)
        nearly = self._by_address(party, found)
        for one in found.values():
            self._settle(one)
        self._by_identifier(party, found)
        return nearly

    def _by_address(self, party: Party, found: dict[int, _Found]) -> bool:
        """Add what stands at our addresses, and how far that alone makes a match."""
        ours = country_numbers(party.countries)
        met: dict[int, tuple[Meeting, str]] = {}
        nearly = False
        for address in party.addresses:
            meetings, others = self._index.addresses.find_closely(address)
            nearly = nearly or others
            for listing, meeting in meetings.items():
                if listing not in met or meeting.is_better_than(met[listing][0]):
                    met[listing] = meeting, address
        for listing, (meeting, address) in met.items():
            one = found.setdefault(listing, _Found(listing))
            one.meeting, one.address = meeting, address
            is_address = self._index.kinds[listing] == _ADDRESS
            which = f"{'listed' if is_address else 'only'}_{meeting.relation}"
            listed_in = self._index.countries[listing].tolist()
            elsewhere = ours and listed_in and ours.isdisjoint(listed_in)
            one.by_address = self._model.evidence[which]
            if elsewhere and not near(ours, listed_in):
                one.by_address += self._model.evidence["address_elsewhere"]
        return nearly

    def _settle(self, found: _Found) -> None:
        """Set the sum: the name with the address beside it, or the address alone if more."""
        with_name = _NOTHING
        if found.by_name:
            with_name = found.by_name.total
            if found.meeting:
                with_name += self._model.evidence[f"beside_{found.meeting.relation}"]
        found.total = max(with_name, found.by_address if found.meeting else _NOTHING)

    def _by_identifier(self, party: Party, found: dict[int, _Found]) -> None:
        """Add what has our number; the more certain of a listing's two counts."""
        for ours in read_identifiers(party.identifier):
            for theirs in self._index.identified_by(ours.key):
                countries = (theirs.country,) if theirs.country else self._countries(theirs.listing)
                certain = is_certain(ours, theirs.number, party.countries, countries)
                reached = _IDENTIFIED if certain else _MAYBE_IDENTIFIED
                one = found.setdefault(theirs.listing, _Found(theirs.listing))
                if reached > one.identified:
                    one.identifier, one.identified = theirs.words, reached

    def _countries(self, listing: int) -> tuple[str, ...]:
        return self._index.record(listing)[4]

    def _by_name(self, question: Question, found: dict[int, _Found]) -> None:
        proposals = self._matcher.propose(question)
        if not proposals.entries:
            return
        index = self._index
        totals = self._model.sums(proposals.figures).tolist()
        listings = index.entry_listings[proposals.entries].tolist()
        roles = index.entry_roles[proposals.entries].tolist()
        for at, entry in enumerate(proposals.entries):
            total = totals[at]
            if roles[at] == _WEAK:
                total += self._weak_alias(question, listings[at])
            one = found.get(listings[at])
            if one is None:
                one = found[listings[at]] = _Found(listings[at])
            best = one.by_name
            if best is None or (total, -entry) > (best.total, -best.entry):
                one.by_name = _ByName(total, entry, at, proposals, question)

    def _weak_alias(self, question: Question, listing: int) -> float:
        """Return what a weak alias takes off: most where a person's would fire on a company."""
        evidence = self._model.evidence
        if question.kind is PartyKind.ORGANIZATION and self._index.kinds[listing] == _PERSON:
            return evidence["weak_alias_of_person_on_company"]
        return evidence["weak_alias"]

    def _match(self, party: Party, found: _Found) -> Match:
        index = self._index
        uid, source, listed_in, name, countries = index.record(found.listing)
        kind = KINDS[int(index.kinds[found.listing])]
        reasons = self._reasons(party, found, kind, countries)
        return Match(
            uid=ListingUid(uid),
            source=SourceKey(source),
            list=listed_in,
            kind=kind,
            name=name,
            matched_name=self._matched(found, name),
            countries=countries,
            score=found.score,
            strength=strength_of(found.score),
            reasons=reasons,
        )

    def _matched(self, found: _Found, name: str) -> str:
        """Return the listed name that met ours; where none meets, what did."""
        by_name = found.by_name
        if by_name and points(by_name.total) >= DEFAULT_THRESHOLD:
            return self._index.entry_texts[by_name.entry]
        if found.identifier:
            return found.identifier
        if found.meeting and (not by_name or found.by_address > by_name.total):
            return found.meeting.theirs
        return self._index.entry_texts[by_name.entry] if by_name else name

    def _reasons(
        self, party: Party, found: _Found, kind: PartyKind, countries: tuple[str, ...]
    ) -> tuple[Reason, ...]:
        reasons: list[Reason] = []
        by_name = found.by_name
        if by_name:
            listed = self._index.entry_texts[by_name.entry]
            asked = self._matcher.ask(by_name.reading, by_name.question.form)
            comparison = explain.compare(asked, by_name.question.form, listed, self._index)
            evidence = explain.evidence_reasons(
                comparison, by_name.figures.tolist(), by_name.total, self._model,
                kinds=(_told_kind(party, by_name.question, kind), kind),
                countries=(_told_country(party, countries), countries),
            )  # fmt: skip
            beside = sum(reason.effect for reason in evidence)
            alone = min(100.0, max(0.0, points(by_name.total) - beside))
            reasons += explain.name_reasons(comparison, alone)
            reasons += evidence
        named = points(by_name.total) if by_name else 0.0
        reasons += self._address_reasons(party, found, named)
        if found.identifier:
            relation = Relation.SAME if found.identified == _IDENTIFIED else Relation.SIMILAR
            effect = round(max(0.0, found.identified - points(found.total)), 1)
            reasons.append(
                Reason(Feature.IDENTIFIER, party.identifier, found.identifier, relation, effect)
            )
        return tuple(reasons)

    def _address_reasons(self, party: Party, found: _Found, named: float) -> list[Reason]:
        """Return the address that met ours; else, that the listing's addresses are others."""
        if found.meeting:
            effect = round(points(found.total) - named, 1)
            meeting = found.meeting
            return [
                Reason(Feature.ADDRESS, found.address, meeting.theirs, meeting.relation, effect)
            ]
        ours = party.addresses
        if not ours:
            return []
        listed = self._index.addresses.of_listing(found.listing)
        relation = Relation.DIFFERS if listed else Relation.NOT_GIVEN
        return [Reason(Feature.ADDRESS, "; ".join(ours[:3]), "; ".join(listed[:3]), relation)]


def _best(
    index: Index, found: Mapping[int, _Found], limit: int, min_score: float
) -> list[tuple[str, _Found]]:
    scored = [(one.score, one) for one in found.values()]
    order = sorted(
        (-points_, index.uids[one.listing], one.listing, one)
        for points_, one in scored
        if points_ >= min_score
    )
    return [(uid, one) for _points, uid, _listing, one in order[:limit]]
