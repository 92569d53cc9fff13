"""`exportdesk case` and `letters` as people and scripts see them."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exportdesk.cli.program import main
from exportdesk.cli.session import Doors
from exportdesk.core import i18n, resources
from exportdesk.core.company import Settings
from exportdesk.core.progress import Silent
from exportdesk.operations.import_list import ImportRequest
from tests.casework import german, item, settled
from tests.cli.calling import copied
from tests.documents.reading import pages_of
from tests.fakes import FakeClock
from tests.importing import expect_nothing
from tests.ui.desks import DEMO_LIST, US_CSL, open_desk

Run = Callable[..., tuple[int, str, str]]
NOW = datetime.now(UTC)
EXPORT_ON = (NOW + timedelta(days=9)).date()

ORDER = f"""
title = "Order of the spring"
customer = "K-1"
reference = "PO-1"
ordered_on = 2026-11-19
export_on = {EXPORT_ON.isoformat()}
route = ["NL"]

[destination]
country = "Germany"
address = "Werkstrasse 4, Ulm"

[parties]
ultimate_consignee = "same as purchaser"
end_user = {{ name = "Stille Wasser Messtechnik", country = "DE", address = "Weg 5, Ulm" }}
intermediate_consignee = "none"
freight_forwarder = [{{ name = "Calm Cargo", country = "NL", address = "Kade 1" }}]
bank = "unknown"

[[items]]
sku = "P-1"
description = "Circuit"
hs_code = "8542.31"
eccn = "3A991"
jurisdiction = "EAR"
origin = "US"
quantity = 100
unit = "pcs"
value = 5000.50
currency = "usd"

[answers]
end_use = "transform"
military = {{ value = "no", note = "They wrote so" }}

[[licenses]]
number = "D123456"
expires_on = 2027-01-31

[look_up]
on = 2026-11-20
result = "not found"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with lists of yesterday and a customer, made once."""
    place = tmp_path_factory.mktemp("case")
    told = DEMO_LIST.read_text(encoding="utf-8")
    for said in ("2026-11-20", "2026-11-21"):
        told = told.replace(said, (NOW - timedelta(days=1)).date().isoformat())
    path = place / "consolidated.json"
    path.write_text(told, encoding="utf-8")
    desk = open_desk(place / "ws", FakeClock(NOW - timedelta(hours=1), zone="UTC"))
    desk.profile.save_settings(Settings(operator="Dana"))
    desk.lists.import_file(ImportRequest(path, US_CSL), Silent())
    german(desk)
    desk.close()
    return place / "ws"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Return a workspace with lists of yesterday and a customer."""
    return copied(made, tmp_path / "ws")


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*args: str) -> tuple[int, str, str]:
        expect_nothing(folder)
        doors = Doors(lambda _folder: 0, lambda _folder: "drawn")
        code = main(["--workspace", str(folder), *args], doors)
        told = capfdbinary.readouterr()
        return code, told.out.decode(), told.err.decode()

    return call


def written(folder: Path, text: str, name: str = "order.toml") -> str:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def value(run: Run, *args: str, code: int = 0) -> Any:
    ended, out, err = run(*args, "--json")
    assert ended == code, err
    return json.loads(out)


def test_a_case_is_opened_from_a_file_and_looked_at(run: Run, folder: Path) -> None:
    told = value(run, "case", "new", written(folder, ORDER))
    assert told["number"].startswith("D-")
    assert told["outcome"] == "hold_resolve"
    assert (told["reference"], told["destination"]["country"], told["route"]) == (
        "PO-1", "DE", ["NL"],
    )  # fmt: skip
    (line,) = told["items"]
    assert (line["hs_code"], line["quantity"], line["value"], line["currency"]) == (
        "854231", "100", "5000.50", "USD",
    )  # fmt: skip
    assert told["answers"]["military"]["note"] == "They wrote so"
    assert told["look_up"]["result"] == "not_found"
    states = {one["name"]: one["screening"] for one in told["parties_facts"]}
    assert states["Stille Wasser Messtechnik"] == "current"
    assert {one["role"]: one["answer"] for one in told["parties"]}["bank"] == "unknown"
    open_ones = [one for one in told["findings"] if one["open"]]
    assert all(one["text"] for one in open_ones)
    code, out, err = run("case", "show", told["number"].lower())
    assert (code, err) == (0, "")
    assert "Hold until resolved" in out
    assert "Bank: not known yet." in out
    assert value(run, "case", "check", told["number"], code=1)["number"] == told["number"]
    assert run("case", "show", "D-2026-0999")[0] == 2
    assert told["withdrawn"] is None
    desk = open_desk(folder)
    desk.cases.withdraw(desk.cases.by_number(told["number"]), "The order is off.")
    desk.close()
    assert ": The order is off." in run("case", "show", told["number"])[1]
    ended = value(run, "case", "show", told["number"])
    assert ended["withdrawn"]["reason"] == "The order is off."


