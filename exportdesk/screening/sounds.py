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


@lru_cache(maxsize=1 << 16)
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


def vowelled(sound: str) -> str:
    """Return the consonant classes of a sound skeleton with its vowels, to compare with Arabic."""
    return _DOUBLED.sub(r"\1", sound.replace("v", "o").translate(_MERGED))
