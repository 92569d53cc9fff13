"""Damaged files that once got the better of a reader; `dev.py campaign mutations` found them."""

import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.lists.written_dates import dates_of
from tests.lists.damage import zipped
from tests.lists.ofac_samples import OFAC, sample_set
from tests.lists.others import read_as
from tests.lists.samples import DATA
from tests.lists.test_own import ROWS, as_ods
from tests.tables.test_workbook_limits import changed, part


def code_of(path: Path, source: str, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(ListRefused) as caught:
        read_as(source, path)
    return caught.value.code


def test_a_number_of_five_thousand_digits(tmp_path: Path) -> None:
    data = (DATA / "jp-traps.csv").read_bytes()
    long = re.sub(rb"(?m)^1,", b"1" * 5000 + b",", data)
    assert long != data
    path = tmp_path / "jp.csv"
    path.write_bytes(long)
    assert read_as("jp-meti", path)[1]


@pytest.mark.parametrize("count", [b"1" * 5000, b"-1", b"6x", b"1e9"])
def test_a_record_count_that_is_no_number(tmp_path: Path, count: bytes) -> None:
    data = (
        (OFAC / "SDN.XML").read_bytes().replace(b"<Record_Count>6<", b"<Record_Count>%b<" % count)
    )
    assert count in data
    assert code_of(tmp_path / "sdn.xml", "us-ofac-sdn", data) == "list-damaged"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[40:],  # the directory's places lie before the file then
        lambda data: data[:30] + data[90:],
        lambda data: data[:-22] + data[-22:].replace(b"\0", b"\xff"),
    ],
)
def test_an_archive_whose_directory_points_nowhere(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    data = damage(b"PK\x03\x04" + zipped(sample_set())[4:])
    data = b"PK\x03\x04" + data[4:]
    assert code_of(tmp_path / "sdn.zip", "us-ofac-sdn", data) == "list-archive-damaged"


@pytest.mark.parametrize("name", ["ca-traps.xml", "un-traps.xml", "eu-traps.xml", "uk-traps.xml"])
def test_an_entity_in_place_of_a_text(tmp_path: Path, name: str) -> None:
    source = {"ca": "ca-sema", "un": "un-sc", "eu": "eu-fsf", "uk": "uk-sl"}[name[:2]]
    head, end, rest = (DATA / name).read_bytes().partition(b"?>")
    rest = re.sub(rb"(<\w+>)[^<>]{3,}(</)", rb"\1&e;\2", rest, count=3)
    rest = re.sub(rb"(</\w+>)", rb"\1&e;", rest, count=2)
    data = head + end + b'<!DOCTYPE r [<!ENTITY e "Nobody">]>' + rest
    assert code_of(tmp_path / name, source, data) == "list-damaged"


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), 1e308])
def test_a_cell_that_holds_no_number_at_all(value: float) -> None:
    assert dates_of(value) == [f"{value:g}"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda xml: xml[: xml.rindex(b"</table:table>")],  # the reader looked for it without end
        lambda xml: xml[: xml.rindex(b"</table:table-row>")],
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b"</text:p>", b"", 1),
        lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "eeee">]>', 1),
    ],
)
def test_a_sheet_of_opendocument_without_its_end(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    data = as_ods(ROWS)
    broken = damage(part(data, "content.xml"))
    data = changed(data, content=broken)
    assert code_of(tmp_path / "own.ods", "own:x", data) == "list-damaged"


@pytest.mark.parametrize("encoding", [b"UTF-1e9", b"hex", b"utf-7", b"big5"])
def test_a_workbook_in_an_encoding_nobody_knows(tmp_path: Path, encoding: bytes) -> None:
    content = part(as_ods(ROWS), "content.xml")
    declared = re.sub(rb'encoding="[^"]*"', b'encoding="' + encoding + b'"', content, count=1)
    if declared == content:
        declared = b'<?xml version="1.0" encoding="' + encoding + b'"?>' + content
    data = changed(as_ods(ROWS), content=declared)
    assert code_of(tmp_path / "own.ods", "own:x", data) == "list-damaged"


def test_a_file_that_is_no_text_at_all_is_refused_in_little_room(tmp_path: Path) -> None:
    data = bytes(range(128, 256)) * 40_000
    tracemalloc.start()
    assert code_of(tmp_path / "eu.xml", "eu-fsf", data) == "list-not-text"
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * len(data)