def test_a_second_case_of_the_same_reference_is_asked_for(run: Run, folder: Path) -> None:
    order = written(folder, ORDER)
    first = value(run, "case", "new", order, "--no-screen")
    code, out, err = run("case", "new", order)
    assert (code, out) == (2, "")
    assert first["number"] in err
    second = value(run, "case", "new", order, "--again", "--no-screen")
    assert second["number"] != first["number"]
    rows = value(run, "case", "list", "po-1", "--customer", "K-1", "--state", "open")
    assert [row["number"] for row in rows] == [second["number"], first["number"]]
    assert run("case", "list", "--customer", "K-9")[0] == 2
    assert value(run, "case", "list", "--changed") == []
    _code, out, _err = run("case", "list")
    assert first["number"] in out
    assert "Muster" in out


def test_a_signed_case_may_go_until_something_changes(run: Run, folder: Path) -> None:
    number = value(run, "case", "new", written(folder, ORDER))["number"]
    desk = open_desk(folder, FakeClock(NOW, zone="UTC"))
    case = desk.cases.by_number(number)
    for step in desk.cases.assess(case).steps:
        for asked in step.questions:
            if not asked.value:
                answers = {
                    "classification_basis": "self", "route_direct": "yes", "business_line": "maker",
                    "business_fit": "yes", "order_usual": "yes", "onward": "stay",
                }  # fmt: skip
                code = asked.question.code
                case = desk.cases.answer(case, code, answers.get(code, "no"))
    case = settled(desk, case)
    case = desk.cases.sign(case, "Dana", "All fits", EXPORT_ON)
    assert case.sign_off is not None
    assert case.sign_off.outcome.lets_go
    desk.close()
    assert run("case", "check", number)[0] == 0
    desk = open_desk(folder, FakeClock(NOW, zone="UTC"))
    customer = desk.workspace().customers.by_reference("K-1")
    assert customer is not None
    desk.customers.delete([customer])
    desk.close()
    (row,) = value(run, "case", "list", "--changed")
    assert row["drift"]["worse"]
    code, out, _err = run("case", "check", number)
    assert code == 1
    assert "It would come to this now: Hold until resolved." in out
    again = value(run, "case", "repeat", number)
    assert again["copied_from"] == case.id


def test_a_report_is_a_paper_too(run: Run, folder: Path, tmp_path: Path) -> None:
    number = value(run, "case", "new", written(folder, ORDER))["number"]
    out = tmp_path / "draft.pdf"
    assert run("case", "report", number, "--out", str(out))[0] == 0
    assert all("DRAFT" in page for page in pages_of(out.read_bytes()))
    code, _out, err = run("case", "report", number, "--out", str(out), "--anew")
    assert (code, "still open" in err) == (2, True)


