"""The small parts of an address: P.O. box, floor, room, block, postal code, house number.

They are taken out of the text first, whatever order they stand in; what stays is words.
"""

import re
from dataclasses import dataclass, field

_WIDEST_RANGE = 60

_BOX = re.compile(
    r"\b(?:p\.?\s*o\.?\s*b(?:ox)?\b|post\s*(?:office\s*)?(?:box|bag)|postbus|apartado(?:\s*postal)?"
    r"|posta\s*kutusu|a/ya)[\s.:#]*(?:no\b[\s.:]*)?(\d[\d-]*)"
)
_FLOOR_NAME = (
    r"ground|basement|mezzanine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|zemin"
)
_FLOOR = re.compile(
    r"\b(?P<slash>[gmb]\d?|ug|lg|\d{1,3})\s*/\s*f\b"
    r"|\bf\s*/\s*(?P<turned>\d{1,3})\b"
    rf"|\b(?P<name>{_FLOOR_NAME})[\s.,-]*(?:floor|flr?|kat|etazh)\b"
    r"|\b(?P<before>\d{1,3})\s*(?:st|nd|rd|th|-?\w{1,2}(?=\s*etazh))?[\s.,]*"
    r"(?:floor|flr|fl|kat|etazh|ceng|lou)\b(?!\s*(?:no\b)?[\s.:]*\d)"
    r"|\b(?P<letter>\d{1,3})f\b"
    r"|\b(?:floors?|flr|fl|kat|piso|etazh|et|level|lvl)\b[\s.:#]*(?:no\b[\s.:]*)?"
    r"(?P<after>\d{1,3}[a-z]?)\b"
    r"|\bk\s*:\s*(?P<kat>\d{1,3})\b"
)
_ROOM_WORDS = (
    r"flat|rms?|rooms?|units?|suites?|ste|offices?|off|ofis|ofise|oficina|apartment|apt(?!\.?\s*no\s*:)"
    r"|appt|apto|dpto|shops?|workshop|booth|stall|counter|desk|daire|kapi|ic kapi|kv|kvartira|pom"
    r"|pomeshch?|pomeshch?enie|komn?|komnata|kab|kabinet|local|loc|interior|int(?=[\s.:]*\d)|oda|showroom|door"
)
_CODE = r"(?:[a-z]{0,2}-?\d+(?:[a-z]{1,2}\d*)?|[a-z]|[ivx]{1,4})"
_ROOM = re.compile(
    rf"\b(?:(?:{_ROOM_WORDS}|of(?=[\s.:]*\d))\b[\s./:#]*)+(?:nos?\b[\s.:#]*)?"
    rf"(?P<code>{_CODE}\b(?:\s*[-–&/+]\s*{_CODE}\b)*)"
    r"|\bd\s*:\s*(?P<daire>\d+[a-z]?)\b"
    r"|\b(?P<shi>\d+[a-z]?)\s*shi\b"
)
# Parts of a plot. Without a house number beside them, they are the house number.
_BLOCK = re.compile(
    r"\b(?:building|bldg|blok|block|blk|wing|korpus|korp|corp|k|stroenie|stroen|liter|litera|lit"
    r"|letter|lob|warehouse|wh|shed|hangar|villa|cluster|plot|build|bld)(?:\b|(?=\d))[\s.:#]*"
    r"(?:no\b[\s.:#]*)?(?P<after>[a-z]?\d+[a-z]?|[a-z])\b(?!/f\b|[-–]\d)(?:/\d+\b)?"
    r"|(?<=\d)(?P<gap>[a-z]?[\s.,]*)(?:str|s)\b[\s.:]*(?P<str>\d+[a-z]?)\b(?!\s*(?:st|nd|rd|th)\b)"
    r"|(?:\bno\b[\s.:]*|#\s*)?\b(?P<before>\d{1,3})\s*#?\s*(?:hao\s*lou|building|bldg|blok|block)\b"
    r"(?!\s*(?:no\b)?[\s.:#]*\d)"
    r"|\b(?P<tower>[a-z]|\d{1,2})\s+(?:zuo|blok)\b"
)
# "#14": a room beside a house number, else the house number.
_DOOR = re.compile(r"#\s*(\d+[a-z]?)\b(?![-–]\d)")
_POSTAL_WHOLE = re.compile(
    r"(?<=[\s,][a-z]{2}\s)(\d{5})(?:-\d{4})?\b|\b(\d{5})-\d{3,4}\b"
    r"|\b(?:c\.?p\.?|zip)[\s.:]*(\d{5,7})\b"
)
POSTAL = re.compile(r"^\d{5,10}$|^[a-z]{1,2}\d[a-z\d]?$|^\d[a-z]{2}$")
_NUMBER = re.compile(r"^(\d{1,5})([a-z]?)(?:[-–]+(\d{1,5})[a-z]?)?(?:/+(\d+[a-z]?|[a-z]))?$")
_ROOM_PIECE = re.compile(r"[a-z]*\d+[a-z]*|[a-z]+")
_COUNTED = "first second third fourth fifth sixth seventh eighth ninth tenth"
_FLOOR_NUMBERS = {name: str(at) for at, name in enumerate(_COUNTED.split(), 1)} | {
    "ground": "g", "zemin": "g", "basement": "b", "mezzanine": "m",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """House numbers from `first` to `last`, with the letter after a single one."""

    first: int
    last: int
    letter: str = ""

    def meets(self, other: "House") -> bool:
        """Return whether the two have a number in common."""
        if self.letter and other.letter and self.letter != other.letter:
            return False
        return self.first <= other.last and other.first <= self.last


@dataclass(slots=True)
class Parts:
    """What was taken out of an address, and the text that is left."""

    text: str
    boxes: set[str] = field(default_factory=set)
    floors: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)
    blocks: list[str] = field(default_factory=list)
    doors: list[str] = field(default_factory=list)
    postal: set[str] = field(default_factory=set)


