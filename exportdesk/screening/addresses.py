"""What an address is made of, and whether two addresses are one place.

Floor, unit, P.O. box, postal code and the order of the parts do not decide; the house number and
the street, or the name of the building, do. Forms of Hong Kong, China, Turkey, the Emirates, Russia
and the United States are known.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from exportdesk.screening.glossary_places import (
    BUILDING_WORDS,
    HAN_PARTS,
    LANDMARK_WORDS,
    PLAIN_WORDS,
    STREET_WORDS,
)
from exportdesk.screening.normalize import Word
from exportdesk.screening.scripts import Script, romanize, script_of

MOST_WORDS = 24
_WIDEST_RANGE = 60
_SEGMENT = re.compile(r"[,;\n،]+")
_WORD = re.compile(r"[^\s.:()\[\]\"“”#№_]+")
_APOSTROPHES = re.compile("['`’‘ʼʻʹ´ʿʾ′]")

_FLOOR = r"(?:ground|\d+\s*(?:st|nd|rd|th)?|[a-z]+th|first|second|third)"
_UNITS = re.compile(
    r"\b(?:p\.?\s*o\.?\s*box|po\s*box|post\s*(?:office\s*)?(?:box|bag)|postbus|a/?ya)"
    r"\s*(?:no\.?)?[\s#:]*\d+"
    rf"|\b{_FLOOR}\s*(?:/\s*f\b|floor\b|flr?\b|fl\.)|\b\d+\s*f\b"
    r"|\b(?:floors?|flr|fl|kat|piso|etazh|et)\b[\s.:#]*(?:no\.?)?[\s:]*\d+[a-z]?\b"
    r"|\b(?:(?:flat|rm|room|unit|suite|ste|office|off|ofis|ofise?|oficina|of|apartment|apt|appt|apto"
    r"|shop|workshop|daire|kapi|kv|kvartira|pom|pomeshch?enie|komn|komnata|shi)\b"
    r"[\s./:#]*)+(?:no\b[\s.:#]*|nos\b[\s.:#]*)?"
    r"(?:\d+[a-z]?(?:\s*[-–&/]\s*\d*[a-z]?\b)*|[a-z]\d*)\b"
    r"|\b(?:korpus|korp|k|stroenie|str|liter|letter|block|blok|wing)\b[\s.:]*(?:\d+[a-z]?|[a-z])\b"
    r"|\b\d+[a-z]?\s*(?:lou|ceng|shi)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(\d{1,5})([a-z]?)(?:[-–/]+(\d{1,5})[a-z]?)?$")
_POSTAL = re.compile(r"^\d{5,7}$|^[a-z]{1,2}\d[a-z\d]?$|^\d[a-z]{2}$")
_UNIT_CODE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Range:
    """House numbers from `first` to `last`."""

    first: int
    last: int

    def meets(self, other: "Range") -> bool:
        """Return whether the two have a number in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: words to compare, house numbers, unit, postal codes.

    `named` are the places in `words` of words that name a building.
    """

    words: tuple[Word, ...]
    numbers: tuple[Range, ...]
    unit: frozenset[str]
    postal: frozenset[str]
    named: frozenset[int]

    @property
    def says_little(self) -> bool:
        """Whether this is only a town or a country: no house, no building."""
        return not self.words or not (self.numbers or self.named)


@lru_cache(maxsize=1 << 12)
def read_address(text: str) -> Place:
    """Return an address taken apart."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    script = script_of(plain)
    if script is Script.HAN:
        for part, meaning in HAN_PARTS:
            plain = plain.replace(part, meaning)
    elif script is not Script.LATIN:
        plain = _romanized(plain, script)
    unit = frozenset(_unit_key(found.group()) for found in _UNITS.finditer(plain))
    plain = _UNITS.sub(" , ", plain)
    words: list[Word] = []
    numbers: list[Range] = []
    postal: set[str] = set()
    named: set[int] = set()
    for segment in _SEGMENT.split(plain):
        parts: list[str] = _WORD.findall(segment)
        keys = [romanize(part.replace("-", ""), script) for part in parts]
        if keys and keys[0] in LANDMARK_WORDS:
            continue
        is_building = not BUILDING_WORDS.isdisjoint(keys)
        for at, (part, key) in enumerate(zip(parts, keys, strict=True)):
            number = _house_number(part, alone=len(parts) == 1, first=at == 0)
            if number:
                numbers.append(number)
            elif _POSTAL.match(key):
                postal.add(key)
            elif key:
                for street_word in _words(part, script):
                    if is_building and street_word.key not in BUILDING_WORDS:
                        named.add(len(words))
                    words.append(street_word)
    return Place(
        tuple(words[:MOST_WORDS]),
        tuple(numbers),
        unit - {""},
        frozenset(postal),
        frozenset(at for at in named if at < MOST_WORDS),
    )


def _romanized(text: str, script: Script) -> str:
    """Return the words of a text in Latin letters, with its punctuation."""
    return re.sub(r"[^\W\d_]+", lambda found: romanize(found.group(), script), text)


def _unit_key(text: str) -> str:
    """Return the number of a floor or unit, without its word."""
    digits = re.findall(r"\d+[a-z]?", text.lower())
    return digits[-1].lstrip("0") if digits else _UNIT_CODE.sub("", text.lower())[-1:]


def _house_number(part: str, *, alone: bool, first: bool) -> Range | None:
    """Return the house number or range that a word is, None for a word or a postal code."""
    found = _NUMBER.match(part.lower())
    if not found:
        return None
    low, high = int(found[1]), int(found[3] or found[1])
    if len(found[1]) >= 5 and (alone or not first):
        return None
    if high < low:
        high = low if high * 10 < low else high
    if not low <= high <= low + _WIDEST_RANGE:
        high = low
    return Range(low, high) if low else None


def _words(part: str, script: Script) -> list[Word]:
    words = []
    for piece in re.split(r"[-–/&]+", part):
        key = romanize(piece, script)
        if key and key not in PLAIN_WORDS:
            words.append(Word(STREET_WORDS.get(key, key), piece))
    return words


def same_numbers(ours: Sequence[Range], theirs: Sequence[Range]) -> bool | None:
    """Return whether the two have a house number in common, None where one has none."""
    if not ours or not theirs:
        return None
    return any(one.meets(other) for one in ours for other in theirs)
