"""Words of license requirements, tables from JSON, and files kept beside the rulebook."""

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.ear import EarTable
from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.rulebook import (
    NO_TABLES,
    Control,
    Scope,
    keep_tables,
    kept_tables,
    load_rulebook,
    read_ear_file,
)
from exportdesk.rulebook.ear_controls import COLUMNS, read_control
from exportdesk.rulebook.ear_files import MANIFEST
from tests.real import real
from tests.rulebook.ear import DAY, FOLDER, all_made_up, made_up, real_tables

CODE = load_rulebook().countries.country_code


def control(text: str, requirement: str = "NS Column 1", entry: str = "3A001") -> Control:
    return read_control(entry, text, requirement, CODE)


@pytest.mark.parametrize(
    "text",
    [
        "NS applies to entire entry",
        "NS applies to entire entry.",
        "NS applies to the entire entry",
        "NS  applies to\nentire entry",
        "Russian industry sector sanctions apply to entire entry",
        "NP applies to entire entry AT applies to entire entry",
    ],
)
def test_controls_on_a_whole_entry(text: str) -> None:
    assert control(text).scope is Scope.WHOLE
    assert control(text).is_for("3A001") is True
    assert control(text).is_for("3A001.z") is True


@pytest.mark.parametrize(
    ("text", "yes", "no", "open_"),
    [
        ("RS applies to 3A001.z.1.a, z.2.a", "z.1.a z.1.a.3 z.2.a", "a z.3 z.1.b z.11", " z z.1"),
        ("NS applies to entire entry except 3A001.y", "a x.1", "y y.1", ""),
        ("NS applies to entire entry, except 3A001.b and .y", "a", "b y b.1", ""),
        ("NS applies to entire entry, except .b and .e.2", "a e.1 e.20", "e.2 b b.3", " e"),
        ("FC applies to paragraphs .a, .b, and .i of this entry", "a.1 b i", "c x", ""),
        ("RS applies to items controlled by 3A001.z.1", "z.1 z.1.b", "z.2 a", " z"),
        ("RS applies to paragraph .i", "i", "j", ""),
    ],
)
def test_controls_by_paragraph(text: str, yes: str, no: str, open_: str) -> None:
    found = control(text)
    assert found.scope is Scope.PART
    assert {found.is_for(f"3A001.{one}") for one in yes.split()} == {True}
    assert {found.is_for(f"3A001.{one}") for one in no.split()} == {False}
    for one in open_.split(" "):
        assert found.is_for(f"3A001.{one}" if one else "3A001") is None


@pytest.mark.parametrize(
    "text",
    [
        "MT applies to 3A001.a.1.a when usable in “missiles”",
        "NS applies to 3A001.c.1.a and .b",  # of c.1, or of the entry?
        "NP applies to 3A001.a.3.f only",
        "RS applies to software for equipment controlled by 1A004.d",
        "RS applies to 1A004.d",  # another entry's paragraph
        "NS applies to entire entry except equipment for ECCN 0A501.y",
        "NS applies to 3A001.a to .f",
        "AT applies to shotguns with a barrel length of 18 in. or more",
    ],
)
def test_words_that_only_a_person_can_settle(text: str) -> None:
    found = control(text)
    assert found.scope is Scope.PART
    assert found.is_for("3A001.a.1") is None
    assert found.is_for("3A001.b") is None


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("NS Column 1", ("NS 1",)),
        ("NS Column 2.", ("NS 2",)),
        ("NP Column 1 AT Column 1", ("NP 1", "AT 1")),
        ("Column 1.", ("NS 1",)),
        ("RS Column 1, See § 742.6(a)(3) for license requirements.", ("RS 1",)),
        ("NS Column 3", ()),
        ("XX Column 1", ()),
        ("NS Column 1 for some items", ()),
        ("See § 746.1(b) for UN controls", ()),
        ("N/A.", ()),
    ],
)
def test_columns_of_a_requirement(text: str, columns: tuple[str, ...]) -> None:
    assert control("NS applies to entire entry", text).columns == columns


_GROUPS = "of supplement no. 1 to part 740 of the EAR"
_CHART = " The Commerce Country Chart is not designed to determine AT license requirements."


