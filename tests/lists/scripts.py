"""Counts names by script, by the names Unicode gives to letters."""

import unicodedata
from collections import Counter
from collections.abc import Iterable


def names_by_script(names: Iterable[str]) -> Counter[str]:
    """Return how many names have at least one letter of each script."""
    found: Counter[str] = Counter()
    for name in names:
        found.update({unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()})
    return found
