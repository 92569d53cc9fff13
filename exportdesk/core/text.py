"""Plain text as people typed it, without what only breaks things."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]")


def tidy(text: str) -> str:
    """Return `text` in NFC on one line: no control characters, single spaces, no outer spaces."""
    return _SPACES.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", text))).strip()


def tidy_lines(text: str) -> str:
    """Return `text` in NFC with its line breaks kept: no control characters, no outer spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidy(line) for line in lines).strip()


def is_whole(text: str) -> bool:
    """Whether every letter is one: a terminal of another encoding hands over halves of them."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


# Letters with a stroke or a ligature, which no decomposition takes apart.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Return `text` as it is searched: one line, no case, no accents."""
    plain = unicodedata.normalize("NFKD", tidy(text).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return bare.translate(_PLAIN)


# Letters and digits of a number that says whose it is.
_LEAST_NUMBER, _MOST_NUMBER = 5, 60


def number_key(text: str) -> str:
    """Return a number without case, blanks and punctuation, "" for one that says nobody's.

    "N/A", "12" and "000000" stand beside very different parties.
    """
    key = "".join(letter for letter in folded(text) if letter.isalnum())
    is_number = any(letter.isdigit() for letter in key) and len(set(key)) > 1
    return key if is_number and _LEAST_NUMBER <= len(key) <= _MOST_NUMBER else ""
