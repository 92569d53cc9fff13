"""Reading the Consolidated Screening List: every trap of the format, in both shapes."""

import dataclasses
import gzip
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from exportdesk.core.listings import Identifier, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists import Reading
from tests.lists.samples import (
    TRAPS_2022,
    TRAPS_CSV,
    TRAPS_JSON,
    envelope,
    read,
)
from tests.real import real
from tests.sampling import sample

ALL = pytest.mark.parametrize("path", [TRAPS_JSON, TRAPS_CSV, TRAPS_2022], ids=lambda p: p.name)


def by_name(path: Path) -> dict[str, Listing]:
    return {listing.name: listing for listing in read(path)[1]}


@ALL
def test_nothing_is_lost(path: Path) -> None:
    reading, listings = read(path)
    assert (reading.rows, reading.listings, len(listings)) == (26, 25, 25)
    assert [(s.reason, s.count, s.rows) for s in reading.skipped] == [
        ("row-without-name", 1, (26,))
    ]
    assert reading.names == sum(len(listing.names) for listing in listings)
    assert not reading.uneven
    assert not reading.replaced


def test_both_shapes_give_the_same_listings() -> None:
    from_json, from_csv = read(TRAPS_JSON)[1], read(TRAPS_CSV)[1]
    assert [listing.uid for listing in from_json] == [listing.uid for listing in from_csv]
    for ours, theirs in zip(from_json, from_csv, strict=True):
        assert [(a.text, a.country) for a in ours.addresses] == [
            (a.text, a.country) for a in theirs.addresses
        ]
        # The CSV has no column for the one country that State's records carry in JSON.
        countries = theirs.countries if ours.list != "ISN" else ours.countries
        plain = {"addresses": (), "record": {}, "countries": countries}
        assert dataclasses.replace(ours, **plain) == dataclasses.replace(theirs, **plain)


def test_the_older_order_of_identifiers_gives_the_same() -> None:
    newer, older = read(TRAPS_CSV)[1], read(TRAPS_2022)[1]
    assert [listing.identifiers for listing in newer] == [listing.identifiers for listing in older]
    assert [listing.remarks for listing in newer] == [listing.remarks for listing in older]


@ALL
def test_a_person(path: Path) -> None:
    person = by_name(path)["QORVAN, Teodric"]
    assert person.uid == "us-csl:SDN:900001"
    assert person.kind is PartyKind.PERSON
    assert [(n.text, n.role) for n in person.names] == [
        ("QORVAN, Teodric", NameRole.PRIMARY),
        ("QORVAN, Teo", NameRole.ALIAS),
        ("TEODRIC", NameRole.ALIAS),
    ]
    assert person.addresses[0].text == "12 Brindle Quay, Suite 4, Port Halden, CN"
    assert person.countries == ("CN", "KP")
    assert person.birth_dates == ("1961-04-05", "circa 1962")
    assert person.identifiers == (
        Identifier("Passport", "X 123,456", "KP"),
        Identifier("Website", "www.qorvan.example"),
    )
    assert person.remarks == (
        "Gender: Male; Secondary sanctions risk: Made-Up Regulations, sections 1.1 and 1.2"
    )
    assert person.title == "Director"


@ALL
def test_a_vessel_and_an_aircraft(path: Path) -> None:
    vessel, aircraft = by_name(path)["HALDEN STAR"], by_name(path)["T-QRV"]
    assert (vessel.kind, aircraft.kind) == (PartyKind.VESSEL, PartyKind.AIRCRAFT)
    assert vessel.countries == ("PA",)
    assert Identifier("Call sign", "HX99") in vessel.identifiers
    assert Identifier("Vessel Registration Identification", "IMO 9999993") in vessel.identifiers
    assert aircraft.identifiers == (Identifier("Aircraft Tail Number", "T-QRV"),)


@ALL
def test_countries_that_are_not_codes(path: Path) -> None:
    holdings = read(path)[1][3]
    assert [a.country for a in holdings.addresses] == ["", "IM", "CN"]
    assert holdings.addresses[0].text == "Region: West Bank"
    assert holdings.countries == ("IM", "CN")


@ALL
def test_one_number_on_two_lists_is_two_listings(path: Path) -> None:
    uids = [listing.uid for listing in read(path)[1] if listing.name.startswith("QORVAN HOLD")]
    assert uids == ["us-csl:SDN:900004", "us-csl:SSI:900004"]


@ALL
def test_semicolons_of_its_own(path: Path) -> None:
    institute = by_name(path)["Brindle Institute of Measurement (BIM)"]
    assert [name.text for name in institute.names[1:]] == [
        "Brindle Institute",
        "BIM",
        "Brindle Lab",
        "BIM 9",
    ]
    assert [a.text for a in institute.addresses] == [
        "1 Quay Road, Halden; and 2 Quay Road, Halden, Halden, CN"
    ]
    assert institute.kind is PartyKind.UNKNOWN
    assert institute.requirement == "For all items subject to the EAR. (See §744.11 of the EAR)."
    assert (institute.policy, institute.citation) == ("Presumption of denial.", "99 FR 1")


