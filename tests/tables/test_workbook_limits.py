"""Workbooks that would become far larger than they look are refused before they are read."""

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue, open_list
from exportdesk.tables.workbook_limits import NoTable, check_workbook
from tests.lists.samples import country_code
from tests.lists.test_own import ROWS, as_ods, as_xlsx, ods_of

SHEET = "xl/worksheets/sheet1.xml"
CELL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'


def changed(data: bytes, **parts: bytes) -> bytes:
    """Return a workbook with other content in some of its parts (`sheet1`, `sharedStrings`)."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            stem = info.filename.rpartition("/")[2].removesuffix(".xml")
            after.writestr(info.filename, parts.get(stem, before.read(info)))
    return buffer.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def lying(data: bytes, name: str, size: int) -> bytes:
    """Return a workbook whose directory says that a part is of another size."""
    place = data.rindex(name.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    return data[: place + 24] + struct.pack("<I", size) + data[place + 28 :]


def far_cell() -> bytes:
    sheet = part(as_xlsx(ROWS), SHEET).replace(b'r="A2"', b'r="XFD1048576"')
    return changed(as_xlsx(ROWS), sheet1=sheet)


def one_text_everywhere() -> bytes:
    data = as_xlsx([["x"] * 100] * 400)
    strings = part(data, "xl/sharedStrings.xml").replace(b">x<", b">" + b"x" * 32_000 + b"<")
    return changed(data, sharedStrings=strings)


BOMBS = {
    "packed zeros": lambda: changed(as_xlsx(ROWS), sheet1=b"<worksheet>" + bytes(50 * 2**20)),
    "a far cell": far_cell,
    "one text everywhere": one_text_everywhere,
    "repeated columns and rows": lambda: ods_of(
        '<table:table-row table:number-rows-repeated="1000000">'
        + CELL.format(' table:number-columns-repeated="16384"')
        + "</table:table-row>"
    ),
    "a cell behind empty ones": lambda: ods_of(
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="16383"/>'
        + CELL.format("")
        + "</table:table-row>"
    ),
    "a row behind empty ones": lambda: ods_of(
        "<table:table-row>" + CELL.format("") * 50 + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1000000"/>'
        "<table:table-row>" + CELL.format("") + "</table:table-row>"
    ),
    "one text in repeated cells": lambda: ods_of(
        '<table:table-row table:number-rows-repeated="50">'
        + CELL.format(' table:number-columns-repeated="100"').replace(">x<", f">{'x' * 40_000}<")
        + "</table:table-row>"
    ),
}


def test_what_never_ends_is_passed_over_quickly() -> None:
    """Tags that are begun a hundred thousand times and never closed."""
    for begun in (b'<c t="s" ', b"<c ", b"<table:table-cell ", b"<v ", b't="s"', b"<row <c ", b" "):
        check_workbook(changed(as_xlsx(ROWS), sheet1=b"<worksheet>" + begun * 100_000))


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(tmp_path: Path, bomb: str) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(BOMBS[bomb]())
    with pytest.raises(ListRefused) as caught:
        list(open_list(path, load_catalogue().source("own:x"), country_code, Silent()))
    assert caught.value.code == "list-too-large"


def test_a_directory_that_lies_is_found_out() -> None:
    data = changed(as_xlsx(ROWS), sheet1=b"<worksheet>" + bytes(9 * 2**20))
    with pytest.raises(NoTable) as caught:
        check_workbook(lying(data, SHEET, 400))
    assert caught.value.code == "archive-damaged"


def test_good_workbooks_pass() -> None:
    check_workbook(as_xlsx(ROWS))
    check_workbook(as_ods(ROWS))
    check_workbook(as_xlsx([["name", "x" * 30_000], ["y", "z"]]))


@pytest.mark.parametrize("make", [as_xlsx, as_ods])
def test_flipped_bytes_never_do_worse_than_be_refused(tmp_path: Path, make: object) -> None:
    assert callable(make)
    whole = make(ROWS)
    source = load_catalogue().source("own:x")
    path = tmp_path / "own.xlsx"
    dice = random.Random(4)
    taken = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        if dice.random() < 0.2:
            del data[dice.randrange(len(data)) :]
        path.write_bytes(data)
        try:
            taken += len(list(open_list(path, source, country_code, Silent()))) > 0
        except ListRefused:
            continue
    assert taken < 300