@pytest.mark.parametrize(
    ("text", "countries", "groups", "but"),
    [
        ("China, Russia, or Venezuela (see § 742.6(a)(7)).", "CN RU VE", "", ""),
        ("China, Russia or Venezuela (see § 742.6(a)(7))", "CN RU VE", "", ""),
        (
            f"To or within Macau or a destination specified in Country Group D:5 {_GROUPS}. "
            "See § 742.4(a)(4) of the EAR.",
            "MO",
            "D:5",
            "",
        ),
        (
            "To or within the United Arab Emirates or destinations specified in Country Groups "
            f"D:1, D:4, and D:5 {_GROUPS}, excluding any destination also specified in Country "
            "Groups A:5 or A:6. See § 742.6(a)(6)(iii)(B) of the EAR.",
            "AE",
            "D:1 D:4 D:5",
            "A:5 A:6",
        ),
        (
            f"To or within a destination specified in Country Group E {_GROUPS}. See § 1.2.",
            "",
            "E:1 E:2",
            "",
        ),
        (
            "A license is required for items controlled by this entry to North Korea for "
            f"anti-terrorism reasons.{_CHART}",
            "KP",
            "",
            "",
        ),
        (
            "A license is required for items controlled by this entry for export or reexport to "
            "Iraq or Pakistan or transfer within Iraq or Pakistan for regional stability reasons."
            f"{_CHART}",
            "IQ PK",
            "",
            "",
        ),
    ],
)
def test_places_of_a_requirement(text: str, countries: str, groups: str, but: str) -> None:
    found = control("RS applies to entire entry", text)
    assert found.countries == set(countries.split())
    assert found.groups == set(groups.split())
    assert found.but_groups == set(but.split())
    assert found.is_read


@pytest.mark.parametrize(
    "text",
    [
        "A license is required for ALL destinations, except Canada, regardless of end use.",
        "China, Ruritania, or Venezuela (see § 742.6(a)(7)).",
        f"To or within Ruritania or a destination specified in Country Group D:5 {_GROUPS}. "
        "See § 1.2.",
        "A license is required for items controlled by this entry for export or reexport to Iraq "
        f"or transfer within Pakistan for regional stability reasons.{_CHART}",
        "A license is required for items controlled by this entry, other than .h, to Iraq.",
        "Refer to § 742.15 of the EAR.",
    ],
)
def test_requirements_that_stay_words(text: str) -> None:
    assert not control("RS applies to entire entry", text).is_read


@pytest.mark.parametrize(
    "text",
    [
        "To or within any destination worldwide. See § 742.6(a)(6)(iii)(A) of the EAR.",
        "To or within any destination worldwide, see § 742.6(a)(6)(iii)(A) of the EAR.",
        "Worldwide control. See § 742.4(a)(5) and (b)(10) of the EAR.",
        "A license is required for all destinations, as specified in § 742.13 of the EAR.",
    ],
)
def test_controls_for_every_destination(text: str) -> None:
    assert control("RS applies to entire entry", text).everywhere


def written(folder: Path, value: object) -> Path:
    file = folder / "table.json"
    file.write_text(json.dumps(value), "utf-8")
    return file


CHART = {
    "ecfrIssueDate": "2026-07-23",
    "columns": list(COLUMNS),
    "countries": {"Canada": {"marks": ["CB 1"], "footnotes": [2]}},
    "embargoed": {"Cuba": {"pointer": "See part 746.", "footnotes": []}},
    "footnotes": {"2": "A note."},
}
ENTRY = {
    "eccn": "3A001",
    "heading": "Electronics",
    "reasonForControl": None,
    "countryChart": [{"control": "NS applies to entire entry", "countryChart": "NS Column 1"}],
    "licenceExceptionFlags": {"LVS": "$500"},
}


def test_json_made_of_the_ecfr_is_read(tmp_path: Path) -> None:
    tables = read_ear_file(written(tmp_path, CHART), CODE)
    assert tables.chart is not None
    assert tables.chart.rows["CA"].marks == {"CB 1"}
    assert tables.chart.rows["CU"].pointer == "See part 746."
    assert tables.sources[EarTable.CHART].is_official is False
    listed = {"ecfrIssueDate": "2026-07-23", "entries": [ENTRY, {"eccn": "9A991"}]}
    tables = read_ear_file(written(tmp_path, listed), CODE)
    assert tables.entries is not None
    assert tables.entries["3A001"].exceptions == {"LVS": "$500"}
    assert tables.entries["9A991"].controls == ()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({}, "has not just one of countries, groups, entries, exceptions"),
        ({**CHART, "groups": {}}, "has not just one of"),
        ({**CHART, "columns": ["NS 1"]}, "columns: are not CB 1"),
        ({**CHART, "countries": {"Canada": {"marks": ["NS 9"]}}}, "NS 9 is not a column"),
        ({**CHART, "countries": {"Canada": 1}}, "is not a JSON object"),
        ({**CHART, "countries": {"Canada": {"footnotes": ["2"]}}}, "is not a list of numbers"),
        ({**CHART, "embargoed": {"CANADA": {"pointer": "x"}}}, "are the same country"),
        ({"groups": {"A:1": []}}, "there is no A:2"),
        ({"exceptions": [{"symbols": ["LVS"], "sectionNumber": "1", "title": "t"}] * 2}, "twice"),
        ({"entries": [{"eccn": "3A001.a"}]}, "is not written like"),
        ({"entries": [ENTRY, ENTRY]}, "stands here twice"),
        ([1], "is not JSON"),
    ],
)
def test_bad_json_is_refused(tmp_path: Path, value: object, says: str) -> None:
    file = written(tmp_path, value)
    if isinstance(value, list):
        file.write_text("{broken", "utf-8")
    with pytest.raises(BadInput) as caught:
        read_ear_file(file, CODE, as_of=DAY)
    assert says in say(caught.value)


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    assert kept_tables(tmp_path, CODE) is NO_TABLES
    for part in (738, 740, 774):
        keep_tables(FOLDER / f"part-{part}.xml", made_up(part), tmp_path)
    kept, expected = kept_tables(tmp_path, CODE), all_made_up()
    assert kept == expected
    assert len(list(tmp_path.glob("*.gz"))) == 3
    assert not list(tmp_path.glob("*.part"))


