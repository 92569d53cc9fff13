"""Mappings, rows that are fixed, habits of columns, and what much costs."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from exportdesk.core.errors import BadInput
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.rulebook import load_rulebook
from exportdesk.tables import (
    CUSTOMERS,
    PRODUCTS,
    WHOLE_ROW,
    Choices,
    ColumnMap,
    CustomerField,
    ProductField,
    RowReader,
    Slot,
    Table,
    guess_map,
    map_from,
    read_rows,
    shape_key,
    table_of,
)
from tests.data.tables import packing
from tests.ending import LONGEST, ends
from tests.sampling import by_name, sample

COUNTRY = load_rulebook().countries.country_code


def table(text: str, **choices: Any) -> Table:
    return table_of(text.encode(), "x.csv", Choices(**choices))


def fields(text: str) -> list[str | None]:
    columns = guess_map(table(text), CUSTOMERS, COUNTRY).columns
    return [None if slot is None else slot.stored for slot in columns]


@pytest.mark.parametrize(
    ("heading", "slot"),
    [
        ("Customer Name *", "legal_name@1@"),
        ("Kunden-Nr.", "reference@1@"),
        ("Nom / Name", "legal_name@1@"),
        ("Raison sociale", "legal_name@1@"),
        ("Country (ISO)", "country@1@"),
        ("Land", "country@1@"),
        ("Страна", "country@1@"),
        ("国家", "country@1@"),
        ("City 2", "city@2@"),
        ("Address line 2", "street@1@"),
        ("City (address 3)", "city@3@"),
        ("Ship to city", "city@1@shipping"),
        ("USt-IdNr.", "tax_id@1@USt-IdNr."),
        ("Tax ID", "tax_id@1@"),
        ("Other ID: Licence", "other_id@1@Licence"),
        ("Owner 2 %", "owner_percent@2@"),
        ("Director", "director@1@"),
        ("Also known as", "other_names@1@"),
        ("Contact", "other_party@1@"),
        ("Ansprechpartner 2", "other_party@2@"),
        ("E-Mail-Adresse", None),
        ("Favorite color", None),
    ],
)
def test_headings(heading: str, slot: str | None) -> None:
    assert fields(f'"{heading}",Trading name,Postal code\nblue,x,1\n')[0] == slot


def test_contents_tell_where_headings_do_not() -> None:
    found = fields(
        "Firma;aa;bb;cc;dd\nA;Germany;jo@x.example;www.x.com;7\nB;FR;k@y.example;www.y.com;8\n"
    )
    assert found == ["legal_name@1@", "country@1@", "email@1@", "website@1@", None]
    goods = table("Artikel,x1,x2\nA,8542.31,3A001.a\nB,9031.80,EAR99\n")
    columns = guess_map(goods, PRODUCTS, COUNTRY).columns
    assert [slot and slot.field for slot in columns] == [
        ProductField.SKU, ProductField.HS_CODE, ProductField.ECCN,
    ]  # fmt: skip


def test_headings_in_words_nobody_knows() -> None:
    found = table("Zorp,Blik,Wum\nA,2020-01-01,7734\nB,2021-01-01,8834\n")
    assert found.header == 1
    assert found.headings == ("Zorp", "Blik", "Wum")
    assert table("Anna,Berta\nCarl,Dora\n").headings == ("A", "B")


def test_one_word_for_the_name_makes_a_row_of_headings() -> None:
    """Else "Firma" would become a customer."""
    assert table("Firma,Blik,Wum,Zorp\nAlder,a,b,c\nBruch,d,e,f\n").header == 1
    kinds = "Alder,Customer,b,c\nBruch,Supplier,e,f\nCosta,Customer,h,i\n"
    assert table(kinds).header == 0
    assert table("Firma,Blik,,Zorp\nAlder,a,b,c\n").header == 0


def test_repeated_headings_are_told_apart() -> None:
    found = table("Name,,name,Name (2),\nA,b,c,d,e\n")
    assert found.headings == ("Name", "B", "name (2)", "Name (2) (2)", "E")
    assert len({one.casefold() for one in found.headings}) == 5


def test_the_user_may_choose() -> None:
    text = "List of 2026\nName,Country\nA,GB\n"
    assert table(text).header == 2
    assert table(text).with_header(0).headings == ("A", "B")
    assert len(table(text).with_header(0).rows) == 3
    assert table(text).with_header(0).with_header(2) == table(text)
    assert table(text, header=3 - 2).headings == ("List of 2026", "B")
    with pytest.raises(BadInput) as caught:
        table(text, header=9)
    assert caught.value.code == "table-no-such-row"
    assert table("Name;x\nA,B;C\n", delimiter=",").rows[0].cells == ("Name;x",)
    data = "Name,Country\nПермь,RU\n".encode("cp1251")
    assert table_of(data, "x", Choices(encoding="cp1251")).rows[0].cells[0] == "Пермь"
    with pytest.raises(BadInput) as caught:
        table_of(data, "x", Choices(encoding="klingon"))
    assert caught.value.code == "table-encoding"
    book = packing.xlsx(
        {"A": packing.sheet([["Name"], ["x"]]), "B": packing.sheet([["Name"], ["y"]])}
    )
    assert table_of(book, "x").sheet == "A"
    assert table_of(book, "x", Choices(sheet="B")).rows[0].cells == ("y",)
    with pytest.raises(BadInput) as caught:
        table_of(book, "x", Choices(sheet="C"))
    assert caught.value.code == "table-no-sheet"


def test_a_mapping_is_remembered_by_shape() -> None:
    first, other = table("Name,Land\nA,GB\n"), table("NAME ;land\nB;DE\n")
    assert shape_key(first) == shape_key(other) != shape_key(table("Land,Name\nGB,A\n"))
    columns = guess_map(first, CUSTOMERS, COUNTRY).with_column(1, Slot(CustomerField.CITY, 2))
    assert map_from(columns.stored, CustomerField) == columns
    assert map_from(("nothing@1@", "city@x@", ""), CustomerField) == ColumnMap((None, None, None))


def test_a_row_is_fixed_cell_by_cell() -> None:
    found = table(
        "Name,Land,Founded,City\nA,Atlantis,3/4/2001,Leeds\nB,FR,25/12/2001,Paris\nC,GB,7/7/77,\n"
    )
    reader = RowReader(found, guess_map(found, CUSTOMERS, COUNTRY), CUSTOMERS, COUNTRY)
    rows = list(reader.read())
    assert [(one.row, one.column, one.code, one.field) for r in rows for one in r.problems] == [
        (2, 1, "cell-country-unknown", CustomerField.COUNTRY),
        (4, 2, "cell-date-short-year", CustomerField.FORMED_ON),
    ]
    fixed = reader.fix(rows[0], CustomerField.COUNTRY, "Greece")
    assert fixed.problems == ()
    assert fixed.draft.addresses[0].country == "GR"
    assert fixed.draft.addresses[0].city == "Leeds"
    # The column's own order of days still counts.
    assert reader.fix(rows[2], CustomerField.FORMED_ON, "7/8/1977").draft.formed_on == "1977-08-07"
    worse = reader.fix(rows[1], CustomerField.COUNTRY, "Mordor")
    assert [one.code for one in worse.problems] == ["cell-country-unknown"]
    kind = reader.fix(rows[1], CustomerField.KIND, "Company")
    assert kind.draft.kind == "organization"
    assert reader.fix(kind, CustomerField.KIND, "x").problems[0].column == WHOLE_ROW
    assert reader.fix(kind, CustomerField.KIND, "person").draft.kind == "person"
    assert rows[1].draft.kind == ""


def test_a_fixed_error_cell_is_no_problem_any_more() -> None:
    book = packing.one_sheet([["Name", "Land"], [("error", "#REF!"), "GB"]])
    found = table_of(book, "x.xlsx")
    reader = RowReader(found, guess_map(found, CUSTOMERS, COUNTRY), CUSTOMERS, COUNTRY)
    row = next(reader.read())
    assert [one.code for one in row.problems] == ["cell-error", "row-no-name"]
    assert reader.fix(row, CustomerField.LEGAL_NAME, "Alder").problems == ()


class Stops(Silent):
    """Progress that stops after some calls."""

    def __init__(self, calls: int) -> None:
        self.calls = calls

    def step(self, done: int, total: int | None = None) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise Cancelled


def many(count: int) -> str:
    head = (
        "Customer no,Name,Street,City,Postal code,Country,VAT number,Website,E-mail,Founded,Notes\n"
    )
    return head + "".join(
        f"{n},Alder {n} Ltd,{n} Mill Lane,City {n % 500},LS{n % 99},Germany,DE{n:09},"
        f"https://www.x{n}.example/,jo@x{n}.example,{n % 28 + 1:02}/03/1999,a note\n"
        for n in range(count)
    )


def test_reading_stops_when_asked() -> None:
    text = many(9000)
    with pytest.raises(Cancelled):
        table_of(text.encode(), "x.csv", progress=Stops(2))
    found = table(text)
    with pytest.raises(Cancelled):
        list(read_rows(found, guess_map(found, CUSTOMERS, COUNTRY), CUSTOMERS, COUNTRY, Stops(2)))


def test_many_rows_are_read_without_a_problem() -> None:
    data = many(3_000).encode()
    found = table_of(data, "x.csv")
    rows = list(read_rows(found, guess_map(found, CUSTOMERS, COUNTRY), CUSTOMERS, COUNTRY))
    assert len(rows) == 3_000
    assert not any(row.problems for row in rows)


@by_name
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
def test_a_hundred_thousand_rows_fit_in_memory() -> None:
    """What a row takes, measured on some: memory does not depend on how busy the machine is."""
    import subprocess

    # VmHWM is this program's own; ru_maxrss begins with what the one that started it had.
    program = (
        "import gc, re, tests.tables.test_rows as t\n"
        "def most():\n"
        "    return int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "data = t.many(20_000).encode()\n"
        "before = most()\n"
        "found = t.table_of(data, 'x.csv')\n"
        "rows = list(t.read_rows(found, t.guess_map(found, t.CUSTOMERS, t.COUNTRY),"
        " t.CUSTOMERS, t.COUNTRY))\n"
        "print(len(rows), most() - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    count, kilobytes = map(int, done.stdout.split())
    assert count == 20_000
    assert kilobytes * 5 < 250 * 1024


@by_name
def test_very_many_empty_rows_cost_little() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packing.one_sheet([["Name"], ["A"]]))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                more = "".join(
                    f'<row r="{n}" spans="1:9" ht="15"/>'
                    for n in range(3, sample(250_000, 1_048_577))
                )
                content = content.replace("</sheetData>", f"{more}</sheetData>")
            new.writestr(name, content)
    with ends(sample(15.0, LONGEST)):
        found = table_of(buffer.getvalue(), "x.xlsx")
    assert [row.cells for row in found.rows] == [("A",)]


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exportdesk.tables.grid.MOST_ROWS", 5)
    with pytest.raises(BadInput) as caught:
        table(many(6))
    assert caught.value.code == "table-too-many-rows"
    monkeypatch.undo()
    monkeypatch.setattr("exportdesk.tables.grid.MOST_LETTERS", 200)
    with pytest.raises(BadInput) as caught:
        table(many(6))
    assert caught.value.code == "table-too-large"
