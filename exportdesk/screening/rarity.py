"""How much a word says: rare in the lists and among ordinary names says much.

The background table counts words of ordinary names of people and companies, so that a word the
lists hold once, but half the world is called, does not pass for rare.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exportdesk.core import resources
from exportdesk.screening.glossary import COMPANY_PARTS, PLACES

_PATRONYMIC = re.compile(r"(?:ovi|evi|avi|ovy|evy)(?:ch|tch|tj|c|k|tsch|na)$|(?:ov|ev)na$|ichna$")
LEAST_WEIGHT = 0.05
# A handful of listed names says nothing of what is rare: ordinary names alone decide then.
LEAST_NAMES = 20_000
# The weight below which a word is called generic in a reason.
GENERIC_WEIGHT = 0.42


@dataclass(frozen=True, slots=True)
class Background:
    """Words of ordinary names: how often each occurs in `total` names. `as_of` dates the table."""

    as_of: str
    total: int
    counts: Mapping[str, int]


@cache
def background(path: Path | None = None) -> Background:
    """Return the background table that comes with the program."""
    file = path or resources.path("screening", "background.tsv")
    facts: dict[str, str] = {}
    counts: dict[str, int] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            facts[key.strip()] = value.strip()
        elif line:
            word, _, count = line.partition("\t")
            counts[word] = int(count)
    return Background(facts["as_of"], int(facts["total"]), counts)


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weighs words for one set of lists that holds `names` names."""

    names: int
    background: Background

    @property
    def _names(self) -> int:
        return max(self.names, LEAST_NAMES)

    def weight(self, word: str, listed: int) -> float:
        """Return the weight of a word that stands in `listed` listed names: 0.05 to about 1.3."""
        names = self._names
        ordinary = self.background.counts.get(word, 0) * names / self.background.total
        seen = listed + ordinary
        rarity = math.log((2 * names + 1) / (seen + 0.5)) / math.log(2 * names + 1)
        weight: float = max(LEAST_WEIGHT, rarity * _share(word)) ** 1.3
        # Rounded, so that the last bits of a logarithm do not differ between systems.
        return round(weight, 4)


def _share(word: str) -> float:
    """Return the part of its rarity that a word of this kind keeps."""
    if len(word) == 1:
        return 0.3
    if word in PLACES:
        return 0.5
    if word in COMPANY_PARTS:
        return 0.3
    if len(word) >= 7 and _PATRONYMIC.search(word):
        return 0.45
    if len(word) == 2:
        return 0.7
    return 1.0
