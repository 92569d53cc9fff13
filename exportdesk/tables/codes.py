"""Codes as people write them in tables: that there is none, and ECCNs in the one way we read."""

import re

from exportdesk.tables.vocabulary import folded

_NOTHING = frozenset(
    (
        "", "n a", "none", "tbd", "to be determined", "unknown", "not known", "not applicable",
        "not available", "pending",
    )
)  # fmt: skip
_NO_CODE = _NOTHING | {"na", "no", "nil", "null"}
_EAR99 = re.compile(r"EAR[\s.-]*99\.?")
_ECCN = re.compile(r"(?:ECCN)?[\s:#]*([0-9][A-E])\s?([0-9]{3})([\s.()A-Z0-9]*)")
_PARAGRAPH = re.compile(r"[A-Z]+|[0-9]+")


def says_nothing(text: str, *, is_code: bool = True) -> bool:
    """Return whether a cell only says that there is nothing, or that nobody knows it: "N/A".

    What is no code may be somebody's name: "Na" and "No" are.
    """
    return folded(text) in (_NO_CODE if is_code else _NOTHING)


def eccn_of(text: str) -> str:
    """Return an ECCN in capitals with a point before each paragraph: 5A992c is 5A992.C.

    A text that is none comes back without its blanks, for somebody to put right.
    """
    if _EAR99.fullmatch(text):
        return "EAR99"
    found = _ECCN.fullmatch(text)
    paragraphs = _PARAGRAPH.findall(found[3]) if found else []
    # A figure right after the entry is no paragraph, but one figure too many.
    if found is None or (paragraphs and not paragraphs[0].isalpha()):
        return "".join(text.split())
    return ".".join((found[1] + found[2], *paragraphs))
