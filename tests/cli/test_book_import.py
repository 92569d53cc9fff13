"""Customers and products in and out by the command line, as scripts see it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exportdesk.cli.program import main
from exportdesk.cli.session import Doors
from exportdesk.core import resources
from exportdesk.tables import read_table
from tests.cli.test_program import Ran, Window
from tests.importing import expect_nothing

DEMO = resources.path("demo", "consolidated.json")
TABLE = """Cust. no;Company;Land;Region code
K-1;OOO Severny Impuls Trading;Russia;a
K-2;Calm Brook Optics;Kanada;b
K-3;Atlantis Trading;Atlantis;c
K-4;;CA;d
"""

Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    expect_nothing(tmp_path / "ws")
    window = Window()

    def call(*args: str | Path) -> Ran:
        words = ["--workspace", str(tmp_path / "ws"), *(str(arg) for arg in args)]
        code = main(words, Doors(window.open, window.render))
        told = capfdbinary.readouterr()
        return Ran(code, told.out.decode(), told.err.decode())

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(TABLE, "utf-8")
    return path


def value(ran: Ran) -> Any:
    return ran.value


def test_from_a_file_to_screened_customers_and_back(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("lists", "import", DEMO).code == 0
    dry = run("customers", "import", file, "--dry-run")
    assert dry.code == 0
    assert dry.out.startswith("3 would be new, 0 would be updated, 0 the same, 0 skipped, 1 with")
    assert run("customers", "export", tmp_path / "none.csv").out.endswith("0 customers\n")

    left = tmp_path / "left.csv"
    told = value(run("customers", "import", file, "--left-out", left, "--json"))
    assert told["counts"] == {"new": 3, "updated": 0, "same": 0, "skipped": 0, "faulty": 1}
    assert told["columns"] == {
        "Cust. no": "reference", "Company": "legal_name", "Land": "country", "Region code": None,
    }  # fmt: skip
    assert told["screened"]["parties"] == 3
    assert told["screened"]["opened"] >= 1
    assert [one["row"] for one in told["left_out"]] == [5]
    assert [one["code"] for one in told["problems"]] == ["cell-country-unknown", "row-no-name"]
    assert read_table(left).rows[0].cells[0] == "K-4"

    out = tmp_path / "out.xlsx"
    assert run("customers", "export", out).out.endswith("out.xlsx: 3 customers\n")
    again = value(run("customers", "import", out, "--dry-run", "--json"))
    assert again["counts"]["same"] == 3
    assert again["taken"] is False

    ran = run("customers", "undo", told["step"])
    assert (ran.code, ran.out) == (0, "Taken back: 3 customers\n")
    assert value(run("customers", "export", out, "--json"))["customers"] == 0
    assert run("customers", "undo").code == 2


def test_columns_are_named_and_duplicates_chosen(run: Run, file: Path, tmp_path: Path) -> None:
    ran = run("customers", "import", file, "--map", "notes=Region code", "--map", "country=none")
    assert ran.code == 2
    assert "no such column" in ran.err
    ran = run(
        "customers", "import", file, "--map", "notes=Region code", "--map", "legal_name=2", "--json"
    )
    assert ran.code == 3  # kept, and no list to screen with
    assert "not screened" in ran.err
    assert value(ran)["columns"]["Region code"] == "notes"
    file.write_text(TABLE.replace("Calm Brook Optics", "Calm Brook Lenses"), "utf-8")
    skipped = value(run("customers", "import", file, "--on-duplicate", "skip", "--json"))
    assert skipped["remembered"] is True
    assert skipped["counts"]["skipped"] == 3
    updated = value(run("customers", "import", file, "--json"))
    assert updated["counts"] == {"new": 0, "updated": 1, "same": 2, "skipped": 0, "faulty": 1}
    assert updated["duplicates"][0] == {"row": 2, "met_by": "key", "act": "same"}
    refused = run("customers", "import", file, "--on-duplicate", "new")
    assert refused.code == 2  # every row has a reference that somebody has, or no name
    ran = run("customers", "import", file, "--map", "what=2")
    assert ran.code == 2
    assert "no such field" in ran.err
    nobody = run("customers", "import", file, "--map", "none=Company")
    assert nobody.code == 2
    assert "--map" in nobody.err


def test_how_a_file_is_read_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("made by nobody\nFirma\tLand\nMüller\tDE\n".encode("cp1252"))
    ran = run(
        "customers", "import", path, "--encoding", "cp1252", "--delimiter", "tab",
        "--header-row", "2", "--dry-run", "--json",
    )  # fmt: skip
    assert value(ran)["counts"]["new"] == 1
    assert run("customers", "import", path, "--sheet", "No such").code in (0, 2, 3)
    assert run("customers", "import", tmp_path / "none.csv").code == 2


def test_products_come_in_and_go_out(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text(
        "SKU;Description;HTS;Jurisdiction\nQ-1;Board;8542.31.0001;EAR\nQ-2;Lost;10129;\n", "utf-8"
    )
    ran = run("products", "import", path)
    assert ran.code == 0
    assert "1 new, 0 updated, 0 the same, 0 skipped, 1 with errors" in ran.out
    assert "row 3:" in ran.err
    out = tmp_path / "out.ods"
    assert run("products", "export", out).out.endswith("1 product\n")
    again = value(run("products", "import", out, "--json"))
    assert again["counts"]["same"] == 1
    assert run("products", "undo").out == "Taken back: 1 product\n"
    template = tmp_path / "template.csv"
    assert run("products", "export", template, "--template").code == 0
    assert template.read_text("utf-8-sig").startswith("SKU,Description,HS code")


def test_the_book_is_checked(run: Run, file: Path) -> None:
    assert run("lists", "import", DEMO).code == 0
    file.write_text(
        "Reference;Company;Country\nK-1;Quillmere AG;DE\nK-2;Quillmere GmbH;\nK-3;LLC;US\n", "utf-8"
    )
    assert run("customers", "import", file).code == 0
    told = run("customers", "check")
    assert told.code == 0
    assert "Probably twice: 1 finding" in told.out
    assert "Quillmere AG | Quillmere GmbH" in told.out
    found = value(run("customers", "check", "--json"))
    assert [one["what"] for one in found] == ["legal_form_only", "no_country", "same_name"]
    assert found[2]["customers"][0]["name"] == "Quillmere AG"
