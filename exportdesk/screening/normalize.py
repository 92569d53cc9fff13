"""What a name is made of, however it is written: words with keys, legal forms, script.

One pure function, `read_name`. Both sides of a comparison go through it, so a change here is a
change of `ALGORITHM` and of every saved index.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from exportdesk.screening import glossary, scripts
from exportdesk.screening.glossary_scripts import (
    ARABIC_SMALL,
    HAN_DOUBLE_SURNAMES,
    HAN_PLACE_ENDINGS,
    HAN_WORDS,
)
from exportdesk.screening.scripts import CONSONANTAL, Script

MOST_WORDS = 14


class Word(NamedTuple):
    """One word of a name: the key that is compared, the text as people wrote it.

    `consonants` is given for words from scripts that do not write short vowels; `long` is the
    same with the long vowels, which they do write.
    """

    key: str
    written: str
    consonants: str = ""
    long: str = ""


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name taken apart. `legal` holds classes of legal form, `legal_words` how they are written.

    `set_aside` are titles and small words that are not compared.
    """

    words: tuple[Word, ...]
    legal: frozenset[str]
    legal_words: tuple[str, ...]
    set_aside: tuple[str, ...]
    script: Script

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the words, in order."""
        return tuple(word.key for word in self.words)

    @property
    def is_consonantal(self) -> bool:
        """Whether the name is in a script that leaves vowels out."""
        return self.script in CONSONANTAL


_RAW_WORD = re.compile(r"[^\s,;:/\\|()\[\]{}\"“”„«»<>+*=_!?·•،؛‐‑‒–—―~^-]+")
_APOSTROPHES = re.compile("['`’‘ʼʻʹ´ʿʾ′]")
_INNER = re.compile(r"[.&]+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_HAN_WORD = re.compile("|".join(sorted(HAN_WORDS, key=len, reverse=True)))
_ABD = re.compile(r"^abd(?:ul|el|al|oul|ol|u|i)?(?=[a-z]{4,}$)")
_ABD_ALONE = frozenset(["abdul", "abdel", "abdal", "abdoul", "abdol", "abdu"])
_ABDALLAH = frozenset(
    ["abdullah", "abdallah", "abdulla", "abdalla", "abdullakh", "abdallakh", "abdollah"]
)
# Names that end in "of God" or "of the faith", written as one word or as two.
_PIOUS = re.compile(
    r"^([a-z]{2,}?[^aeiou])(?:([uoa]?llak?h|ulla)|(?:[uae]l?dd?|[uae]l?d)(?:in|een|ine|eene))$"
)
_ALLAH = frozenset(["allah", "ullah", "alla", "ulla"])
_DOUBLED = re.compile(r"([a-z])\1")
_LEGAL_KEYS = frozenset([*glossary.LEGAL_SPELLED, *glossary.LEGAL_CODES, *glossary.LEGAL_WITH])
_DIGIT_SLIPS = str.maketrans("01358", "oiesb")


def read_name(text: str) -> NameForm:
    """Return `text` taken apart. Never empty-handed for text that holds a letter or digit."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    script = scripts.script_of(text)
    pieces = _untorn([piece for piece in _pieces(text, script) if piece.key])
    legal_at, classes = _legal_forms(pieces)
    rest = [piece for at, piece in enumerate(pieces) if at not in legal_at]
    words, aside = _compared(rest)
    if not words:
        words = pieces
        legal_at, classes, aside = set(), frozenset(), []
    return NameForm(
        words=tuple(words[:MOST_WORDS]),
        legal=classes,
        legal_words=tuple(
            dict.fromkeys(p.written for at, p in enumerate(pieces) if at in legal_at)
        ),
        set_aside=tuple(aside),
        script=script,
    )


def _pieces(text: str, script: Script) -> list[Word]:
    pieces: list[Word] = []
    ukrainian = script is Script.CYRILLIC and scripts.is_ukrainian(text)
    for raw in _RAW_WORD.findall(text):
        if script is Script.HAN and _HAN_RUN.search(raw):
            pieces.extend(_han(raw, alone=raw == text.strip()))
        elif script is Script.HANGUL and scripts.script_of(raw) is Script.HANGUL:
            parts = scripts.hangul_name(raw)
            written = (raw[0], raw[1:]) if len(parts) == 2 else (raw,)
            pieces.extend(Word(key, as_is) for key, as_is in zip(parts, written, strict=True))
        else:
            pieces.extend(_latin_words(raw, script, ukrainian))
    return pieces


