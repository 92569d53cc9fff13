"""Workbooks: limits kept before anything is unpacked, damage told, nothing crashes."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.words import known_codes, say
from exportdesk.lists.workbooks import read_sheets
from exportdesk.tables import workbook_limits
from tests.lists.others import read_as, workbook
from tests.lists.test_au_xlsx import OLD, row

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
GOOD = workbook(
    [OLD, *(row(OLD, Reference=n, Name=f"Party {n}", Name_Type="Primary Name") for n in range(40))]
)


def changed(member: str, change: Callable[[bytes], bytes], data: bytes = GOOD) -> bytes:
    """Return a workbook with one member changed, its check sums right again."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == member else content)
    return buffer.getvalue()


def refused(tmp_path: Path, data: bytes, source: str = "au-dfat") -> str:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with pytest.raises(ListRefused) as caught:
        read_as(source, path)
    assert caught.value.code in known_codes()
    assert "list.xlsx" in say(caught.value)
    return caught.value.code


def test_what_is_no_workbook() -> None:
    assert read_sheets(b"", "x") == ()
    assert read_sheets(b"a,b\n1,2\n", "x") == ()
    assert read_sheets(zipped({"a.txt": b"x"}), "x") == ()


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_rows_end_with_their_last_cell() -> None:
    (sheet, empty) = read_sheets(workbook([["a", None, "b"], [], [1]], []), "x")
    assert [list(cells) for cells in sheet.rows] == [["a", "", "b"], [], [1.0]]
    assert list(empty.rows) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD[: len(GOOD) // 2], "list-archive-damaged"),
        (GOOD[:-30], "list-archive-damaged"),
        (changed(SHEET, lambda xml: xml[:-200]), "list-damaged"),
        (changed(SHEET, lambda xml: b"<html>"), "list-other-format"),
        (changed("xl/workbook.xml", lambda xml: b"not XML"), "list-damaged"),
        (changed(STRINGS, lambda xml: b""), "list-damaged"),
        (changed(STRINGS, lambda xml: re.sub(rb'Count="\d+', b'Count="4294967296', xml)),
         "list-damaged"),
        (workbook([["Company", "Country"], ["A", "B"]]), "list-other-format"),
        (workbook([]), "list-other-format"),
        (zipped({"META-INF/manifest.xml": b"<a/>", "content.xml": b"<b/>"}),
         "list-spreadsheet-other"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "list-spreadsheet-other"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refused(tmp_path, data) == code


def test_a_flipped_bit_is_found_by_its_check_sum(tmp_path: Path) -> None:
    data = bytearray(GOOD)
    data[GOOD.index(b"sharedStrings.xml") + 60] ^= 0x10
    assert refused(tmp_path, bytes(data)) == "list-archive-damaged"


def test_a_workbook_behind_a_password(tmp_path: Path) -> None:
    data = bytearray(GOOD)
    for found in re.finditer(rb"PK\x01\x02", GOOD):
        data[found.start() + 8] |= 1
    assert refused(tmp_path, bytes(data)) == "list-archive-locked"


def test_a_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    """Hundreds of megabytes that pack to nothing: nothing of it is unpacked."""
    bomb = changed(STRINGS, lambda xml: xml.replace(b"<si>", b"<si>" + b" " * 70 * 2**20, 1))
    assert len(bomb) < 2**20
    assert refused(tmp_path, bomb) == "list-too-large"
    assert refused(tmp_path, bomb, "jp-meti") == "list-too-large"


def test_a_directory_that_lies_about_sizes(tmp_path: Path) -> None:
    bomb = bytearray(changed("docProps/app.xml", lambda xml: b" " * 70 * 2**20))
    for found in re.finditer(rb"PK\x01\x02", bytes(bomb)):
        start = found.start()
        if int.from_bytes(bomb[start + 24 : start + 28], "little") > 2**26:
            bomb[start + 24 : start + 28] = (1000).to_bytes(4, "little")
    assert refused(tmp_path, bytes(bomb)) == "list-archive-damaged"


def test_a_cell_in_the_far_corner(tmp_path: Path) -> None:
    far = changed(SHEET, lambda xml: xml.replace(b'r="A41"', b'r="XFD1048576"'))
    assert refused(tmp_path, far) == "list-too-large"
    for place in (b"A999999999", b"AAAA1"):
        beyond = changed(SHEET, lambda xml, place=place: xml.replace(b'"A41"', b'"%b"' % place))
        assert refused(tmp_path, beyond) == "list-damaged"


def test_cells_without_a_place_in_a_far_row(tmp_path: Path) -> None:
    def moved(xml: bytes) -> bytes:
        bare = re.sub(rb'<c r="[A-Z]+41"', b"<c", xml)
        return bare.replace(b'<row r="41"', b'<row r="1048576"')

    far = changed(
        SHEET, lambda xml: moved(xml).replace(b"</row></sheetD", b"<c/>" * 9 + b"</row></sheetD")
    )
    assert refused(tmp_path, far) == "list-too-large"
    assert refused(tmp_path, renamed(far, SHEET, "xl/elsewhere.dat")) == "list-too-large"


def test_a_far_row_that_holds_only_a_height(tmp_path: Path) -> None:
    end = b"</sheetData>"
    tall = changed(SHEET, lambda xml: xml.replace(end, b'<row r="1048576" ht="9"/>' + end))
    path = tmp_path / "list.xlsx"
    path.write_bytes(tall)
    assert len(read_as("au-dfat", path)[1]) == 40


def test_cells_without_a_place_are_read(tmp_path: Path) -> None:
    bare = changed(SHEET, lambda xml: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml))
    path = tmp_path / "list.xlsx"
    path.write_bytes(bare)
    assert len(read_as("au-dfat", path)[1]) == 40


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a workbook with a member under another name, where its relations point to."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            content = content.replace(
                old.removeprefix("xl/").encode(), new.removeprefix("xl/").encode()
            )
            after.writestr(new if name == old else name, content)
    return buffer.getvalue()


def test_a_text_that_a_thousand_cells_point_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_limits, "MOST_TEXT", 1000)
    assert refused(tmp_path, GOOD) == "list-too-large"


def test_a_thousand_sheets(tmp_path: Path) -> None:
    assert refused(tmp_path, workbook(*[[["a"]]] * 31)) == "list-too-large"


@pytest.mark.parametrize("member", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", ""])
def test_mutated_workbooks_never_crash(tmp_path: Path, member: str) -> None:
    """With bytes changed, inside a member or anywhere, a workbook is read or refused."""
    random_ = random.Random(20261125)

    def mutate(content: bytes) -> bytes:
        data = bytearray(content)
        start = random_.randrange(len(data))
        match random_.randrange(3):
            case 0:
                del data[start : start + random_.randint(1, 300)]
            case 1:
                for _ in range(random_.randint(1, 6)):
                    data[random_.randrange(len(data))] = random_.randrange(256)
            case _:
                data[start:start] = data[start : start + random_.randrange(200)] * 20
        return bytes(data)

    path = tmp_path / "list.xlsx"
    for _ in range(60):
        path.write_bytes(changed(member, mutate) if member else mutate(GOOD))
        assert read_or_refused(path)


def read_or_refused(path: Path) -> bool:
    try:
        reading, listings = read_as("au-dfat", path)
    except ListRefused as error:
        return error.code in known_codes()
    return reading.rows == len(listings) + sum(s.count for s in reading.skipped)
