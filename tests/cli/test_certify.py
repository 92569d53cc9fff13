"""`exportdesk certify` and `certifications` as people and scripts see them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exportdesk.cli.program import main
from exportdesk.cli.session import Doors
from exportdesk.core import resources
from exportdesk.core.company import Company, Settings
from exportdesk.core.products import Product
from exportdesk.documents.returned_reading import OpenedForm
from exportdesk.documents.wording_file import own_folder
from tests.casework import item
from tests.fakes import FakeClock
from tests.importing import expect_nothing
from tests.operations.test_certifications import filled_in, signed_answers
from tests.reviewing import customer
from tests.ui.desks import open_desk

Run = Callable[..., tuple[int, str, str]]
NOW = datetime.now(UTC)
TODAY = NOW.date().isoformat()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace with a company, a customer, a product and a case."""
    desk = open_desk(tmp_path / "ws", FakeClock(NOW - timedelta(hours=1), zone="UTC"))
    desk.profile.save_company(Company("Calm Harbor Instruments", email="export@calm.example"))
    desk.profile.save_settings(Settings(operator="Dana"))
    product: Product = item().product
    desk.products.save(product)
    holder = customer("Muster Elektronik GmbH", "DE", address="Weg 4, Ulm", reference="K-1")
    desk.customers.save(holder)
    desk.cases.new(holder.id, reference="PO-7", items=[item()])
    desk.close()
    return tmp_path / "ws"


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return what runs a command on it."""

    def call(*args: str) -> tuple[int, str, str]:
        expect_nothing(folder)
        doors = Doors(lambda _folder: 0, lambda _folder: "drawn")
        code = main(["--workspace", str(folder), *args], doors)
        told = capfdbinary.readouterr()
        return code, told.out.decode(), told.err.decode()

    return call


def value(run: Run, *args: str, code: int = 0) -> Any:
    """Return what a command prints as JSON."""
    ended, out, err = run(*args, "--json")
    assert ended == code, err
    return json.loads(out)


def back(folder: Path, number: str, path: Path, **signature: object) -> Path:
    """Write the form of a number, filled in by the customer."""
    desk = open_desk(folder, FakeClock(NOW, zone="UTC"))
    one = desk.certifications.by_number(number)
    answers = signed_answers(one, **{"signed_on": TODAY, **signature})
    path.write_bytes(filled_in(desk, one, answers))
    desk.close()
    return path


def test_from_a_customer_to_an_accepted_form(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    (made,) = value(run, "certify", "K-1", "--sku", "P-1", "--out", str(out), "--language", "tr")
    assert (made["state"], made["language"]) == ("sent", "tr")
    assert made["items"][0]["tier"] == "1"
    found = OpenedForm(out.read_bytes()).form()
    assert found.fields["customer_legal_name"] == "Muster Elektronik GmbH"
    assert found.codes == (made["code"],)
    number = made["number"]
    path = back(folder, number, tmp_path / "back.pdf", title="")
    (told,) = value(run, "certifications", "receive", str(path), code=1)
    assert [each["code"] for each in told["findings"]] == [
        "returned-unsigned",
        "returned-field-empty",
    ]
    assert told["findings"][1]["text"] == "The title of the signer is empty."
    ended, _out, err = run("certifications", "accept", number, "--name", "Dana")
    assert ended == 2
    assert "not signed" in err
    accepted = value(
        run,
        *("certifications", "accept", number, "--name", "Dana", "--signed-in-ink"),
        *("--reason", "She told us on the phone"),
    )
    assert accepted["state"] == "accepted"
    assert accepted["decision"]["reason"] == "She told us on the phone"
    (row,) = value(run, "certifications", "list", "muster", "--state", "accepted")
    assert (row["number"], row["expires_on"]) == (number, accepted["expires_on"])
    assert value(run, "certifications", "list", "--renew") == []
    ended, shown, _err = run("certifications", "show", number)
    assert "She told us on the phone" in shown
    assert "back.pdf" in shown
    rejected = value(run, "certifications", "reject", number, "--reason", "Taken back")
    assert rejected["state"] == "rejected"
    ended, _out, _err = run("records", "verify")
    assert ended == 0


def test_from_a_case_with_all_as_asked(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    case = value(run, "case", "list")[0]["number"]
    (made,) = value(run, "certify", "--case", case, "--out", str(out))
    assert made["asked"]["order"]["reference"] == "PO-7"
    path = back(folder, made["number"], tmp_path / "back.pdf")
    ended, told, _err = run("certifications", "receive", str(path), "--signed-in-ink")
    assert ended == 0
    assert "All is as asked" in told
    until = (NOW + timedelta(days=90)).date().isoformat()
    accepted = value(
        run, "certifications", "accept", made["number"], "--name", "Dana", "--until", until
    )
    assert accepted["expires_on"] == until
    original = tmp_path / "original.png"
    original.write_bytes(b"\x89PNG\r\n\x1a\n the original")
    kept = value(run, "certifications", "attach", made["number"], str(original))
    assert [file["name"] for file in kept["other_files"]] == ["original.png"]
    ended, _told, err = run("certifications", "attach", made["number"], str(tmp_path / "none"))
    assert (ended, "none" in err) == (2, True)
    ended, told, _err = run("certifications", "list")
    assert "PO-7" in told


def test_a_draft_is_printed_as_one_and_sent_later(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "draft.pdf"
    ended, told, _err = run("certify", "K-1", "--draft", "--out", str(out))
    assert ended == 0
    assert "Draft" in told
    assert out.read_bytes().startswith(b"%PDF-")
    number = value(run, "certify", "K-1", "--draft")[0]["number"]
    sent = value(run, *("certifications", "send", number, "--how", "print", "--out", str(out)))
    assert sent["sent"]["how"] == "print"
    again = tmp_path / "again.pdf"
    run("certifications", "show", number, "--flat", "--out", str(again))
    assert again.read_bytes() == out.read_bytes()


def test_a_wording_that_says_less_is_told_of_where_it_is_used(run: Run, folder: Path) -> None:
    assert run("certify", "K-1", "--draft")[2] == ""
    ours = resources.path("wording", "certification", "en.toml").read_text(encoding="utf-8")
    own = own_folder(folder)
    own.mkdir(parents=True)
    text = ours.replace('version = "2026-11"', 'version = "ours"').replace("comply with", "like")
    (own / "en.toml").write_text(text, encoding="utf-8")
    ended, _told, err = run("certify", "K-1", "--draft")
    assert ended == 0
    assert "does not say: that the customer will comply with the EAR (point 9)." in err


def test_several_customers_go_into_a_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    desk = open_desk(folder)
    desk.customers.save(customer("Sakin Elektronik", "TR", reference="K-2"))
    desk.close()
    out = tmp_path / "forms"
    made = value(run, "certify", "K-1", "K-2", "--out", str(out))
    assert len(made) == 2
    assert sorted(path.name for path in out.iterdir()) == [
        f"{made[0]['number']} Muster Elektronik GmbH.pdf",
        f"{made[1]['number']} Sakin Elektronik.pdf",
    ]


def test_what_cannot_be_taken_in_is_told_and_the_rest_is_taken(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (made,) = value(run, "certify", "K-1", "--out", str(tmp_path / "form.pdf"))
    good = back(folder, made["number"], tmp_path / "back.pdf")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no pdf at all")
    ended, told, err = run("certifications", "receive", str(bad), str(good), "--signed-in-ink")
    assert ended == 2
    assert "bad.pdf is not a PDF" in err
    assert "All is as asked" in told
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n scanned")
    args = ("certifications", "receive", str(scan), "--number", made["number"])
    (told_scan,) = value(run, *args, code=1)
    assert told_scan["came_as"] == "scan"
    pages = [tmp_path / f"page{number}.png" for number in (10, 9)]
    for page in pages:
        page.write_bytes(b"\x89PNG\r\n\x1a\n " + page.name.encode())
    args = ("certifications", "receive", "--number", made["number"], *map(str, pages))
    ended, _told, err = run(*args, str(bad))
    assert (ended, "bad.pdf is neither a PDF nor a picture" in err) == (2, True)
    (told_pages,) = value(run, *args, code=1)
    assert told_pages["file"]["name"] == "page9.png"
    assert [file["name"] for file in told_pages["more_files"]] == ["page10.png"]


WRONG = [
    (("certify", "--out", "x.pdf"), "Choose a customer"),
    (("certify", "K-1"), "--out"),
    (("certify", "K-9", "--out", "x.pdf"), "K-9"),
    (("certify", "K-1", "--sku", "P-9", "--out", "x.pdf"), "P-9"),
    (("certify", "K-1", "--language", "xx", "--out", "x.pdf"), "xx"),
    (("certifications", "show", "C-2026-9999"), "C-2026-9999"),
    (("certifications", "receive", "none.pdf"), "none.pdf"),
    (("certifications", "accept", "C-1", "--name", "x", "--until", "soon"), "soon"),
]


@pytest.mark.parametrize(("args", "said"), WRONG)
def test_wrong_use_is_one_clear_line(run: Run, args: tuple[str, ...], said: str) -> None:
    ended, _out, err = run(*args)
    assert ended == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_a_folder_that_cannot_be_written_leaves_a_sent_form_to_be_written_again(
    run: Run, tmp_path: Path
) -> None:
    ended, _out, err = run("certify", "K-1", "--out", str(tmp_path / "no" / "where.pdf"))
    assert ended == 4
    assert len(err.strip().splitlines()) == 1
