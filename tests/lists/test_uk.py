"""Reading the UK Sanctions List in both shapes, and the ConList that it has replaced."""

import csv
import dataclasses
import gzip
from pathlib import Path

import pytest
from lxml import etree

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address, Identifier, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists import Reading
from exportdesk.lists.dates import as_date, day_first
from exportdesk.lists.uk_names import original_names
from tests.ending import ends
from tests.lists.others import names_of, read_as
from tests.lists.samples import DATA
from tests.lists.scripts import names_by_script
from tests.lists.tables import uk_csv
from tests.real import real
from tests.sampling import by_name

XML = DATA / "uk-traps.xml"
CSV = DATA / "uk-traps.csv"
BOTH = pytest.mark.parametrize("path", [XML, CSV], ids=lambda p: p.suffix[1:])
CONLIST_2020 = DATA / "conlist-2020.csv"
CONLIST_2022 = DATA / "conlist-2022.csv"
REAL = "lists/uk/UK-Sanctions-List.rebuilt-2026-08-22.xml.gz"

PRIMARY, ALIAS = NameRole.PRIMARY, NameRole.ALIAS
WEAK_ALIAS, ORIGINAL = NameRole.WEAK_ALIAS, NameRole.ORIGINAL_SCRIPT


def read(path: Path) -> tuple[Reading, list[Listing]]:
    return read_as("uk-sl", path)


@pytest.fixture(scope="module")
def real_list() -> tuple[Reading, list[Listing]]:
    """The real list, read once for all tests."""
    return read(real(REAL))


def by_uid(path: Path) -> dict[str, Listing]:
    return {listing.uid: listing for listing in read(path)[1]}


@BOTH
def test_nothing_is_lost(path: Path) -> None:
    reading, listings = read(path)
    assert [listing.name for listing in listings] == [
        "Teodric Igor QORVAN",
        "HALDEN PROSPECT",
        "HALDEN TRADING, LLC (HT)",
        "NUMBERLESS ENTITY",
    ]
    assert reading.rows == 5
    assert [(s.reason, s.count, s.rows) for s in reading.skipped] == [("row-without-name", 1, (4,))]
    assert str(reading.published) == "2026-10-30"
    assert reading.complete is (path == XML)
    assert (reading.perhaps_cut, reading.uneven, reading.notes) == (False, (), ())
    assert reading.list_names == {"UK-SL": ("UK Sanctions List",)}


def test_both_shapes_give_the_same_listings() -> None:
    for ours, theirs in zip(read(XML)[1], read(CSV)[1], strict=True):
        assert dataclasses.replace(ours, record={}) == dataclasses.replace(theirs, record={})


@BOTH
def test_a_person(path: Path) -> None:
    person = by_uid(path)["uk-sl:ZZZ0001"]
    assert person.kind is PartyKind.PERSON
    assert names_of(person) == [
        ("Teodric Igor QORVAN", PRIMARY),
        ("Abu Halden", WEAK_ALIAS),
        ("Teodric KORWAN", ALIAS),
        ("Teo I QORVAN", ALIAS),
        ("The Harbor Master", ALIAS),
        ("КОРВАН, Теодрик Iгоревич", ORIGINAL),
        ("تيودريك قرفان", ORIGINAL),
        ("Теодрик КОРВАН", ORIGINAL),
        ("Корван Т. И.", ORIGINAL),
        ("Teodríc Qorván", ALIAS),
        ("Банк «QORVAN» (АО)", ORIGINAL),
    ]
    assert person.addresses == (Address("Port Halden, Panama", city="Port Halden", country="PA"),)
    assert person.countries == ("PA", "HK", "CN")
    assert person.birth_dates == ("1945", "1946-08-04", "31/02/1946", "circa 1947", "15/08/19yy")
    assert person.identifiers == (
        Identifier("UK Sanctions Number", "ZZZ0001"),
        Identifier("OFSI Group ID", "99901"),
        Identifier("UN Reference Number", "XYi.901"),
        Identifier("Passport", "X123456"),
        Identifier("Passport", "X123457"),
        Identifier("National ID", "545167"),
    )
    assert person.programs == ("The Halden (Sanctions) (EU Exit) Regulations 2020",)
    assert person.requirement == "Asset freeze; Travel Ban"
    assert person.start_date == "2012-06-29"
    assert person.title == "Dr; Captain; Director of the Brindle Quay office"
    assert person.remarks == (
        "Runs the Brindle Quay office | and the gate.; "
        "Passport X123456: Panamanian, issued 2010; National ID 545167: Identity card; "
        "Beside a name in its own script: Arabic; "
        "Beside a name in its own script: spelling in his passport; "
        "Beside a name in its own script: previously listed as Teodric Corvan"
    )


