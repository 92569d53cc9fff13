"""The words of the lists, numbered, with what is needed to find their neighbors."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np

from exportdesk.screening.sounds import consonants, skeleton
from exportdesk.screening.store import AnyArray, Reader, Rows, Writer, grouped

_LEAST_SLIPPING = 4
_ALPHABET = {letter: at for at, letter in enumerate("^$abcdefghijklmnopqrstuvwxyz0123456789")}
_BASE = len(_ALPHABET)
BIGRAMS = _BASE * _BASE
TRIGRAMS = _BASE * _BASE * _BASE


def bigrams(word: str) -> set[int]:
    """Return the numbers of the letter pairs of a word, its two ends included."""
    codes = [0, *(_ALPHABET[letter] for letter in word), 1]
    return {a * _BASE + b for a, b in pairwise(codes)}


def trigrams(text: str) -> set[int]:
    """Return the numbers of the letter triples of a text."""
    codes = [_ALPHABET[letter] for letter in text]
    return {
        (a * _BASE + b) * _BASE + c for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
    }


def gram_rows(sets: Iterable[set[int]], count: int) -> Rows:
    """Return, for each gram number, the items that have it."""
    grams, lengths = array("q"), array("q")  # the sets themselves take ten times the room
    for one in sets:
        grams.extend(sorted(one))
        lengths.append(len(one))
    owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return grouped(np.array(grams, np.int64), owners, count)


class Slips:
    """Words whose sounds are one slip apart: both are the same with one letter left out.

    `keys` are checksums of sounds with a letter left out, ascending, `words` whose each is. Two
    texts may share a checksum: what is found is only proposed.
    """

    def __init__(self, keys: AnyArray, words: AnyArray) -> None:
        self.keys = keys
        self.words = words

    @classmethod
    def of(cls, sounds: Sequence[str]) -> "Slips":
        """Return the slips of words, in their order."""
        keys: list[int] = []
        counts: list[int] = []
        for sound in sounds:
            less = _less(sound) if len(sound) >= _LEAST_SLIPPING else ()
            keys.extend(less)
            counts.append(len(less))
        words = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        order = np.argsort(np.array(keys, np.uint32), kind="stable")
        return cls(np.array(keys, np.uint32)[order], words[order])

    def near(self, sound: str) -> AnyArray:
        """Return the numbers of words that may sound one slip away from `sound`."""
        if len(sound) < _LEAST_SLIPPING:
            return np.zeros(0, np.int32)
        less = np.array(_less(sound), np.uint32)
        first = np.searchsorted(self.keys, less, "left").tolist()
        last = np.searchsorted(self.keys, less, "right").tolist()
        return np.concatenate([self.words[a:b] for a, b in zip(first, last, strict=True)])


def _less(sound: str) -> list[int]:
    """Return checksums of a text and of every text that it is with one letter left out."""
    texts = {sound, *(sound[:at] + sound[at + 1 :] for at in range(len(sound)))}
    return [crc32(text.encode()) for text in sorted(texts)]


class Vocabulary:
    """Words by number and number by word; by skeleton; by consonants; by letter pair; by slip."""

    def __init__(
        self,
        words: list[str],
        skeletons: list[str],
        bare: list[str],
        weights: AnyArray,
        pairs: Rows,
        slips: "Slips",
    ) -> None:
        self.words = words
        self.skeletons = skeletons
        self.number = {word: at for at, word in enumerate(words)}
        self.weights = weights
        self.weight_list: list[float] = weights.tolist()
        self.pairs = pairs
        self.pair_counts = np.bincount(pairs.values, minlength=len(words)).astype(np.float32)
        self.by_skeleton = _by_text(skeletons)
        self.by_consonants = _by_text(bare)
        for at, word in enumerate(words):
            if "ch" in word:
                # French writes ch for the sh of Arabic names: Hamcho.
                self.by_consonants.setdefault(consonants(word.replace("ch", "sh")), []).append(at)
        self.slips = slips
        self.bare = bare
        self.lengths = np.fromiter(map(len, words), np.int32, len(words))
        self.sound_lengths = np.fromiter(map(len, skeletons), np.int32, len(words))
        self.firsts = np.fromiter((ord(word[0]) for word in words), np.uint8, len(words))

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def read(cls, reader: Reader) -> "Vocabulary":
        """Return the vocabulary of a saved index."""
        return cls(
            reader.texts("words").all(),
            reader.texts("skeletons").all(),
            reader.texts("consonants").all(),
            reader.array("weights"),
            reader.rows("pairs"),
            Slips(reader.array("slip_keys"), reader.array("slip_words")),
        )


def write_vocabulary(writer: Writer, words: Sequence[str], weights: AnyArray) -> None:
    """Write the vocabulary of an index."""
    writer.texts("words", words, lines=True)
    writer.texts("skeletons", (skeleton(word) for word in words), lines=True)
    writer.texts("consonants", (consonants(word) for word in words), lines=True)
    slips = Slips.of([skeleton(word) for word in words])
    writer.array("slip_keys", slips.keys)
    writer.array("slip_words", slips.words)
    writer.array("weights", weights.astype(np.float32))
    writer.rows("pairs", gram_rows(map(bigrams, words), BIGRAMS))


def _by_text(texts: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        if text:
            found.setdefault(text, []).append(at)
    return found
