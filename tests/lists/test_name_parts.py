"""Names in several scripts in one text, and dates as people write them."""

from datetime import date, datetime

import pytest

from exportdesk.core.listings import NameRole
from exportdesk.lists.citizenships import citizenship_codes
from exportdesk.lists.name_parts import NameList, imo_in, imo_number, split_names
from exportdesk.lists.scripts import is_mostly_latin
from exportdesk.lists.written_dates import dates_of
from exportdesk.rulebook import load_rulebook


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Plain Name (PN) Ltd.", ["Plain Name (PN) Ltd."]),
        ("One; Two；Three", ["One", "Two", "Three"]),
        ("One Name b) Other Name", ["One Name", "Other Name"]),
        ("Pretend (притенд)", ["Pretend", "притенд"]),
        ("Pretend (original script: Притенд)", ["Pretend", "Притенд"]),
        ("Test Name son of Test (اختبار ولد ),", ["Test Name son of Test", "اختبار ولد"]),
        ("حسن (Hasan; Hassan (H))", ["حسن", "Hasan", "Hassan (H)"]),
        ("試験貿易会社 (Shiken; 試験)", ["試験貿易会社", "Shiken", "試験"]),
        ("華信船務(香港)有限公司", ["華信船務(香港)有限公司"]),
        ("(Korea) Test Co. ((朝鮮)試験会社)", ["(Korea) Test Co.", "(朝鮮)試験会社"]),
        ("Test Bureau（試験局）", ["Test Bureau", "試験局"]),
        ("Agha Test Alizai اغا جان", ["Agha Test Alizai", "اغا جان"]),
        ("EXT平壌支社", ["EXT平壌支社"]),
        ("Company А", ["Company А"]),
        ("Dmitry Viкtorovich", ["Dmitry Viкtorovich"]),
        ("Ёлка LLC Ёлка", ["Ёлка LLC Ёлка"]),
        ("Never closed (притенд", ["Never closed", "притенд"]),
        ("Testing (previously listed as)", ["Testing"]),
        ("Test Hijazi (Previously listed as. In Arabic: رياض )", ["Test Hijazi", "رياض"]),
        ("Test Zoghbai (formerly listed as, in Arabic: مرعي)", ["Test Zoghbai", "مرعي"]),
        ("El Test (COMBAT NAME); Encep (birth name)", ["El Test", "Encep"]),
        ("Closed) twice) притенд", ["Closed) twice)", "притенд"]),
    ],
)
def test_names_taken_apart(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "latin"),
    [("Plain", True), ("Çağ", True), ("ＩＲＧＣ", True), ("Сulture", True), ("АБ", False),
     ("EXT平壌支社", False), ("123", True), ("ሀለ", False)],
)  # fmt: skip
def test_scripts(text: str, latin: bool) -> None:
    assert is_mostly_latin(text) is latin


def test_roles() -> None:
    names = NameList()
    names.also("Weak", NameRole.WEAK_ALIAS)
    names.also("Weak")
    names.primary("Main; ")
    names.primary("Second")
    names.also("Main")
    assert [(name.text, name.role.value) for name in names.names()] == [
        ("Main", "primary"), ("Weak", "alias"), ("Second", "alias"),
    ]  # fmt: skip
    alone = NameList()
    alone.also("притенд")
    alone.also("Strong")
    assert alone.names()[0].text == "Strong"
    assert NameList().names() == ()


def test_imo_numbers() -> None:
    assert imo_in("Owner of X. IMO number: 5571322. More") == ["5571322"]
    assert imo_in("IMO Number: 5342883. The company") == ["5342883"]
    assert imo_in("International Maritime Organization (IMO) Number: 1790183.") == ["1790183"]
    assert imo_in("manages the ship X (IMO number: 1234567)") == []
    assert imo_number("IMO7654321") == imo_number(" 7654321") == "7654321"
    assert imo_number("not known") == "not known"


@pytest.mark.parametrize(
    ("value", "dates"),
    [
        (datetime(1960, 3, 4, 0, 0), ["1960-03-04"]),
        (date(1960, 3, 4), ["1960-03-04"]),
        (1954.0, ["1954"]),
        (23_456, ["1964-03-20"]),
        (9_999_999, ["1e+07"]),
        (True, []),
        ("", []),
        (" 1966-01-01 ", ["1966-01-01"]),
        ("16/11/1977", ["1977-11-16"]),
        ("31/02/1977", ["31/02/1977"]),
        ("24 Jan.1973", ["1973-01-24"]),
        ("March 16, 1967", ["1967-03-16"]),
        ("29 March, 1967", ["1967-03-29"]),
        ("1st June 1970", ["1970-06-01"]),
        ("Nov. 1973", ["1973-11"]),
        ("Approximately 1968", ["circa 1968"]),
        ("Between 1975 and 1979", ["1975 to 1979"]),
        ("Circa 1979-1982", ["circa 1979 to 1982"]),
        ("1963 or 1964 OR 1965", ["1963", "1964", "1965"]),
        ("1945, 1946; 1947", ["1945", "1946", "1947"]),
        ("a)1994 b)1993", ["1994", "1993"]),
        ("alt DOB: 19/11/1956", ["1956-11-19"]),
        ("14 Mar 1974 >> 13 Apr 1974", ["1974-03-14", "1974-04-13"]),
        ("born in the early 1970s", ["in the early 1970s"]),
        ("1970, as it seems", ["1970, as it seems"]),
        ("24/06/1402 (Hijri Calendar)", ["24/06/1402 (Hijri Calendar)"]),
    ],
)
def test_dates(value: object, dates: list[str]) -> None:
    assert dates_of(value) == dates


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("", []),
        ("Syrian ", ["SY"]),
        ("Trinidad and Tobago", ["TT"]),
        ("a) Trinidad and Tobago b) United States of America", ["TT", "US"]),
        ("Moldovan, Russian and Ukrainian", ["MD", "RU", "UA"]),
        ("Turkish/Jordanian", ["TR", "JO"]),
        ("Saudi Arabian (this aka only, alt Citizenship Yemeni)", ["SA"]),
        ("Congolese", []),
        ("Somalia;\nKenya", ["SO", "KE"]),
    ],
)
def test_citizenships(told: str, codes: list[str]) -> None:
    assert citizenship_codes(told, load_rulebook().countries.country_code) == codes