@BOTH
def test_a_ship(path: Path) -> None:
    ship = by_uid(path)["uk-sl:ZZZ0002"]
    assert ship.kind is PartyKind.VESSEL
    assert ship.identifiers == (
        Identifier("UK Sanctions Number", "ZZZ0002"),
        Identifier("IMO Number", "9036387"),
        Identifier("IMO Number", "8514306"),
        Identifier("Hull Identification Number", "HIN-77"),
    )
    assert ship.countries == ("PA",)
    assert ship.requirement == 'Shipping sanctions: (see "Other information")'
    assert ship.remarks == (
        "The ship carries what it should not.; "
        "Current owner/operator: Halden Ship Management FZCO; "
        "Previous owner/operator: Brindle Lines; Current believed flag: Panama; "
        "Previous flag: Man, Isle of; Type of ship: Oil Tanker; Tonnage: 7078; Length: 180 m; "
        "Year built: 2011"
    )


@BOTH
def test_an_entity(path: Path) -> None:
    entity = by_uid(path)["uk-sl:ZZZ0003"]
    assert entity.kind is PartyKind.ORGANIZATION
    # No name is called the primary one: the first stands in.
    assert names_of(entity) == [("HALDEN TRADING, LLC (HT)", PRIMARY), ("OOO Халден", ORIGINAL)]
    assert [(a.text, a.street, a.city, a.postal_code, a.country) for a in entity.addresses] == [
        (
            '12 Brindle Quay, Office "4", Port Halden, PA-9, Panama',
            '12 Brindle Quay, Office "4"',
            "Port Halden",
            "PA-9",
            "PA",
        ),
        (
            "1 Gate Street, Nowhere, Panama (location as at May 2008)",
            "1 Gate Street",
            "Nowhere",
            "",
            "PA",
        ),
        ("2 Gate Street, Yugoslavia", "2 Gate Street", "", "", ""),
    ]
    assert entity.identifiers[2:] == (
        Identifier("Business Registration Number", "OGRN: 1027700000001"),
        Identifier("Phone Number", "+507 000 0000"),
        Identifier("Website", "http://halden.example"),
        Identifier("Email Address", "office@halden.example"),
    )
    assert entity.remarks == (
        "One line and another.; Type of entity: Limited Liability Company; "
        "Parent company: Halden Holding; Subsidiary: Halden One, Halden Two"
    )


def test_what_is_not_known_is_kept() -> None:
    assert by_uid(XML)["uk-sl:ZZZ0003"].record["NewElement"] == "kept"
    record = by_uid(CSV)["uk-sl:ZZZ0001"].record
    assert record["gender"] == "Male"
    assert len(record["rows"]) == 7 * 2  # type: ignore[arg-type] # a JSON value


def test_a_designation_without_a_number_has_a_uid_that_lasts() -> None:
    (first,) = (one.uid for one in read(XML)[1] if one.name == "NUMBERLESS ENTITY")
    (second,) = (one.uid for one in read(CSV)[1] if one.name == "NUMBERLESS ENTITY")
    assert first == second == "uk-sl:4bd834d6700348ab"


def test_rows_of_one_designation_need_not_stand_together(tmp_path: Path) -> None:
    rows = list(csv.reader(CSV.read_text("utf-8").splitlines(keepends=True)))
    moved = [row for row in rows if "1 Gate Street" in row]
    path = tmp_path / "list"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([row for row in rows if row not in moved] + moved)
    assert sorted(by_uid(path)) == sorted(by_uid(CSV))
    listing = by_uid(path)["uk-sl:ZZZ0003"]
    assert len(listing.addresses) == 3


