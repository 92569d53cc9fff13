"""The words of the lists that a word may stand for: the same, alike in letters, alike in sound."""

import re
from dataclasses import dataclass
from math import ceil

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from exportdesk.screening.glossary_names import NAMESAKES
from exportdesk.screening.normalize import Word
from exportdesk.screening.scripts import Script, script_of
from exportdesk.screening.sounds import CONSONANTS, folded, skeleton, vowelled
from exportdesk.screening.store import AnyArray
from exportdesk.screening.vocabulary import Vocabulary, bigrams

LEAST_LIKENESS = 0.66
_MOST_CANDIDATES = 90
_LEAST_SHARED_PAIRS = 0.34
_CACHED = 20_000
# What a word that is the beginning of another is at least.
_BEGINS = 0.74
_YA = re.compile("(?:j|y|i)[aou]")
# Letters that scanners and tired eyes take for others, and how like such a word is.
_LOOK_ALIKES = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"))
_LOOKS_ALIKE = 0.92
# What a word without any of the long vowels that Arabic wrote would lose.
_LONG_VOWELS = 0.3
# One given name in two languages: Vladimir, Volodymyr.
_NAMESAKE = 0.94
# Out of another script, spellings of one sound are as good as the same, and with the same letters
# but for those that romanizations choose between, better still.
_OTHER_SCRIPT_SOUND, _OTHER_SCRIPT_LETTERS = 0.96, 0.985
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
        self._known: dict[tuple[str, str, bool], Neighbors] = {}

    def of(self, word: Word) -> Neighbors:
        """Return the neighbors of a word."""
        brought_over = script_of(word.written) is not Script.LATIN
        asked = word.key, word.consonants, brought_over
        cached = self._known.get(asked)
        if cached is not None:
            return cached
        found = self._alike(word.key) if len(word.key) >= 3 else {}
        if word.consonants:
            for number, likeness in self._by_consonants(word.consonants, word.long).items():
                found[number] = max(likeness, found.get(number, 0.0))
        elif brought_over:
            self._brought_over(word.key, found)
        for namesake in NAMESAKES.get(word.key, ()):
            listed = self._vocabulary.number.get(namesake)
            if listed is not None:
                found[listed] = max(_NAMESAKE, found.get(listed, 0.0))
        exact = self._vocabulary.number.get(word.key)
        if exact is not None:
            found[exact] = 1.0
        numbers = sorted(found, key=lambda number: (found[number], number))
        result = Neighbors(numbers, [found[number] for number in numbers], found)
        if len(self._known) >= _CACHED:
            self._known.clear()
        self._known[asked] = result
        return result

    def _brought_over(self, key: str, found: dict[int, float]) -> None:
        """Raise words that differ from ours only by how its script was put into Latin letters."""
        vocabulary = self._vocabulary
        letters = folded(key)
        sounds = {skeleton(key), *(skeleton(other) for other in _other_first(key))}
        for number in (
            at for sound in sorted(sounds) for at in vocabulary.by_skeleton.get(sound, ())
        ):
            same = folded(vocabulary.words[number]) == letters
            likeness = _OTHER_SCRIPT_LETTERS if same else _OTHER_SCRIPT_SOUND
            if len(key) >= 3:
                found[number] = max(likeness, found.get(number, 0.0))

    def _by_consonants(self, bare: str, long: str) -> dict[int, float]:
        """Return words with the consonants of a word whose short vowels are not written.

        Long vowels are written: a word that lacks them is less like.
        """
        vocabulary = self._vocabulary
        found: dict[int, float] = {}
        same = 0.95 if len(bare) > 1 else 0.85
        if len(bare) >= 3:
            for other in _one_slip_away(bare):
                for number in vocabulary.by_consonants.get(other, ()):
                    found[number] = 0.84 if len(bare) > 3 else 0.78
        for number in vocabulary.by_consonants.get(bare, ()):
            found[number] = same
        if len(long) > len(bare) and found:
            numbers = list(found)
            words = [vowelled(vocabulary.skeletons[number]) for number in numbers]
            shared = process.cdist([long], words, scorer=LCSseq.similarity, dtype=np.int32)[0]
            for number, met in zip(numbers, shared.tolist(), strict=True):
                found[number] -= _LONG_VOWELS * (1 - met / len(long))
        return found

    def _alike(self, key: str) -> dict[int, float]:
        """Return words that share letter pairs or the sound, with how like they are."""
        vocabulary = self._vocabulary
        sound = skeleton(key)
        numbers = self._proposed(key, sound)
        found: dict[int, float] = {}
        if len(numbers):
            likeness = _likeness(key, sound, numbers, vocabulary)
            keep = (likeness >= LEAST_LIKENESS).nonzero()[0]
            likely = np.round(likeness[keep], 4).tolist()
            found = dict(zip(numbers[keep].tolist(), likely, strict=True))
        for other in _other_first(key):
            for alike in vocabulary.by_skeleton.get(skeleton(other), ()):
                found[alike] = max(_LOOKS_ALIKE, found.get(alike, 0.0))
        for other in _looks_like(key):
            number = vocabulary.number.get(other)
            if number is not None:
                found[number] = max(_LOOKS_ALIKE, found.get(number, 0.0))
        return found

    def _proposed(self, key: str, sound: str) -> AnyArray:
        """Return words that share letter pairs, have the sound, or one a slip away."""
        vocabulary = self._vocabulary
        pairs = sorted(bigrams(key))
        rows = vocabulary.pairs.several(pairs)
        shared = np.bincount(np.concatenate(rows), minlength=len(vocabulary))
        # A word has two letter pairs at least: the rest need no exact share.
        numbers = (shared >= ceil(_LEAST_SHARED_PAIRS / 2 * (len(pairs) + 2))).nonzero()[0]
        share = 2 * shared[numbers] / (vocabulary.pair_counts[numbers] + len(pairs))
        least = _LEAST_SHARED_PAIRS
        if len(numbers) > _MOST_CANDIDATES:
            # Sorting is dear: only those that can be among the best are sorted.
            least = max(least, np.partition(share, -_MOST_CANDIDATES)[-_MOST_CANDIDATES])
        enough = share >= least
        numbers, share = numbers[enough], share[enough]
        if len(numbers) > _MOST_CANDIDATES:
            numbers = numbers[np.argsort(-share, kind="stable")[:_MOST_CANDIDATES]]
        same = np.array(vocabulary.by_skeleton.get(sound, []), np.int64)
        every = np.sort(np.concatenate([numbers, same, vocabulary.slips.near(sound)]))
        return every[np.append(True, every[1:] != every[:-1])] if len(every) else every


