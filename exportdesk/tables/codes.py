"""ECCNs and categories as people write them in tables, in the one way the program reads."""

import re

from exportdesk.tables.vocabulary import folded

_NOTHING = frozenset(
    (
        "", "na", "n a", "none", "no", "nil", "null", "tbd", "to be determined", "unknown",
        "not known", "not applicable", "not available",
    )
)  # fmt: skip
_EAR99 = re.compile(r"EAR[\s.-]*99\.?")
_ECCN = re.compile(r"(?:ECCN)?[\s:#]*([0-9][A-E])\s?([0-9]{3})([\s.()A-Z0-9]*)")
_PARAGRAPH = re.compile(r"[A-Z]+|[0-9]+")


def says_nothing(text: str) -> bool:
    """Return whether a cell only says that there is no code, or that nobody knows it: "N/A"."""
    return folded(text) in _NOTHING


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