@pytest.mark.parametrize(
    ("cell", "names", "notes"),
    [
        ("Иван Петров", ["Иван Петров"], []),
        (" Iван Петрoв\xa0", ["Iван Петрoв"], []),
        ("Iván Petrov (spelling)", ["Iván Petrov (spelling)"], []),
        ("Газпром (АО)", ["Газпром (АО)"], []),
        ("شرکت ایران (QXOC) ", ["شرکت ایران"], ["QXOC"]),
        ("[Farsi] قرفان", ["قرفان"], ["Farsi"]),
        ("金铁三 (a.k.a. Kim)", ["金铁三"], ["a.k.a. Kim"]),
        ("(金铁三)", ["(金铁三)"], []),
        ("Russian/Cyrillic: Иван", ["Иван"], ["Russian/Cyrillic"]),
        ("Иван; Ваня\nВанечка", ["Иван", "Ваня", "Ванечка"], []),
        ("Иван, formerly known as Ioann", ["Иван"], ["formerly known as Ioann"]),
        ('ОБЩЕСТВО "A7-AGENT"', ['ОБЩЕСТВО "A7-AGENT"'], []),
        ("QX (არ)", ["QX (არ)"], []),
        ("", [], []),
    ],
)
def test_notes_beside_original_names(cell: str, names: list[str], notes: list[str]) -> None:
    assert original_names(cell) == (names, notes)