@lru_cache(maxsize=1 << 16)
def _latin_words(raw: str, script: Script, ukrainian: bool) -> tuple[Word, ...]:
    """Return the words of one run without spaces: dots divide it, apostrophes do not."""
    if script is Script.ARABIC:
        if raw in ARABIC_SMALL:
            return ()
        servant = scripts.servant_of(raw)
        if servant:
            return (Word("abd", raw, "bt"), *_latin_words(servant, script, ukrainian))
    parts = [part for part in _INNER.split(raw) if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        joined = scripts.romanize("".join(parts), script, ukrainian)
        if joined in glossary.LEGAL_CODES or len(joined) > 2:
            return (Word(joined, raw.strip(",")),)
    words = []
    for part in parts:
        bare = _APOSTROPHES.sub("", part)
        key = scripts.romanize(bare, script, ukrainian)
        for cut in _unglued(key):
            words.append(Word(cut, part, *_consonants_of(bare, script)))
    return tuple(words)


def _unglued(key: str) -> tuple[str, ...]:
    """Return a key parted where a legal form ran into it: "liabilitycompany", "bakeryltd"."""
    if len(key) < 7 or key in glossary.LEGAL_CODES:
        return (key,) if key else ()
    for form in glossary.LEGAL_GLUED:
        if key.endswith(form) and len(key) - len(form) >= 4:
            return (*_unglued(key[: -len(form)]), form)
        if len(form) >= 6 and key.startswith(form) and len(key) - len(form) >= 4:
            return (form, *_unglued(key[len(form) :]))
    return (key,)


def _consonants_of(word: str, script: Script) -> tuple[str, str]:
    if script is not Script.ARABIC:
        return "", ""
    return scripts.arabic_consonants(word), scripts.arabic_long(word)


def _han(raw: str, *, alone: bool) -> list[Word]:
    """Return a run of Chinese: company words by the glossary, people as surname and given name."""
    words: list[Word] = []
    if alone and 2 <= len(raw) <= 4 and not _HAN_WORD.search(raw):
        cut = 2 if raw[:2] in HAN_DOUBLE_SURNAMES and len(raw) > 2 else 1
        return [Word(scripts.romanize(p, Script.HAN), p) for p in (raw[:cut], raw[cut:])]
    at = 0
    for found in _HAN_WORD.finditer(raw):
        words.extend(_han_rest(raw[at : found.start()]))
        words.extend(Word(key, found.group()) for key in HAN_WORDS[found.group()].split())
        at = found.end()
    words.extend(_han_rest(raw[at:]))
    return words


def _han_rest(run: str) -> list[Word]:
    bare = run[1:] if run and run[0] in HAN_PLACE_ENDINGS and len(run) > 1 else run
    bare = "" if bare in HAN_PLACE_ENDINGS else bare
    return [Word(scripts.romanize(bare, Script.HAN), bare)] if bare else []


def _untorn(pieces: list[Word]) -> list[Word]:
    """Return the pieces with a legal word that was torn in two made whole: "limi ted"."""
    for at in range(len(pieces) - 1):
        whole = pieces[at].key + pieces[at + 1].key
        if whole in glossary.LEGAL_LONG and pieces[at].key not in glossary.LEGAL_CODES:
            written = f"{pieces[at].written} {pieces[at + 1].written}"
            return _untorn([*pieces[:at], Word(whole, written), *pieces[at + 2 :]])
    return pieces


def _legal_forms(pieces: list[Word]) -> tuple[set[int], frozenset[str]]:
    """Return where legal-form words stand and which classes they say, whatever their order."""
    keys = _joint_stock([_mended(piece.key) for piece in pieces])
    if _LEGAL_KEYS.isdisjoint(keys) and sum(len(key) == 1 for key in keys) < 3:
        return set(), frozenset()  # as of most people: asked of every name of a book
    present = frozenset(keys)
    taken, codes, spelled = set(), set(), set()
    last = len(keys) - 1
    for at, key in enumerate(keys):
        if key in glossary.LEGAL_SPELLED:
            taken.add(at)
            spelled.add(glossary.LEGAL_SPELLED[key])
        elif key in glossary.LEGAL_CODES:
            if key in glossary.LEGAL_AT_THE_ENDS and not _at_an_end(keys, at, last):
                continue
            taken.add(at)
            codes.add(glossary.LEGAL_CODES[key])
        elif glossary.LEGAL_WITH.get(key, frozenset()) & present:
            taken.add(at)
    taken.update(
        at
        for at in range(1, last)
        if keys[at] in glossary.SMALL_WORDS and {at - 1, at + 1} <= taken
    )
    for run in _spelled_codes(keys):
        taken.update(run)
        codes.add(glossary.LEGAL_CODES["".join(keys[at] for at in run)])
    if len(taken) == len(keys):
        return set(), frozenset()
    # "limited" in "limited liability company" says nothing beyond the stronger word.
    return taken, frozenset(spelled | (codes - {"ltd"}) if spelled else codes)


def _joint_stock(keys: list[str]) -> list[str]:
    """Return the keys with "joynt stok" mended: words too short to be mended one by one."""
    for at in range(len(keys) - 1):
        if _slips_of(keys[at], "joint") and _slips_of(keys[at + 1], "stock"):
            if keys[at : at + 2] == ["joint", "stock"]:
                continue
            return [*keys[:at], "joint", "stock", *_joint_stock(keys[at + 2 :])]
    return keys


@lru_cache(maxsize=1 << 16)
def _slips_of(key: str, word: str) -> bool:
    """Return whether a key is a word of five letters, or one slip of the pen away from it."""
    return abs(len(key) - 5) <= 1 and OSA.distance(key, word, score_cutoff=1) <= 1


def _at_an_end(keys: list[str], at: int, last: int) -> bool:
    if at in (0, last):
        return True
    before = glossary.LEGAL_WITH.get(keys[at - 1], frozenset())
    if keys[at] in before or (keys[at - 1] == "stock" and "joint" in keys):
        return True
    after = at + 2 if keys[at + 1] == "de" and at + 1 < last else at + 1
    return _is_legal(keys[at - 1]) or _is_legal(keys[after])


def _is_legal(key: str) -> bool:
    return key in glossary.LEGAL_CODES or key in glossary.LEGAL_SPELLED


def _spelled_codes(keys: list[str]) -> list[range]:
    """Return runs of single letters that spell a code of three or more: "L L C"."""
    runs: list[range] = []
    if sum(len(key) == 1 for key in keys) < 3:
        return runs
    at = 0
    while at < len(keys):
        end = at
        while end < len(keys) and len(keys[end]) == 1:
            end += 1
        if end - at >= 3 and "".join(keys[at:end]) in glossary.LEGAL_CODES:
            runs.append(range(at, end))
        at = max(end, at + 1)
    return runs


@lru_cache(maxsize=1 << 16)
def _mended(key: str) -> str:
    """Return the legal word that a long key is a slip of the pen away from, else the key."""
    if key in glossary.LEGAL_CODES or key in glossary.LEGAL_SPELLED:
        return key
    if _single(key) in glossary.LEGAL_UNMISTAKABLE:
        return _single(key)
    if len(key) < 6:
        return key
    for word in glossary.LEGAL_MENDED:
        slips = 1 if len(word) < 9 else 2
        near = abs(len(word) - len(key)) <= slips
        if near and OSA.distance(key, word, score_cutoff=slips) <= slips:
            return word
    return key


def _compared(pieces: list[Word]) -> tuple[list[Word], list[str]]:
    """Return the words to compare and the titles and small words set aside."""
    words: list[Word] = []
    aside: list[Word] = []
    for piece in pieces:
        if piece.key in glossary.SMALL_WORDS or _single(piece.key) in glossary.TITLES:
            aside.append(piece)
        else:
            words.extend(_canonical(piece))
    words = _whole_abdallah(words)
    if len(words) < 2:
        # Little else is left: titles and small words are part of this name.
        kept = [piece for piece in pieces if piece.key not in glossary.EMPTY_WORDS]
        words = [word for piece in kept for word in _canonical(piece)]
        aside = [piece for piece in aside if piece.key in glossary.EMPTY_WORDS]
    return words, [piece.written for piece in aside]


@lru_cache(maxsize=1 << 15)
def _single(key: str) -> str:
    """Return a word of four letters or more with doubled letters once: "lltd", "hhaji"."""
    return _DOUBLED.sub(r"\1", key) if len(key) > 3 and key not in glossary.TITLES else key


def _whole_abdallah(words: list[Word]) -> list[Word]:
    """Return the words with "abd allah" as the one name that it mostly is written as."""
    for at in range(len(words) - 1):
        first, second = words[at], words[at + 1]
        if first.key == "abd" and second.key in _ALLAH:
            whole = Word(
                "abdallah", f"{first.written} {second.written}", second.consonants and "btl"
            )
            return [*words[:at], whole, *_whole_abdallah(words[at + 2 :])]
    return words


def _has_digit_slips(key: str) -> bool:
    """Return whether a word is letters with a digit or two read for letters: "zelv4r", "m0a"."""
    if key.isalpha() or key.isdigit() or key in glossary.NUMBERS:
        return False
    return len(key) > 3 or (len(key) == 3 and sum(letter.isalpha() for letter in key) == 2)


@lru_cache(maxsize=1 << 16)
def _canonical(piece: Word) -> tuple[Word, ...]:
    """Return the word with its canonical key, parted where it is "abd" and a name."""
    key = piece.key
    if key in _ABD_ALONE:
        return (piece._replace(key="abd"),)
    found = _ABD.match(key)
    if found and not key.startswith(("abdulla", "abdalla")):
        return (
            Word("abd", piece.written, piece.consonants[:2] and "bt"),
            Word(key[found.end() :], piece.written),
        )
    if _has_digit_slips(key):
        key = key.translate(_DIGIT_SLIPS)
    if key in _ABDALLAH:
        key = "abdallah"
    ending = _PIOUS.match(key)
    if ending and key != "abdallah":
        last = "allah" if ending[2] else "din"
        first = Word(ending[1], piece.written, piece.consonants)
        return (first, Word(last, piece.written, "l" if ending[2] else "tn"))
    key = glossary.NUMBERS.get(key) or glossary.business_word(key)
    return (piece if key == piece.key else piece._replace(key=key),)