def take_apart(text: str) -> Parts:
    """Return the small parts of a lower-case address in Latin letters."""
    parts = Parts(text)

    def box(found: re.Match[str]) -> str:
        parts.boxes.add(re.sub(r"\D", "", found[1]).lstrip("0"))
        return " , "

    def floor(found: re.Match[str]) -> str:
        value = next(group for group in found.groups() if group)
        parts.floors.add((_FLOOR_NUMBERS.get(value) or value).lstrip("0"))
        return " , "

    def room(found: re.Match[str]) -> str:
        parts.rooms.update(_rooms(next(group for group in found.groups() if group)))
        return " , "

    def block(found: re.Match[str]) -> str:
        named = found.groupdict()
        gap = named.pop("gap") or ""
        parts.blocks.append(next(value for value in named.values() if value))
        return f"{gap.strip(' .,')} , "

    def door(found: re.Match[str]) -> str:
        parts.doors.append(found[1])
        return " , "

    def postal(found: re.Match[str]) -> str:
        parts.postal.add(next(group for group in found.groups() if group))
        return " , "

    for pattern, take in (
        (_BOX, box),
        (_FLOOR, floor),
        (_ROOM, room),
        (_BLOCK, block),
        (_DOOR, door),
        (_POSTAL_WHOLE, postal),
    ):
        parts.text = pattern.sub(take, parts.text)
    return parts


def _rooms(code: str) -> set[str]:
    """Return the rooms that a text like "1318-19" or "b1-b3" names."""
    pieces = _ROOM_PIECE.findall(code.replace("-", " ") if not code[0].isdigit() else code)
    first = pieces[0] if pieces else code
    whole = {
        first[: len(first) - len(piece)] + piece
        if piece.isdigit() and first.isdigit() and len(piece) < len(first)
        else piece
        for piece in pieces
    }
    return {piece.lstrip("0") or piece for piece in whole}


def house_number(part: str, *, alone: bool, first: bool) -> tuple[House, str] | None:
    """Return the house number or range that a word is and the door behind its slash.

    None is for a word or a postal code.
    """
    found = _NUMBER.match(part)
    if not found:
        return None
    low, high = int(found[1]), int(found[3] or found[1])
    if len(found[1]) >= 5 and (alone or not first):
        return None
    if found[3] and len(found[3]) < len(found[1]):
        # "301-7" ends at 307.
        high = int(found[1][: -len(found[3])] + found[3])
    if not low <= high <= low + _WIDEST_RANGE:
        high = low
    return (House(low, high, found[2]), found[4] or "") if low else None
