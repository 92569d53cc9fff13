"""How codes of the Harmonized System are read, and what is said of a text that is none."""

import csv

import pytest

from exportdesk.rulebook import HsFault, read_hs_code
from exportdesk.rulebook.hs_codes import dotted, hs6_of
from tests.real import real


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("854231", "854231"),
        ("8542.31", "854231"),
        ("8542.31.0001", "8542310001"),
        ("8542.31.00.01", "8542310001"),
        ("8542 31 00", "85423100"),
        ("  8542.31\t", "854231"),
        ("8542\u00a031", "854231"),
        ("８５４２３１", "854231"),
        ("010121", "010121"),
        ("0101.21.0000", "0101210000"),
        ("970110", "970110"),
        ("854231.0", "854231"),
        ("8542310001.0", "8542310001"),
    ],
)
def test_codes_are_read(text: str, digits: str) -> None:
    reading = read_hs_code(text)
    assert (reading.digits, reading.fault, reading.likely) == (digits, None, "")
    assert reading.hs6 == hs6_of(text) == digits[:6]


@pytest.mark.parametrize(
    ("text", "fault", "likely"),
    [
        ("", HsFault.EMPTY, ""),
        (" . ", HsFault.EMPTY, ""),
        ("10121", HsFault.LOST_ZERO, "010121"),
        ("1012100", HsFault.LOST_ZERO, "01012100"),
        ("101210000", HsFault.LOST_ZERO, "0101210000"),
        ("10121.0", HsFault.LOST_ZERO, "010121"),
        ("85423", HsFault.LOST_ZERO, "085423"),
        ("00101", HsFault.LENGTH, ""),
        ("8542", HsFault.LENGTH, ""),
        ("854231000", HsFault.LOST_ZERO, "0854231000"),
        ("85423100001", HsFault.LENGTH, ""),
        ("854231000012", HsFault.LENGTH, ""),
        ("8.54231E+09", HsFault.SCIENTIFIC, ""),
        ("8,54E9", HsFault.SCIENTIFIC, ""),
        ("8542-31", HsFault.NOT_DIGITS, ""),
        ("854231a", HsFault.NOT_DIGITS, ""),
        ("HS 854231", HsFault.NOT_DIGITS, ""),
        ("٨٥٤٢٣١", HsFault.NOT_DIGITS, ""),
        ("-854231", HsFault.NOT_DIGITS, ""),
        ("771234", HsFault.CHAPTER, ""),
        ("001234", HsFault.CHAPTER, ""),
        ("980110", HsFault.NATIONAL_CHAPTER, ""),
        ("9903.01.2500", HsFault.NATIONAL_CHAPTER, ""),
    ],
)
def test_what_is_no_code_says_why(text: str, fault: HsFault, likely: str) -> None:
    reading = read_hs_code(text)
    assert (reading.digits, reading.fault, reading.likely) == ("", fault, likely)
    assert hs6_of(text) == ""


@pytest.mark.parametrize(
    ("text", "uncut"),
    [("854231000", "854231"), ("1012100", "101210"), ("85423", ""), ("9812100", ""), ("8542", "")],
)
def test_one_digit_too_few_may_be_missing_at_the_end(text: str, uncut: str) -> None:
    assert read_hs_code(text).uncut == uncut


def test_codes_are_written_with_points() -> None:
    assert [dotted(code) for code in ("8542", "854231", "85423100", "8542310001")] == [
        "8542",
        "8542.31",
        "8542.31.00",
        "8542.31.0001",
    ]


@pytest.mark.real_lists
def test_every_code_of_the_hs_of_2022_is_read() -> None:
    with real("lists/hs/harmonized-system.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["hscode"] for row in csv.DictReader(file) if row["level"] == "6"]
    assert len(codes) > 5_000
    # 999999 stands there for goods that are not specified: no code of the HS.
    assert {code for code in codes if read_hs_code(code).digits != code} <= {"999999"}
