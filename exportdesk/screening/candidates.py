"""Which listed names are worth aligning: those that share weighty words or most letters."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from exportdesk.screening.index import Index
from exportdesk.screening.neighbors import NeighborFinder, Neighbors
from exportdesk.screening.readings import Reading, is_known
from exportdesk.screening.sounds import consonants
from exportdesk.screening.store import AnyArray
from exportdesk.screening.vocabulary import trigrams

# So many names by their words; so many of them aligned, those most like in letters too.
_MOST_NAMES = 120
_MOST_ALIGNED = 14
# Parties with dozens of spellings crowd out others: names nearly as like as the best come along.
_MOST_CROWDED = 40
_NEARLY_BEST = 0.9
_LETTERS_COUNT = 0.6
_LEAST_COVERED = 0.12
_LEAST_SCORE = 0.3
_SHARE_OF_BEST = 0.6
_LEAST_WHOLE = 0.42
_MOST_WHOLE = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading of our name, weighed, with the neighbors of each word.

    `known` says which words the lists or ordinary names have, `reread` that the words were parted
    or joined.
    """

    words: Reading
    weights: list[float]
    known: list[bool]
    neighbors: list[Neighbors]
    reread: bool


class CandidateFinder:
    """Finds candidate names in one index. Not for two threads at once: it keeps its work space."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._neighbors = NeighborFinder(index.vocabulary)
        self._covered = np.zeros(index.keys, np.float32)
        self._place = np.zeros(index.keys, np.int32)

    def ask(self, words: Reading, *, reread: bool = False) -> Asked:
        """Return a reading weighed."""
        index = self._index
        return Asked(
            words,
            [index.weight_of(word.key) for word in words],
            [is_known(word.key, index) for word in words],
            [self._neighbors.of(word) for word in words],
            reread,
        )

    def names(self, asked: Asked, *, consonantal: bool) -> list[int]:
        """Return numbers of listed names, likeliest first."""
        found = self._by_words(asked, consonantal=consonantal)
        unknown = any(
            len(word.key) >= 3 and not known
            for word, known in zip(asked.words, asked.known, strict=True)
        )
        if unknown and not consonantal:
            known = set(found)
            found.extend(at for at in self._by_letters(asked.words) if at not in known)
        return found

    def _by_words(self, asked: Asked, *, consonantal: bool) -> list[int]:
        """Return names by the weight of our words that they hold, alike counting by likeness."""
        covered = self._covered
        covered[:] = 0.0
        for weight, neighbors in zip(asked.weights, asked.neighbors, strict=True):
            self._cover(weight, neighbors)
        total = sum(asked.weights)
        names = np.flatnonzero(covered > _LEAST_COVERED * total)
        if not len(names):
            return []
        met = covered[names]
        scores = met / np.sqrt(total * np.maximum(self._index.name_weights[names], met))
        best = np.argsort(-scores, kind="stable")[:_MOST_NAMES]
        least = max(_SHARE_OF_BEST * float(scores[best[0]]), _LEAST_SCORE)
        best = best[scores[best] >= least]
        if len(best) > _MOST_ALIGNED:
            best = best[self._most_alike(asked, names[best], scores[best], consonantal)]
        chosen: list[int] = names[best].tolist()
        return chosen

    def _most_alike(
        self, asked: Asked, names: AnyArray, scores: AnyArray, consonantal: bool
    ) -> AnyArray:
        """Return the places of the names to align: alignment costs, a glance at letters little."""
        vocabulary = self._index.vocabulary
        written = vocabulary.bare if consonantal else vocabulary.words
        ours = (
            [word.consonants or consonants(word.key) for word in asked.words]
            if consonantal
            else [word.key for word in asked.words]
        )
        rows = self._index.name_words.several(names.tolist())
        theirs = [" ".join(sorted([written[number] for number in row.tolist()])) for row in rows]
        letters = process.cdist(
            [" ".join(sorted(ours))], theirs, scorer=Indel.normalized_similarity
        )[0]
        likely = scores + _LETTERS_COUNT * letters
        order = np.argsort(-likely, kind="stable")[:_MOST_CROWDED]
        crowded = int((likely[order] >= _NEARLY_BEST * likely[order[0]]).sum())
        return order[: max(_MOST_ALIGNED, crowded)]

    def _cover(self, weight: float, neighbors: Neighbors) -> None:
        """Credit every name that holds a neighbor of one word, once, with its best likeness."""
        rows = self._index.postings.several(neighbors.numbers)
        if not rows:
            return
        names = np.concatenate(rows)
        credit = np.repeat(
            np.square(np.array(neighbors.likeness, np.float32)) * np.float32(weight),
            [len(row) for row in rows],
        )
        # Rows come in ascending likeness: the last place a name is written from is its best.
        places = np.arange(len(names), dtype=np.int32)
        self._place[names] = places
        last = self._place[names] == places
        self._covered[names[last]] += credit[last]

    def _by_letters(self, words: Reading) -> list[int]:
        """Return names that share most letter triples with ours, spaces left out."""
        index = self._index
        triples = sorted(trigrams("".join(word.key for word in words)))
        rows = index.whole.several(triples)
        if not rows:
            return []
        shared: AnyArray = np.bincount(np.concatenate(rows), minlength=index.keys)
        names = np.flatnonzero(shared >= _LEAST_WHOLE / 2 * len(triples))
        share = 2 * shared[names] / (index.whole_counts[names] + np.float32(len(triples)))
        best = np.argsort(-share, kind="stable")[:_MOST_WHOLE]
        chosen: list[int] = names[best[share[best] >= _LEAST_WHOLE]].tolist()
        return chosen
