"""Points of reasons as they are shown."""

import pytest

from exportdesk.core.points import signed_points, whole_points

SHOWN = [
    ([63.6, 34.8], 98.4, [63, 35]),
    ([33.3, 34.4, 32.3, 0.0], 100.0, [33, 35, 32, 0]),
    ([95.4, -7.7, 0.0], 87.7, [96, -8, 0]),
    ([0.0, 0.0], 100.0, [0, 0]),
    ([20.4, 20.4], 100.0, [21, 20]),  # something else made the score
    ([], 60.0, []),
]


@pytest.mark.parametrize(("effects", "score", "shown"), SHOWN)
def test_points_add_up_to_the_score_shown(
    effects: list[float], score: float, shown: list[int]
) -> None:
    assert whole_points(effects, score) == shown


def test_points_have_their_sign() -> None:
    assert [signed_points(one) for one in (3, 0, -2)] == ["+3", "", "\u22122"]
