"""A language nobody speaks: every sentence of ours in it is marked, and a third longer.

What is in the window and bears no mark was never given to gettext; what is cut off will be cut off
in Spanish.
"""

import gettext
import re

from typing_extensions import override

OPEN, CLOSE = "⟦", "⟧"
_KEPT = re.compile(r"\{[^{}]*\}|</?\w+[^<>]*>|&\w|&&|\n")
_ACCENTED = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
_LONGER = 0.3
_WORD = 15  # a longer one could not be wrapped, where every language has shorter ones


def pseudo(message: str) -> str:
    """Return `message` marked, accented and longer, its places, tags and access keys kept."""
    parts, at = [], 0
    for kept in _KEPT.finditer(message):
        parts += [message[at : kept.start()].translate(_ACCENTED), kept[0]]
        at = kept.end()
    parts.append(message[at:].translate(_ACCENTED))
    longer = "~" * round(len(message) * _LONGER)
    words = " ".join(longer[at : at + _WORD] for at in range(0, len(longer), _WORD))
    return f"{OPEN}{''.join(parts)}{words}{CLOSE}"


class Pseudo(gettext.NullTranslations):
    """Says everything in it."""

    @override
    def gettext(self, message: str) -> str:
        return pseudo(message)

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


def unmarked(text: str) -> str:
    """Return what of a shown text stands outside the marks: data, or words never given to it."""
    depth, out = 0, []
    for letter in text:
        if letter == OPEN:
            depth += 1
        elif letter == CLOSE and depth:
            depth -= 1
        elif not depth:
            out.append(letter)
    return "".join(out)
