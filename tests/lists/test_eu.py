"""Reading the EU's financial sanctions list: every trap of the format, in both shapes."""

import dataclasses
import gzip
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address, Identifier, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists import Reading
from tests.ending import ends
from tests.lists.others import names_of, read_as
from tests.lists.samples import DATA
from tests.lists.scripts import names_by_script
from tests.lists.tables import EU_COLUMNS, eu_csv
from tests.real import real
from tests.sampling import by_name

XML = DATA / "eu-traps.xml"
CSV = DATA / "eu-traps.csv"
BOTH = pytest.mark.parametrize("path", [XML, CSV], ids=lambda p: p.suffix[1:])
REAL = "lists/eu/xmlFullSanctionsList_1_1.rebuilt-2026-05-01.xml.gz"
WEAK = "eu-fsf:EU.90006.6"

PRIMARY, ALIAS = NameRole.PRIMARY, NameRole.ALIAS
WEAK_ALIAS, ORIGINAL = NameRole.WEAK_ALIAS, NameRole.ORIGINAL_SCRIPT


def read(path: Path) -> tuple[Reading, list[Listing]]:
    return read_as("eu-fsf", path)


@pytest.fixture(scope="module")
def real_list() -> tuple[Reading, list[Listing]]:
    """What is read from the real list; it takes a second and a half."""
    return read(real(REAL))


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "list"
    path.write_bytes(data)
    return path