@pytest.mark.parametrize("unit", ["(a)", ",", "- ", "[(", "a: "])
def test_a_cell_that_is_no_name_takes_no_time(unit: str) -> None:
    with ends():
        assert original_names("Иван" + unit * 100_000)[1] == []


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("04/08/2026", "2026-08-04"),
        ("4/8/2026", "2026-08-04"),
        ("04/08/2026 00:00:00", "2026-08-04"),
        ("08-Oct-2026", "2026-10-08"),
        ("8 October 2026", "2026-10-08"),
        ("08-Foo-2026", "08-Foo-2026"),
        ("dd/mm/1945", "1945"),
        ("00/00/1945", "1945"),
        ("00/04/1984", "1984-04"),
        ("00/13/1984", "00/13/1984"),
        ("10/00/1983", "10/00/1983"),
        ("31/02/1983", "31/02/1983"),
        ("15/08/19yy", "15/08/19yy"),
        ("circa  1960", "circa 1960"),
        ("2026-08-04", "2026-08-04"),
        ("", ""),
    ],
)
def test_dates_with_the_day_first(published: str, known: str) -> None:
    assert day_first(published) == known
    assert (as_date(published) is not None) is (len(known) == 10 and known[4] == "-")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (XML.read_bytes()[:3000], "list-truncated"),
        (XML.read_bytes().replace(b"</Designations>", b""), "list-truncated"),
        (CSV.read_bytes()[:-30], "list-truncated"),
        (CSV.read_bytes().replace(b'""4""', b'"4"'), "list-damaged-row"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(data)
    with pytest.raises(ListRefused) as caught:
        read(path)
    assert caught.value.code == code


@pytest.mark.parametrize("path", [XML, CSV, CONLIST_2020], ids=lambda p: p.name)
def test_it_is_not_another_source(path: Path) -> None:
    with pytest.raises(ListRefused) as caught:
        read_as("eu-fsf", path)
    assert caught.value.code == "list-other-source"


def test_the_old_list_in_its_layout_of_2020() -> None:
    reading, listings = read(CONLIST_2020)
    assert reading.notes == ("list-retired",)
    assert str(reading.published) == "2020-04-27"
    assert reading.rows == 4
    assert [(s.reason, s.count) for s in reading.skipped] == [("row-without-name", 1)]
    person, entity, numberless = listings
    assert person.uid == "uk-sl:OFSI-99901"
    assert person.list == "UK-SL"
    assert names_of(person) == [
        ("Teodric Igor QORVAN", PRIMARY),
        ("Teo QORVAN", ALIAS),
        ("Abu HALDEN", WEAK_ALIAS),
        ("تيودريك قرفان", ORIGINAL),
    ]
    assert person.birth_dates == ("1962", "1963-04", "1961-09-28")
    assert person.countries == ("PA", "CN")
    assert person.identifiers == (
        Identifier("OFSI Group ID", "99901"),
        Identifier("Passport", "X123456"),
        Identifier("National ID", "545167"),
        Identifier("UK Sanctions Number", "ZZZ0001"),
        Identifier("UN Reference Number", "XYi.901"),
    )
    assert person.title == "Dr; Director"
    assert person.programs == ("Halden",)
    assert person.start_date == "2007-03-24"
    assert "Passport X123456: Issued 2010; National ID 545167: Identity card" in person.remarks
    assert person.record["group id"] == "99901"
    assert entity.addresses[0].country == "PA"
    assert numberless.name == "NUMBERLESS"


def test_the_old_list_in_its_layout_of_2022() -> None:
    reading, (ship, person) = read(CONLIST_2022)
    assert (reading.format, reading.notes) == ("uk-conlist", ("list-retired",))
    assert str(reading.published) == "2026-01-27"
    assert ship.kind is PartyKind.VESSEL
    assert names_of(ship) == [("HALDEN PROSPECT", PRIMARY), ("HALDEN STAR", ALIAS)]
    assert ship.start_date == "2024-07-31"
    assert ship.identifiers[1:] == (
        Identifier("UK Sanctions Number", "ZZZ0002"),
        Identifier("IMO Number", "9036387"),
    )
    assert names_of(person) == [("Teodric KORWAN", PRIMARY)]
    assert person.remarks == "National ID 545168: Tazkira"


@by_name
def test_the_real_list(real_list: tuple[Reading, list[Listing]]) -> None:
    path = real(REAL)
    root = etree.fromstring(gzip.decompress(path.read_bytes()))
    originals = [one.text or "" for one in root.iter("NameNonLatinScript")]
    assert len(originals) == 3868
    scripts = names_by_script(originals)
    assert {script: scripts[script] for script in scripts if script != "MODIFIER"} == {
        "CYRILLIC": 2800,
        "ARABIC": 748,
        "LATIN": 313,
        "CJK": 65,
        "HEBREW": 24,
        "GEORGIAN": 17,
        "THAI": 14,
        "HANGUL": 6,
        "KHMER": 4,
        "GREEK": 3,
        "ETHIOPIC": 2,
        "KATAKANA": 1,
        "LAO": 1,
        "MYANMAR": 1,
    }
    reading, listings = real_list
    assert (reading.rows, len(listings), reading.skipped) == (6349, 6349, ())
    assert str(reading.published) == "2026-08-22"
    kinds = [one.kind for one in listings]
    assert [kinds.count(kind) for kind in (PartyKind.PERSON, PartyKind.ORGANIZATION)] == [
        4036,
        1647,
    ]
    assert kinds.count(PartyKind.VESSEL) == 666
    assert len({one.uid for one in listings}) == 6349
    parts = [f"Name{n}" for n in range(1, 7)]
    for designation, listing in zip(root.iter("Designation"), listings, strict=True):
        names = {name.text for name in listing.names}
        for name in designation.iter("Name"):
            whole = " ".join(" ".join(name.findtext(part) or "" for part in parts).split())
            assert not whole or whole in names
        for one in designation.iter("NameNonLatinScript"):
            found, notes = original_names(one.text or "")
            assert found
            assert set(found) <= names
            assert all(note in listing.remarks for note in notes)
    kept = [n.text for one in listings for n in one.names if n.role is ORIGINAL]
    # All but the 185 that are in Latin letters altogether; seven repeat within one designation.
    assert len(kept) == 3868 - 185 - 7


@by_name
def test_the_real_list_as_a_table_gives_the_same(
    tmp_path: Path, real_list: tuple[Reading, list[Listing]]
) -> None:
    path = real(REAL)
    table = tmp_path / "list"
    table.write_bytes(uk_csv(gzip.decompress(path.read_bytes())))
    reading, from_csv = read(table)
    assert reading.format == "uk-csv"
    assert [dataclasses.replace(one, record={}) for one in from_csv] == [
        dataclasses.replace(one, record={}) for one in real_list[1]
    ]


def test_the_real_samples() -> None:
    reading, listings = read(real("lists/uk/UK-Sanctions-List.sample-2026-09-02.xml"))
    assert [one.uid for one in listings] == ["uk-sl:AFG0001", "uk-sl:AFG0006"]
    assert listings[1].birth_dates == ("1945", "1946")
    assert listings[0].remarks == "Afghan Money Service Provider License Number: 044."
    reading, (ship,) = read(real("lists/uk/UK-Sanctions-List.sample-2026-10-08.csv"))
    assert str(reading.published) == "2026-10-08"
    assert Identifier("IMO Number", "9826902") in ship.identifiers
    assert ship.countries == ("GA",)
    reading, listings = read(real("lists/uk/ConList.sample-2020-04.csv"))
    assert (reading.rows, len(listings), reading.skipped) == (6, 6, ())
    assert [len(one.birth_dates) for one in listings] == [1, 3, 1, 7, 3, 1]
