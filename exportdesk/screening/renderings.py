"""Latin names in Cyrillic and in Greek letters, as somebody who hears a name may write it.

Own tables, apart from those that screening reads other scripts with: what measures must not share
the assumptions of what is measured. The longest group of letters is taken first.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_CYRILLIC: Mapping[str, str] = {
    "shch": "щ", "tch": "ч", "sch": "ш", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц",
    "tz": "ц", "ph": "ф", "th": "т", "ck": "к", "qu": "кв", "oo": "у", "ee": "и", "yu": "ю",
    "ya": "я", "yo": "ё", "ye": "е", "iy": "ий", "ay": "ай", "ey": "ей", "oy": "ой", "uy": "уй",
    "ce": "се", "ci": "си", "cy": "си", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е",
    "f": "ф", "g": "г", "h": "х", "i": "и", "j": "дж", "k": "к", "l": "л", "m": "м", "n": "н",
    "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в",
    "x": "кс", "y": "и", "z": "з",
}  # fmt: skip
_GLIDES = frozenset({"ay", "ey", "iy", "oy", "uy"})
_GREEK: Mapping[str, str] = {
    "sch": "σ", "sh": "σ", "ch": "τσ", "zh": "ζ", "kh": "χ", "th": "θ", "ph": "φ", "ps": "ψ",
    "ks": "ξ", "ts": "τσ", "tz": "τζ", "ck": "κ", "qu": "κου", "oo": "ου", "ou": "ου", "ee": "ι",
    "ya": "για", "yo": "γιο", "yu": "γιου", "ce": "σε", "ci": "σι", "a": "α", "b": "μπ", "c": "κ",
    "d": "ντ", "e": "ε", "f": "φ", "g": "γκ", "h": "χ", "i": "ι", "j": "τζ", "k": "κ", "l": "λ",
    "m": "μ", "n": "ν", "o": "ο", "p": "π", "q": "κ", "r": "ρ", "s": "σ", "t": "τ", "u": "ου",
    "v": "β", "w": "ου", "x": "ξ", "y": "ι", "z": "ζ",
}  # fmt: skip


def in_cyrillic(name: str) -> str:
    """Return a Latin name in Cyrillic letters."""
    return re.sub(r"\b[еЕ]", _as_e, _rendered(name, _CYRILLIC))


def _as_e(found: re.Match[str]) -> str:
    return "э" if found[0] == "е" else "Э"


def in_greek(name: str) -> str:
    """Return a Latin name in Greek letters."""
    return re.sub(r"σ(?=\W|$)", "ς", _rendered(name, _GREEK))


def bare(text: str) -> str:
    """Return `text` without accents and other marks on its letters."""
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def is_plain_latin(text: str) -> bool:
    """Whether every letter is one of the 26, with or without a mark."""
    return all(char.isascii() for char in bare(text) if char.isalpha())


def _rendered(name: str, table: Mapping[str, str]) -> str:
    def letters(found: re.Match[str]) -> str:
        group = found[0]
        rendered = table[group.lower()]
        return rendered[0].upper() + rendered[1:] if group[0].isupper() else rendered

    words = [word.capitalize() if word.isupper() else word for word in bare(name).split(" ")]
    return " ".join(_groups(tuple(table)).sub(letters, word) for word in words)


@cache
def _groups(keys: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(keys, key=len, reverse=True)
    # "ay" is one sound in "Ayman" and two in "skaya".
    sounds = [key + "(?![aeiou])" if key in _GLIDES else key for key in longest_first]
    return re.compile("|".join(sounds), re.IGNORECASE)
