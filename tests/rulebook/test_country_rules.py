"""Country groups and what else applies to a destination."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from exportdesk.rulebook import (
    CountryRule,
    CountryRules,
    MilitaryEndUse,
    SpecialRule,
    Status,
    load_rulebook,
)
from exportdesk.rulebook.country_rules import GROUPS
from tests.real import real
from tests.rulebook.changing import copied, expect_refused, refusal

EU_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
GECC = f"{EU_MEMBERS} AU CA CH GB IS JP KR LI NO NZ TW US".split()
NAMED_IN_2022 = "AE AM BR CN GE IL IN KG KZ MX NI RS SG TJ TR TW UZ ZA"
SIZES = dict(
    zip(GROUPS, (40, 34, 42, 45, 38, 8, 173, 24, 10, 36, 21, 22, 3, 1), strict=True),
)


@pytest.fixture(scope="module")
def rules() -> CountryRules:
    return load_rulebook().countries_rules


def rule(rules: CountryRules, code: str) -> CountryRule:
    found = rules.of(code)
    assert found is not None, code
    return found


def own_rows(rules: CountryRules) -> list[CountryRule]:
    return [each for each in rules.all() if not each.counts_as]


def test_the_groups_are_as_large_as_the_regulation_has_them(rules: CountryRules) -> None:
    counted = Counter(group for each in own_rows(rules) for group in each.groups)
    assert counted == SIZES


def members(rules: CountryRules, group: str) -> set[str]:
    return {each.code for each in own_rows(rules) if group in each.groups}


def test_small_and_grave_groups(rules: CountryRules) -> None:
    assert " ".join(sorted(members(rules, "A:6"))) == "AL CY IL MT MX SG TW ZA"
    assert members(rules, "E:1") == {"IR", "KP", "SY"}
    assert members(rules, "E:2") == {"CU"}
    d5 = "AF BY MM CF CN CD CU ER HT IR IQ KP LB LY NI RU SO SS SD SY VE ZW"
    assert members(rules, "D:5") == set(d5.split())
    assert {each.code for each in rules.all() if each.is_group_e} == {"CU", "IR", "KP", "SY"}
    assert {"IN", "AE"} <= members(rules, "A:5")
    assert "KH" not in members(rules, "D:5")


def test_the_coalition_and_the_places_of_transshipment(rules: CountryRules) -> None:
    assert {each.code for each in rules.all() if each.is_gecc} == set(GECC)
    assert len(GECC) == 39
    named = {each.code for each in own_rows(rules) if each.is_transshipment}
    assert sorted(named) == NAMED_IN_2022.split()
    assert rule(rules, "TW").is_gecc


def test_military_end_use(rules: CountryRules) -> None:
    by_reach: dict[MilitaryEndUse, set[str]] = {}
    for each in own_rows(rules):
        by_reach.setdefault(each.military_end_use, set()).add(each.code)
    assert by_reach[MilitaryEndUse.ANY_ITEM] == {"BY", "RU"}
    assert by_reach[MilitaryEndUse.SUPPLEMENT_2] == {"CN", "KH", "MM", "NI", "VE"}


@pytest.mark.parametrize(
    ("code", "special", "citation"),
    [
        ("CU", SpecialRule.EMBARGO, "746.2"),
        ("IR", SpecialRule.EMBARGO, "746.7"),
        ("KP", SpecialRule.EMBARGO, "746.4"),
        ("SY", SpecialRule.EMBARGO, "746.9"),
        ("RU", SpecialRule.RUSSIA_BELARUS, "746.8"),
        ("BY", SpecialRule.RUSSIA_BELARUS, "746.8"),
        ("IQ", SpecialRule.SOME_ITEMS, "746.3"),
        ("UA", SpecialRule.REGIONS, "746.6"),
        ("DE", SpecialRule.NONE, "part 740"),
    ],
)
def test_places_with_a_section_of_their_own(
    rules: CountryRules, code: str, special: SpecialRule, citation: str
) -> None:
    found = rule(rules, code)
    assert found.special is special
    assert citation in found.provenance.citation
    assert bool(found.note) == bool(special)


def test_hong_kong_counts_as_china_and_macau_does_not(rules: CountryRules) -> None:
    hong_kong, china, macau = (rule(rules, code) for code in ("HK", "CN", "MO"))
    assert (hong_kong.code, hong_kong.counts_as) == ("HK", "CN")
    assert hong_kong.groups == china.groups
    assert hong_kong.military_end_use is china.military_end_use
    assert hong_kong.note != china.note
    assert hong_kong.is_macau_or_d5
    assert macau.counts_as == ""
    assert "D:5" not in macau.groups
    assert macau.is_macau_or_d5
    assert not rule(rules, "DE").is_macau_or_d5


def test_what_was_not_checked_says_so(rules: CountryRules) -> None:
    assert rule(rules, "LI").provenance.status is Status.UNVERIFIED
    assert rule(rules, "LI").provenance.unverified_note
    assert rule(rules, "CU").provenance.status is Status.SECONDARY
    assert rule(rules, "DE").provenance.status is Status.VERIFIED


def test_a_place_without_a_row(rules: CountryRules) -> None:
    assert rules.of("GG") is None
    assert rules.of("") is None


def test_regions_of_ukraine(rules: CountryRules) -> None:
    assert [region.code for region in rules.regions_of("UA")] == ["UA-CRIMEA", "UA-DNR", "UA-LNR"]
    assert rules.regions_of("DE") == ()
    for region in rules.regions_of("UA"):
        assert "746.6" in region.provenance.citation
        assert region.provenance.unverified_note


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("ul. Lenina 5, Simferopol", ["UA-CRIMEA"]),
        ("г. Севастополь, ул. Ленина, 5", ["UA-CRIMEA"]),
        ("Donetsk, DPR", ["UA-DNR"]),
        ("DONETSK", ["UA-DNR"]),
        ("м. Луганськ", ["UA-LNR"]),
        ("Severodonetsk", ["UA-LNR"]),
        ("Khreshchatyk 1, Kyiv", []),
        ("Crimean Street 5, Berlin", []),
        ("", []),
    ],
)
def test_addresses_that_may_be_in_a_region(
    rules: CountryRules, address: str, codes: list[str]
) -> None:
    assert [region.code for region in rules.regions_named(address)] == codes


@pytest.mark.real_lists
def test_the_groups_are_those_of_the_transcribed_regulation(rules: CountryRules) -> None:
    path = real("lists/us-ear/country-groups.ecfr-2026-07-23.json")
    theirs = json.loads(path.read_text(encoding="utf-8"))["groups"]
    assert {group: len(names) for group, names in theirs.items()} == SIZES
    with real("domain/country_groups.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["iso2"]: row for row in csv.DictReader(file)}
    for code, row in rows.items():
        marked = {group for group in GROUPS if row[group.replace(":", "")]}
        assert rule(rules, code).groups == marked, code


RULES = "country_rules.csv"
REGIONS = "regions.csv"


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "why"),
    [
        (RULES, "\nAF,,B D:3 D:5", "\nAF,,B D:3 D:6", "groups", "D:6 is not a country group"),
        (RULES, "\nAF,,B D:3 D:5", "\nAF,,B B D:3", "groups", "a group stands here twice"),
        (RULES, "\nAF,", "\nQQ,", "code", "QQ is no country of countries.csv"),
        (RULES, "\nAF,", "\nAE,", "line", "AE stands here twice"),
        (RULES, "\nHK,CN,", "\nHK,GG,", "counts_as", "GG has no row of its own"),
        (RULES, "\nHK,CN,,", "\nHK,CN,B,", "counts_as", "it says nothing itself"),
        (RULES, ",any_item,", ",anything,", "military_end_use", "is not one of ''"),
        (RULES, ",embargo,Embargo: a license is likely required for nearly everything.,",
         ",embargo,,", "note", "is empty, though there is a special rule"),
        (RULES, ",embargo,", ",ban,", "special", "is not one of"),
        (RULES, "# citation:", "# zitation:", "citation", "missing or empty"),
        (REGIONS, "UA-CRIMEA,UA,", "UA-CRIMEA,XX,", "country", "XX is no country"),
        (REGIONS, "UA-DNR,", "UA-CRIMEA,", "line", "UA-CRIMEA stands here twice"),
        (REGIONS, "DNR; DPR;", "DNR; -;", "words", "holds no letters"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, name: str, old: str, new: str, where: str, why: str
) -> None:
    expect_refused(tmp_path, name, (old, new), where, why)


def test_a_table_without_countries(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / RULES).read_text(encoding="utf-8")
    (folder / RULES).write_text(text[: text.index("AD,")], encoding="utf-8")
    assert refusal(folder) == (RULES, "the file", "there are no countries")
