"""The high-priority list: every code in every spelling, no other code, and codes of old."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from exportdesk.rulebook import HighPriorityList, Status, Tier, load_rulebook
from tests.real import real
from tests.rulebook.changing import copied, expect_refused, refusal
from tests.sampling import by_name, sample

TIERS = {
    Tier.ONE: "854231 854232 854233 854239",
    Tier.TWO: "851762 852691 853221 853224 854800",
    Tier.THREE_A: "847150 850440 851769 852589 852910 852990 853669 853690 854110 854121 854129"
    " 854130 854149 854151 854159 854160",
    Tier.THREE_B: "848210 848220 848230 848250 880730 901310 901380 901420 901480",
    Tier.FOUR_A: "847180 848610 848620 848640 853400 854320 902750 903020 903032 903039 903082",
    Tier.FOUR_B: "845710 845811 845891 845961 846693",
}
CODES = {code: tier for tier, codes in TIERS.items() for code in codes.split()}
RETIRED = {
    "852580": ("852581", "852582", "852583", "852589"),
    "854140": ("854141", "854142", "854143", "854149"),
    "854150": ("854151", "854159"),
    "854890": ("854800", "8549"),
    "880330": ("880730",),
}


@pytest.fixture(scope="module")
def listed() -> HighPriorityList:
    return load_rulebook().high_priority


def test_the_fifty_codes_and_their_tiers(listed: HighPriorityList) -> None:
    assert {item.hs6: item.tier.tier for item in listed.all()} == CODES
    assert Counter(CODES.values()) == dict(zip(Tier, (4, 5, 16, 9, 11, 5), strict=True))
    assert listed.revision == date(2024, 2, 23)


@pytest.mark.parametrize("code", CODES)
def test_each_code_in_every_spelling(listed: HighPriorityList, code: str) -> None:
    dotted = f"{code[:4]}.{code[4:]}"
    for spelling in (
        code,
        dotted,
        f" {dotted} ",
        f"{code[:4]} {code[4:]}",
        f"{code[:2]}.{code[2:4]}.{code[4:]}",
        f"{code}00",
        f"{dotted}.00",
        f"{code}0000",
        f"{dotted}.0001",
        f"{dotted}.00.90",
        f"{dotted}\u00a00090",
        f"{code}.0",
    ):
        item = listed.of(spelling)
        assert item is not None, spelling
        assert item.hs6 == code


@by_name
def test_no_other_code_of_six_digits(listed: HighPriorityList) -> None:
    chapters = sample({code[:2] for code in CODES}, {f"{n:02}" for n in range(1, 98)})
    numbers = (f"{chapter}{n:04}" for chapter in chapters for n in range(10_000))
    assert {number for number in numbers if listed.of(number)} == CODES.keys()


@pytest.mark.parametrize("text", ["", "8542", "85423", "8542311", "854231-", "x854231", "٨٥٤٢٣١"])
def test_what_is_no_code_is_not_on_the_list(listed: HighPriorityList, text: str) -> None:
    assert listed.of(text) is None
    assert listed.retired(text) is None


def test_only_the_first_two_tiers_are_in_the_scope_of_the_certification(
    listed: HighPriorityList,
) -> None:
    for item in listed.all():
        assert item.in_certification_scope == (item.tier.tier in (Tier.ONE, Tier.TWO))


def test_each_row_says_where_it_is_from(listed: HighPriorityList) -> None:
    for item in listed.all():
        first = item.in_certification_scope
        assert item.provenance.status is (Status.VERIFIED if first else Status.SECONDARY)
        assert "2024-02-23" in item.provenance.citation
        assert item.provenance.source
        assert item.tier.meaning.endswith(".")
        assert item.possible_eccns


@pytest.mark.parametrize(("code", "successors"), RETIRED.items())
def test_codes_of_old_lead_to_their_successors(
    listed: HighPriorityList, code: str, successors: tuple[str, ...]
) -> None:
    for spelling in (code, f"{code[:4]}.{code[4:]}", f"{code}0000", f"{code[:4]}.{code[4:]}.00"):
        retired = listed.retired(spelling)
        assert retired is not None
        assert retired.successors == successors
        assert listed.of(spelling) is None
    retired = listed.retired(code)
    assert retired is not None
    covered = {item.hs6 for item in retired.covers(listed)}
    assert covered == set(successors) & CODES.keys()
    assert covered
    known = code == "852580"
    assert retired.provenance.status is (Status.SECONDARY if known else Status.UNVERIFIED)
    assert bool(retired.provenance.unverified_note) != known


def test_no_other_code_is_retired(listed: HighPriorityList) -> None:
    assert {retired.hs6 for retired in listed.retired_codes()} == RETIRED.keys()
    assert [code for code in CODES if listed.retired(code)] == []


@pytest.mark.real_lists
def test_the_codes_are_those_of_the_hs_of_2022(listed: HighPriorityList) -> None:
    with real("lists/hs/harmonized-system.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["hscode"] for row in csv.DictReader(file)}
    assert codes >= CODES.keys()
    assert not codes & RETIRED.keys()
    assert {code for retired in listed.retired_codes() for code in retired.successors} <= codes


@pytest.mark.real_lists
def test_codes_and_tiers_are_those_of_the_transcribed_list() -> None:
    path = real("lists/us-ear/common-high-priority-list.2024-02-23.csv")
    with path.open(encoding="utf-8", newline="") as file:
        theirs = {row["hs6"]: row["tier"] for row in csv.DictReader(file)}
    assert theirs == {code: tier.value for code, tier in CODES.items()}


ITEMS = "high_priority.csv"
TIERS_FILE = "high_priority_tiers.csv"
OLD = "retired_hs_codes.csv"


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "why"),
    [
        (ITEMS, "# revision: 2024-02-23", "# revision: lately", "revision", "is not a date"),
        (ITEMS, "# revision: 2024-02-23\n", "", "revision", "is not a date"),
        (ITEMS, "hs6,tier", "tier,hs6", "line 7", "the columns are not"),
        (ITEMS, "854231,1,", "85423,1,", "line 8, hs6", "85423 is not six digits"),
        (ITEMS, "854231,1,", "774231,1,", "line 8, hs6", "774231 is not six digits"),
        (ITEMS, "854231,1,", ",1,", "line 8, hs6", "missing or empty"),
        (ITEMS, "854232,1,", "854231,1,", "line 9", "854231 stands here twice"),
        (ITEMS, "854231,1,", "854231,5,", "line 8, tier", "is not one of 1, 2, 3.A"),
        (ITEMS, ",yes,3A001 ", ",maybe,3A001 ", "line 8, certification_scope", "neither yes"),
        (ITEMS, ",yes,3A001 ", ",yes,3Z001 ", "possible_eccns_unverified", "3Z001 is not written"),
        (ITEMS, ",verified,", ",certain,", "line 8, status", "is not one of verified"),
        (ITEMS, "ICs: memories (", '"x"y(', "line", ""),
        (TIERS_FILE, "1,Of the", "9,Of the", "line 6, tier", "is not one of"),
        (TIERS_FILE, "\n3.B,", "\n3.A,", "line 9", "3.A stands here twice"),
        (TIERS_FILE, "\n4.B,", "\n# 4.B,", "the file", "do not stand at the top"),
        (OLD, "852580,", "854231,", "line 7, hs6", "is on the list, so it is not retired"),
        (OLD, "852581 ", "85258 ", "line 7, successors", "85258 is neither"),
        (OLD, "854800 8549", "854800 9949", "line 10, successors", "9949 is neither"),
        (OLD, "880730", "", "line 11, successors", "missing or empty"),
        (OLD, "# source:", "# sauce:", "source", "missing or empty"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, name: str, old: str, new: str, where: str, why: str
) -> None:
    expect_refused(tmp_path, name, (old, new), where, why)


def test_a_tier_that_is_missing_and_a_list_without_codes(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    whole = (folder / TIERS_FILE).read_text(encoding="utf-8")
    (folder / TIERS_FILE).write_text(whole[: whole.index("4.B,")], encoding="utf-8")
    assert refusal(folder) == (TIERS_FILE, "the file", "there is no tier 4.B")
    (folder / TIERS_FILE).write_text(whole, encoding="utf-8")
    rows = (folder / ITEMS).read_text(encoding="utf-8")
    (folder / ITEMS).write_text(rows[: rows.index("854231,")], encoding="utf-8")
    assert refusal(folder) == (ITEMS, "the file", "there are no codes")
