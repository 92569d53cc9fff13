"""From figures to a score: a logistic sum of terms with fixed coefficients from a data file.

A term is a product of figures ("information*balance"). Terms that speak of the country, the kind
or the legal form have coefficients of one sign, so that evidence against a match can never raise
a score. `tests/benchmarks/fit_score.py` fits the coefficients and writes the file.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from exportdesk.core.matches import Strength
from exportdesk.screening.features import NAME_FEATURES
from exportdesk.screening.kept import score_content
from exportdesk.screening.store import AnyArray

EVIDENCE_FEATURES: tuple[str, ...] = (
    "organization",  # the listing is not a person
    "vessel",  # a vessel or aircraft, and ours is a person or has a legal form
    "legal_differs",
    "legal_same",
    "kind_differs",
    "country_same",
    "country_differs",
)
FEATURES: tuple[str, ...] = (*NAME_FEATURES, *EVIDENCE_FEATURES)
# What the coefficient of a term that holds such a figure must not be: above or below zero.
NEVER_FOR = frozenset(
    {"legal_differs", "kind_differs", "country_differs", "vessel", "numbers_differ"}
)
NEVER_AGAINST = frozenset({"country_same", "legal_same"})


class ScoreModel:
    """The coefficients of one data file."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.algorithm: str = content["algorithm"]
        self.bias: float = content["bias"]
        self.terms: tuple[str, ...] = tuple(content["terms"])
        self.coefficients = np.array([content["terms"][term] for term in self.terms])
        self.evidence: Mapping[str, float] = content["evidence"]
        self.thresholds: Mapping[str, float] = content["thresholds"]
        self.rates: Mapping[str, Any] = content["rates"]
        self._places = term_places(self.terms)
        self._groups = {
            group: np.array([group in term.split("*") for term in self.terms])
            for group in EVIDENCE_FEATURES
        }

    def sums(self, figures: AnyArray) -> AnyArray:
        """Return the logistic sum of each row of figures."""
        result: AnyArray = self.bias + expanded(figures, self._places) @ self.coefficients
        return result

    def part(self, figures: Sequence[float], group: str) -> float:
        """Return what the terms of one kind of evidence add to the sum of one row."""
        if not figures[FEATURES.index(group)]:
            return 0.0  # each of its terms is a product with that figure
        row = expanded(np.array([figures]), self._places)[0]
        chosen = self._groups[group]
        return float(row[chosen] @ self.coefficients[chosen])


def term_places(terms: Sequence[str]) -> AnyArray:
    """Return, for each term, the columns of its figures; the column after the last holds ones."""
    places = np.full((3, len(terms)), len(FEATURES))
    for at, term in enumerate(terms):
        for factor, name in enumerate(term.split("*")):
            places[factor, at] = FEATURES.index(name)
    return places


def expanded(figures: AnyArray, places: AnyArray) -> AnyArray:
    """Return the terms of each row of figures."""
    ones = np.ones((len(figures), 1))
    columns = np.hstack([figures, ones])
    result: AnyArray = columns[:, places[0]] * columns[:, places[1]] * columns[:, places[2]]
    return result


def points(total: float) -> float:
    """Return a logistic sum as a score from 0 to 100, two decimals."""
    return round(100.0 / (1.0 + math.exp(-min(max(total, -30.0), 30.0))), 2)


@cache
def model(path: Path | None = None) -> ScoreModel:
    """Return the model of a data file, by itself the one that comes with the program."""
    return ScoreModel(score_content() if path is None else json.loads(path.read_text("utf-8")))


def strength_of(score: float) -> Strength:
    """Return the word for a score."""
    thresholds = model().thresholds
    for strength in (Strength.VERY_LIKELY, Strength.LIKELY, Strength.POSSIBLE):
        if score >= thresholds[strength]:
            return strength
    return Strength.UNLIKELY
