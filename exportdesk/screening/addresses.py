"""What an address is made of, and whether two addresses are one place.

Floor, unit, P.O. box, postal code and the order of the parts do not decide; the house number and
the street, or the name of the building, do. Forms of Hong Kong, China, Turkey, the Emirates, Russia
and the United States are known.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from exportdesk.screening.address_parts import POSTAL, House, Parts, house_number, take_apart
from exportdesk.screening.glossary_places import (
    BUILDING_WORDS,
    COUNTRY_WORDS,
    CYRILLIC_SHORT,
    HAN_PLACES,
    HOUSE_WORDS,
    LANDMARK_WORDS,
    ORDINALS,
    PHRASES,
    PLAIN_WORDS,
    PROVINCES,
    QUARTER_WORDS,
    REGION_WORDS,
    STREET_KINDS,
    STREET_WORDS,
)
from exportdesk.screening.normalize import Word
from exportdesk.screening.scripts import Script, romanize, script_of

MOST_WORDS = 24
_SEGMENT = re.compile(r"[,;\n،|]+|(?<=[a-z])\s*/\s*(?=[a-z])")
_WORD = re.compile(r"[^\s.:()\[\]\"“”#№_]+")
_APOSTROPHES = re.compile("['`’‘ʼʻʹ´ʿʾ′]")
_COUNTRY_AT_END = re.compile(rf"(?:[\s,.;/(]+(?:{'|'.join(COUNTRY_WORDS)})[\s.)]*)+$")
# Numbers that are part of a name: "Highway 175", "Lane 912", "Industrial Area 3".
_NUMBERED = re.compile(
    r"\b(highway|hwy|route|rte|lane|longtang|area|zone|sector|phase|quarter|km|kilometer)"
    r"\s*(?:no\b[\s.]*)?(\d+)\b"
)
_PHRASES = tuple((re.compile(rf"\b{phrase}(?!\w)"), words) for phrase, words in PHRASES)
_HIGH_ROOM = re.compile(r"^(\d{1,2})[a-z]?\d\d$")
_HAN_NUMBER = "零一二三四五六七八九十"
_HAN_FLOOR = re.compile(rf"([{_HAN_NUMBER}])(?=[层層楼樓])")
_HAN_UNITS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\d+)[号號][楼樓]"), r" , building \1 , "),
    (re.compile(r"(\d+(?:[-–]\d+)?)[号號]院?"), r" no \1 , "),
    (re.compile(r"(\d+)弄"), r" lane \1 , "),
    (re.compile(r"(\d+)[层層楼樓]"), r" , floor \1 , "),
    (re.compile(r"([A-Za-z]?\d+[A-Za-z]?(?:-\d+)?)(?:室|单元|單元|房)"), r" , room \1 , "),
    (re.compile(r"([A-Za-z]|\d+)(?:座|栋|棟|幢)"), r" , block \1 , "),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: words to compare, house numbers, what is inside the house.

    `numbers` are the house numbers, or what is most likely one; `others` are further numbers.
    `named` and `street` are the places in `words` of what names a building or a street. `kinds`
    are the kinds of street (street, road, avenue), which are set apart from the words.
    """

    script: Script
    words: tuple[Word, ...]
    kinds: frozenset[str]
    numbers: tuple[House, ...]
    others: tuple[House, ...]
    floors: frozenset[str]
    rooms: frozenset[str]
    blocks: frozenset[str]
    boxes: frozenset[str]
    postal: frozenset[str]
    named: frozenset[int]
    street: frozenset[int]

    @property
    def has_house(self) -> bool:
        """Whether it says which house: a number or the name of a building."""
        return bool(self.numbers or self.named)

    @property
    def says_little(self) -> bool:
        """Whether this is only a town or a country: no house, no building, no P.O. box."""
        return not self.words or not (self.has_house or self.boxes)


@lru_cache(maxsize=1 << 12)
def read_address(text: str) -> Place:
    """Return an address taken apart."""
    plain, script = _latin(text)
    parts = take_apart(plain)
    reading = _Reading(script, parts)
    for segment in _SEGMENT.split(_NUMBERED.sub(_one_word, parts.text)):
        reading.take(segment)
    return reading.place()


