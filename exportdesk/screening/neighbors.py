"""The words of the lists that a word may stand for: the same, alike in letters, alike in sound."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from exportdesk.screening.normalize import Word
from exportdesk.screening.sounds import CONSONANTS, skeleton
from exportdesk.screening.store import AnyArray
from exportdesk.screening.vocabulary import Vocabulary, bigrams

LEAST_LIKENESS = 0.66
_MOST_CANDIDATES = 120
_LEAST_SHARED_PAIRS = 0.34
_CACHED = 20_000
# At this likeness two spellings have one sound; short words must reach it.
SAME_SOUND = 0.93


@dataclass(frozen=True, slots=True)
class Neighbors:
    """Word numbers in ascending order of likeness, their likeness (0 to 1), and both as a map."""

    numbers: list[int]
    likeness: list[float]
    by_number: dict[int, float]


class NeighborFinder:
    """Finds neighbors in one vocabulary; remembers what it found."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[tuple[str, str], Neighbors] = {}

    def of(self, word: Word) -> Neighbors:
        """Return the neighbors of a word."""
        cached = self._known.get((word.key, word.consonants))
        if cached is not None:
            return cached
        found = self._alike(word.key) if len(word.key) >= 3 else {}
        if word.consonants:
            for number, likeness in self._by_consonants(word.consonants).items():
                found[number] = max(likeness, found.get(number, 0.0))
        exact = self._vocabulary.number.get(word.key)
        if exact is not None:
            found[exact] = 1.0
        numbers = sorted(found, key=lambda number: (found[number], number))
        result = Neighbors(numbers, [found[number] for number in numbers], found)
        if len(self._known) >= _CACHED:
            self._known.clear()
        self._known[word.key, word.consonants] = result
        return result

    def _by_consonants(self, bare: str) -> dict[int, float]:
        """Return words with the consonants of a word whose vowels are not written."""
        vocabulary = self._vocabulary
        found: dict[int, float] = {}
        same = 0.95 if len(bare) > 1 else 0.85
        if len(bare) >= 3:
            for other in _one_slip_away(bare):
                for number in vocabulary.by_consonants.get(other, ()):
                    found[number] = 0.84 if len(bare) > 3 else 0.78
        for number in vocabulary.by_consonants.get(bare, ()):
            found[number] = same
        return found

    def _alike(self, key: str) -> dict[int, float]:
        """Return words that share letter pairs or the sound, with how like they are."""
        vocabulary = self._vocabulary
        sound = skeleton(key)
        numbers = self._sharing_pairs(key, vocabulary.by_skeleton.get(sound, []))
        if not len(numbers):
            return {}
        listed = numbers.tolist()
        words = [vocabulary.words[number] for number in listed]
        likeness = _likeness(key, sound, words, [vocabulary.skeletons[n] for n in listed])
        keep = np.flatnonzero(likeness >= LEAST_LIKENESS).tolist()
        return {listed[at]: round(float(likeness[at]), 4) for at in keep}

    def _sharing_pairs(self, key: str, same_sound: list[int]) -> AnyArray:
        vocabulary = self._vocabulary
        pairs = sorted(bigrams(key))
        rows = [vocabulary.pairs[pair] for pair in pairs]
        shared = np.bincount(np.concatenate(rows), minlength=len(vocabulary))
        share = 2 * shared / (vocabulary.pair_counts + len(pairs))
        numbers = np.flatnonzero(share >= _LEAST_SHARED_PAIRS)
        if len(numbers) > _MOST_CANDIDATES:
            best = np.argsort(-share[numbers], kind="stable")[:_MOST_CANDIDATES]
            numbers = numbers[best]
        return np.union1d(numbers, np.array(same_sound, np.int64))


def _one_slip_away(bare: str) -> set[str]:
    """Return every set of consonants that one slip makes of `bare`: quicker than a scan."""
    cuts = [(bare[:at], bare[at:]) for at in range(len(bare) + 1)]
    less = {head + tail[1:] for head, tail in cuts if tail}
    turned = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    other = {head + one + tail[1:] for head, tail in cuts if tail for one in CONSONANTS}
    more = {head + one + tail for head, tail in cuts for one in CONSONANTS}
    return less | turned | other | more


def _likeness(key: str, sound: str, words: list[str], sounds: list[str]) -> AnyArray:
    """Return how like each word is: by slips in the letters, or by slips in the sound."""
    slips = process.cdist([key], words, scorer=OSA.distance, dtype=np.int32)[0]
    longer = np.maximum(np.fromiter(map(len, words), np.int32, len(words)), len(key))
    first = np.fromiter((0.0 if word[0] == key[0] else 0.04 for word in words), np.float64)
    by_letters = 1 - slips / longer - first
    sound_slips = process.cdist([sound], sounds, scorer=OSA.distance, dtype=np.int32)[0]
    sound_longer = np.maximum(np.fromiter(map(len, sounds), np.int32, len(sounds)), len(sound))
    by_sound = np.where(
        sound_longer >= 3, (1 - sound_slips / np.maximum(sound_longer, 1)) * 0.96 - 0.02, 0.0
    )
    likeness: AnyArray = np.maximum(by_letters, by_sound)
    if len(key) >= 4:
        starts = (
            0.74 if len(word) >= 4 and (word.startswith(key) or key.startswith(word)) else 0.0
            for word in words
        )
        likeness = np.maximum(likeness, np.fromiter(starts, np.float64))
    # Short words differ by a letter all the time: Ali, Adi, Avi.
    short = (longer <= 4) & (slips > 1) | (longer <= 3) & (slips > 0)
    likeness[short & (by_sound < SAME_SOUND)] = 0.0
    return likeness