@ALL
def test_addresses_are_listings_too(path: Path) -> None:
    named, nameless = by_name(path)["Address 01"], by_name(path)["3 Nameless Street, Halden, RU"]
    assert (named.kind, nameless.kind) == (PartyKind.ADDRESS, PartyKind.ADDRESS)
    assert named.addresses[0].country == "HK"
    assert nameless.names == ()


@ALL
def test_the_same_party_at_two_addresses_is_told_apart(path: Path) -> None:
    first, second = (x for x in read(path)[1] if x.name == "Twice Listed Trading")
    assert second.uid == f"{first.uid}-2"
    assert (first.countries, second.countries) == (("AE",), ("TR",))


@ALL
def test_an_expired_order_and_an_american_date(path: Path) -> None:
    order = by_name(path)["MARCH TEALWOOD -AKA- MARK TEAL"]
    assert (order.start_date, order.end_date) == ("2015-08-11", "2001-01-01")
    assert [name.text for name in order.names[1:]] == ["MARCH TEALWOOD", "MARK TEAL"]


@ALL
def test_stray_characters(path: Path) -> None:
    names = by_name(path)
    assert {"Murat Bükey", "Halden Parts FZE", "Made-Up Flying Service"} <= set(names)


@ALL
def test_an_empty_array_as_text_is_no_alias(path: Path) -> None:
    orrin = by_name(path)["Orrin) Orrin (a/k/a Fennimore Orrin"]
    assert [name.text for name in orrin.names[1:]] == ["Orrin Orrin", "Fennimore Orrin"]


@ALL
def test_aliases_joined_by_commas_are_left(path: Path) -> None:
    works = by_name(path)["Fennimore Works (Narnian entity)"]
    assert [name.text for name in works.names[1:]] == [
        "One, Two, Three Works, Four Works",
        "Fennimore Works",
    ]


@ALL
def test_unknown_lists_are_kept(path: Path) -> None:
    reading, _ = read(path)
    assert reading.counts["NIL"] == 1
    assert reading.counts["A-LIST-WITHOUT-AN-ACRONYM"] == 1
    assert reading.list_names["NIL"] == ("Newly Invented List (NIL) - Department of Inventions",)


def test_unknown_fields_are_kept() -> None:
    assert by_name(TRAPS_JSON)["Invented Party LLC"].record["brand_new_field"] == {"deep": [1, 2]}


def test_the_one_country_of_a_state_record() -> None:
    assert read(TRAPS_JSON)[1][19].countries == ("TH",)


def test_the_date_of_the_publisher() -> None:
    reading = read(TRAPS_JSON)[0]
    assert reading.published is not None
    assert reading.published.isoformat() == "2026-11-18"
    assert (reading.format, reading.complete) == ("csl-json", True)
    reading = read(TRAPS_CSV)[0]
    assert (reading.published, reading.format, reading.complete) == (None, "csl-csv", False)


@pytest.mark.parametrize("stamp", [None, "yesterday", 5, "2026-13-01T00:00:00Z"])
def test_a_date_that_is_none_is_not_known(tmp_path: Path, stamp: object) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(envelope([{"name": "A"}], search_performed_at=stamp, total="many"))
    assert read(path)[0].published is None


