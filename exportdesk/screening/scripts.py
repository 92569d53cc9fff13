"""Scripts: which one a text is in, and its words in Latin letters."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from anyascii import anyascii

from exportdesk.screening.glossary_scripts import ARABIC_NAMES, HANGUL_SURNAMES


class Script(StrEnum):
    """The script a name is written in."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    ARABIC = "arabic"
    HEBREW = "hebrew"
    HAN = "han"
    HANGUL = "hangul"
    KANA = "kana"
    OTHER = "other"


CONSONANTAL = frozenset({Script.ARABIC, Script.HEBREW})

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0000, 0x036F, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x08FF, Script.ARABIC),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1D00, 0x1FFF, Script.LATIN),
    (0x3040, 0x30FF, Script.KANA),
    (0x3400, 0x9FFF, Script.HAN),
    (0xAC00, 0xD7AF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB50, 0xFEFF, Script.ARABIC),
    (0x20000, 0x323AF, Script.HAN),
)
_UKRAINIAN = re.compile("[іїєґў]", re.IGNORECASE)
_UKRAINIAN_LETTERS = str.maketrans({"г": "h", "Г": "H", "и": "y", "И": "Y"})
_NOT_KEY = re.compile(r"[^a-z0-9]+")


def script_of(text: str) -> Script:
    """Return the script most letters of `text` are in; any other script outweighs Latin."""
    if text.isascii():
        return Script.LATIN
    counts: dict[Script, int] = {}
    for letter in text:
        if letter.isalpha():
            script = _script_of_letter(ord(letter))
            counts[script] = counts.get(script, 0) + 1
    latin = counts.pop(Script.LATIN, 0)
    if not counts:
        return Script.LATIN
    script = max(counts, key=lambda one: (counts[one], one))
    # A look-alike letter or two inside a Latin name does not make it Cyrillic or Greek.
    return Script.LATIN if latin > 2 * counts[script] and counts[script] < 3 else script


def _script_of_letter(code: int) -> Script:
    for first, last, script in _RANGES:
        if first <= code <= last:
            return script
    return Script.OTHER


def is_ukrainian(text: str) -> bool:
    """Return whether `text` has letters that Ukrainian or Belarusian has and Russian has not."""
    return _UKRAINIAN.search(text) is not None


@lru_cache(maxsize=1 << 16)
def romanize(word: str, script: Script, ukrainian: bool = False) -> str:
    """Return one word in lower-case a-z and 0-9, without anything else."""
    if not word.isascii():
        if script is Script.ARABIC:
            known = _arabic(word)
            if known:
                return known
            word = without_article(strip_arabic_marks(word))
        elif ukrainian:
            word = word.translate(_UKRAINIAN_LETTERS)
        word = anyascii(word)
    return _NOT_KEY.sub("", word.lower())


def _arabic(word: str) -> str:
    """Return how a known Arabic word is written in Latin letters, "" for an unknown one."""
    bare = strip_arabic_marks(word)
    return ARABIC_NAMES.get(bare) or ARABIC_NAMES.get(without_article(bare)) or ""


def strip_arabic_marks(word: str) -> str:
    """Return the word without vowel marks and stretching, its alefs and yehs made one."""
    bare = "".join(c for c in word if unicodedata.category(c) != "Mn" and c != "ـ")
    return bare.translate(_ARABIC_LETTERS)


_ARABIC_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
)


def without_article(word: str) -> str:
    """Return an Arabic word without a leading "al-" or "lil-"."""
    for article in ("وال", "بال", "لل", "ال"):
        if word.startswith(article) and len(word) > len(article) + 1:
            return word[len(article) :]
    return word


def servant_of(word: str) -> str:
    """Return the name after "abd al-" in a word that holds both, "" for any other word."""
    bare = strip_arabic_marks(word)
    if bare.startswith("عبدال") and len(bare) > 7 and bare not in ARABIC_NAMES:
        return bare[5:]
    return ""


# Arabic letters as classes of consonants; long vowels, hamza and ayn are silent here.
_ARABIC_CLASSES = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تطدضذظث", "t"),
    **dict.fromkeys("سصشزژچ", "s"),
    **dict.fromkeys("حخهغ", "h"),
    **dict.fromkeys("قكگ", "k"),
    "ج": "j",
    "ف": "f",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ر": "r",
}


@lru_cache(maxsize=1 << 14)
def arabic_consonants(word: str) -> str:
    """Return the consonant classes of a word in Arabic script, as `sounds.consonants` does."""
    letters = without_article(strip_arabic_marks(word))
    classes = "".join(_ARABIC_CLASSES.get(letter, "") for letter in letters)
    return re.sub(r"(.)\1+", r"\1", classes).rstrip("h") or classes


# Long vowels, as `sounds.vowelled` has them.
_ARABIC_LONG = {**_ARABIC_CLASSES, "ا": "a", "و": "o", "ي": "e"}


@lru_cache(maxsize=1 << 14)
def arabic_long(word: str) -> str:
    """Return consonant classes and long vowels of a word in Arabic script, in their order.

    An alef at the beginning carries any vowel and is left out.
    """
    letters = without_article(strip_arabic_marks(word)).removeprefix("ا")
    classes = "".join(_ARABIC_LONG.get(letter, "") for letter in letters)
    return re.sub(r"(.)\1+|e(?=[ao])", r"\1", classes)


def hangul_name(word: str) -> tuple[str, ...]:
    """Return a Korean name as surname and given name, each in Latin letters."""
    syllables = [_NOT_KEY.sub("", anyascii(letter).lower()) for letter in word]
    plain = [syllable.replace("eo", "o").replace("eu", "u") for syllable in syllables]
    if 2 <= len(word) <= 4 and word[0] in HANGUL_SURNAMES:
        return HANGUL_SURNAMES[word[0]], "".join(plain[1:])
    return ("".join(plain),)
