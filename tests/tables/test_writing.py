"""What is written is read again as it was, and no spreadsheet program runs any of it."""

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.core.text import tidy
from exportdesk.core.words import say
from exportdesk.rulebook import load_rulebook
from exportdesk.tables import (
    CUSTOMERS,
    PRODUCTS,
    AddressDraft,
    CustomerDraft,
    IdentifierDraft,
    ProductDraft,
    RelatedDraft,
    Subject,
    customer_table,
    guess_map,
    product_table,
    read_rows,
    read_table,
    write_table,
)
from exportdesk.tables.cells import listed, unlisted
from exportdesk.tables.neutral import neutralized, released
from tests.small_files import small_disk

KINDS = [".csv", ".xlsx", ".ods"]
each_kind = pytest.mark.parametrize("ending", KINDS)
COUNTRY = load_rulebook().countries.country_code

FULL = CustomerDraft(
    reference="0042",
    legal_name="=Alder Gate, \"Tooling\" Ltd",
    trading_names=("Alder; Gate", "-Dash"),
    native_names=("ООО «Тёплый ключ»", "青石桥精密机械有限公司"),
    former_names=("'=Old",),
    other_names=("شركة النخيل الأزرق", 'The "Gate"'),
    kind="organization",
    addresses=(
        AddressDraft("billing", "1 Mill Lane\nFloor 2", "Leeds", "Yorks", "LS1 4AB", "GB"),
        AddressDraft("shipping", "Dock 4", "Hull", country_text="Atlantis"),
        AddressDraft(whole="3 Quay\nPorto", country="PT"),
    ),
    identifiers=(
        IdentifierDraft("tax", "0123456789", "VAT number"),
        IdentifierDraft("tax", "77 01", "INN"),
        IdentifierDraft("registration", "HRB 12; 13"),
        IdentifierDraft("other", "987654321", "DUNS"),
    ),
    website="www.alder-gate.example/en",
    email="orders@alder-gate.example",
    email_domain="alder-gate.example",
    formed_on="1987-05-01",
    notes="@first line\nsecond  line".replace("  ", " "),
    tags=("key", "europe"),
    related=(
        RelatedDraft("owner", "Ivy Alder", "GB", percent="51"),
        RelatedDraft("owner", "Oak Holding", country_text="Narnia", percent="33.3"),
        RelatedDraft("director", "Rowan Alder", "IE"),
        RelatedDraft("end_user", "Mill Lab"),
        RelatedDraft("freight_forwarder", "Quay Lines", "NL"),
        RelatedDraft("bank", "Old Mint Bank"),
        RelatedDraft("other", "Jan Brandt", "DE"),
        RelatedDraft("other", "Brandt; Mia"),
    ),
)  # fmt: skip
PLAIN = CustomerDraft(legal_name="Bruchmann Feinwerk GmbH")
GOODS = [
    ProductDraft("007", "+Chip", "0854231", "hts", "EAR99", "ear", "", "US", "", "Alder", "a\nb"),
    ProductDraft(
        "1E5", "Scope", "9005", "schedule_b", "", "itar", "XII(C)", "", "Atlantis", "", "-"
    ),
]


def again(path: Path, subject: Subject[Any, Any]) -> list[Any]:
    table = read_table(path)
    columns = guess_map(table, subject, COUNTRY)
    assert None not in columns.columns
    return [row.draft for row in read_rows(table, columns, subject, COUNTRY)]


@each_kind
def test_customers_come_back_as_they_were(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"customers{ending}"
    write_table(path, *customer_table([FULL, PLAIN]))
    assert again(path, CUSTOMERS) == [FULL, PLAIN]
    write_table(path, *customer_table(again(path, CUSTOMERS)))
    assert again(path, CUSTOMERS) == [FULL, PLAIN]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@each_kind
def test_products_come_back_as_they_were(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"products{ending}"
    write_table(path, *product_table(GOODS))
    assert again(path, PRODUCTS) == GOODS


@each_kind
def test_the_empty_template_is_known_again(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"template{ending}"
    headings, _rows = customer_table([])
    write_table(path, headings, [["x" if h == "Legal name" else "" for h in headings]])
    assert again(path, CUSTOMERS) == [CustomerDraft(legal_name="x")]


@each_kind
def test_no_cell_begins_as_a_formula(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    write_table(path, ["Legal name"], [[f"{sign}1"] for sign in "=+-@\t\r＝"])
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [row[0] for row in csv.reader(file)]
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    else:
        cells = [row.cells[0] for row in read_table(path).rows]
    assert all(not cell.startswith(tuple("=+-@\t\r＝")) for cell in cells)


def test_codes_stay_text_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_table(path, *product_table([replace(GOODS[0], hs_code="012345")]))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "@" in archive.read("xl/styles.xml").decode()
    # Every cell is a text, none a number or a formula.
    assert sheet.count("<c ") == sheet.count('t="inlineStr"') + sheet.count('t="s"')
    assert "<f>" not in sheet
    assert "012345" in sheet


@given(st.text())
def test_neutralizing_is_undone(text: str) -> None:
    assert released(neutralized(text)) == text


@given(st.lists(st.text().map(tidy).filter(lambda t: t and not t.startswith('"')), unique=True))
def test_lists_in_a_cell_are_divided_again(parts: list[str]) -> None:
    assert list(listed(unlisted(parts))) == parts if parts else True


class Stops(Silent):
    """Progress that is cancelled at once."""

    def step(self, done: int, total: int | None = None) -> None:
        raise Cancelled


@each_kind
def test_what_was_there_stays_when_writing_fails(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_text("before")

    def broken() -> Iterator[list[str]]:
        yield ["a"]
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageFault) as caught:
        write_table(path, ["Name"], broken())
    assert "No space left" in say(caught.value)
    with pytest.raises(Cancelled):
        write_table(path, ["Name"], [["a"]], Stops())
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@each_kind
def test_where_there_is_no_room_that_is_all_that_is_said(tmp_path: Path, ending: str) -> None:
    # An archive left open would complain on its own when it is let go: the tests fail on that.
    with small_disk(tmp_path / "disk", "4k") as disk:
        with pytest.raises(StorageFault):
            write_table(disk / f"x{ending}", ["Name"], [[uuid4().hex] for _ in range(500)])
        assert not list(disk.iterdir())


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_what_a_sheet_cannot_hold_is_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    with pytest.raises(BadInput) as caught:
        write_table(path, ["Name", "Notes"], [["A", "n" * 32_768]])
    assert caught.value.code == "table-cell-too-long-for-sheet"
    assert "row 2, column 2" in say(caught.value)
    assert not list(tmp_path.iterdir())


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        write_table(tmp_path / "x.doc", ["Name"], [])
    assert caught.value.code == "table-kind-unknown"
    with pytest.raises(StorageFault):
        write_table(tmp_path / "none" / "x.csv", ["Name"], [])
