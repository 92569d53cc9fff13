"""Counts and what may be said of them."""

import pytest

from exportdesk.core.measurements import Tally, Variation
from exportdesk.core.words.choices import word


def test_nothing_tried_says_nothing() -> None:
    assert Tally(0, 0).rate == 0.0
    assert Tally(0, 0).likely == (0.0, 1.0)


@pytest.mark.parametrize(
    ("tried", "shown", "low", "high"),
    [(10, 0, 0.0, 0.2775), (100, 50, 0.4038, 0.5962), (1000, 6, 0.0028, 0.0130), (9, 9, 0.7009, 1)],
)
def test_the_likely_range_is_wilson_s(tried: int, shown: int, low: float, high: float) -> None:
    assert Tally(tried, shown).likely == pytest.approx((low, high), abs=1e-4)


def test_every_variation_has_words_of_its_own() -> None:
    assert len({word(variation) for variation in Variation}) == len(Variation)
