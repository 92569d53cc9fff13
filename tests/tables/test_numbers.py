"""Numbers of spreadsheets as text: formats, days, and what is lost."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from exportdesk.tables.numbers import (
    Shape,
    day_text,
    is_rounded,
    moment_text,
    number_text,
    plain_number,
    shape_of,
)


@pytest.mark.parametrize(
    ("format_id", "code", "shape"),
    [
        (0, "", (Shape.PLAIN, 0)),
        (14, "", (Shape.DATE, 0)),
        (9, "", (Shape.PERCENT, 0)),
        (164, "0000000000", (Shape.ZEROS, 10)),
        (164, "0.0%", (Shape.PERCENT, 0)),
        (164, "General", (Shape.PLAIN, 0)),
        (164, "yyyy-mm-dd", (Shape.DATE, 0)),
        (164, "0.00E+00", (Shape.PLAIN, 0)),
    ],
)
def test_a_format_says_what_a_number_is(
    format_id: int, code: str, shape: tuple[Shape, int]
) -> None:
    assert shape_of(format_id, code) == shape


def test_numbers_are_written_out() -> None:
    assert number_text(0.515, Shape.PERCENT) == "51.5%"
    assert number_text(12.0, Shape.ZEROS, 6) == "000012"
    assert number_text(1.5, Shape.ZEROS, 6) == "1.5"
    assert number_text(1e15) == "1000000000000000"
    assert plain_number(Decimal("NaN")) == "NaN"
    assert plain_number(Decimal("1E+500")) == "1E+500"
    assert plain_number(Decimal("0.1000")) == "0.1"
    assert is_rounded(1e16)
    assert not is_rounded(12.5)


def test_days_are_counted_as_excel_counts_them() -> None:
    assert day_text(1) == "1900-01-01"
    assert day_text(61) == "1900-03-01"
    assert day_text(45_000.5) == "2023-03-15 12:00:00"
    assert day_text(0, from_1904=True) == "00:00:00"
    assert day_text(1, from_1904=True) == "1904-01-02"
    assert day_text(0.25) == "06:00:00"
    assert day_text(-1) == ""
    assert day_text(1e9) == ""
    assert moment_text(date(2026, 5, 3)) == "2026-05-03"
    assert moment_text(datetime(2026, 5, 3)) == "2026-05-03"
