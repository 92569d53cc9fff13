"""A first look at list files."""

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest

from exportdesk.ui.lists.peek import date_in, look_at
from tests.ui.desks import DEMO_CSV, DEMO_LIST


def test_a_csv_holds_no_date_however_it_is_packed(tmp_path: Path) -> None:
    packed = tmp_path / "list.csv.gz"
    packed.write_bytes(gzip.compress(DEMO_CSV.read_bytes()))
    archive = tmp_path / "list.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(DEMO_CSV, "consolidated.csv")
    assert all(look_at(path).dateless for path in (DEMO_CSV, packed, archive))


def test_json_may_hold_one(tmp_path: Path) -> None:
    packed = tmp_path / "list.json.gz"
    packed.write_bytes(gzip.compress(DEMO_LIST.read_bytes()))
    assert not look_at(DEMO_LIST).dateless
    assert not look_at(packed).dateless


@pytest.mark.parametrize("data", [b"", b"<html>", b"PK\x03\x04junk", b"\x1f\x8bjunk", b"%PDF-1.7"])
def test_what_is_no_list_raises_no_question(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd"
    path.write_bytes(data)
    assert not look_at(path).dateless
    assert not look_at(tmp_path / "gone").dateless


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("consolidated.2022-05-16.csv.gz", date(2022, 5, 16)),
        ("csl_20260731.csv", date(2026, 7, 31)),
        ("consolidated.csv", None),
        ("2026-02-30.csv", None),
        ("2026-01-01 to 2026-02-01.csv", None),
        ("order 12026073199.csv", None),
    ],
)
def test_dates_in_file_names(name: str, found: date | None) -> None:
    assert date_in(name) == found