def _latin(text: str) -> tuple[str, Script]:
    """Return an address in lower-case Latin letters with its punctuation, and its script."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    script = script_of(plain)
    if script is Script.HAN:
        plain = _HAN_FLOOR.sub(lambda found: str(_HAN_NUMBER.index(found[1])), plain)
        for pattern, meaning in _HAN_UNITS:
            plain = pattern.sub(meaning, plain)
        for part, meaning in HAN_PLACES:
            plain = plain.replace(part, meaning)
    elif script is Script.CYRILLIC:
        for pattern, meaning in CYRILLIC_SHORT:
            plain = pattern.sub(meaning, plain)
    if script is not Script.LATIN or not plain.isascii():
        plain = re.sub(r"[^\W\d_]+", lambda found: romanize(found.group(), script), plain)
    plain = " " + plain.lower()
    for phrase, words in _PHRASES:
        plain = phrase.sub(words, plain)
    return _COUNTRY_AT_END.sub("", plain), script


def _is_region(keys: list[str]) -> bool:
    """Return whether a segment only says which region a town is in: "Kaluga Oblast"."""
    named = not REGION_WORDS.isdisjoint(keys) and len(keys) <= 3 and keys[0].isalpha()
    return named or PROVINCES.issuperset(keys)


def _one_word(found: re.Match[str]) -> str:
    return f" {STREET_WORDS.get(found[1], found[1])}{found[2]} "


class _Reading:
    """One address while its segments are read."""

    def __init__(self, script: Script, parts: Parts) -> None:
        self._script = script
        self._parts = parts
        self._words: list[Word] = []
        self._numbers: list[tuple[int, House]] = []
        self._named: set[int] = set()
        self._street: set[int] = set()
        self._kinds: set[str] = set()
        self._after_street = False

    def take(self, segment: str) -> None:
        """Read what stands between two commas."""
        parts: list[str] = _WORD.findall(segment)
        if not parts:
            return
        keys = [romanize(part.replace("-", ""), self._script) for part in parts]
        if keys[0] in LANDMARK_WORDS or _is_region(keys):
            return
        kinds = {STREET_WORDS.get(key, key) for key in keys}
        is_street = not STREET_KINDS.isdisjoint(kinds)
        before, unnamed = "", len(self._words)
        builds = leads = False
        for at, (part, key) in enumerate(zip(parts, keys, strict=True)):
            found = house_number(part, alone=len(parts) == 1, first=at == 0)
            if found:
                near_street = is_street or (self._after_street and at == 0)
                rank = 2 if before in HOUSE_WORDS else int(near_street)
                self._numbers.append((rank, found[0]))
                if found[1]:
                    self._parts.rooms.add(found[1])
                unnamed, builds, leads = len(self._words), False, False
            elif POSTAL.match(key) and not key.isalpha():
                self._parts.postal.add(key)
            elif key in BUILDING_WORDS:
                # The words before it are its name; where it stands first, those behind it.
                self._named.update(range(unnamed, len(self._words)))
                builds = unnamed == len(self._words)
                self._take_word(part, key)
                unnamed, leads = len(self._words), False
            else:
                self._take_word(part, key)
                if STREET_WORDS.get(key, key) in STREET_KINDS:
                    self._street.update(range(unnamed, len(self._words)))
                    leads = unnamed == len(self._words)
                if STREET_WORDS.get(key, key) in STREET_KINDS or key in QUARTER_WORDS:
                    unnamed = len(self._words)
                if builds:
                    self._named.update(range(unnamed, len(self._words)))
                elif leads:
                    self._street.update(range(unnamed, len(self._words)))
            before = key
        self._after_street = is_street

    def _take_word(self, part: str, key: str) -> None:
        known = key in STREET_WORDS or key in PLAIN_WORDS
        pieces = [part.replace("-", "")] if known else re.split(r"[-–/&]+", part)
        for piece in pieces:
            one = romanize(piece, self._script)
            one = ORDINALS.get(one, one)
            kind = STREET_WORDS.get(one, one)
            if kind in STREET_KINDS:
                self._kinds.add(kind)
            elif one and one not in PLAIN_WORDS:
                self._words.append(Word(kind, piece))

    def place(self) -> Place:
        """Return the whole."""
        parts = self._parts
        blocks = list(parts.blocks)
        if self._numbers:
            parts.rooms.update(parts.doors)
        else:
            for block in (*parts.doors, *blocks):
                found = house_number(block, alone=False, first=True)
                if found:
                    self._numbers.append((2, found[0]))
                    blocks = [one for one in blocks if one != block]
                    break
        best = max((rank for rank, _ in self._numbers), default=0)
        return Place(
            script=self._script,
            words=tuple(self._words[:MOST_WORDS]),
            kinds=frozenset(self._kinds),
            numbers=tuple(number for rank, number in self._numbers if rank == best),
            others=tuple(number for rank, number in self._numbers if rank < best),
            floors=frozenset(parts.floors - {""}),
            rooms=frozenset(parts.rooms - {""}),
            blocks=frozenset(blocks),
            boxes=frozenset(parts.boxes - {""}),
            postal=frozenset(parts.postal),
            named=frozenset(at for at in self._named - self._street if at < MOST_WORDS),
            street=frozenset(at for at in self._street if at < MOST_WORDS),
        )


def same_numbers(ours: Place, theirs: Place) -> bool | None:
    """Return whether the two have a house number in common, None where that is not known."""
    if not ours.numbers or not theirs.numbers:
        return None
    if _meet(ours.numbers, theirs.numbers):
        return True
    crossed = _meet(ours.numbers, theirs.others) or _meet(ours.others, theirs.numbers)
    return None if crossed else False


def _meet(ours: tuple[House, ...], theirs: tuple[House, ...]) -> bool:
    return any(one.meets(other) for one in ours for other in theirs)


def same_inside(ours: Place, theirs: Place) -> bool:
    """Return whether floor, room and block do not differ, as far as both give them."""
    pairs = (
        (_floors(ours), _floors(theirs)),
        (ours.rooms, theirs.rooms),
        (ours.blocks, theirs.blocks),
    )
    return not any(one and other and one.isdisjoint(other) for one, other in pairs)


def _floors(place: Place) -> frozenset[str]:
    """Return the floors of a place, those of its rooms where none is given: 1205 is on 12."""
    if place.floors:
        return place.floors
    found = [_HIGH_ROOM.match(room) for room in place.rooms]
    return frozenset(one[1] for one in found if one) if all(found) else frozenset()
