"""Own lists through the desk: opening a table, remembering how it was read, another of its kind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput, ListRefused
from exportdesk.core.ids import SourceKey
from exportdesk.core.own_tables import KnownTable, KnownTables
from exportdesk.core.progress import Silent
from exportdesk.lists import ColumnMapping, Letter, LetterKind, OwnField, OwnTable
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.own_lists import OwnFile, headings_in, mapping_under
from exportdesk.wiring import Desk
from tests.lists.test_own import as_xlsx
from tests.ui.desks import open_desk

SUSPECTS = "Firm;Where;Colour\nAlder Ltd;CN;blue\nBirch Ltd;PA;red\n"
LETTER = Letter(LetterKind.RED_FLAG, date(2026, 5, 3), "BIS-1", "Call first")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "workspace")
    yield made
    made.close()


def written(folder: Path, text: str | bytes, name: str = "suspects.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def take_in(desk: Desk, opened: OwnFile, name: str, table: OwnTable) -> None:
    mapping = table.mapping
    assert mapping is not None
    request = ImportRequest(opened.path, desk.own_lists.key_of(name), own=table)
    desk.own_lists.take_in(request, headings_in(opened.rows, mapping.skip), Silent())


def test_a_table_is_opened_with_the_best_guess(desk: Desk, tmp_path: Path) -> None:
    opened = desk.own_lists.open(written(tmp_path, SUSPECTS))
    assert opened.rows[0] == ("Firm", "Where", "Colour")
    assert (opened.width, opened.delimiter, opened.known) == (3, ";", None)
    assert opened.table.mapping == ColumnMapping((OwnField.NAME, None, None))
    bare = desk.own_lists.open(written(tmp_path, "1;Alder\n2;Birch\n"))
    assert bare.table.mapping == ColumnMapping((None, None), 0)
    single = desk.own_lists.open(written(tmp_path, "Alder\nBirch\n"))
    assert single.table.mapping == ColumnMapping((OwnField.NAME,), 0)
    assert mapping_under(opened.rows, 2) == ColumnMapping((None, None, None), 2)


def test_the_next_of_the_same_shape_is_read_as_the_last(desk: Desk, tmp_path: Path) -> None:
    opened = desk.own_lists.open(written(tmp_path, SUSPECTS))
    mapping = ColumnMapping((OwnField.NAME, OwnField.COUNTRY, OwnField.REASON))
    take_in(desk, opened, "Letter of May", replace(opened.table, mapping=mapping, letter=LETTER))
    assert desk.own_lists.held("letter of may") is not None
    assert desk.own_lists.key_of("LETTER of May") == "own:Letter of May"
    again = desk.own_lists.open(written(tmp_path, "FIRM;where;Colour;;\nFir Ltd;AE;green;;\n", "b"))
    assert again.known is not None
    assert again.known.source == "own:Letter of May"
    assert (again.table.mapping, again.table.letter) == (mapping, LETTER)
    other = desk.own_lists.open(written(tmp_path, "Firm;Where\nFir Ltd;AE\n", "c"))
    assert other.known is None
    as_told = desk.own_lists.open(again.path, OwnTable(delimiter=";"))
    assert as_told.known is None


def test_a_table_without_headings_is_known_by_its_width(desk: Desk, tmp_path: Path) -> None:
    opened = desk.own_lists.open(written(tmp_path, "1;Alder;x\n2;Birch;y\n"))
    mapping = ColumnMapping((OwnField.ID, OwnField.NAME, None), 0)
    take_in(desk, opened, "Blocks", replace(opened.table, mapping=mapping))
    again = desk.own_lists.open(written(tmp_path, "3;Fir;z\n", "b.csv"))
    assert again.table.mapping == mapping
    assert desk.own_lists.open(written(tmp_path, "3;Fir\n", "c.csv")).known is None


def test_sheet_encoding_and_delimiter_are_remembered(desk: Desk, tmp_path: Path) -> None:
    mapping = ColumnMapping((OwnField.NAME, None))
    path = written(tmp_path, "Имя|x\nБерёза|y\n".encode("cp1251"))
    opened = desk.own_lists.open(path, OwnTable(encoding="cp1251", delimiter="|"))
    take_in(desk, opened, "Cyrillic", replace(opened.table, mapping=mapping))
    again = desk.own_lists.open(written(tmp_path, "Имя|x\nЕль|y\n".encode("cp1251"), "b.csv"))
    assert again.rows[1] == ("Ель", "y")
    assert (again.table.encoding, again.table.delimiter) == ("cp1251", "|")
    book = written(tmp_path, as_xlsx([["Firm", "x"], ["Alder", "1"]], blank_sheet=True), "a.xlsx")
    opened = desk.own_lists.open(book, OwnTable(sheet="Parties"))
    take_in(desk, opened, "Sheets", replace(opened.table, mapping=mapping))
    assert desk.own_lists.open(book).table.sheet == "Parties"
    other = written(tmp_path, as_xlsx([["Other", "y"]]), "b.xlsx")
    assert desk.own_lists.open(other).known is None


def test_a_refused_list_is_not_remembered(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "name,country,reason\nAlder,CN,x\nBirch,P")
    opened = desk.own_lists.open(path)
    with pytest.raises(ListRefused):
        take_in(desk, opened, "Cut", opened.table)
    assert desk.own_lists.open(path).known is None
    assert desk.own_lists.held("Cut") is None


def test_a_name_that_cannot_be_one(desk: Desk) -> None:
    for name in ("", "a:b", "x" * 61):
        with pytest.raises(BadInput):
            desk.own_lists.key_of(name)


def test_what_is_known_is_the_newest_few() -> None:
    known = KnownTables()
    for number in range(50):
        known = known.with_one(
            KnownTable(("firm",), ("name",), 1, SourceKey(f"own:{number % 45}"), asks=str(number))
        )
    assert len(known.tables) == 40
    assert known.tables[0].asks == "49"
    assert len({table.source for table in known.tables}) == 40
