"""What a lowest score finds and what it shows for nothing, as measured on the benchmark.

`tests/benchmarks/measure_rates.py` measures and writes the file, which names the version of the
matching method it was measured with: after a change of the method the rates are of an older one.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from exportdesk.core import resources
from exportdesk.core.matches import Strength
from exportdesk.screening.kept import ALGORITHM


@dataclass(frozen=True, slots=True)
class Rate:
    """Shares from 0 to 1 at one lowest score.

    `detection`: of listed names written differently, how many were found. `false_match`: of
    unrelated names, how many showed a possible match.
    """

    threshold: float
    detection: float
    false_match: float


@dataclass(frozen=True, slots=True)
class Rates:
    """A measured curve: one rate for each whole score from 0 to 100, and for each strength."""

    algorithm: str
    as_of: date
    source: str
    curve: tuple[Rate, ...]
    strengths: Mapping[Strength, Rate]

    @property
    def is_current(self) -> bool:
        """Whether they were measured with the matching method in use."""
        return self.algorithm == ALGORITHM

    def at(self, threshold: float) -> Rate:
        """Return the rate at a lowest score: between two whole ones that of the lower.

        It finds no less and shows no less for nothing than at the score itself.
        """
        return self.curve[math.floor(min(max(threshold, 0.0), 100.0))]


@cache
def rates(path: Path | None = None) -> Rates:
    """Return the rates that come with the program."""
    file = path or resources.path("screening", "rates.json")
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Rates(
        algorithm=content["algorithm"],
        as_of=date.fromisoformat(content["as_of"]),
        source=content["source"],
        curve=tuple(Rate(*row) for row in content["curve"]),
        strengths={Strength(name): Rate(*row) for name, row in content["strengths"].items()},
    )
