"""Japan's list: the table that users make of the PDF, as CSV and XLSX, and the JSON form."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address
from exportdesk.lists import Reading
from tests.lists.others import read_as, roles, script_of, workbook
from tests.lists.samples import DATA
from tests.real import real

TRAPS = DATA / "jp-traps.csv"
RECORDS: list[dict[str, object]] = [
    {"id": "jp-eul-1", "entity_name": "Pretend Trading Corp. (試験貿易会社)",
     "addresses": ["Panama"], "aliases": ["Pretend Trading Corporation", "PTC"],
     "reason": "懸念: ミサイル M",
     "source_url": "https://www.meti.go.jp/press/2025/09/20250929006/20250929006.html"},
    {"id": "jp-eul-2", "entity_name": "", "addresses": ["People's Republic of China Slipped Co."],
     "aliases": [], "reason": "N"},
    {"id": "jp-eul-3", "entity_name": "No country", "addresses": [], "aliases": None},
]  # fmt: skip


def json_read(tmp_path: Path, records: object) -> tuple[Reading, list[object]]:
    path = tmp_path / "jp.json"
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1), "utf-8")
    reading, listings = read_as("jp-meti", path)
    return reading, list(listings)


def test_a_table_as_csv() -> None:
    reading, listings = read_as("jp-meti", TRAPS)
    assert (reading.format, reading.published) == ("jp-table", date(2025, 9, 29))
    assert (reading.complete, reading.perhaps_cut) == (False, False)
    assert [(s.reason, s.count) for s in reading.skipped] == [
        ("row-heading", 1),
        ("row-without-name", 1),
    ]
    first, second, third = listings
    assert roles(first) == {
        "primary": ["Pretend Trading Corp."],
        "original_script": ["試験貿易会社"],
        "alias": ["Pretend Trading Corporation", "PTC", "P.T.C."],
    }
    assert first.addresses == (Address("Panama", country="PA"),)
    assert (first.kind, first.programs) == ("organization", ("ミサイル M",))
    assert first.record["remark"] == "seen"
    assert roles(second) == {
        "primary": ["Example Technology（EXT）"],
        "alias": ["Example Tech Co., Ltd.", "Shiken Gijutsu", "Example Continued"],
        "original_script": ["試験技術"],
    }
    assert second.countries == ("HK",)
    assert roles(third) == {"primary": ["セソン試験貿易"]}
    assert (third.countries, third.addresses[0].text) == ((), "Nowhere")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_and_a_byte_order_mark(tmp_path: Path, delimiter: str) -> None:
    rows = list(csv.reader(io.StringIO(TRAPS.read_text("utf-8"), newline="")))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    path = tmp_path / "jp.csv"
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))
    assert [x.names for x in read_as("jp-meti", path)[1]] == [
        x.names for x in read_as("jp-meti", TRAPS)[1]
    ]


def test_a_workbook_gives_the_same(tmp_path: Path) -> None:
    rows = [
        [int(cell) if cell.isdigit() else cell for cell in row]
        for row in csv.reader(io.StringIO(TRAPS.read_text("utf-8"), newline=""))
    ]
    path = tmp_path / "jp.xlsx"
    path.write_bytes(workbook(rows))
    reading, listings = read_as("jp-meti", path)
    assert (reading.complete, reading.published) == (True, date(2025, 9, 29))
    assert [(x.uid, x.names, x.programs) for x in listings] == [
        (x.uid, x.names, x.programs) for x in read_as("jp-meti", TRAPS)[1]
    ]


def test_the_json_form(tmp_path: Path) -> None:
    reading, listings = json_read(tmp_path, RECORDS)
    assert (reading.complete, reading.published) == (True, date(2025, 9, 29))
    first, slipped, alone = listings
    assert first.uid == read_as("jp-meti", TRAPS)[1][0].uid  # type: ignore[attr-defined] # rows that are listings
    assert first.programs == ("懸念: ミサイル M",)  # type: ignore[attr-defined] # rows that are listings
    assert (slipped.name, slipped.countries) == ("Slipped Co.", ("CN",))  # type: ignore[attr-defined] # rows that are listings
    assert slipped.record == RECORDS[1]  # type: ignore[attr-defined] # a JSON value
    assert (alone.name, alone.addresses) == ("No country", ())  # type: ignore[attr-defined] # rows that are listings


def test_records_that_are_none_are_counted(tmp_path: Path) -> None:
    nobody = {"id": "x", "entity_name": " ", "aliases": []}
    reading, _ = json_read(tmp_path, [RECORDS[0], 5, nobody])
    assert [(s.reason, s.rows) for s in reading.skipped] == [
        ("row-unreadable", (2,)),
        ("row-without-name", (3,)),
    ]


def test_a_missing_number_shows_a_missing_row(tmp_path: Path) -> None:
    path = tmp_path / "jp.csv"
    path.write_bytes(TRAPS.read_bytes().replace(b"\n3,Nowhere", b"\n5,Nowhere"))
    with pytest.raises(ListRefused) as caught:
        read_as("jp-meti", path)
    assert caught.value.code == "list-incomplete"
    assert (caught.value.facts["said"], caught.value.facts["read"]) == (5, 4)
    with pytest.raises(ListRefused):
        json_read(tmp_path, RECORDS[1:])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'[{"entity_name": "A", ', "list-truncated"),
        (b'[{"entity_name": "A"},]', "list-damaged"),
        (TRAPS.read_bytes().replace(b'"B,C,M,N",', b'"B,C"x,'), "list-damaged-row"),
        (TRAPS.read_bytes() + b'5,Panama,"cut', "list-truncated"),
        (b"company,country,aliases\nA,Panama,B\n", "list-other-format"),
        (b'"' + b"x" * 2**21, "list-other-format"),
    ],
)
def test_what_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "jp"
    path.write_bytes(data)
    with pytest.raises(ListRefused) as caught:
        read_as("jp-meti", path)
    assert caught.value.code == code


@pytest.mark.real_lists
def test_the_real_records() -> None:
    path = real("lists/jp/meti-foreign-end-user-list.2025-09-29.json")
    reading, listings = read_as("jp-meti", path)
    assert (reading.rows, len(listings), reading.skipped) == (835, 835, ())
    assert reading.published == date(2025, 9, 29)
    assert len({listing.uid for listing in listings}) == 835
    assert all(listing.countries for listing in listings)
    kanji = [x for x in listings if script_of(str(x.record["entity_name"])) == "CJK"]
    assert sum("CJK" in {script_of(n.text) for n in x.names} for x in kanji) == len(kanji)
    assert sum(_has_kanji(str(x.record["entity_name"])) for x in listings) == 203
    # Four have no name in Latin letters at all.
    assert sum(_has_kanji(x.name) or "貿易" in x.name for x in listings) == 4
    assert sum(len(x.record["aliases"]) for x in listings) == 1415  # type: ignore[arg-type] # a JSON value
    moved = [listing for listing in listings if not listing.record["entity_name"]]
    assert len(moved) == 37
    assert {listing.countries for listing in moved} == {("CN",)}


def _has_kanji(text: str) -> bool:
    return any(script_of(letter) == "CJK" for letter in text)
