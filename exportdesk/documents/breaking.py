"""Where a line may break: between words, between ideographs, after hyphens and slashes."""

import unicodedata
from collections.abc import Iterator

_OPENERS = frozenset("([{«‹“‘（［｛「『【〔〈《〖〘¿¡$€£¥№#")
_CLOSERS = frozenset(")]}»›”’）］｝」』】〕〉》〗〙,.;:!?、。，．：；？！・ーゝゞ々〻%％‰°")
_BREAK_AFTER = frozenset("-/\\_&=?‐–—|;,·")
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
_FOLLOWING_VOWELS = frozenset("ะาำฯๅๆະາຳຯໆ")
_JOINERS = frozenset("\u200d\u034f")
_KHMER_COENG = "\u17d2"
_MYANMAR_STACKER = "\u1039"


def unbroken(text: str) -> str:
    """Return a text that stays in one line: a phone number is read and dialed as one."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def clusters(text: str) -> Iterator[str]:
    """Yield what a reader takes for one character: a base with its marks, a conjunct."""
    if text.isascii():  # nothing of it continues anything
        yield from text
        return
    start = 0
    for at in range(1, len(text)):
        if not _continues(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    if start < len(text):
        yield text[start:]


def segments(text: str) -> Iterator[str]:
    """Yield stretches between which a line may break; runs of spaces stand alone."""
    start = 0
    at = 0
    pieces = list(clusters(text))
    for index, piece in enumerate(pieces):
        if index and may_break(pieces[index - 1], piece):
            yield text[start:at]
            start = at
        at += len(piece)
    if start < len(text):
        yield text[start:]


def may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two neighbouring clusters."""
    last, first = before[0], after[0]
    if last == " " or first == " ":
        return (last == " ") != (first == " ")
    if first in _CLOSERS or last in _OPENERS:
        return False
    if _is_wide(last) or _is_wide(first):
        return True
    if _is_thai(last) and _is_thai(first):
        return last not in _LEADING_VOWELS and first not in _FOLLOWING_VOWELS
    return last in _BREAK_AFTER and not first.isdigit()


def _continues(last: str, char: str) -> bool:
    if unicodedata.category(char)[0] == "M" or char in _JOINERS or last in _JOINERS:
        return True
    code = ord(char)
    if 0x1160 <= code <= 0x11FF:  # a vowel or final consonant of a Hangul block
        return True
    if code == 0x200C:
        return True
    is_letter = unicodedata.category(char) == "Lo"
    if last in (_KHMER_COENG, _MYANMAR_STACKER):
        return is_letter
    return is_letter and unicodedata.combining(last) == 9 and 0x0900 <= code <= 0x0DFF


def _is_wide(char: str) -> bool:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF:
        return False  # Korean is set in words
    return code >= 0x2E80 and unicodedata.east_asian_width(char) in "WF"


def _is_thai(char: str) -> bool:
    return 0x0E00 <= ord(char) <= 0x0EFF
