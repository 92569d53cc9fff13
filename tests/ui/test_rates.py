"""How measured rates are said."""

from dataclasses import replace
from datetime import date

import pytest

from exportdesk.core.matches import Strength
from exportdesk.screening import ALGORITHM
from exportdesk.screening.rates import Rate, Rates, rates
from exportdesk.ui.rates import strength_said, threshold_said

MEASURED = Rates(
    ALGORITHM,
    date(2026, 11, 22),
    "a made-up measurement",
    tuple(Rate(float(n), 1 - n / 2500, max(0.0, 0.011 - n / 10000)) for n in range(101)),
    {
        Strength.POSSIBLE: Rate(60.0, 0.96, 0.0051),
        Strength.LIKELY: Rate(82.58, 0.94, 0.0021),
        Strength.VERY_LIKELY: Rate(85.13, 0.93, 0.0013),
    },
)


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (60.0, "At 60: finds about 98 of 100 listed names written differently; 5 of 1,000 unrelated"
         " names show as possible match (measured on our benchmark of 22 Nov 2026)."),
        (100.0, "At 100: finds about 96 of 100 listed names written differently; 1 of 1,000"
         " unrelated names shows as possible match (measured on our benchmark of 22 Nov 2026)."),
        (0.0, "At 0: finds all of 100 listed names written differently; 11 of 1,000 unrelated"
         " names show as possible match (measured on our benchmark of 22 Nov 2026)."),
    ],
)  # fmt: skip
def test_both_sides_of_the_trade_are_said(score: float, said: str) -> None:
    assert threshold_said(score, MEASURED) == said


def test_nearly_all_is_not_all_and_nearly_none_not_none() -> None:
    rate = Rate(0.0, 0.9999, 0.0001)
    said = threshold_said(0, replace(MEASURED, curve=(rate,) * 101))
    assert "finds about 99 of 100" in said
    assert "fewer than 1 of 1,000 unrelated names shows as possible match" in said


@pytest.mark.parametrize(
    ("strength", "said"),
    [
        (Strength.VERY_LIKELY,
         "Very likely (from 85): at this score 1 of 1,000 unrelated names shows."),
        (Strength.LIKELY, "Likely (from 83): at this score 2 of 1,000 unrelated names show."),
        (Strength.POSSIBLE, "Possible (from 60): at this score 5 of 1,000 unrelated names show."),
        (Strength.UNLIKELY,
         "Unlikely (below 60): more than 5 of 1,000 unrelated names show."),
    ],
)  # fmt: skip
def test_a_strength_is_tied_to_its_rate(strength: Strength, said: str) -> None:
    assert strength_said(strength, MEASURED) == said


def test_rates_of_another_version_say_so() -> None:
    older = replace(MEASURED, algorithm="0-before")
    told = "These rates are of an older version of the matching method."
    assert threshold_said(60, older).endswith(told)
    assert strength_said(Strength.LIKELY, older).endswith(told)
    assert told not in threshold_said(60, rates())
