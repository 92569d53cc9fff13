"""What is wrong in the newer files of the rulebook is refused, with the place."""

from pathlib import Path

import pytest

from tests.rulebook.changing import change, copied, refusal


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("red_flags.csv", "KYC-02,BIS", "KYC-01,BIS", "KYC-01 stands here twice"),
        ("red_flags.csv", ",KYC-10,", ",KYC-99,", "KYC-99 has no question of its own"),
        ("red_flags.csv", ",FB23-04,customer", ",KYC-15,customer", "leaves out what KYC-15"),
        ("red_flags.csv", ".,,KYC-10,", ".,Why?,KYC-10,", "though it is that of KYC-10"),
        ("red_flags.csv", ",hong-kong,", ",atlantis,", "atlantis is none of"),
        ("red_flags.csv", "standard,", "awful,", "is not one of stop, high"),
        ("red_flags.csv", "customer order,", ",", "topics"),
        ("prohibitions.toml", "number = 2", "number = 3", "not 1 to 10 in order"),
        ("prohibitions.toml", "number = 2", 'number = "2"', "not a whole number above zero"),
        ("prohibitions.toml", 'exceptions = "none"', 'exceptions = "maybe"', "is not one of"),
        ("license_rules.toml", 'countries = ["CU"]', 'countries = ["XX"]', "XX is no country"),
        ("license_rules.toml", 'countries = ["CU"]', 'countries = ["FR"]', "everything for CU"),
        ("license_rules.toml", 'countries = ["CU"]', "countries = []", "names no place at all"),
        ("license_rules.toml", 'countries = ["CU"]', 'countries = "CU"', "not a list of texts"),
        ("license_rules.toml", 'countries = ["CU"]', 'countries = [""]', "not a list of texts"),
        ("license_rules.toml", '"UA-CRIMEA"', '"UA-ODESA"', "UA-ODESA is no region"),
        ("license_rules.toml", '"1A290", ', '"1A29", ', "1A29 is not written like one"),
        ("license_rules.toml", '"854231", ', '"85423", ', "85423 is not written like one"),
        ("license_rules.toml", '"0A998"', '"0A998.a"', "0A998.a is not written like"),
        ("license_rules.toml", 'chapters = ["84"', 'chapters = ["77"', "77 is no chapter"),
        ("license_rules.toml", 'codes = "supplement_7"', 'codes = "x"', "there is no list x"),
        ("license_rules.toml", 'codes = "supplement_7"\n', "", "is missing for a rule that covers"),
        ("license_rules.toml", 'end_use = "military"', 'end_use = "x"', "no question for x"),
        ("license_rules.toml", 'groups = ["E:1", "E:2"]', 'groups = ["F:1"]', "F:1 is not a"),
        ("license_rules.toml", 'where = "everywhere"', 'where = "listed"', "does not go with"),
        ("license_rules.toml", 'list = "MEU"', 'list = "MEW"', "no list has the code MEW"),
        ("license_rules.toml", 'groups = ["A:5", "A:6"]', "groups = []", "names no group"),
        ("license_rules.toml", "over_usd = 2500", "over_usd = 0", "not a whole number"),
        ("license_rules.toml", "ear99_only = true", "ear99_only = 1", "neither true nor false"),
        ("license_rules.toml", "[supplement_7]", "[x]", "x: is not a key"),
        ("license_rules.toml", "code = \"iraq\"", 'code = "cuba"', "cuba stands here twice"),
        ("license_rules.toml", 'spares = "food', 'spare = "food', "is not a key this program"),
        ("retention.toml", "years = 5", "years = 0", "not a whole number"),
        ("retention.toml", 'code = "hold"', 'code = "keep"', "keep stands here twice"),
        ("next_steps.toml", "number = 2", "number = 3", "is not 2, the next one of SDN"),
        ("next_steps.toml", 'list = "ISN"', 'list = "XYZ"', "no list has the code XYZ"),
        ("next_steps.toml", "business_days = 10", "business_days = 0", "not a whole number"),
        ("policy.toml", 'tiers = ["1"', 'tiers = ["7"', "there is no tier 7"),
        ("policy.toml", "[ages]", "[age]", "age: is not a key"),
        ("policy.toml", "day = 2022-02-24", "day = 2022", "is not a date"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, says: str
) -> None:
    folder = copied(tmp_path)
    change(folder, name, old, new)
    file, where, why = refusal(folder)
    assert file == name
    assert says in f"{where}: {why}"


@pytest.mark.parametrize(
    ("name", "after", "says"),
    [
        ("red_flags.csv", "unverified_note", "there are no red flags"),
        ("license_rules.toml", "", "supplement_2"),
        ("policy.toml", "", "certification"),
    ],
)
def test_files_that_hold_nothing(tmp_path: Path, name: str, after: str, says: str) -> None:
    folder = copied(tmp_path)
    text = (folder / name).read_text("utf-8")
    head = text[: text.index(after) + len(after)] if after else text[: text.index("\n[")]
    (folder / name).write_text(f"{head}\n", "utf-8")
    _file, where, why = refusal(folder)
    assert says in f"{where}: {why}"


def test_russia_cannot_be_left_out(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "license_rules.toml", 'countries = ["RU", "BY"]', 'countries = ["RU"]')
    assert "items with an ECCN for BY" in refusal(folder)[2]


def test_an_empty_supplement_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / "license_rules.toml").read_text("utf-8")
    start, end = text.index("codes = ["), text.index("]", text.index("codes = ["))
    (folder / "license_rules.toml").write_text(f"{text[:start]}codes = [{text[end:]}", "utf-8")
    assert refusal(folder)[2] == "there are none"