def _other_first(key: str) -> tuple[str, ...]:
    """Return a word as a language writes it in which J is what English spells Y: Janukowytsch."""
    first = _YA.match(key)
    if not first:
        return ()
    rest = key[first.end() - 1 :]
    return ("i" + rest,) if key[0] == "j" else ("j" + rest,)


def _looks_like(key: str) -> set[str]:
    """Return what a word may be when letters were taken for others that look like them."""
    found: set[str] = set()
    for one, other in _LOOK_ALIKES:
        at = key.find(one)
        while at >= 0:
            found.add(key[:at] + other + key[at + len(one) :])
            at = key.find(one, at + 1)
    return found


def _one_slip_away(bare: str) -> set[str]:
    """Return every set of consonants that one slip makes of `bare`: quicker than a scan."""
    cuts = [(bare[:at], bare[at:]) for at in range(len(bare) + 1)]
    less = {head + tail[1:] for head, tail in cuts if tail}
    turned = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    other = {head + one + tail[1:] for head, tail in cuts if tail for one in CONSONANTS}
    more = {head + one + tail for head, tail in cuts for one in CONSONANTS}
    return less | turned | other | more


def _likeness(key: str, sound: str, numbers: AnyArray, vocabulary: Vocabulary) -> AnyArray:
    """Return how like each word is: by slips in the letters, or by slips in the sound."""
    listed = numbers.tolist()
    words = list(map(vocabulary.words.__getitem__, listed))
    sounds = list(map(vocabulary.skeletons.__getitem__, listed))
    slips = process.cdist([key], words, scorer=OSA.distance, dtype=np.int32)[0]
    longer = np.maximum(vocabulary.lengths[numbers], len(key))
    same_first = vocabulary.firsts[numbers] == ord(key[0])
    by_letters = 1 - slips / longer - np.where(same_first, 0.0, 0.04)
    sound_slips = process.cdist([sound], sounds, scorer=OSA.distance, dtype=np.int32)[0]
    sound_longer = np.maximum(vocabulary.sound_lengths[numbers], len(sound))
    by_sound = np.where(
        sound_longer >= 3, (1 - sound_slips / np.maximum(sound_longer, 1)) * 0.96 - 0.02, 0.0
    )
    # Of two sounds only the same count: Lee and Li.
    by_sound[(sound_longer == 2) & (sound_slips == 0)] = SAME_SOUND
    likeness: AnyArray = np.maximum(by_letters, by_sound)
    if len(key) >= 4:
        for at in (same_first & (likeness < _BEGINS)).nonzero()[0].tolist():
            word = words[at]
            if len(word) >= 4 and (word.startswith(key) or key.startswith(word)):
                likeness[at] = _BEGINS
    # Short words differ by a letter all the time: Ali, Adi, Avi.
    short = (longer <= 4) & (slips > 1) | (longer <= 3) & (slips > 0)
    likeness[short & (by_sound < SAME_SOUND)] = 0.0
    return likeness
