"""How well a threshold works on the lists in force: what was tried, and what came of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.company import Company
from exportdesk.core.editions import EditionUse
from exportdesk.core.events import Head


class Variation(StrEnum):
    """How a listed name was written when it was screened."""

    PUBLISHED = "published"
    CASE = "case"
    MARKS = "marks"
    ORDER = "order"
    SWAPPED_LETTERS = "swapped_letters"
    DROPPED_LETTER = "dropped_letter"
    ADDED_LETTER = "added_letter"
    WRONG_LETTER = "wrong_letter"
    GLUED = "glued"
    SPLIT = "split"
    LEGAL_FORM_WRITTEN = "legal_form_written"
    LEGAL_FORM_DROPPED = "legal_form_dropped"
    EXTRA_WORD = "extra_word"
    MISSING_WORD = "missing_word"
    CYRILLIC = "cyrillic"
    GREEK = "greek"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were tried, and for how many a match was shown."""

    tried: int
    shown: int

    @property
    def rate(self) -> float:
        """The share shown, 0 to 1; 0 where nothing was tried."""
        return self.shown / self.tried if self.tried else 0.0

    @property
    def likely(self) -> tuple[float, float]:
        """The range that holds the rate of all such names 19 times in 20 (after Wilson)."""
        if not self.tried:
            return 0.0, 1.0
        sigmas, tried, rate = 1.96, self.tried, self.rate
        middle = rate + sigmas**2 / (2 * tried)
        reach = sigmas * math.sqrt(rate * (1 - rate) / tried + (sigmas / (2 * tried)) ** 2)
        whole = 1 + sigmas**2 / tried
        return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


@dataclass(frozen=True, slots=True)
class ThresholdRates:
    """Both sides of the trade at one threshold: listed names found, clean names that alert."""

    threshold: float
    listed: Tally
    clean: Tally


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a threshold did to a sample of listed names and to made-up clean ones.

    `published` counts the sampled names as published, `varied` all changed ones together, by kind
    in `by_variation` (the published ones too). `others` holds both rates at other thresholds,
    from the same screenings, lowest first; their `listed` counts the changed names. `head` is the
    end of the record of events when the measurement was noted.
    """

    at: Moment
    operator: str
    company: Company
    editions: tuple[EditionUse, ...]
    program_version: str
    algorithm: str
    threshold: float
    published: Tally
    varied: Tally
    clean: Tally
    by_variation: Mapping[Variation, Tally]
    others: tuple[ThresholdRates, ...]
    head: Head
