"""Reading the Denied Persons List as text: every trap of the format, and the real file."""

import re
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Listing
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.lists import Reading, load_catalogue, open_list
from exportdesk.lists.uids import hashed
from exportdesk.rulebook import denial_order_ended, load_rulebook
from tests.lists.samples import DATA
from tests.real import real
from tests.sampling import by_name

SAMPLE = DATA / "bis" / "dpl.txt"
country_code = load_rulebook().countries.country_code


def read(path: Path) -> tuple[Reading, list[Listing]]:
    source = load_catalogue().source("us-bis-dpl")
    reading = open_list(path, source, country_code, Silent())
    return reading, list(reading)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8", newline="")
    return path


def test_every_row_comes_in() -> None:
    reading, listings = read(SAMPLE)
    assert [listing.name for listing in listings] == [
        "O. FENN",
        "MARCH TEAL -AKA- MARK TEAL",
        "TEAL TRADERS",
        "TEAL TRADERS",
        'ORRIN "THE FENN" QUAY',
    ]
    assert [(s.reason, s.count, s.rows) for s in reading.skipped] == [("row-without-name", 1, (6,))]
    assert not reading.complete  # the format has no end mark
    assert not reading.perhaps_cut
    assert reading.list_names == {"DPL": ("Denied Persons List",)}


def test_a_denial_order() -> None:
    person = read(SAMPLE)[1][0]
    assert person.kind is PartyKind.UNKNOWN
    assert (person.start_date, person.end_date) == ("2003-06-19", "2056-06-29")
    assert person.citation == "68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06"
    assert person.remarks == "FEDERAL REGISTER NOTICE UPDATED; Standard order: Y"
    assert person.record["Name".casefold()] == " O. FENN"
    address = person.addresses[0]
    assert (address.city, address.region, address.postal_code) == ("HALDEN", "TX", "75159")
    assert address.country == "US"
    # As the Consolidated Screening List has it, where the name has no space before it.
    told = hashed("DPL", "O. FENN", person.citation, "2003-06-19")
    assert person.uid == f"us-bis-dpl:DPL:{told}"


def test_names_inside_a_name() -> None:
    teal = read(SAMPLE)[1][1]
    assert [name.text for name in teal.names] == [
        "MARCH TEAL -AKA- MARK TEAL",
        "MARCH TEAL",
        "MARK TEAL",
    ]


def test_rows_of_one_order_are_one_listing_and_another_order_is_another() -> None:
    later, earlier = read(SAMPLE)[1][2:4]
    assert [(a.text, a.country) for a in later.addresses] == [
        ("3415 BRINDLE AVENUE, EL PASO, TX, 79905", "US"),
        ("JINXIU 17-403, HALDEN, 215500, CN", "CN"),
    ]
    assert later.countries == ("US", "CN")
    rows = later.record["rows"]
    assert isinstance(rows, list)
    assert [row["street_address"] for row in rows] == ["3415 BRINDLE AVENUE", "JINXIU 17-403"]
    assert earlier.remarks == "Standard order: Y"
    assert [a.country for a in earlier.addresses] == ["US"]  # state and code exchanged
    assert later.uid != earlier.uid


def test_an_order_without_an_end_is_in_force_and_one_that_ran_out_is_not() -> None:
    _, _, open_ended, ended, _ = read(SAMPLE)[1]
    assert open_ended.end_date == ""
    assert not denial_order_ended(open_ended, date(2099, 1, 1))
    assert denial_order_ended(ended, date(2020, 1, 3))
    assert not denial_order_ended(ended, date(2020, 1, 2))


def test_the_date_is_that_of_the_last_update_but_not_a_slip() -> None:
    assert read(SAMPLE)[0].published == date(2022, 8, 29)


def test_line_ends_and_order_of_columns_do_not_matter(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    expected = [listing.uid for listing in read(SAMPLE)[1]]
    windows = written(tmp_path / "windows.txt", text.replace("\n", "\r\n"))
    assert [listing.uid for listing in read(windows)[1]] == expected
    lines = [line.split("\t") for line in text.splitlines()]
    turned = "".join("\t".join(reversed(cells)) + "\n" for cells in lines)
    assert [one.uid for one in read(written(tmp_path / "turned.txt", turned))[1]] == expected


def test_a_column_more_is_kept(tmp_path: Path) -> None:
    first, *rest = SAMPLE.read_text("utf-8").splitlines()
    more = "\n".join([f'{first}\t"Note"', *(f'{line}\t"made up"' for line in rest), ""])
    assert read(written(tmp_path / "more.txt", more))[1][0].record["note"] == "made up"


def test_rows_of_another_width_are_told(tmp_path: Path) -> None:
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    lines[1] = lines[1].rstrip("\n") + '\t"more"\n'
    reading, listings = read(written(tmp_path / "wide.txt", "".join(lines)))
    assert reading.uneven == (1,)
    assert listings[0].record[""] == "more"


@pytest.mark.parametrize("back", [3, 40, 90, 150])
def test_a_file_cut_inside_a_row_is_refused(tmp_path: Path, back: int) -> None:
    text = SAMPLE.read_text("utf-8").rstrip().rpartition("\n")[0]  # without the empty row
    with pytest.raises(ListRefused) as refused:
        read(written(tmp_path / "cut.txt", text[:-back]))
    assert refused.value.code == "list-truncated"


def test_quotes_that_do_not_match_are_refused(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8").replace('"MARCH TEAL', '"MARCH" TEAL')
    with pytest.raises(ListRefused) as refused:
        read(written(tmp_path / "quotes.txt", text))
    assert refused.value.code == "list-damaged-row"


def test_the_real_list() -> None:
    path = real("lists/us-bis/dpl.2023-11-30.txt")
    reading, listings = read(path)
    assert not reading.skipped
    rows = [listing.record.get("rows", [listing.record]) for listing in listings]
    assert sum(len(of_one) for of_one in rows if isinstance(of_one, list)) == 665
    assert reading.listings == 595
    assert reading.published == date(2023, 11, 28)
    iso = re.compile(r"\d{4}-\d\d-\d\d")
    assert all(iso.fullmatch(listing.start_date) for listing in listings)
    assert all(not one.end_date or iso.fullmatch(one.end_date) for one in listings)
    assert sum(len(listing.names) > 1 for listing in listings) == 3
    assert all(listing.addresses for listing in listings)


@by_name
def test_the_uids_are_those_of_the_consolidated_list() -> None:
    ours = read(real("lists/us-bis/dpl.2023-11-30.txt"))[1]
    path = real("lists/us-csl/consolidated.2022-05-16.csv.gz")
    csl = open_list(path, load_catalogue().source("us-csl"), country_code, Silent())
    keys = {one.uid.partition(":")[2] for one in csl if one.list == "DPL"}
    older = [one for one in ours if one.start_date < "2022-05-01"]
    known = sum(one.uid.partition(":")[2] in keys for one in older)
    assert known / len(older) > 0.95
