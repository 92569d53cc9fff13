"""The Australian workbook: both layouts made up with every trap, and the real file."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from exportdesk.core.listings import Address, Identifier, Listing
from exportdesk.lists import Reading
from exportdesk.lists.text import plain
from tests.lists.others import read_as, roles, script_counts, workbook
from tests.real import real
from tests.sampling import by_name

OLD = [
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth",
    "Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information",
    "Committees", "Control Date",
]  # fmt: skip
NEW = [
    "Reference", "Name", "Type", "Name Type", "Alias Strength", "Date of Birth", "Place of Birth",
    "Citizenship", "Address", "Additional Information", "Listing Information", "IMO Number",
    "Committees", "Control Date", "Instrument of Designation", "Targeted Financial Sanction",
    "Travel Ban", "Arms Embargo", "Maritime Restriction",
]  # fmt: skip

REMARKS = re.compile(
    r"\(?(?:previously|formerly) listed as[.,]?\)?|in arabic:|\((?:birth|combat) name\)",
    re.IGNORECASE,
)


def row(headings: list[str], **cells: object) -> list[object]:
    named = {key.replace("_", " ").casefold(): cell for key, cell in cells.items()}
    named.setdefault("name of individual or entity", named.get("name"))
    return [named.get(heading.casefold()) for heading in headings]


def listed(
    tmp_path: Path, headings: list[str], *rows: list[object]
) -> tuple[Reading, list[Listing]]:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook([headings, *rows]))
    return read_as("au-dfat", path)


def test_rows_of_one_party_make_one_listing(tmp_path: Path) -> None:
    reading, listings = listed(
        tmp_path, OLD,
        row(OLD, Reference="2b", Name="پرتند تست", Name_Type=" original Script", Type="individual"),
        row(OLD, Reference=3, Name="Other", Name_Type="Primary Name", Type="Entity "),
        row(OLD, Reference="2a", Name="Pretend Testow", Name_Type="Aka ", Type="Individual",
            Date_of_Birth="1959", Citizenship="Panama"),
        row(OLD, Reference=2, Name="Pretend TESTOV", Name_Type="Primary Name ", Type="Individual ",
            Date_of_Birth=date(1960, 3, 4), Citizenship="a) Russian b) Panama",
            Additional_Information="One._x000D_\nTwo.", Committees="1988 (Test) ",
            Listing_Information="Listed by the Committee on 25 January 2001 (amended)",
            Control_Date=datetime(2024, 11, 11)),
        row(OLD, Reference="2a1", Name="تست (Tost)", Name_Type="AKA"),
    )  # fmt: skip
    assert (reading.format, reading.complete, reading.rows) == ("au-xlsx", True, 2)
    assert reading.published == date(2024, 11, 11)
    person, other = listings
    assert (person.uid, other.uid, other.kind) == ("au-dfat:2", "au-dfat:3", "organization")
    assert person.kind == "person"
    assert roles(person) == {
        "primary": ["Pretend TESTOV"],
        "original_script": ["پرتند تست", "تست"],
        "alias": ["Pretend Testow", "Tost"],
    }
    assert person.birth_dates == ("1960-03-04", "1959")
    assert person.countries == ("RU", "PA")
    assert person.programs == ("1988 (Test)",)
    assert person.remarks == "One. Two."
    assert person.start_date == "2001-01-25"
    assert person.record["reference"] == "2"
    assert isinstance(person.record["rows"], list)
    assert person.record["rows"][0]["name type"] == " original Script"


def test_the_layout_of_now(tmp_path: Path) -> None:
    reading, (person, ship) = listed(
        tmp_path, NEW,
        row(NEW, Reference="10", Name="Weakly Named", Name_Type="Primary Name", Type="Individual",
            Control_Date="11/10/2026", Instrument_of_Designation="Test Instrument 2026",
            Targeted_Financial_Sanction="Yes", Travel_Ban="yes", Arms_Embargo="No"),
        row(NEW, Reference="10a", Name="Weakling", Name_Type="aka", Alias_Strength=" Weak"),
        row(NEW, Reference="10b", Name="Strongly", Name_Type="aka", Alias_Strength="Strong"),
        row(NEW, Reference="11", Name="PRETEND STAR", Name_Type="Primary Name", Type="Vessel",
            IMO_Number=7654321, Control_Date=46000),
    )  # fmt: skip
    assert reading.published == date(2026, 10, 11)
    assert roles(person) == {
        "primary": ["Weakly Named"], "weak_alias": ["Weakling"], "alias": ["Strongly"],
    }  # fmt: skip
    assert person.requirement == "Targeted Financial Sanction, Travel Ban"
    assert person.citation == "Test Instrument 2026"
    assert (ship.kind, ship.identifiers) == ("vessel", (Identifier("IMO Number", "7654321"),))


def test_a_party_without_a_primary_row_or_a_number(tmp_path: Path) -> None:
    reading, listings = listed(
        tmp_path, OLD,
        row(OLD, Reference="7a", Name="Only an alias", Name_Type="aka", Type="Entity"),
        row(OLD, Name="No number", Name_Type="Primary Name", Type="Entity"),
        row(OLD, Reference="8", Name_Type="Primary Name", Address="Colon, Panama"),
        row(OLD, Reference="9", Name_Type="Primary Name"),
        row(OLD),
    )  # fmt: skip
    assert [(s.reason, s.count) for s in reading.skipped] == [("row-without-name", 1)]
    alias, unnumbered, nameless = listings
    assert (alias.uid, roles(alias)) == ("au-dfat:7", {"primary": ["Only an alias"]})
    assert unnumbered.name == "No number"
    assert len(unnumbered.uid) == len("au-dfat:") + 16
    assert (nameless.name, nameless.kind) == ("Colon, Panama", "unknown")
    assert reading.published is None


def test_cells_that_list_several(tmp_path: Path) -> None:
    _, (party,) = listed(
        tmp_path, OLD,
        row(OLD, Reference=1, Name="Several", Name_Type="Primary Name", Type="Entity",
            Date_of_Birth="a) Approximately 1955- 1958 b) 16/11/1977; c) 26 Dec. 1955",
            Address="a) 5 Test Street, Colon, Panama (previous) b) Hong Kong; Libya c) NA",
            Additional_Information="Owner of PRETEND. IMO number: 5571322.",
            Listing_Information=datetime(2013, 3, 7)),
        row(OLD, Reference="1a", Name="Sev", Name_Type="aka", Date_of_Birth=23_456,
            Address="5 Test Street Colon Panama"),
    )  # fmt: skip
    assert party.birth_dates == ("circa 1955 to 1958", "1977-11-16", "1955-12-26", "1964-03-20")
    assert party.addresses == (
        Address("5 Test Street, Colon, Panama (previous)", country="PA"),
        Address("Hong Kong", country="HK"),
        Address("Libya", country="LY"),
        Address("5 Test Street Colon Panama", country="PA"),
    )
    assert party.identifiers == (Identifier("IMO Number", "5571322"),)
    assert party.start_date == "2013-03-07"


def test_a_wide_sheet_behind_another_with_a_title_above(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    wide = [*OLD, *[None] * 242, "stray"]
    first = [*row(OLD, Reference=1, Name="Wide", Name_Type="Primary Name"), *[None] * 242, "x"]
    path.write_bytes(workbook([["Read me"]], [["Consolidated List"], [], wide, first]))
    reading, (party,) = read_as("au-dfat", path)
    assert party.name == "Wide"
    assert party.record["stray"] == "x"
    assert reading.rows == 1


@by_name
@pytest.mark.real_lists
def test_the_real_file() -> None:
    reading, listings = read_as("au-dfat", real("lists/au/regulation8_consolidated.2024-12.xlsx"))
    assert (reading.rows, len(listings), reading.skipped) == (3062, 3062, ())
    assert reading.published == date(2024, 11, 11)
    assert len({listing.uid for listing in listings}) == 3062
    assert script_counts(listings) == {"ARABIC": 422, "CYRILLIC": 45, "CJK": 6, "ETHIOPIC": 2}
    rows = 0
    for listing in listings:
        told = "\n".join(name.text for name in listing.names)
        others = listing.record.get("rows", [])
        assert isinstance(others, list)
        rows += 1 + len(others)
        for one in (listing.record, *others):
            name = plain(str(one.get("name of individual or entity", listing.name)))
            words = REMARKS.sub(" ", name).split()
            assert all(word.strip("();,") in told for word in words)
    assert rows == 9553
    assert sum(bool(listing.countries) for listing in listings) > 2500
