"""Which listed names are worth aligning: those that share weighty words or most letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from exportdesk.screening.align import Side
from exportdesk.screening.index import Index
from exportdesk.screening.neighbors import NeighborFinder, Neighbors
from exportdesk.screening.normalize import NameForm
from exportdesk.screening.readings import Reading
from exportdesk.screening.scripts import Script
from exportdesk.screening.sounds import consonants, folded
from exportdesk.screening.store import AnyArray
from exportdesk.screening.vocabulary import Vocabulary, trigrams

# So many names by their words; so many of them aligned, those most like in letters too.
_MOST_NAMES = 90
_MOST_ALIGNED = 14
# Parties with dozens of spellings crowd out others: names nearly as like as the best come along.
_MOST_CROWDED = 40
_MOST_NAMES_CROWDED = 400
_NEARLY_BEST = 0.9
_AS_GOOD = 0.97
# What is less like than this share of the best is not aligned.
_HOPEFUL = 0.8
_LETTERS_COUNT = 0.6
# Of names that differ only by romanization, the one nearest in the letters as they stand.
_AS_THEY_STAND = 0.05
LEAST_COVERED = 0.12
LEAST_SCORE = 0.3
_SHARE_OF_BEST = 0.6
LEAST_WHOLE = 0.42
_MOST_WHOLE = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading of our name, weighed, with the neighbors of each word.

    `spelled` are the words as `spelled` has them; `known` says which of them the lists or ordinary
    names have, `reread` that they were parted or joined.
    """

    words: Reading
    side: Side
    spelled: list[str]
    known: list[bool]
    neighbors: list[Neighbors]
    reread: bool

    @property
    def has_unknown(self) -> bool:
        """Whether neither the lists nor ordinary names have one of the longer words."""
        return any(
            len(word.key) >= 3 and not known
            for word, known in zip(self.words, self.known, strict=True)
        )


def spelled(words: Reading, form: NameForm) -> list[str]:
    """Return our words in the letters in which both names can be compared as wholes.

    Consonants where ours is in a script without vowels, letters folded where it is in another.
    """
    if form.is_consonantal:
        return [word.consonants or consonants(word.key) for word in words]
    if form.script is Script.LATIN:
        return [word.key for word in words]
    return [folded(word.key) for word in words]


def spelling(form: NameForm, vocabulary: Vocabulary) -> Callable[[int], str]:
    """Return what spells a listed word, by its number, as `spelled` does ours."""
    if form.is_consonantal:
        return vocabulary.bare.__getitem__
    if form.script is Script.LATIN:
        return vocabulary.words.__getitem__
    return lambda number: folded(vocabulary.words[number])


class CandidateFinder:
    """Finds candidate names in one index. Not for two threads at once: it keeps its work space."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._neighbors = NeighborFinder(index.vocabulary)
        self._covered = np.zeros(index.keys, np.float32)
        self._place = np.zeros(index.keys, np.int32)

    def ask(self, words: Reading, form: NameForm, *, reread: bool = False) -> Asked:
        """Return a reading weighed."""
        index = self._index
        keys = [word.key for word in words]
        return Asked(
            words,
            Side(keys, [index.weight_of(key) for key in keys]),
            spelled(words, form),
            [index.lexicon.knows(word.key) for word in words],
            [self._neighbors.of(word) for word in words],
            reread,
        )

    def names(self, asked: Asked, form: NameForm) -> list[int]:
        """Return numbers of listed names, likeliest first."""
        found = self._by_words(asked, form)
        if asked.has_unknown and not form.is_consonantal:
            known = set(found)
            found.extend(at for at in self._by_letters(asked.words) if at not in known)
        return found

    def _by_words(self, asked: Asked, form: NameForm) -> list[int]:
        """Return names by the weight of our words that they hold, alike counting by likeness."""
        if not any(neighbors.numbers for neighbors in asked.neighbors):
            return []
        covered = self._covered
        covered[:] = 0.0
        for weight, neighbors in zip(asked.side.weights, asked.neighbors, strict=True):
            self._cover(weight, neighbors)
        total = sum(asked.side.weights)
        names = (covered > LEAST_COVERED * total).nonzero()[0]
        if not len(names):
            return []
        met = covered[names]
        scores = met / np.sqrt(total * np.maximum(self._index.name_weights[names], met))
        highest = float(scores.max())
        as_good = int((scores >= _AS_GOOD * highest).sum())
        most = max(_MOST_NAMES, min(as_good, _MOST_NAMES_CROWDED))
        best = np.argsort(-scores, kind="stable")[:most]
        least = max(_SHARE_OF_BEST * highest, LEAST_SCORE)
        best = best[scores[best] >= least]
        if len(best) > _MOST_ALIGNED:
            best = best[self._most_alike(asked, names[best], scores[best], form)]
        chosen: list[int] = names[best].tolist()
        return chosen

    def _most_alike(
        self, asked: Asked, names: AnyArray, scores: AnyArray, form: NameForm
    ) -> AnyArray:
        """Return the places of the names to align: alignment costs, a glance at letters little."""
        vocabulary = self._index.vocabulary
        rows = [row.tolist() for row in self._index.name_words.several(names.tolist())]
        spell = spelling(form, vocabulary)
        likely = scores + _LETTERS_COUNT * _letters_alike(asked.spelled, rows, spell)
        if form.script is not Script.LATIN and not form.is_consonantal:
            as_they_stand = _letters_alike(asked.side.keys, rows, vocabulary.words.__getitem__)
            likely = likely + _AS_THEY_STAND * as_they_stand
        order = np.argsort(-likely, kind="stable")[:_MOST_CROWDED]
        ranked = likely[order] / likely[order[0]]
        crowded = int((ranked >= _NEARLY_BEST).sum())
        hopeful = int((ranked >= _HOPEFUL).sum())
        return order[: max(crowded, min(hopeful, _MOST_ALIGNED))]

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
        names = (shared >= LEAST_WHOLE / 2 * len(triples)).nonzero()[0]
        share = 2 * shared[names] / (index.whole_counts[names] + np.float32(len(triples)))
        best = np.argsort(-share, kind="stable")[:_MOST_WHOLE]
        chosen: list[int] = names[best[share[best] >= LEAST_WHOLE]].tolist()
        return chosen


def _letters_alike(
    ours: Sequence[str], rows: Sequence[Sequence[int]], spell: Callable[[int], str]
) -> AnyArray:
    """Return how like names, each a row of word numbers, are in letters, their words sorted."""
    one = " ".join(sorted(ours))
    others = [" ".join(sorted(map(spell, row))) for row in rows]
    likeness: AnyArray = process.cdist([one], others, scorer=Indel.normalized_similarity)[0]
    return likeness
