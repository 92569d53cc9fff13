"""Days as people type them."""

from datetime import date

import pytest

from exportdesk.core.figures import DayOrder
from exportdesk.core.typed_days import read_day, readings

DAY, MONTH, YEAR = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST, DayOrder.YEAR_FIRST
NOV_25 = date(2026, 11, 25)


@pytest.mark.parametrize("order", list(DayOrder))
@pytest.mark.parametrize(
    "text",
    [
        "2026-11-25", "20261125", "2026/11/25", "2026.11.25", " 2026-11-25 ",
        "11/25/2026", "25/11/2026", "25.11.2026", "11-25-2026",
        "11/25/26", "11-25-26", "Nov 25, 26", "25 nov 26",
        "25 Nov 2026", "Nov 25, 2026", "november 25 2026", "25-Nov-2026", "25 de noviembre de 2026",
    ],
)  # fmt: skip
def test_what_can_mean_one_day_only_is_read_everywhere(text: str, order: DayOrder) -> None:
    assert read_day(text, order) == NOV_25


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2026", MONTH, date(2026, 3, 4)),
        ("03/04/2026", DAY, None),
        ("03/04/2026", YEAR, None),
        ("3.4.2026", DAY, date(2026, 4, 3)),
        ("3.4.2026", MONTH, None),
        ("04/04/2026", DAY, date(2026, 4, 4)),
        ("3/4/26", MONTH, date(2026, 3, 4)),
        ("3/4/26", DAY, None),
        ("3/4/49", MONTH, date(2049, 3, 4)),
        ("3/4/50", MONTH, date(1950, 3, 4)),
        ("25.11.26", DAY, NOV_25),
        ("26-11-25", YEAR, None),
    ],
)
def test_what_can_mean_two_days_is_read_where_the_region_says_which(
    text: str, order: DayOrder, day: date | None
) -> None:
    assert read_day(text, order) == day


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "02/30/2026", "13/13/2026", "18 Nov", "25 Nob 2026", "1/32/26", "today",
     "2026-11-25 10:00", "25 ma 2026", "2026-11", "2026 12", "2026125"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert all(read_day(text, order) is None for order in DayOrder)


@pytest.mark.parametrize(
    ("word", "month"),
    [("ene", 1), ("abr", 4), ("may", 5), ("aug", 8), ("sept", 9), ("dic", 12), ("dec", 12)],
)
def test_months_are_read_in_both_languages(word: str, month: int) -> None:
    assert read_day(f"7 {word} 2026", DAY) == date(2026, month, 7)


def test_the_two_days_that_a_text_may_mean_are_told() -> None:
    assert readings("12/01/2026", DAY) == (date(2026, 12, 1), date(2026, 1, 12))
    assert readings("1.12.2026", MONTH) == (date(2026, 1, 12), date(2026, 12, 1))
    for text in ("12/22/2026", "1/1/2026", "soon", ""):
        assert readings(text, DAY) == ()
    assert readings("12/01/2026", MONTH) == ()
    assert readings("26-11-25", YEAR) == (date(2026, 11, 25), date(2025, 11, 26))
    assert len(readings("05/06/07", YEAR)) == 3
