"""Ways in which a listed name reaches a screener changed: slips, other spellings, other scripts.

Which letter or word changes is drawn from the name itself, so that the same lists give the same
sample everywhere. Only for measuring: screening knows nothing of these rules.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from exportdesk.core.measurements import Variation
from exportdesk.core.parties import PartyKind
from exportdesk.screening.dice import Dice
from exportdesk.screening.renderings import bare, in_cyrillic, in_greek, is_plain_latin

# Ways to write one legal form. A company's name ends, or begins, with one of them.
_LEGAL: tuple[tuple[str, ...], ...] = (
    ("LLC", "L.L.C.", "Limited Liability Company", "OOO",
     "Obshchestvo s Ogranichennoi Otvetstvennostyu"),
    ("Ltd", "Ltd.", "Limited"),
    ("Co., Ltd.", "Co., Ltd", "Co. Ltd", "Company Limited", "Co Ltd"),
    ("Inc.", "Inc", "Incorporated"),
    ("Corp.", "Corp", "Corporation"),
    ("JSC", "AO", "Joint Stock Company", "J.S.C."),
    ("PJSC", "PAO", "Public Joint Stock Company"),
    ("CJSC", "ZAO", "Closed Joint Stock Company"),
    ("OJSC", "OAO", "Open Joint Stock Company"),
    ("GmbH", "Gesellschaft mit beschränkter Haftung", "G.m.b.H."),
    ("S.A.", "SA", "Société Anonyme"),
    ("S.r.l.", "SRL", "S.R.L."),
    ("Ltda.", "Limitada", "Ltda"),
    ("Pvt. Ltd.", "Private Limited", "Pvt Ltd", "Pvt. Ltd", "(Pvt) Ltd."),
    ("Pte. Ltd.", "Pte Ltd", "Pte. Ltd"),
    ("A.S.", "AS", "Anonim Sirketi"),
    ("Ltd. Sti.", "Limited Sirketi"),
    ("PLC", "Public Limited Company", "P.L.C."),
    ("FZE", "F.Z.E.", "Free Zone Establishment"),
    ("Sdn. Bhd.", "Sdn Bhd", "Sendirian Berhad"),
)  # fmt: skip
_COMPANY_WORDS = ("Group", "International", "Trading", "Holding", "Global", "Services", "Export")
_MIDDLE_NAMES = ("Maria", "Ali", "Ivan", "Jose", "Ahmed", "Anna", "Peter", "Wei")
_VESSEL_WORDS = ("I", "Star", "One", "Express")
# Beside each letter, those a finger may meet instead on the usual keyboard.
_BESIDE: Mapping[str, str] = {
    "a": "qsz", "b": "vnh", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy",
    "i": "uok", "j": "hku", "k": "jli", "l": "ko", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol",
    "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs",
    "y": "tuh", "z": "xas",
}  # fmt: skip
_MARKED: Mapping[str, str] = {
    "a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "c": "ç", "n": "ñ", "s": "š", "z": "ž",
}  # fmt: skip
_LEAST_TYPED = 4
_LEAST_SPLIT = 7

_Change = Callable[[str, PartyKind, Dice], str]


def varied(name: str, kind: PartyKind, variation: Variation) -> str:
    """Return a listed name of this kind of party changed one way, "" where that cannot be."""
    if variation is Variation.PUBLISHED:
        return name
    change = _CHANGES[variation]
    changed = " ".join(change(name, kind, Dice(variation.value, name)).split())
    return "" if changed == name else changed


def _case(name: str, kind: PartyKind, dice: Dice) -> str:
    if not is_plain_latin(name):
        return ""
    return name.title() if name.isupper() else (name.upper(), name.lower())[dice.below(2)]


def _marks(name: str, kind: PartyKind, dice: Dice) -> str:
    """Take the marks off letters, or put two on where there is none."""
    if not is_plain_latin(name):
        return ""
    if bare(name) != name:
        return bare(name)
    places = [at for at, char in enumerate(name) if char.lower() in _MARKED]
    letters = list(name)
    for _turn in range(min(2, len(places))):
        at = places.pop(dice.below(len(places)))
        marked = _MARKED[name[at].lower()]
        letters[at] = marked.upper() if name[at].isupper() else marked
    return "".join(letters)


def _order(name: str, kind: PartyKind, dice: Dice) -> str:
    """Put the given name first, or the words of a company's name in another order."""
    family, comma, given = name.partition(", ")
    if kind is PartyKind.PERSON and comma and "," not in given:
        return f"{given} {family}"
    parts = _Parts.of(name)
    words = parts.words
    if len(words) < 2:
        return ""
    turn = 1 + dice.below(len(words) - 1)
    return parts.with_words([*words[turn:], *words[:turn]])


def _typing(edit: Callable[[str, int, Dice], str]) -> _Change:
    """Return the change that makes one slip inside one of the longer words."""

    def change(name: str, kind: PartyKind, dice: Dice) -> str:
        parts = _Parts.of(name)
        body = " ".join(parts.words)
        places = [
            at
            for word in re.finditer(rf"[A-Za-z]{{{_LEAST_TYPED},}}", body)
            for at in range(word.start() + 1, word.end() - 1)
        ]
        if not places:
            return ""
        # Another place where the slip would change nothing: two letters that are the same.
        for _attempt in range(6):
            slipped = edit(body, dice.one_of(places), dice)
            if slipped != body:
                return parts.with_words([slipped])
        return ""

    return change


