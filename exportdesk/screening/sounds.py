"""How a word sounds: a skeleton that spellings of one name share, and its bare consonants.

The rules are made for names that come through several romanizations (Aleksandr, Alexander,
Oleksandr; Yusuf, Youssef; Hussein, Hosein), not for English words.
"""

import re
from functools import lru_cache

_CLUSTERS = {
    "shch": "s", "sch": "s", "sh": "s", "tch": "h", "tsch": "h", "tj": "h",
    "kh": "h", "gh": "h", "ch": "h", "ph": "f", "ck": "k", "q": "k", "c": "k", "x": "ks",
    "w": "v", "dzh": "j", "zh": "j", "dj": "j", "th": "t", "dh": "d", "tz": "s", "ts": "s",
    "z": "s", "iou": "o", "iu": "o", "yu": "o", "ou": "o", "oo": "o", "u": "o",
    "ee": "e", "ei": "e", "ey": "e", "ai": "e", "ay": "e", "ie": "e", "ii": "e", "iy": "e",
    "yi": "e", "iyy": "e", "y": "e", "i": "e",
}  # fmt: skip
_ANY_CLUSTER = re.compile("|".join(sorted(_CLUSTERS, key=len, reverse=True)))
_GLIDE = re.compile("[iye]*j?y(?=[aeou])|ij(?=[aeou])|i(?=[aou])")
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile("(?<=[^aeo])h|e(?=[ao])")
_VOWELS = re.compile("[aeo]")
# What `consonants` leaves of a word.
CONSONANTS = "bfhjklmnrst"
_MERGED = str.maketrans({"g": "k", "p": "b", "v": None, "d": "t"})


@lru_cache(maxsize=1 << 17)
def skeleton(word: str) -> str:
    """Return the sound skeleton of a normalized word."""
    sounds = _GLIDE.sub("i", word)
    sounds = _ANY_CLUSTER.sub(lambda found: _CLUSTERS[found.group()], sounds)
    return _SILENT.sub("", _DOUBLED.sub(r"\1", sounds))


@lru_cache(maxsize=1 << 16)
def consonants(word: str) -> str:
    """Return the consonant classes of a normalized word, to compare with Arabic or Hebrew."""
    bare = _VOWELS.sub("", skeleton(word)).translate(_MERGED)
    bare = _DOUBLED.sub(r"\1", bare)
    return bare.rstrip("h") or bare


# Letters that stand for one another when a name is put from one script into another.
_FOLDS = {
    "tsch": "ch", "tch": "ch", "tj": "ch", "sch": "sh", "ch": "ch", "kh": "h", "ph": "f",
    "th": "t", "tz": "ts", "ck": "k", "c": "k", "q": "k", "x": "ks", "w": "v", "j": "i", "y": "i",
}  # fmt: skip
_ANY_FOLD = re.compile("|".join(sorted(_FOLDS, key=len, reverse=True)))


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word with the letters that romanizations choose between made one.

    Milder than `skeleton`: it keeps the vowels, so that of many spellings the nearest shows.
    """
    letters = _ANY_FOLD.sub(lambda found: _FOLDS[found.group()], word)
    return _DOUBLED.sub(r"\1", letters)


@lru_cache(maxsize=1 << 16)
def vowelled(sound: str) -> str:
    """Return the consonant classes of a sound skeleton with its vowels, to compare with Arabic."""
    return _DOUBLED.sub(r"\1", sound.replace("v", "o").translate(_MERGED))
