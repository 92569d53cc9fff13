"""The model file: coefficients of one sign, thresholds in order."""

from exportdesk.core.matches import Strength
from exportdesk.screening.kept import DEFAULT_THRESHOLD
from exportdesk.screening.score import (
    FEATURES,
    NEVER_AGAINST,
    NEVER_FOR,
    model,
    points,
    strength_of,
)


def test_evidence_has_one_sign() -> None:
    coefficients = dict(zip(model().terms, model().coefficients.tolist(), strict=True))
    for term, coefficient in coefficients.items():
        factors = set(term.split("*"))
        assert factors <= set(FEATURES)
        if factors & NEVER_FOR:
            assert coefficient <= 0, term
        if factors & NEVER_AGAINST:
            assert coefficient >= 0, term


def test_the_words_for_scores_are_in_order() -> None:
    thresholds = model().thresholds
    assert 0 < thresholds["possible"] < thresholds["likely"] < thresholds["very_likely"] < 100
    assert thresholds["possible"] == DEFAULT_THRESHOLD
    assert strength_of(DEFAULT_THRESHOLD) is Strength.POSSIBLE
    assert strength_of(thresholds["likely"]) is Strength.LIKELY


def test_points_stay_on_the_scale() -> None:
    assert points(0.0) == 50.0
    assert 0.0 <= points(-1e9) < points(1e9) <= 100.0
