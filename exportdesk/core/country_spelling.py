"""How the name of a country is compared: one spelling for the many ways it is written."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w]+")
_SILENT = re.compile(r"[.'’ʻ`]")


def fold(text: str) -> str:
    """Return `text` as countries are compared: no accents, case, points or leading article."""
    bare = text
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", text)
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    bare = bare.casefold()
    bare = bare.replace("ı", "i").replace("&", " and ")
    words = _NOT_WORDS.sub(" ", _SILENT.sub("", bare)).replace("_", " ").split()
    if len(words) > 1:
        words = words[1:] if words[0] == "the" else words
        words = words[:-1] if len(words) > 1 and words[-1] == "the" else words
    return " ".join(words)