def test_an_envelope_without_a_date(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(b'{"results": [{"name": "A", "addresses": "1 Road, CN", "ids": "T, 1"}]}')
    reading, (listing,) = read(path)
    assert reading.published is None
    assert listing.addresses[0].country == "CN"
    assert listing.identifiers == (Identifier("T", "1"),)


@pytest.mark.parametrize("ending", ["csv", "json", "txt", "zip"])
@pytest.mark.parametrize("packing", ["gzip", "zip", "plain"])
def test_content_counts_and_not_the_ending(tmp_path: Path, packing: str, ending: str) -> None:
    path = tmp_path / f"list.{ending}"
    data = TRAPS_JSON.read_bytes()
    if packing == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("folder/consolidated.json", data)
    else:
        path.write_bytes(gzip.compress(data) if packing == "gzip" else data)
    reading, listings = read(path)
    assert (len(listings), reading.packing) == (25, packing)
    assert reading.size == path.stat().st_size


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sample", [TRAPS_JSON, TRAPS_CSV], ids=lambda p: p.name)
def test_other_encodings_are_recognized(tmp_path: Path, sample: Path, encoding: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(sample.read_text("utf-8").encode(encoding))
    assert [x.uid for x in read(path)[1]] == [x.uid for x in read(sample)[1]]


@pytest.mark.parametrize("sample", [TRAPS_JSON, TRAPS_CSV], ids=lambda p: p.name)
def test_damaged_bytes_are_replaced_and_counted(tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(sample.read_bytes().replace(b"Acronymless Party", b"Caf\xe9 \x81 Party"))
    reading, listings = read(path)
    assert reading.replaced == 2
    assert "Café \ufffd Party" in {listing.name for listing in listings}


def test_windows_line_ends_and_columns_in_another_order(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(
        b"Name , SOURCE,extra,alt_names\r\n"
        b'"Some ""Party""","Entity List (EL) - Bureau of Industry and Security",kept,"A; B"\r\n'
        b"\r\n"
    )
    reading, (listing,) = read(path)
    assert listing.name == 'Some "Party"'
    assert listing.list == "EL"
    assert listing.record["extra"] == "kept"
    assert reading.rows == 1


def test_rows_of_another_width_are_kept_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("source,name,alt_names\nX,Short\nY,Long,,over,more\nZ,Right,\n", "utf-8")
    reading, listings = read(path)
    assert [listing.name for listing in listings] == ["Short", "Long", "Right"]
    assert reading.uneven == (1, 2)
    assert listings[1].record[""] == ["over", "more"]


def test_records_that_are_none_are_skipped_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    good = {"source": "Entity List (EL) - Bureau of Industry and Security", "name": "Good"}
    odd = {"source": 7, "name": 12, "addresses": ["1 Road, CN", 5, {"city": 9}], "ids": [1, "a"]}
    path.write_bytes(envelope([good, None, "text", [1], 3.5, {}, odd, {**good, "ids": "T, 1, CN"}]))
    reading, listings = read(path)
    assert [listing.name for listing in listings] == ["Good", "12", "Good"]
    assert listings[1].list == "7"
    assert [a.text for a in listings[1].addresses] == ["1 Road, CN", "9"]
    assert [(s.reason, s.rows) for s in reading.skipped] == [
        ("row-unreadable", (2, 3, 4, 5)),
        ("row-without-name", (6,)),
    ]


def test_a_row_without_a_list_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(envelope([{"name": "Lost Party"}]))
    assert [(x.list, x.list_name) for x in read(path)[1]] == [("UNNAMED", "")]


def test_identifiers_with_dates_between(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "source,name,ids,alt_names\n"
        '"A (SDN) - B",Older,"JO, 2014-08-30, 2009-08-31, K475336, Passport; Male, Gender;'
        ' 2014-07-11, 2009-07-11, D9005625, Passport; Just text; Seoul, Korea, Issuer Name",\n',
        "utf-8",
    )
    _, (listing,) = read(path)
    assert listing.identifiers == (
        Identifier("Passport", "K475336", "JO"),
        Identifier("Passport", "D9005625"),
    )
    assert listing.remarks == "Gender: Male; Just text; Issuer Name: Seoul, Korea"


REAL = [
    ("consolidated.rebuilt-2026-07-31.json.gz", 25_921, {"SDN": 19_181, "EL": 3_420, "CAP": 1}),
    ("consolidated.rebuilt-2026-07-31.csv.gz", 25_921, {"SDN": 19_181, "DPL": 1_596, "MEU": 70}),
    ("consolidated.2022-05-16.csv.gz", 14_160, {"SDN": 10_026, "CAP": 53, "FSE": 3, "NS-MBS": 17}),
    ("consolidated.sample-2025-06.csv", 13, {"SSI": 3, "PLC": 2}),
    ("consolidated.json-shape-sample.json", 3, {"SDN": 1, "EL": 1, "ISN": 1}),
]


@pytest.fixture(scope="module")
def read_real() -> Iterator[Callable[[str], tuple[Reading, list[Listing]]]]:
    """Read each real file once."""
    kept = cache(lambda name: read(real(f"lists/us-csl/{name}")))
    yield kept
    kept.cache_clear()


@pytest.mark.real_lists
@pytest.mark.parametrize(
    ("name", "rows", "counts"),
    REAL[: sample(1, None)],
    ids=[name for name, _, _ in REAL][: sample(1, None)],
)
def test_the_real_files_read_whole(
    read_real: Callable[[str], tuple[Reading, list[Listing]]],
    name: str,
    rows: int,
    counts: dict[str, int],
) -> None:
    reading, listings = read_real(name)
    assert (reading.rows, len(listings), reading.skipped) == (rows, rows, ())
    assert {code: reading.counts[code] for code in counts} == counts
    assert len({listing.uid for listing in listings}) == rows
    assert (reading.replaced, reading.uneven) == (0, ())
    assert all(listing.names for listing in listings)


@pytest.mark.real_lists
def test_both_real_shapes_give_the_same(
    read_real: Callable[[str], tuple[Reading, list[Listing]]],
) -> None:
    from_json = read_real("consolidated.rebuilt-2026-07-31.json.gz")[1]
    from_csv = read_real("consolidated.rebuilt-2026-07-31.csv.gz")[1]
    for ours, theirs in zip(from_json, from_csv, strict=True):
        assert (ours.uid, ours.names, ours.addresses) == (
            theirs.uid,
            theirs.names,
            theirs.addresses,
        ) or [a.text for a in ours.addresses] == [a.text for a in theirs.addresses]
