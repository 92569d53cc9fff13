"""The measured rates that come with the program."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.matches import Strength
from exportdesk.screening import DEFAULT_THRESHOLD
from exportdesk.screening.rates import Rates, rates
from exportdesk.screening.score import model


def test_they_were_measured_with_the_engine_in_use() -> None:
    # After a change of the engine: python tests/benchmarks/measure_rates.py BENCH DAY
    assert rates().is_current
    thresholds = {name: rate.threshold for name, rate in rates().strengths.items()}
    assert thresholds == model().thresholds


def test_a_higher_score_finds_no_more_and_shows_no_more() -> None:
    curve = rates().curve
    assert [rate.threshold for rate in curve] == list(range(101))
    for lower, higher in pairwise(curve):
        assert lower.detection >= higher.detection
        assert lower.false_match >= higher.false_match
    assert all(0 <= r.detection <= 1 and 0 <= r.false_match <= 1 for r in curve)


def test_the_programs_own_score_shows_about_five_of_a_thousand() -> None:
    rate = rates().at(DEFAULT_THRESHOLD)
    assert rate.false_match == pytest.approx(0.005, abs=0.001)
    assert rate.detection > 0.9
    assert rates().strengths[Strength.VERY_LIKELY].false_match < 0.002


@pytest.mark.parametrize(
    ("score", "whole"), [(-5, 0), (0, 0), (0.9, 0), (61.5, 61), (100, 100), (130, 100)]
)
def test_between_two_scores_the_lower_one_counts(score: float, whole: int) -> None:
    assert rates().at(score).threshold == whole


def test_a_file_of_another_version_is_known_for_one(tmp_path: Path) -> None:
    file = resources.path("screening", "rates.json")
    content = json.loads(file.read_text(encoding="utf-8")) | {"algorithm": "0-before"}
    (tmp_path / "rates.json").write_text(json.dumps(content), encoding="utf-8")
    older: Rates = rates(tmp_path / "rates.json")
    assert not older.is_current
    assert older.as_of <= date.today()
    assert replace(older, algorithm=model().algorithm) == rates()