def test_a_newer_file_takes_the_place_of_an_older_one_and_the_older_stays(tmp_path: Path) -> None:
    newer = tmp_path / "part-740.2031-01-01.xml"
    text = (FOLDER / "part-740.xml").read_text("utf-8")
    newer.write_text(text.replace("<LI>Turkey</LI>", "<LI>Brazil</LI>"), "utf-8")
    shelf = tmp_path / "tables"
    keep_tables(FOLDER / "part-740.xml", made_up(740), shelf)
    keep_tables(newer, read_ear_file(newer, CODE), shelf)
    kept = kept_tables(shelf, CODE)
    assert kept.groups is not None
    assert "BR" in kept.groups.members["B"]
    assert kept.sources[EarTable.GROUPS].as_of == date(2031, 1, 1)
    assert len(list(shelf.glob("*.gz"))) == 2


@pytest.mark.parametrize(
    ("break_", "says"),
    [
        (lambda shelf: _kept(shelf).write_bytes(gzip.compress(b"<DIV5/>")), "is not the file"),
        (lambda shelf: _kept(shelf).unlink(), "cannot be used"),
        (lambda shelf: (shelf / MANIFEST).write_text("{", "utf-8"), "cannot be read"),
        (lambda shelf: (shelf / MANIFEST).write_text("[]", "utf-8"), "is not a list of tables"),
        (lambda shelf: (shelf / MANIFEST).write_text('{"x": {}}', "utf-8"), "is not a list"),
        (
            lambda shelf: (shelf / MANIFEST).write_text('{"control-list": 1}', "utf-8"),
            "is not a list",
        ),
    ],
)
def test_kept_files_that_were_changed_are_refused(
    tmp_path: Path, break_: Callable[[Path], object], says: str
) -> None:
    keep_tables(FOLDER / "part-774.xml", made_up(774), tmp_path)
    break_(tmp_path)
    with pytest.raises(BadInput) as caught:
        kept_tables(tmp_path, CODE)
    assert says in say(caught.value)


def _kept(shelf: Path) -> Path:
    return next(shelf.glob("*.gz"))


def test_the_real_tables_have_every_country_and_agree_with_the_rulebook() -> None:
    tables = real_tables()
    assert tables.chart is not None
    assert tables.groups is not None
    assert tables.entries is not None
    assert tables.exceptions is not None
    assert (tables.chart.unplaced, tables.groups.unplaced) == ((), ())
    assert (len(tables.chart.rows), len(tables.entries), len(tables.exceptions)) == (200, 633, 28)
    for rule in load_rulebook().countries_rules.all():
        if not rule.counts_as:
            assert tables.groups.of(rule.code) == rule.groups, rule.code


def test_nearly_all_real_requirements_are_understood() -> None:
    entries = real_tables().entries
    assert entries is not None
    controls = [one for entry in entries.values() for one in entry.controls]
    assert len(controls) == 1536
    words = [one for one in controls if not one.is_read]
    # What is left are references to other sections, most to the sanctions of the United Nations.
    assert len(words) < 130
    assert sum("See §" in one.requirement for one in words) > 100
    assert not [one for one in words if "Column" in one.requirement]


def test_every_real_country_chart_mark_is_read() -> None:
    value = json.loads(real("lists/us-ear/country-chart.ecfr-2026-07-23.json").read_text("utf-8"))
    chart = real_tables().chart
    assert chart is not None
    by_name = {row.name: row for row in chart.rows.values()}
    for name, row in value["countries"].items():
        assert by_name[name].marks == set(row["marks"])
    for name, row in value["embargoed"].items():
        assert by_name[name].pointer == row["pointer"]
