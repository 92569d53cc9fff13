"""The XML of the eCFR is read into tables, or refused with the place. All files are made up."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.ear import EarTable
from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.rulebook import Scope, load_rulebook, looks_like_tables, read_ear_file
from tests.rulebook.ear import DAY, FOLDER, all_made_up, made_up

CODE = load_rulebook().countries.country_code


def changed(folder: Path, part: int, old: str, new: str) -> Path:
    text = (FOLDER / f"part-{part}.xml").read_text("utf-8")
    assert old in text
    file = folder / f"part-{part}.xml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def refusal(file: Path) -> str:
    with pytest.raises(BadInput) as caught:
        read_ear_file(file, CODE, as_of=DAY)
    assert caught.value.code == "rulebook-bad"
    assert file.name in say(caught.value)
    return f"{caught.value.facts['where']}: {caught.value.facts['why']}"


def test_the_chart_has_marks_footnotes_and_pointers() -> None:
    tables = made_up(738)
    assert tables.chart is not None
    chart = tables.chart
    assert chart.rows["CA"].marks == {"CB 1", "FC 1"}
    assert chart.rows["CI"].marks == {"CB 1", "NS 1", "NS 2"}
    assert chart.rows["DE"].footnotes == (3, 4)
    assert chart.rows["DE"].name == "Germany"
    assert chart.rows["SC"].marks == {"CB 1", "NS 1", "NS 2", "AT 1"}
    assert chart.rows["CU"].marks == frozenset()
    assert chart.rows["CU"].pointer.startswith("See part 746")
    assert chart.rows["IR"].footnotes == (1,)
    assert chart.unplaced == ("Utopia",)
    assert chart.footnotes[10].startswith("A license is required for items")
    assert sorted(chart.footnotes) == [1, 3, 4, 5, 6, 7, 10]
    assert chart.row("HK", "CN") is chart.rows["CN"]
    assert chart.row("AX") is None
    source = tables.sources[EarTable.CHART]
    assert (source.as_of, source.is_official) == (date(2030, 2, 3), True)


def test_groups_and_exceptions_are_read() -> None:
    tables = made_up(740)
    assert tables.groups is not None
    assert tables.groups.of("DE") == {"A:1", "A:2", "A:3", "A:4", "A:5", "B"}
    assert tables.groups.of("TW") == {"A:6"}
    assert tables.groups.of("MO") == {"D:1", "D:3", "D:4"}
    assert tables.groups.of("CU") == {"D:2", "D:3", "D:5", "E:2"}
    assert tables.groups.of("BR") == frozenset()
    assert tables.groups.unplaced == ("Atlantis",)
    assert tables.exceptions is not None
    assert list(tables.exceptions) == ["LVS", "GBS", "NAC", "ACA", "STA"]
    assert tables.exceptions["NAC"].section == "740.8"
    assert tables.exceptions["LVS"].title == "Shipments of limited value (LVS)"
    assert set(tables.sources) == {EarTable.GROUPS, EarTable.EXCEPTIONS}


def test_entries_have_their_controls_and_exceptions() -> None:
    tables = made_up(774)
    assert tables.entries is not None
    assert list(tables.entries) == [
        *("3A001", "3A611", "3A991", "2E003", "1C350", "1D018", "0E982", "2A994")
    ]
    first = tables.entries["3A001"]
    assert first.heading == "Electronic items as made up (see List of Items Controlled)."
    assert first.reasons == "NS, RS, AT"
    assert [control.columns for control in first.controls] == [
        ("NS 2",), (), ("MT 1",), ("AT 1",)
    ]  # fmt: skip
    assert [control.scope for control in first.controls] == [
        Scope.WHOLE, Scope.PART, Scope.PART, Scope.WHOLE
    ]  # fmt: skip
    assert first.controls[1].everywhere
    assert first.controls[2].text.startswith("MT applies to “circuits” of 3A001.a.1.a")
    assert first.exceptions["GBS"] == "Yes"
    assert tables.entries["3A611"].controls[1].countries == {"CN", "RU", "VE"}
    assert len(tables.entries["2E003"].controls) == 2
    assert tables.entries["1C350"].controls[0].columns == ("CB 2",)
    assert tables.entries["1C350"].controls[0].scope is Scope.WHOLE
    assert not tables.entries["1D018"].controls[0].is_read
    assert not tables.entries["0E982"].controls[0].is_read
    assert tables.entries["2A994"].controls == ()
    assert tables.entry("3a001.A.1") is first
    assert tables.entry("9A999") is None
    assert tables.index.exists("3A611")
    assert tables.index.exists("9A999") is False
    assert made_up(738).index.exists("3A611") is None


def test_a_whole_title_gives_all_tables(tmp_path: Path) -> None:
    parts = [
        (FOLDER / f"part-{part}.xml").read_text("utf-8").partition("?>")[2]
        for part in (738, 740, 774)
    ]
    file = tmp_path / "title-15.xml.gz"
    file.write_bytes(gzip.compress(f"<DIV1>{''.join(parts)}</DIV1>".encode()))
    found = read_ear_file(file, CODE)
    expected = all_made_up()
    assert found.chart == expected.chart
    assert found.groups == expected.groups
    assert found.entries == expected.entries
    assert set(found.sources) == set(EarTable)
    assert looks_like_tables(file)


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        (738, "CB 3</TH>", "CB 4</TH>", "no table with the columns"),
        (738, '<TD class="left">Canada</TD>\n<TD class="center">X</TD>', '<TD>Canada</TD>', "15"),
        (738, '<TD class="center">X</TD>', '<TD class="center">Y</TD>', "Canada has the mark Y"),
        (738, "Seycheles", "Canada", "Canada and Canada are the same country"),
        (740, "[A:6]", "[A:7]", "Country Group A"),
        (740, "Country Group B&#x2014;Countries", "Country Group Q", "Country Group B"),
        (740, "<LI>Afghanistan</LI>\n<LI>Germany</LI>\n<LI>Turkey</LI>", "", "there is no list"),
        (740, '<TD class="center">X</TD>', '<TD class="center">yes</TD>', "the mark YES"),
        (740, "(GBS)", "(LVS)", "LVS stands here twice"),
        (774, "<B>3A611", "<B>3A001", "3A001 stands here twice"),
        (774, "</DIV5>", "", "is not whole XML"),
        (738, "<DIV5", '<!DOCTYPE x [<!ENTITY a "b">]><DIV5', "declares entities"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused(
    tmp_path: Path, part: int, old: str, new: str, says: str
) -> None:
    assert says in refusal(changed(tmp_path, part, old, new))


def test_tables_without_rows_are_refused(tmp_path: Path) -> None:
    text = (FOLDER / "part-738.xml").read_text("utf-8")
    start, end = text.index("<TBODY>"), text.index("</TBODY>")
    empty = tmp_path / "empty.xml"
    empty.write_text(text[:start] + text[end + 8 :], "utf-8")
    assert "there are no countries" in refusal(empty)
    listed = tmp_path / "listed.xml"
    listed.write_text(
        '<DIV5><DIV9 N="Supplement No. 1 to Part 774"><HEAD>x</HEAD></DIV9></DIV5>', "utf-8"
    )
    assert "there are no entries" in refusal(listed)
    group = changed(tmp_path, 740, '<TD class="left">Iran</TD>', "<TD>Nowhere</TD>")
    assert "a group has no members" in refusal(group)


def test_another_encoding_is_read_or_refused_but_never_misread(tmp_path: Path) -> None:
    text = (FOLDER / "part-738.xml").read_text("utf-8")
    file = tmp_path / "part-738.xml"
    declared = text.replace('<?xml version="1.0"', '<?xml version="1.0" encoding="UTF-8"', 1)
    for said in (text, declared):  # the mark at its beginning says it
        file.write_bytes(said.encode("utf-16"))
        assert looks_like_tables(file)
        assert read_ear_file(file, CODE, as_of=DAY).chart == made_up(738).chart
    file.write_bytes(text.replace("Canada", "Canad\xe1").encode("cp1252"))
    assert "is not whole XML" in refusal(file)
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><html><body>Request blocked</body></html>", "utf-8")
    assert "holds none of parts 738, 740 and 774" in refusal(page)


def test_files_that_hold_no_tables(tmp_path: Path) -> None:
    other = tmp_path / "other.xml"
    other.write_text('<DIV5 N="744"><HEAD>PART 744</HEAD></DIV5>', "utf-8")
    assert "holds none of parts 738, 740 and 774" in refusal(other)
    cut = tmp_path / "cut.xml.gz"
    cut.write_bytes(gzip.compress(b"<DIV5/>" * 5000)[:40])
    assert "cut off" in refusal(cut)
    torn = tmp_path / "torn.xml.gz"
    torn.write_bytes(b"\x1f\x8b" + b"\xff" * 40)
    assert refusal(torn)
    assert not looks_like_tables(torn)
    assert not looks_like_tables(tmp_path / "none.xml")
    assert refusal(tmp_path / "none.xml")


@pytest.mark.parametrize(
    ("name", "content", "day"),
    [
        ("part-740.2031-05-06.xml", "", date(2031, 5, 6)),
        ("p.xml", "<AMDDATE>Jul. 4, 2032</AMDDATE>", date(2032, 7, 4)),
        ("p.xml", "<AMDDATE>July 4, 2032</AMDDATE>", date(2032, 7, 4)),
        ("p.2031-05-06.xml", "<AMDDATE>Xyz. 4, 2032</AMDDATE>", date(2031, 5, 6)),
        ("p.2031-05-06.xml", "<AMDDATE>Feb. 31, 2032</AMDDATE>", date(2031, 5, 6)),
    ],
)
def test_the_day_is_in_the_file_or_in_its_name(
    tmp_path: Path, name: str, content: str, day: date
) -> None:
    text = (FOLDER / "part-740.xml").read_text("utf-8")
    file = tmp_path / name
    file.write_text(text.replace("<HEAD>", f"{content}<HEAD>", 1), "utf-8")
    assert {source.as_of for source in read_ear_file(file, CODE).sources.values()} == {day}


def test_a_file_without_a_day_asks_for_it(tmp_path: Path) -> None:
    file = tmp_path / "part.xml"
    file.write_bytes((FOLDER / "part-774.xml").read_bytes())
    with pytest.raises(BadInput) as caught:
        read_ear_file(file, CODE)
    assert caught.value.code == "ear-date-missing"
    assert "--as-of" in say(caught.value)
    assert read_ear_file(file, CODE, as_of=DAY).sources[EarTable.CONTROL_LIST].as_of == DAY