def test_a_pack_of_a_case_and_of_a_customer_are_written_and_checked(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    number = value(run, "case", "new", written(folder, ORDER))["number"]
    pack = tmp_path / "pack.zip"
    code, printed, _err = run("case", "pack", number, "--out", str(pack))
    assert (code, str(pack) in "".join(printed.split("\n"))) == (0, True)
    assert run("case", "pack", number, "--out", str(pack))[0] == 2
    code, printed, _err = run("records", "check-pack", str(pack), "--json")
    told = json.loads(printed)
    assert (code, told["sound"], told["faults"]) == (0, True, [])
    customer = tmp_path / "customer"
    assert run("records", "export", str(customer), "--customer", "K-1")[0] == 0
    assert (customer / "customers" / "K-1.json").is_file()
    (customer / "README.txt").unlink()
    code, printed, _err = run("records", "check-pack", str(customer))
    assert code == 4
    assert "README.txt is named in the list of hashes and is not there." in printed
    assert run("records", "export", str(tmp_path / "x"), "--customer", "K-2")[0] == 2
    days = ("--from", "2026-01-01", "--customer", "K-1")
    assert run("records", "export", str(tmp_path / "x"), *days)[0] == 2


def test_a_report_is_json(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = value(run, "case", "new", written(folder, ORDER), "--no-screen")["number"]
    out = tmp_path / "report.json"
    assert run("case", "report", number, "--out", str(out))[0] == 0
    assert json.loads(out.read_text("utf-8"))["number"] == number
    code, printed, _err = run("case", "report", number)
    assert code == 0
    assert json.loads(printed)["number"] == number
    with monkeypatch.context() as spanish:
        spanish.setenv(i18n.OVERRIDE, "es")
        again = run("case", "report", number)
    i18n.speak("en")
    assert again == (0, printed, "")
    assert run("case", "report", number, "--out", str(tmp_path / "report.txt"))[0] == 2
    assert run("case", "report", number, "--out", str(tmp_path / "no" / "report.json"))[0] == 4


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('customer = "K-1"', 'customer = "K-2"', "customer"),
        ('title = "Order of the spring"', 'titel = "Order"', "titel"),
        ("2026-11-19", '"19 November"', "ordered_on"),
        ('country = "Germany"', 'country = "Nowhere"', "destination.country"),
        ('"same as purchaser"', '"same as nobody"', "parties.ultimate_consignee"),
        (
            'ultimate_consignee = "same as purchaser"',
            'purchaser = { name = "Somebody else" }',
            "parties.purchaser",
        ),
        ('"same as purchaser"', '"same as ultimate consignee"', "parties.ultimate_consignee"),
        ("[look_up]", '[[licenses]]\nnumber = "D123456"\n[look_up]', "licenses[2].number"),
        ('bank = "unknown"', 'banque = "unknown"', "parties.banque"),
        ("quantity = 100", "quantity = true", "items[1].quantity"),
        ("quantity = 100", 'quantity = "lots"', "items[1].quantity"),
        ("quantity = 100", "quantity = -5", "items[1].quantity"),
        ("quantity = 100", "quantity = 0", "items[1].quantity"),
        ("value = 5000.50", 'value = "5.000,50"', "items[1].value"),
        ("value = 5000.50", 'value = "1e999"', "items[1].value"),
        ("value = 5000.50", "value = nan", "items[1].value"),
        ('currency = "usd"', 'currency = "dollars"', "items[1].currency"),
        ('hs_code = "8542.31"', 'hs_code = "99"', "items[1].hs_code"),
        ('end_use = "transform"', 'end_use = "perhaps"', "answers.end_use"),
        ('end_use = "transform"', 'formed_on = "2199"', "answers.formed_on"),
        ('end_use = "transform"', 'use = "transform"', "answers.use"),
        ('number = "D123456"', 'agency = "BIS"', "licenses[1].number"),
        ('result = "not found"', 'result = "nothing"', "look_up.result"),
        ('result = "not found"', "", "look_up.result"),
        ("on = 2026-11-20", "", "look_up.on"),
        ('route = ["NL"]', 'route = "NL"', "route"),
        ('name = "Calm Cargo"', 'name = ""', "parties.freight_forwarder[1].name"),
        ("[destination]", "[destination", "the file"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(
    run: Run, folder: Path, before: str, after: str, place: str
) -> None:
    assert before in ORDER
    code, out, err = run("case", "new", written(folder, ORDER.replace(before, after, 1)))
    assert (code, out) == (2, "")
    assert f"order.toml: {place} " in err
    assert value(run, "case", "list") == []


def test_json_does_as_well_and_what_is_no_file_is_refused(run: Run, folder: Path) -> None:
    order = written(
        folder,
        '\ufeff{"reference": "PO-é中🛰", "items": [{"description": "Q", "quantity": 1.5}]}',
        "o.json",
    )
    told = value(run, "case", "new", order, "--no-screen")
    assert told["items"][0]["quantity"] == "1.5"
    assert told["reference"] == "PO-é中🛰"
    assert value(run, "case", "list", "é中🛰")[0]["number"] == told["number"]
    for text, why in (
        ("", "cannot be read"),
        ("[]", "is not one table"),
        ("{", "cannot be read"),
        ("\x00", "cannot be read"),
        ('{"a": ' * 5000, "cannot be read"),
        ('{"reference": "A", "reference": "B"}', "reference stands there twice"),
        ('{"items": [{"sku": "A", "sku": "B"}]}', "sku stands there twice"),
        ('{"title": NaN}', "NaN is no number"),
        ('{"title": "\\ud800"}', "half of a character"),
        ('{"items": [{"sku": "NONE", "quantity": 1}]}', "items[1].sku names no product of ours"),
        ('{"items": [{"quantity": 1}]}', "items[1].description is missing"),
        ('{"items": {"sku": "A"}}', "items is not a list of tables"),
        ('{"customer": "K-99"}', "customer names no customer of ours: K-99"),
    ):
        code, out, err = run("case", "new", written(folder, text, "bad.json"), "--json")
        assert (code, out) == (2, "")
        assert why in err
        assert len(err.splitlines()) == 1
    assert len(value(run, "case", "list")) == 1
    (folder.parent / "bad.json").write_bytes(b"\xff\xfe\x00")
    assert run("case", "new", str(folder.parent / "bad.json"))[0] == 2
    assert run("case", "new", str(folder.parent / "none.json"))[0] == 2
    (folder.parent / "big.json").write_bytes(b" " * (5 * 2**20 + 1))
    assert run("case", "new", str(folder.parent / "big.json"))[0] == 2


def test_without_lists_a_case_is_kept_and_the_end_is_3(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "order.json"
    path.write_text('{"reference": "PO-3"}', "utf-8")
    expect_nothing(tmp_path / "bare")
    doors = Doors(lambda _folder: 0, lambda _folder: "drawn")
    assert main(["--workspace", str(tmp_path / "bare"), "case", "new", str(path)], doors) == 3
    told = capfdbinary.readouterr().out
    assert b"PO-3" in told
    assert b"is in use, but was never imported: nobody was compared with it." in told
    number = re.findall(r"D-\d{4}-\d{4}", told.decode())[0]
    assert main(["--workspace", str(tmp_path / "bare"), "case", "check", number], doors) == 3


LETTER = """
kind = "supplier list"
reference = "BIS 17"
dated = 2026-11-03
asks = "Do not ship to them"
scans = ["letter.pdf"]
customers = ["K-1"]

[[parties]]
name = "Muster Elektronik"
aliases = ["ME"]
country = "DE"

[[items]]
hs_code = "8542.31"
"""


def test_a_letter_is_recorded_from_a_file(run: Run, folder: Path) -> None:
    path = written(folder, LETTER, "letter.toml")
    code, _out, err = run("letters", "add", path)
    assert code == 4, err  # the scan is not there
    (folder.parent / "letter.pdf").write_bytes(b"%PDF-1.4")
    told = value(run, "letters", "add", path)
    assert told["source"] == "own:BIS 17"
    assert told["scans"][0]["name"] == "letter.pdf"
    assert (told["listings"], told["new_matches"]) == (1, 1)
    (listed,) = value(run, "letters", "list", "bis")
    assert listed["number"] == told["number"]
    shown = " ".join(run("letters", "list")[1].split())
    assert "854231" in shown
    assert "Muster Elektronik GmbH" in shown  # a customer that it names itself
    case = value(run, "case", "new", written(folder, ORDER))
    (touching,) = case["letters"]
    assert touching["touches"] == ["Muster Elektronik GmbH", "P-1"]
    for before, after in (
        ('kind = "supplier list"', 'kind = "love"'),
        ('kind = "supplier list"', ""),
        ('customers = ["K-1"]', 'customers = ["K-7"]'),
        ('hs_code = "8542.31"', ""),
        ('name = "Muster Elektronik"', ""),
        ('country = "DE"', 'country = "Atlantis"'),
        ('country = "DE"', 'kind = "moon"'),
        ('hs_code = "8542.31"', 'hs_code = "12"'),
        ("dated = 2026-11-03", 'dated = "November"'),
        ('scans = ["letter.pdf"]', "scans = 7"),
        ("[[items]]", "[[items]]\ncolor = 1"),
        ('reference = "BIS 17"', 'reference = "BIS 17"\nparties_file = "x.csv"'),
        ('reference = "BIS 17"', 'reference = "BIS 17"\nmore = "x"'),
    ):
        assert (
            run("letters", "add", written(folder, LETTER.replace(before, after), "x.toml"))[0] == 2
        )
    assert len(value(run, "letters", "list")) == 1
    assert [one["key"] for one in value(run, "lists", "status")["sources"]] == [
        "us-csl", "own:BIS 17",
    ]  # fmt: skip


def test_one_party_and_one_match_are_not_said_to_be_several(run: Run, folder: Path) -> None:
    (folder.parent / "letter.pdf").write_bytes(b"%PDF-1.4")
    said = run("letters", "add", written(folder, LETTER, "letter.toml"))[1]
    assert "  1 party in the list own:BIS 17; 1 new possible match to review" in said


def test_the_examples_of_the_guide_are_sound(run: Run, folder: Path) -> None:
    guide = resources.path("rulebook").parents[1] / "docs" / "guide" / "cases-from-files.md"
    examples = guide.read_text("utf-8").split("```toml\n")[1:]
    order, letter = (one.split("```")[0] for one in examples)
    (folder.parent / "letter.pdf").write_bytes(b"%PDF-1.4")
    assert value(run, "case", "new", written(folder, order), "--no-screen")["number"]
    assert value(run, "letters", "add", written(folder, letter, "letter.toml"))["number"]


def test_what_is_kept_of_a_product_counts(run: Run, folder: Path) -> None:
    desk = open_desk(folder, FakeClock(NOW, zone="UTC"))
    desk.products.save(item().product)
    desk.close()
    order = written(folder, '{"items": [{"sku": "P-1", "quantity": "3"}]}', "o.json")
    assert value(run, "case", "new", order, "--no-screen")["items"][0]["eccn"] == "3A991"
    wrong = '{"items": [{"sku": "P-1", "quantity": "3", "eccn": "3A001"}]}'
    code, _out, err = run("case", "new", written(folder, wrong, "o.json"))
    assert code == 2
    assert "items[1].eccn is said by the book, which has the product P-1" in err
