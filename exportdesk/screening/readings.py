"""Other ways to read a name: words that ran together parted, words torn apart joined."""

from exportdesk.screening.glossary import LEGAL_CODES, SMALL_WORDS
from exportdesk.screening.index import Index
from exportdesk.screening.normalize import NameForm, Word
from exportdesk.screening.sounds import skeleton

_LEAST_GLUED = 6
_MOST_PARTS = 4
Reading = tuple[Word, ...]


def readings(form: NameForm, index: Index) -> tuple[Reading, ...]:
    """Return the words as they stand, then parted or joined where the lists know such words."""
    found = [form.words]
    if not form.is_consonantal:
        for other in (_parted(form.words, index), _joined(form.words, index)):
            if other not in found:
                found.append(other)
    return tuple(found)


def is_known(key: str, index: Index) -> bool:
    """Return whether the lists or ordinary names have this word."""
    return key in index.vocabulary.number or key in index.rarity.background.counts


def _parted(words: Reading, index: Index) -> Reading:
    result: list[Word] = []
    for word in words:
        if len(word.key) >= _LEAST_GLUED and not is_known(word.key, index):
            parts = _parts_of(word.key, index)
            result.extend(Word(part, word.written) for part in parts or (word.key,))
        else:
            result.append(word)
    return tuple(result)


def _parts_of(key: str, index: Index) -> tuple[str, ...]:
    """Return the fewest listed words that make up `key`, legal forms and small words dropped."""
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(key)
    for end in range(1, len(key) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            cost = _part_cost(key[start:end], start, end == len(key), index)
            if before is None or cost is None or len(before[1]) >= _MOST_PARTS:
                continue
            total = before[0] + cost
            here = best[end]
            if here is None or total < here[0]:
                best[end] = (total, (*before[1], key[start:end]))
    whole = best[-1]
    parts = [p for p in whole[1] if not _is_aside(p)] if whole else []
    return tuple(parts)


def _part_cost(part: str, start: int, is_last: bool, index: Index) -> float | None:
    """Return what it costs to read `part` as a word of its own, None when it cannot be one."""
    if len(part) >= 3 and part in index.vocabulary.number:
        return 1.0 + 1.0 / len(part)
    if (is_last and len(part) >= 3 and part in LEGAL_CODES) or (len(part) >= 2 and _is_small(part)):
        return 1.5
    if len(part) == 2 and part in index.vocabulary.number and (start == 0 or is_last):
        return 2.0
    return None


def _is_small(part: str) -> bool:
    return part in SMALL_WORDS


def _is_aside(part: str) -> bool:
    return part in SMALL_WORDS or (part in LEGAL_CODES and len(part) >= 3)


def _joined(words: Reading, index: Index) -> Reading:
    result: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        if at + 1 < len(words):
            after = words[at + 1]
            both = word.key + after.key
            torn = not (is_known(word.key, index) and is_known(after.key, index))
            listed = both in index.vocabulary.number or (torn and _sounds_listed(both, index))
            if len(both) >= 5 and listed:
                result.append(Word(both, f"{word.written} {after.written}"))
                at += 2
                continue
        result.append(word)
        at += 1
    return tuple(result)


def _sounds_listed(key: str, index: Index) -> bool:
    return skeleton(key) in index.vocabulary.by_skeleton
