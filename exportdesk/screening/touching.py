"""Whom a change of lists touches: who may have other matches than before, at least.

The changed listings are an index of their own, weighed by the whole, so that a pair of names
scores there as in the whole and no candidate is lost that the whole would look at. What a party
meets there is judged by the best that could be: as if country, kind and legal form spoke for it. A
removed listing counts like a new one, because a name that is gone lets others come up.
"""

import math
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, replace

import numpy as np

from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Listing, NameRole
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import score
from exportdesk.screening.builder import IndexBuilder
from exportdesk.screening.candidates import LEAST_COVERED, LEAST_SCORE, LEAST_WHOLE, Asked
from exportdesk.screening.identifiers import read_identifiers
from exportdesk.screening.index import KINDS, Index
from exportdesk.screening.lexicon import Lexicon
from exportdesk.screening.names import NameMatcher, Question
from exportdesk.screening.normalize import NameForm, read_name
from exportdesk.screening.readings import readings
from exportdesk.screening.score import EVIDENCE_FEATURES
from exportdesk.screening.sounds import skeleton
from exportdesk.screening.vocabulary import trigrams

# As if everything beside the name spoke for the match.
_FOR = ("legal_same", "country_same")
_PERSON = KINDS.index(PartyKind.PERSON)


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What differs between two states of the lists.

    `before` are the listings that are gone and those that changed, as they were; `after` those
    that are new and those that changed, as they are.
    """

    before: tuple[Listing, ...] = ()
    after: tuple[Listing, ...] = ()

    @property
    def count(self) -> int:
        """How many listings differ."""
        return len({listing.uid for listing in (*self.before, *self.after)})

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.before or self.after)


class Touching:
    """Tells whom changes touch. `whole` is the index of the lists as they are after them."""

    def __init__(self, whole: Index, changes: ListChanges, least: float) -> None:
        gone = _without_same_names(changes)
        builder = IndexBuilder(whole)
        for listing in (*changes.after, *gone):
            builder.add(listing)
        self._reading = _Reading(whole, changes)
        self._changed = Index(builder.hold(Silent()), whole, self._reading.lexicon)
        self._names = _ChangedNames(self._changed)
        self._model = score.model()
        self._least = math.log(least / (100.0 - least))

    def touches(self, party: Party) -> bool:
        """Return whether a party may be other listings than before the changes."""
        return (
            any(
                self._by_name(name, party.kind)
                for name in dict.fromkeys((party.name, *party.other_names))
                if name.strip()
            )
            or any(self._changed.addresses.find(address) for address in party.addresses)
            or any(
                self._changed.identified_by(number.key)
                for number in read_identifiers(party.identifier)
            )
        )

    def _by_name(self, name: str, kind: PartyKind) -> bool:
        question = Question.of(name, kind, ())
        self._reading.begin()
        figures = self._names.figures(question)
        if self._reading.is_other(question.form):
            return True
        return bool(figures) and float(self._model.sums(np.array(figures)).max()) >= self._least


class _ChangedNames:
    """The names of the changed listings: few, so that plain numbers are quicker than arrays.

    Every name is proposed that `CandidateFinder` would propose in the whole, where more names
    compete: the same least share of words or letters must meet.
    """

    def __init__(self, changed: Index) -> None:
        self._index = changed
        self._matcher = NameMatcher(changed)
        self._postings = [
            row.tolist() for row in changed.postings.several(range(len(changed.vocabulary)))
        ]
        self._weights: list[float] = changed.name_weights.tolist()
        self._beside = [self._best_beside(name) for name in range(changed.keys)]

    def figures(self, question: Question) -> list[list[float]]:
        """Return the figures of our name and each changed name that it may be."""
        form, found = question.form, []
        for at, reading in enumerate(readings(form, self._index.lexicon)):
            if not reading:
                continue
            asked = self._matcher.ask(reading, form, reread=at > 0)
            names = self._by_words(asked)
            if not form.is_consonantal and asked.has_unknown:
                names.update(self._by_letters(asked))
            for name in sorted(names):
                compared = self._matcher.compare(asked, form, name)
                found += [compared + beside for beside in self._beside[name]]
        return found

    def _best_beside(self, name: int) -> list[list[float]]:
        """Return what is known beside a name, were it all for a match; for each kind of holder."""
        index = self._index
        kinds = set(index.kinds[index.entry_listings[index.entries[name]]].tolist())
        return [
            [
                float(one in _FOR or (one == "organization" and not person))
                for one in EVIDENCE_FEATURES
            ]
            for person in sorted({kind == _PERSON for kind in kinds})
        ]

    def _by_words(self, asked: Asked) -> set[int]:
        covered: dict[int, float] = {}
        for weight, neighbors in zip(asked.side.weights, asked.neighbors, strict=True):
            best: dict[int, float] = {}
            for number, likeness in zip(neighbors.numbers, neighbors.likeness, strict=True):
                # In ascending likeness: the last time a name is written is its best.
                best.update(dict.fromkeys(self._postings[number], likeness * likeness * weight))
            for name, credit in best.items():
                covered[name] = covered.get(name, 0.0) + credit
        total = sum(asked.side.weights)
        weights = self._weights
        return {
            name
            for name, met in covered.items()
            if met > LEAST_COVERED * total
            and met * met >= LEAST_SCORE**2 * total * max(weights[name], met)
        }

    def _by_letters(self, asked: Asked) -> set[int]:
        index = self._index
        triples = sorted(trigrams("".join(word.key for word in asked.words)))
        rows = index.whole.several(triples)
        if not rows:
            return set()
        shared = np.bincount(np.concatenate(rows), minlength=index.keys)
        enough = 2 * shared >= LEAST_WHOLE * (index.whole_counts + np.float32(len(triples)))
        return set(np.flatnonzero(enough).tolist())


def _without_same_names(changes: ListChanges) -> list[Listing]:
    """Return the listings that were, with those of their names that they have no longer."""
    kept = {listing.uid: {name.text for name in listing.names} for listing in changes.after}
    gone = []
    for listing in changes.before:
        names = tuple(n for n in listing.names if n.text not in kept.get(listing.uid, ()))
        # No less than an alias: the best that could have been.
        names = tuple(replace(name, role=NameRole.ALIAS) for name in names)
        gone.append(replace(listing, names=names, addresses=(), identifiers=()))
    return gone


class _Reading:
    """How a name is read before the changes and after: other where words came or went."""

    def __init__(self, whole: Index, changes: ListChanges) -> None:
        words, by_sound = whole.vocabulary.number, whole.vocabulary.by_skeleton
        were = _words_of(changes.before)
        new = _only_in(whole, _words_of(changes.after) - were, {one.uid for one in changes.after})
        gone = {word for word in were if word not in words}
        new_sounds = {
            sound
            for sound in map(skeleton, new)
            if all(whole.vocabulary.words[at] in new for at in by_sound.get(sound, ()))
        }
        gone_sounds = {sound for sound in map(skeleton, gone) if sound not in by_sound}
        self._now = whole.lexicon
        self._words = _Watched(words, new | gone)
        self._sounds = _Watched(by_sound, new_sounds | gone_sounds)
        self.lexicon = Lexicon(self._words, self._sounds, self._now.ordinary)
        self._before = Lexicon(
            _Otherwise(words, new | gone), _Otherwise(by_sound, new_sounds | gone_sounds),
            self._now.ordinary,
        )  # fmt: skip

    def begin(self) -> None:
        """Forget what was looked up before."""
        self._words.was_asked = self._sounds.was_asked = False

    def is_other(self, form: NameForm) -> bool:
        """Return whether a name, read with `lexicon` since `begin`, was read otherwise before.

        A word of ours that lists newly have can only speak against listings that were there.
        """
        if not (self._words.was_asked or self._sounds.was_asked):
            return False
        before, now = self._before, self._now
        read = readings(form, now)
        return read != readings(form, before) or any(
            before.knows(word.key) and not now.knows(word.key) for words in read for word in words
        )


class _Watched:
    """Texts that are there now; notes when one is looked up that came or went."""

    def __init__(self, now: Container[str], other: Container[str]) -> None:
        self._now, self._other = now, other
        self.was_asked = False

    def __contains__(self, text: object) -> bool:
        if text in self._other:
            self.was_asked = True
        return text in self._now


class _Otherwise:
    """Texts that were there before: as now, but for those that came or went."""

    def __init__(self, now: Container[str], other: Container[str]) -> None:
        self._now, self._other = now, other

    def __contains__(self, text: object) -> bool:
        return (text in self._now) != (text in self._other)


def _words_of(listings: Iterable[Listing]) -> set[str]:
    return {
        word.key
        for listing in listings
        if listing.kind is not PartyKind.ADDRESS
        for name in listing.names
        for word in read_name(name.text).words
    }


def _only_in(whole: Index, words: Iterable[str], uids: Collection[ListingUid]) -> set[str]:
    """Return those of `words` that no listing but those of `uids` has in a name."""
    return {word for word in words if _is_only_in(whole, word, uids)}


def _is_only_in(whole: Index, word: str, uids: Collection[ListingUid]) -> bool:
    number = whole.vocabulary.number.get(word)
    if number is None:
        return False
    return all(
        whole.uids[listing] in uids
        for name in whole.postings[number].tolist()
        for listing in whole.entry_listings[whole.entries[name]].tolist()
    )