def refusal_of(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(ListRefused) as caught:
        read(written(tmp_path, data))
    return caught.value.code


def by_uid(path: Path) -> dict[str, Listing]:
    return {listing.uid: listing for listing in read(path)[1]}


@BOTH
def test_nothing_is_lost(path: Path) -> None:
    reading, listings = read(path)
    assert [listing.uid for listing in listings] == [
        "eu-fsf:EU.90001.11",
        "eu-fsf:EU.90002.10",
        "eu-fsf:800004",
        "eu-fsf:800005",
        WEAK,
    ]
    # The CSV has a row more, which tells of nobody.
    skipped = {".xml": (1, (3,)), ".csv": (2, (3, 7))}[path.suffix]
    assert [(s.reason, s.count, s.rows) for s in reading.skipped] == [
        ("row-without-name", *skipped)
    ]
    assert reading.rows == len(listings) + skipped[0]
    assert str(reading.published) == "2026-10-30"
    assert reading.complete is (path == XML)
    assert (reading.perhaps_cut, reading.uneven, reading.replaced) == (False, (), 0)
    assert reading.list_names == {"EU-FSF": ("Consolidated Financial Sanctions List",)}
    assert {listing.list for listing in listings} == {"EU-FSF"}


def test_both_shapes_give_the_same_listings() -> None:
    from_xml, from_csv = by_uid(XML), by_uid(CSV)
    assert list(from_xml) == list(from_csv)
    for uid in from_xml.keys() - {WEAK}:
        ours, theirs = (dataclasses.replace(one[uid], record={}) for one in (from_xml, from_csv))
        assert ours == theirs


def test_a_weak_name_is_told_by_the_xml_alone() -> None:
    assert names_of(by_uid(XML)[WEAK]) == [
        ("Senan Qorvan", PRIMARY),
        ("Abu Halden", WEAK_ALIAS),
        ("أبو هالدن", ORIGINAL),
        ("The Harbor Master", ALIAS),
    ]
    assert names_of(by_uid(CSV)[WEAK]) == [
        ("Abu Halden", PRIMARY),
        ("أبو هالدن", ORIGINAL),
        ("Senan Qorvan", ALIAS),
        ("The Harbor Master", ALIAS),
    ]


@BOTH
def test_a_person(path: Path) -> None:
    person = by_uid(path)["eu-fsf:EU.90001.11"]
    assert person.kind is PartyKind.PERSON
    assert names_of(person) == [
        ("Teodric Igor QORVAN", PRIMARY),
        ("Теодрик Iгоревич КОРВАН", ORIGINAL),
        ("Θεόδωρος Κορβάν του Oίκου µ", ORIGINAL),
        ("7.ª Brigada «n.º µ» de Qorvan", ALIAS),
        ("تيودريك قرفان", ORIGINAL),
    ]
    assert person.countries == ("PA",)
    assert person.birth_dates == (
        "1961-04-05",
        "circa 1962",
        "1963-07",
        "1343 (Islamic calendar)",
        "1982-04-19",
        "1402-06-24 (Islamic calendar)",
        "1958-1963",
    )
    assert person.identifiers == (
        Identifier("UN Reference Number", "XYi.901"),
        Identifier("EU Reference Number", "EU.90001.11"),
        Identifier("National passport", "X 123456", "PA"),
        Identifier("other", "771-00"),
    )
    assert person.programs == ("ZZA", "ZZB")
    assert person.citation == "2021/901 (OJ L901); 2019/77 (OJ L77)"
    assert person.start_date == "2019-02-02"
    assert person.title == "Dr; Captain; Director of the Brindle Quay office; Owner"
    assert person.remarks == (
        "Runs the Brindle Quay office.; Date of UN designation: 9.6.2010; Also signs as T.I.Q.; "
        "Expired in 2019"
    )
    assert person.url == "https://law.example/901"


@BOTH
def test_a_ship_is_an_enterprise_and_an_imo_number_is_one(path: Path) -> None:
    listing = by_uid(path)["eu-fsf:EU.90002.10"]
    assert listing.kind is PartyKind.ORGANIZATION
    assert listing.name == "«HALDEN STAR»; Reederei “Halden” GmbH"
    assert listing.addresses == (
        Address(
            text='12 Brindle Quay; gate "B", P.O. Box 4711, Old Harbor, Port Halden, '
            "Halden Province, PA-9, PANAMA",
            street='12 Brindle Quay; gate "B", P.O. Box 4711',
            city="Port Halden",
            region="Halden Province",
            postal_code="PA-9",
            country="PA",
        ),
        Address("Nowhere", city="Nowhere"),
    )
    assert listing.countries == ("PA", "CN")
    assert Identifier("IMO Number", "9036387") in listing.identifiers
    assert listing.start_date == "2024-12-16"


@BOTH
def test_a_reference_that_repeats_or_is_missing_gives_way_to_the_logical_id(path: Path) -> None:
    listings = by_uid(path)
    assert listings["eu-fsf:800004"].name == "Mirela van OSSEWAARD"
    nameless = listings["eu-fsf:800005"]
    assert nameless.kind is PartyKind.UNKNOWN
    assert names_of(nameless) == [("Общество «Brindle»", PRIMARY), ("한글 회사", ORIGINAL)]


def test_what_is_not_known_is_kept() -> None:
    assert by_uid(XML)["eu-fsf:800005"].record["@newAttribute"] == "kept"
    record = by_uid(CSV)["eu-fsf:EU.90001.11"].record
    assert record["entity_logicalid"] == "800001"
    rows = record["rows"]
    assert isinstance(rows, Sequence)
    assert len(rows) == 6 + 3 + 7 + 2 + 1


def test_the_xml_may_have_a_prefix_and_no_id_at_all(tmp_path: Path) -> None:
    data = (
        b'<?xml version="1.0"?><f:export xmlns:f="http://eu.europa.ec/fpi/fsd/export">'
        b'<f:sanctionEntity><f:nameAlias wholeName="Nobody"/></f:sanctionEntity></f:export>'
    )
    reading, (listing,) = read(written(tmp_path, data))
    assert reading.published is None
    assert listing.uid.startswith("eu-fsf:")
    assert len(listing.uid) == len("eu-fsf:") + 16


def test_a_row_of_another_width_is_kept_and_counted(tmp_path: Path) -> None:
    lines = CSV.read_bytes().split(b"\n")
    lines[1] += b";beyond"
    reading, listings = read(written(tmp_path, b"\n".join(lines)))
    assert reading.uneven == (1,)
    assert len(listings) == 5


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (XML.read_bytes()[:3000], "list-truncated"),
        (XML.read_bytes().replace(b"</export>", b""), "list-truncated"),
        (XML.read_bytes().replace(b"</sanctionEntity>", b"</sanction>", 1), "list-damaged"),
        (XML.read_bytes().replace(b"<remark>", b"<remark>&bomb;"), "list-damaged"),
        (CSV.read_bytes()[:-40], "list-truncated"),
        (CSV.read_bytes().replace(b'""B""', b'"B"'), "list-damaged-row"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refusal_of(tmp_path, data) == code


def test_entities_that_grow_are_not_expanded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY b{n + 1} "{f"&b{n};" * 12}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE export [<!ENTITY b0 "0123456789">{levels}]>'
    data = XML.read_text("utf-8").partition("?>")[2].replace("<remark>", "<remark>&b9;", 1)
    with ends():
        assert refusal_of(tmp_path, (bomb + data).encode()) == "list-damaged"


@pytest.mark.parametrize("source", ["uk-sl", "us-csl"])
@BOTH
def test_it_is_not_another_source(path: Path, source: str) -> None:
    with pytest.raises(ListRefused) as caught:
        read_as(source, path)
    assert caught.value.code == "list-other-source"


def test_the_sample_of_the_table_has_its_columns() -> None:
    assert CSV.read_text("utf-8-sig").partition("\n")[0].split(";") == EU_COLUMNS
    assert len(EU_COLUMNS) == 118


@by_name
def test_the_real_list(real_list: tuple[Reading, list[Listing]]) -> None:
    root = etree.fromstring(gzip.decompress(real(REAL).read_bytes()))
    published = [name.get("wholeName", "") for name in root.iter("{*}nameAlias")]
    scripts = names_by_script(published)
    for undecided in ("MASCULINE", "FEMININE", "MICRO", "MODIFIER"):
        scripts.pop(undecided, None)
    assert scripts == {
        "LATIN": 24482,
        "CYRILLIC": 4715,
        "ARABIC": 730,
        "GREEK": 355,
        "HANGUL": 87,
        "CJK": 23,
        "HEBREW": 9,
    }
    reading, listings = real_list
    assert (reading.rows, len(listings), reading.skipped) == (5860, 5860, ())
    assert str(reading.published) == "2026-05-01"
    assert len(published) == 29826
    # Every name of every entity is there, once, but for spaces and Unicode's two ways.
    for entity, listing in zip(root.iter("{*}sanctionEntity"), listings, strict=True):
        names = {
            " ".join(unicodedata.normalize("NFC", name.get("wholeName", "")).split())
            for name in entity.iter("{*}nameAlias")
        }
        assert {name.text for name in listing.names} == names
        assert len(listing.names) == len(names)
        assert listing.uid == f"eu-fsf:{entity.get('euReferenceNumber')}"
    originals = [n.text for one in listings for n in one.names if n.role is ORIGINAL]
    assert names_by_script(originals)["LATIN"] < len(originals) / 5
    assert len(originals) == 5903
    assert sum(one.kind is PartyKind.PERSON for one in listings) == 4341
    assert all(one.programs and one.citation and one.start_date for one in listings)


@by_name
def test_the_real_list_as_a_table_gives_the_same(
    tmp_path: Path, real_list: tuple[Reading, list[Listing]]
) -> None:
    table = written(tmp_path, eu_csv(gzip.decompress(real(REAL).read_bytes())))
    reading, from_csv = read(table)
    assert reading.format == "eu-csv"
    assert [dataclasses.replace(one, record={}) for one in from_csv] == [
        dataclasses.replace(one, record={}) for one in real_list[1]
    ]


def test_the_real_sample_of_2020_and_its_repeated_reference(
    real_list: tuple[Reading, list[Listing]],
) -> None:
    path = real("lists/eu/xmlFullSanctionsList_1_1.sample-2020-04.xml")
    reading, listings = read(path)
    assert (reading.rows, len(listings), reading.skipped) == (7, 7, ())
    assert str(reading.published) == "2020-04-15"
    assert [one.uid for one in listings if one.name in {"Sok-hwa Hwang", "TestOneWord"}] == [
        "eu-fsf:EU.4009.74",
        "eu-fsf:5468",
    ]
    now = {one.uid: one for one in real_list[1]}
    for one in listings:  # both ids of all that are still listed lasted six years
        if one.name != "TestOneWord":
            logical = one.record["@logicalId"]
            assert now[one.uid].record["@logicalId"] == logical
