"""Other ways to read a name: words that ran together parted, words torn apart joined."""

from exportdesk.screening.glossary import LEGAL_CODES, SMALL_WORDS, business_word
from exportdesk.screening.lexicon import Lexicon
from exportdesk.screening.normalize import NameForm, Word
from exportdesk.screening.scripts import Script, romanize
from exportdesk.screening.sounds import skeleton

_LEAST_GLUED = 6
_MOST_PARTS = 4
_LEAST_JOINED = 5
_REMEMBERED = 50_000
Reading = tuple[Word, ...]


def readings(form: NameForm, lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return the words as they stand, then parted or joined where the lists know such words."""
    return ReadingFinder(lexicon).of(form)


class ReadingFinder:
    """Finds readings with one lexicon; remembers what became of words and of pairs of words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._parts: dict[Word, Reading] = {}
        self._wholes: dict[tuple[Word, Word], Word | None] = {}

    def of(self, form: NameForm) -> tuple[Reading, ...]:
        """Return the readings of a name, the words as they stand first."""
        words = form.words
        if form.is_consonantal:
            return (words,)
        found = [words]
        for other in (self._parted(words), self._joined(words)):
            if other not in found:
                found.append(other)
        return tuple(found)

    def parts(self, word: Word) -> Reading:
        """Return the listed words that make up a word that is none itself, else the word alone."""
        found = self._parts.get(word)
        if found is None:
            found = self._find_parts(word)
            if len(self._parts) >= _REMEMBERED:
                self._parts.clear()
            self._parts[word] = found
        return found

    def whole(self, word: Word, after: Word) -> Word | None:
        """Return the one listed word that two make up, None where they make up none."""
        both = word, after
        if both not in self._wholes:
            if len(self._wholes) >= _REMEMBERED:
                self._wholes.clear()
            self._wholes[both] = self._find_whole(word, after)
        return self._wholes[both]

    def _find_parts(self, word: Word) -> Reading:
        if len(word.key) < _LEAST_GLUED or self._lexicon.knows(word.key):
            return (word,)
        parts = _parts_of(word.key, self._lexicon) or (word.key,)
        return tuple(Word(business_word(part), word.written) for part in parts)

    def _find_whole(self, word: Word, after: Word) -> Word | None:
        key = _whole(word, after, self._lexicon)
        return Word(key, f"{word.written} {after.written}") if key else None

    def _parted(self, words: Reading) -> Reading:
        result: list[Word] = []
        for word in words:
            if len(word.key) >= _LEAST_GLUED:
                result += self.parts(word)
            else:
                result.append(word)
        return tuple(result)

    def _joined(self, words: Reading) -> Reading:
        result: list[Word] = []
        at, last = 0, len(words) - 1
        while at <= last:
            whole = self.whole(words[at], words[at + 1]) if at < last else None
            result.append(whole or words[at])
            at += 2 if whole else 1
        return tuple(result)


def _parts_of(key: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the fewest listed words that make up `key`, legal forms and small words dropped."""
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(key)
    for start in range(len(key) - 1):
        before = best[start]
        if before is None or len(before[1]) >= _MOST_PARTS:
            continue
        for end in range(start + 2, min(start + 16, len(key)) + 1):
            cost = _part_cost(key[start:end], start, end == len(key), lexicon)
            if cost is None:
                continue
            total = before[0] + cost
            here = best[end]
            if here is None or total < here[0]:
                best[end] = (total, (*before[1], key[start:end]))
    whole = best[-1]
    parts = [p for p in whole[1] if not _is_aside(p)] if whole else []
    return tuple(parts)


def _part_cost(part: str, start: int, is_last: bool, lexicon: Lexicon) -> float | None:
    """Return what it costs to read `part` as a word of its own, None when it cannot be one."""
    if len(part) >= 3 and business_word(part) in lexicon.words:
        return 1.0 + 1.0 / len(part)
    if (is_last and len(part) >= 3 and part in LEGAL_CODES) or (len(part) >= 2 and _is_small(part)):
        return 1.5
    if len(part) == 2 and part in lexicon.words and (start == 0 or is_last):
        return 2.0
    return None


def _is_small(part: str) -> bool:
    return part in SMALL_WORDS


def _is_aside(part: str) -> bool:
    return part in SMALL_WORDS or (part in LEGAL_CODES and len(part) >= 3)


def _whole(word: Word, after: Word, lexicon: Lexicon) -> str:
    """Return the one listed word that two make up, as compared or as written; "" for none."""
    both = word.key + after.key
    as_written = _plain(word) + _plain(after)
    for whole in (both, as_written):
        if len(whole) >= _LEAST_JOINED and whole in lexicon.words:
            return whole
    meant = business_word(both)
    if meant != both and len(both) >= _LEAST_JOINED and meant in lexicon.words:
        return meant
    torn = not (lexicon.knows(word.key) and lexicon.knows(after.key))
    return both if torn and len(both) >= _LEAST_JOINED and _sounds_listed(both, lexicon) else ""


def _plain(word: Word) -> str:
    """Return the word as written, in plain letters: "Tech" where the key says "technology"."""
    return romanize(word.written, Script.LATIN) if word.written.isascii() else word.key


def _sounds_listed(key: str, lexicon: Lexicon) -> bool:
    return skeleton(key) in lexicon.sounds
