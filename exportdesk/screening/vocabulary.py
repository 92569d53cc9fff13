"""The words of the lists, numbered, with what is needed to find their neighbors."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from exportdesk.screening.sounds import consonants, skeleton
from exportdesk.screening.store import AnyArray, Reader, Rows, Writer, grouped

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


def gram_rows(sets: Sequence[set[int]], count: int) -> Rows:
    """Return, for each gram number, the items that have it."""
    lengths = [len(one) for one in sets]
    keys = np.fromiter((gram for one in sets for gram in sorted(one)), np.int64, sum(lengths))
    owners = np.repeat(np.arange(len(sets), dtype=np.int32), lengths)
    return grouped(keys, owners, count)


class Vocabulary:
    """Words by number and number by word; by skeleton; by consonants; by letter pair."""

    def __init__(
        self,
        words: list[str],
        skeletons: list[str],
        bare: list[str],
        weights: AnyArray,
        pairs: Rows,
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
        )


def write_vocabulary(writer: Writer, words: Sequence[str], weights: AnyArray) -> None:
    """Write the vocabulary of an index."""
    writer.texts("words", words, lines=True)
    writer.texts("skeletons", (skeleton(word) for word in words), lines=True)
    writer.texts("consonants", (consonants(word) for word in words), lines=True)
    writer.array("weights", weights.astype(np.float32))
    writer.rows("pairs", gram_rows([bigrams(word) for word in words], BIGRAMS))


def _by_text(texts: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        if text:
            found.setdefault(text, []).append(at)
    return found
