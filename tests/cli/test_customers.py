"""`customers rescreen`, and that an update of lists screens the customers again."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.import_list import ImportRequest
from tests.cli.calling import call_here, call_program, copied
from tests.fakes import FakeClock
from tests.importing import expect_nothing
from tests.publisher import Publisher, edits
from tests.reviewing import customer, screen_book
from tests.ui.desks import DEMO_LIST, NEXT_LIST, US_CSL, open_desk

NOW = datetime.now(UTC)

Run = Callable[..., tuple[int, str, str]]


def list_of(path: Path, days_ago: int, folder: Path) -> Path:
    """Return a list of the demo as published so many days ago."""
    told = path.read_text(encoding="utf-8")
    for said in ("2026-11-20", "2026-11-21"):
        told = told.replace(said, (NOW - timedelta(days=days_ago)).date().isoformat())
    target = folder / f"consolidated.{days_ago}.json"
    target.write_text(told, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with customers of whom one is named as a listed party is."""
    tmp_path = tmp_path_factory.mktemp("customers")
    desk = open_desk(tmp_path / "ws", FakeClock(NOW - timedelta(hours=1), zone="UTC"))
    desk.lists.import_file(ImportRequest(list_of(DEMO_LIST, 1, tmp_path), US_CSL), Silent())
    desk.customers.save_all(
        [
            customer("Impuls Komplekt", "RU"),
            customer("Quiet Meadow Honey Farm", "US"),
            customer("Silk Meridian Trading", "KZ"),
            customer("Sabz Quiet Orchard Lodge", "EG"),
        ]
    )
    desk.close()
    return tmp_path / "ws"


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    return copied(filled, tmp_path / "ws")


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*args: str, workspace: Path = folder) -> tuple[int, str, str]:
        return call_here(workspace, args, capfdbinary)

    return call


def value(run: Run, *args: str, code: int) -> Any:
    ended, out, err = run(*args, "--json")
    assert ended == code, err
    return json.loads(out)


def test_it_tells_what_is_undecided_and_ends_with_1(run: Run) -> None:
    told = value(run, "customers", "rescreen", code=1)
    assert (told["whole"], told["parties"], told["rescreened"]) == (True, 4, 4)
    (opened,) = told["opened"]
    assert (opened["name"], opened["state"]) == ("IMPULS KOMPLEKT", "open")
    (name,) = told["names"]
    assert (name["party_name"], name["word"], name["listings"], name["settled"]) == (
        "Sabz Quiet Orchard Lodge",
        "Sabz",
        3,
        False,
    )
    assert value(run, "customers", "names", code=0) == [name]
    (standing,) = told["standing"]
    assert (standing["party_name"], standing["role"]) == ("Impuls Komplekt", "")
    code, out, err = run("customers", "rescreen")
    assert code == 1, err
    assert "4 parties looked at; 0 new, 0 came back, 0 gone" in out
    assert "IMPULS KOMPLEKT" in out
    assert "1 name begins as those of several listed parties:\nname " in out
    assert "Sabz Quiet Orchard Lodge" in out


def test_a_process_of_its_own_says_the_same(run: Run, folder: Path) -> None:
    run("customers", "rescreen")  # from now on nothing is new
    wanted = run("customers", "rescreen")
    assert call_program(folder, ("customers", "rescreen")) == wanted


def test_what_did_not_change_is_not_looked_at_again(run: Run) -> None:
    value(run, "customers", "rescreen", code=1)
    told = value(run, "customers", "rescreen", "--changed", code=1)
    assert (told["whole"], told["parties"], told["opened"]) == (False, 0, [])


@pytest.mark.parametrize(
    ("verdict", "code"), [(Verdict.NOT_SAME, 0), (Verdict.RESEARCH, 1), (Verdict.SAME, 1)]
)
def test_a_decision_that_stands_is_not_asked_for_again(
    run: Run, folder: Path, verdict: Verdict, code: int
) -> None:
    desk = open_desk(folder, FakeClock(NOW, zone="UTC"))
    screen_book(desk)
    subjects = desk.deciding.subjects(one.match for one in desk.deciding.queue())
    desk.deciding.decide(subjects, Word(verdict, "Looked into it"))
    desk.close()
    told = value(run, "customers", "rescreen", code=code)
    assert told["opened"] == []
    assert [one["state"] for one in told["standing"]] == ([verdict.value] if code else [])


def test_without_lists_it_ends_with_3(run: Run, tmp_path: Path) -> None:
    expect_nothing(tmp_path / "bare")
    desk = open_desk(tmp_path / "bare")
    desk.customers.save(customer("Impuls Komplekt", "RU"))
    desk.close()
    code, out, err = run("customers", "rescreen", workspace=tmp_path / "bare")
    assert (code, out) == (3, "")
    assert "No control list is imported" in err


def test_a_workspace_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    code, _out, err = run("customers", "rescreen", workspace=tmp_path / "nowhere")
    assert code == 4
    assert err
    assert not (tmp_path / "nowhere").exists()


def test_an_update_that_changes_a_list_screens_the_customers(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    value(run, "customers", "rescreen", code=1)
    with closing(Publisher()) as publisher:
        publisher.lists["/csl.json"] = list_of(NEXT_LIST, 0, tmp_path).read_bytes()
        edits(folder, {"us-csl": publisher.url("/csl.json")})
        ended, out, err = run("lists", "update", "us-csl", "--json")
        assert json.loads(out)["outcomes"][0]["state"] == "updated", err
        told = json.loads(out)["customers"]
        assert told["trigger"] == "lists"
        assert [one["name"] for one in told["opened"]] == ["Silk Meridian Trading LLP"]
        ended, out, err = run("lists", "update", "us-csl", "--json")
        assert json.loads(out)["customers"] is None
        assert ended in (0, 3)
