"""The Swiss list: made-up traps, and the real sample."""

from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address, Identifier
from exportdesk.core.words import say
from tests.lists.others import read_as, roles
from tests.lists.samples import DATA
from tests.real import real

TRAPS = DATA / "ch-traps.xml"


def test_what_is_current() -> None:
    reading, listings = read_as("ch-seco", TRAPS)
    assert (reading.format, reading.published, reading.complete, reading.rows) == (
        "ch-xml", date(2026, 8, 27), True, 5,
    )  # fmt: skip
    assert [listing.uid for listing in listings] == ["ch-seco:5200", "ch-seco:34461"]
    assert [(s.reason, s.rows) for s in reading.skipped] == [
        ("row-delisted", (1,)),
        ("row-unreadable", (5,)),
        ("row-without-name", (4,)),
    ]
    told = {name.text for listing in listings for name in listing.names}
    assert not told & {"Gone", "Former Name", "Older Copy"}


def test_names_in_parts_and_spellings() -> None:
    person = read_as("ch-seco", TRAPS)[1][0]
    assert person.kind == "person"
    assert roles(person) == {
        "primary": ["Testov Pretend Ivanovich"],
        "alias": ["Testow Pretend Ivanovich", "Testoff Pretend Ivanovich", "Priten Testau"],
        "original_script": ["Тестов Притенд"],
        "weak_alias": ["The Tester"],
    }
    assert person.title == "Dr."


def test_programs_places_and_papers() -> None:
    person, ship = read_as("ch-seco", TRAPS)[1]
    assert person.programs == ("Examplia",)
    assert person.citation == (
        "Ordinance on measures against Examplia; article 12 -- Restrictions; "
        "Ordinance on measures against Examplia; article 13 -- Vessels"
    )
    assert person.addresses == (
        Address(
            "Test Club, ul. Testov, 4, 0301, Colon, Colon Province, Panama",
            "Test Club, ul. Testov, 4", "Colon", "Colon Province", "0301", "PA",
        ),
    )  # fmt: skip
    assert person.countries == ("PA",)
    assert person.identifiers == (
        Identifier("UN Reference Number", "EXi.001"),
        Identifier("Diplomatic passport", "D9004878", "PA"),
    )
    assert person.birth_dates == ("circa 1958", "1980-03-23", "1358 (Jalali)")
    assert person.start_date == "2014-05-01"
    assert person.remarks.startswith("Travel ban.; Took part in tests.")
    assert "modification" in person.record
    assert (ship.kind, ship.name, ship.start_date) == ("vessel", "Pretend Star", "2016-05-18")
    assert ship.identifiers == (Identifier("IMO Number", "8405270"),)


def test_a_part_of_the_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "part.xml"
    path.write_bytes(TRAPS.read_bytes().replace(b'"whole-list"', b'"search-result"'))
    with pytest.raises(ListRefused) as caught:
        read_as("ch-seco", path)
    assert caught.value.code == "list-partial"
    assert "search-result" in say(caught.value)


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    data = TRAPS.read_bytes()
    path = tmp_path / "cut.xml"
    for end in (len(data) // 3, data.rindex(b"</swiss")):
        path.write_bytes(data[:end])
        with pytest.raises(ListRefused):
            read_as("ch-seco", path)


def test_no_date_or_a_wrong_one(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    for told in (b"", b'date="2026-02-30"'):
        path.write_bytes(TRAPS.read_bytes().replace(b'date="2026-08-27"', told))
        assert read_as("ch-seco", path)[0].published is None


@pytest.mark.real_lists
def test_the_real_sample() -> None:
    path = real("lists/ch/seco-consolidated-list.sample-2026-08-27.xml")
    reading, listings = read_as("ch-seco", path)
    assert (reading.rows, len(listings), reading.published) == (3, 2, date(2026, 8, 27))
    assert [(s.reason, s.count) for s in reading.skipped] == [("row-delisted", 1)]
    bank, ship = listings
    assert (bank.name, bank.programs) == ("Belagroprombank", ("Belarus",))
    assert (ship.kind, ship.programs) == ("vessel", ("North Korea",))
    assert ship.identifiers == (Identifier("IMO Number", "8405270"),)
    assert roles(ship) == {"primary": ["Hui Chon"], "alias": ["Hwang Gum San 2"]}