def _swap(text: str, at: int, dice: Dice) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _drop(text: str, at: int, dice: Dice) -> str:
    return text[:at] + text[at + 1 :]


def _add(text: str, at: int, dice: Dice) -> str:
    """Type a letter twice, or a neighbor along with it."""
    again = dice.one_of((text[at], _neighbor(text[at], dice)))
    return text[:at] + again + text[at:]


def _wrong(text: str, at: int, dice: Dice) -> str:
    return text[:at] + _neighbor(text[at], dice) + text[at + 1 :]


def _neighbor(letter: str, dice: Dice) -> str:
    near = dice.one_of(_BESIDE[letter.lower()])
    return near.upper() if letter.isupper() else near


def _glued(name: str, kind: PartyKind, dice: Dice) -> str:
    parts = _Parts.of(name)
    words = parts.words
    places = [
        at
        for at in range(len(words) - 1)
        if len(words[at]) > 2 and len(words[at + 1]) > 2 and words[at].isalpha()
    ]
    if not places:
        return ""
    at = dice.one_of(places)
    return parts.with_words([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def _split(name: str, kind: PartyKind, dice: Dice) -> str:
    parts = _Parts.of(name)
    words = parts.words
    long = [at for at, word in enumerate(words) if len(word) >= _LEAST_SPLIT and word.isalpha()]
    if not long or not is_plain_latin(name):
        return ""
    at = dice.one_of(long)
    cut = 3 + dice.below(len(words[at]) - 5)
    return parts.with_words([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])


def _legal_written(name: str, kind: PartyKind, dice: Dice) -> str:
    parts = _Parts.of(name)
    legal = parts.front or parts.back
    for forms in _LEGAL:
        if _flat(legal) in {_flat(form) for form in forms}:
            other = dice.one_of([form for form in forms if form != legal])
            front, back = (other, parts.back) if parts.front else ("", other)
            return " ".join([front, *parts.words, back])
    return ""


def _legal_dropped(name: str, kind: PartyKind, dice: Dice) -> str:
    parts = _Parts.of(name)
    return " ".join(parts.words).rstrip(",") if parts.front or parts.back else ""


def _extra(name: str, kind: PartyKind, dice: Dice) -> str:
    if not is_plain_latin(name):
        return ""
    if kind is PartyKind.PERSON:
        return f"{name} {dice.one_of(_MIDDLE_NAMES)}"
    parts = _Parts.of(name)
    more = _VESSEL_WORDS if kind in (PartyKind.VESSEL, PartyKind.AIRCRAFT) else _COMPANY_WORDS
    return parts.with_words([" ".join(parts.words).rstrip(","), dice.one_of(more)])


def _missing(name: str, kind: PartyKind, dice: Dice) -> str:
    """Leave a word out, though not the longest: often nothing else is the party's own."""
    parts = _Parts.of(name)
    words = parts.words
    if len(words) < 3:
        return ""
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    at = dice.one_of([at for at in range(len(words)) if at != longest])
    return parts.with_words([*words[:at], *words[at + 1 :]])


def _cyrillic(name: str, kind: PartyKind, dice: Dice) -> str:
    return _other_script(name, in_cyrillic)


def _greek(name: str, kind: PartyKind, dice: Dice) -> str:
    return _other_script(name, in_greek)


def _other_script(name: str, render: Callable[[str], str]) -> str:
    """Return the distinctive part in another script; a legal form has no rendering of its own."""
    if not is_plain_latin(name):
        return ""
    return render(" ".join(_Parts.of(name).words).rstrip(","))


_CHANGES: Mapping[Variation, _Change] = {
    Variation.CASE: _case,
    Variation.MARKS: _marks,
    Variation.ORDER: _order,
    Variation.SWAPPED_LETTERS: _typing(_swap),
    Variation.DROPPED_LETTER: _typing(_drop),
    Variation.ADDED_LETTER: _typing(_add),
    Variation.WRONG_LETTER: _typing(_wrong),
    Variation.GLUED: _glued,
    Variation.SPLIT: _split,
    Variation.LEGAL_FORM_WRITTEN: _legal_written,
    Variation.LEGAL_FORM_DROPPED: _legal_dropped,
    Variation.EXTRA_WORD: _extra,
    Variation.MISSING_WORD: _missing,
    Variation.CYRILLIC: _cyrillic,
    Variation.GREEK: _greek,
}


def _flat(text: str) -> str:
    return re.sub(r"[^\w]", "", text).lower()


_FORMS = frozenset(_flat(form) for forms in _LEGAL for form in forms)
_MOST_WORDS = max(len(form.split()) for forms in _LEGAL for form in forms)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name's words, with the legal form before or after them apart, "" where there is none."""

    front: str
    words: Sequence[str]
    back: str

    @classmethod
    def of(cls, name: str) -> "_Parts":
        words = name.split()
        for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            first, last = " ".join(words[:count]), " ".join(words[-count:])
            if _flat(last) in _FORMS:
                return cls("", words[:-count], last)
            if _flat(first) in _FORMS:
                return cls(first, words[count:], "")
        return cls("", words, "")

    def with_words(self, words: Sequence[str]) -> str:
        return " ".join([self.front, *words, self.back])
