"""The names of changed listings that names of ours may be, for many of ours at once.

The changed names are few, so that plain numbers are quicker than arrays for one of ours, and arrays
for all of ours together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from exportdesk.core.parties import PartyKind
from exportdesk.screening.align import Side
from exportdesk.screening.candidates import (
    LEAST_COVERED,
    LEAST_SCORE,
    LEAST_WHOLE,
    Asked,
    spelled,
)
from exportdesk.screening.index import KINDS, Index
from exportdesk.screening.names import NameMatcher
from exportdesk.screening.neighbors import NeighborFinder, Neighbors
from exportdesk.screening.normalize import NameForm, Word
from exportdesk.screening.readings import Reading
from exportdesk.screening.score import EVIDENCE_FEATURES
from exportdesk.screening.vocabulary import trigrams

# As if everything beside the name spoke for the match.
_FOR = ("legal_same", "country_same")
_PERSON = KINDS.index(PartyKind.PERSON)
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name of ours in one of its readings, and whose it is, by a number."""

    whose: int
    form: NameForm
    reading: Reading
    reread: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A word of ours: its weight, neighbors, and what each changed name that it may meet gets."""

    weight: float
    neighbors: Neighbors
    is_known: bool
    credit: Sequence[tuple[int, float]]


class ChangedNames:
    """The names of the changed listings, an index of their own.

    Every name is proposed that `CandidateFinder` would propose in the whole, where more names
    compete: the same least share of words or letters must meet.
    """

    def __init__(self, changed: Index) -> None:
        self._index = changed
        self._matcher = NameMatcher(changed)
        self._neighbors = NeighborFinder(changed.vocabulary)
        self._postings = [
            row.tolist() for row in changed.postings.several(range(len(changed.vocabulary)))
        ]
        self._weights: list[float] = changed.name_weights.tolist()
        self._beside = [self._best_beside(name) for name in range(changed.keys)]
        self._weighed: dict[Word, _Weighed] = {}

    def figures(self, names: Sequence[AskedName]) -> tuple[list[int], list[list[float]]]:
        """Return the figures of each of our names with each changed name that it may be.

        Beside them whose they are, in the same order.
        """
        words = [[self._word(word) for word in one.reading] for one in names]
        by_letters = self._by_letters(names, words)
        whose: list[int] = []
        figures: list[list[float]] = []
        for at, (one, weighed) in enumerate(zip(names, words, strict=True)):
            found = self._by_words(weighed)
            found.update(by_letters.get(at, ()))
            if not found:
                continue
            asked = _asked(one, weighed)
            for name in sorted(found):
                compared = self._matcher.compare(asked, one.form, name)
                for beside in self._beside[name]:
                    whose.append(one.whose)
                    figures.append(compared + beside)
        return whose, figures

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

    def _word(self, word: Word) -> _Weighed:
        known = self._weighed.get(word)
        if known is None:
            known = self._weigh(word)
            if len(self._weighed) >= _REMEMBERED:
                self._weighed.clear()
            self._weighed[word] = known
        return known

    def _weigh(self, word: Word) -> _Weighed:
        index, neighbors = self._index, self._neighbors.of(word)
        weight = index.weight_of(word.key)
        best: dict[int, float] = {}
        for number, likeness in zip(neighbors.numbers, neighbors.likeness, strict=True):
            # In ascending likeness: the last time a name is written is its best.
            best.update(dict.fromkeys(self._postings[number], likeness * likeness * weight))
        return _Weighed(weight, neighbors, index.lexicon.knows(word.key), tuple(best.items()))

    def _by_words(self, words: Iterable[_Weighed]) -> set[int]:
        covered: dict[int, float] = {}
        total = 0.0
        for word in words:
            total += word.weight
            for name, credit in word.credit:
                covered[name] = covered.get(name, 0.0) + credit
        weights = self._weights
        return {
            name
            for name, met in covered.items()
            if met > LEAST_COVERED * total
            and met * met >= LEAST_SCORE**2 * total * max(weights[name], met)
        }

    def _by_letters(
        self, names: Sequence[AskedName], words: Sequence[Sequence[_Weighed]]
    ) -> dict[int, list[int]]:
        """Return changed names by the place of ours with which they share enough letter triples.

        As `CandidateFinder`, only where ours has a longer word that is not known.
        """
        places: list[int] = []
        counts: list[int] = []
        triples: list[int] = []
        for at, (one, weighed) in enumerate(zip(names, words, strict=True)):
            if one.form.is_consonantal or not _has_unknown(one.reading, weighed):
                continue
            here = trigrams("".join(word.key for word in one.reading))
            triples += here
            places.append(at)
            counts.append(len(here))
        if not triples:
            return {}
        keys = self._index.keys
        rows = self._index.whole.several(triples)
        owners = np.repeat(np.arange(len(places)) * keys, counts)
        met = np.repeat(owners, list(map(len, rows))) + np.concatenate(rows)
        shared = np.bincount(met, minlength=len(places) * keys)
        least = np.ceil(np.array(counts) * (LEAST_WHOLE / 2)).astype(np.int64)
        likely = np.flatnonzero(shared.reshape(len(places), keys) >= least[:, None])
        of, names_met = likely // keys, likely % keys
        of_both = self._index.whole_counts[names_met] + np.array(counts, np.float32)[of]
        enough = 2 * shared[likely] >= LEAST_WHOLE * of_both
        found: dict[int, list[int]] = {}
        for place, name in zip(of[enough].tolist(), names_met[enough].tolist(), strict=True):
            found.setdefault(places[place], []).append(name)
        return found


def _has_unknown(reading: Reading, words: Iterable[_Weighed]) -> bool:
    return any(
        not weighed.is_known and len(word.key) >= 3
        for word, weighed in zip(reading, words, strict=True)
    )


def _asked(one: AskedName, words: Sequence[_Weighed]) -> Asked:
    return Asked(
        one.reading,
        Side([word.key for word in one.reading], [word.weight for word in words]),
        spelled(one.reading, one.form),
        [word.is_known for word in words],
        [word.neighbors for word in words],
        one.reread,
    )
