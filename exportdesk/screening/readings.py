"""Other ways to read a name: words that ran together parted, words torn apart joined."""

from exportdesk.screening.glossary import LEGAL_CODES, SMALL_WORDS, business_word
from exportdesk.screening.lexicon import Lexicon
from exportdesk.screening.normalize import NameForm, Word
from exportdesk.screening.scripts import Script, romanize
from exportdesk.screening.sounds import skeleton

_LEAST_GLUED = 6
_MOST_PARTS = 4
_LEAST_JOINED = 5
Reading = tuple[Word, ...]


def readings(form: NameForm, lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return the words as they stand, then parted or joined where the lists know such words."""
    found = [form.words]
    if not form.is_consonantal:
        for other in (_parted(form.words, lexicon), _joined(form.words, lexicon)):
            if other not in found:
                found.append(other)
    return tuple(found)


def _parted(words: Reading, lexicon: Lexicon) -> Reading:
    result: list[Word] = []
    for word in words:
        if len(word.key) >= _LEAST_GLUED and not lexicon.knows(word.key):
            parts = _parts_of(word.key, lexicon)
            result.extend(Word(business_word(part), word.written) for part in parts or (word.key,))
        else:
            result.append(word)
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


def _joined(words: Reading, lexicon: Lexicon) -> Reading:
    result: list[Word] = []
    at = 0
    while at < len(words):
        whole = _whole(words[at], words[at + 1], lexicon) if at + 1 < len(words) else ""
        if whole:
            result.append(Word(whole, f"{words[at].written} {words[at + 1].written}"))
            at += 2
        else:
            result.append(words[at])
            at += 1
    return tuple(result)


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
