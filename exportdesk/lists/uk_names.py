"""Names in their own script as the UK writes them, and the notes that stand among them."""

import re

from exportdesk.lists.scripts import is_latin
from exportdesk.lists.text import plain

# Looking for notes takes time that may grow with the square of the length. Real names end at 300.
_LONGEST = 1000

_BETWEEN = re.compile(r"[;\n]")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_LABEL = re.compile(r"([A-Za-z][A-Za-z .'/-]{1,40}):\s*(?=\S)")
_TAIL = re.compile(
    r"(?<![\s,;–—-])[\s,;–—-]+((?:also|formerly|previously|known as|spelling|transliterat|variation"
    r"|listed as|a\.?k\.?a\b|f\.?k\.?a\b)[\x20-\x7e\u00a0-\u024f\u2010-\u201f]*)$",
    re.IGNORECASE,
)


def original_names(text: str) -> tuple[list[str], list[str]]:
    """Return the names in a cell for names in their own script, and the notes among them.

    A note is in Latin letters beside a name that is not: a label in front (`Arabic: ...`), text in
    brackets, or an end such as `previously listed as ...`. A name all in Latin letters stays whole,
    and so do Latin letters within words.
    """
    names: list[str] = []
    notes: list[str] = []
    for piece in map(plain, _BETWEEN.split(text)):
        if not piece:
            continue
        whole = len(piece) > _LONGEST or is_latin(piece)
        names.append(piece if whole else _without_notes(piece, notes))
    return names, notes


def _without_notes(text: str, notes: list[str]) -> str:
    label = _LABEL.match(text)
    if label and not is_latin(text[label.end() :]):
        notes.append(label.group(1))
        text = text[label.end() :]
    tail = _TAIL.search(text)
    if tail and not is_latin(text[: tail.start()]):
        notes.append(tail.group(1))
        text = text[: tail.start()]
    for bracket in reversed(list(_IN_BRACKETS.finditer(text))):
        inside = bracket.group(1)
        rest = f"{text[: bracket.start()]} {text[bracket.end() :]}"
        if any(map(str.isalpha, inside)) and is_latin(inside) and not is_latin(rest):
            notes.append(inside.strip())
            text = rest
    return plain(text)
