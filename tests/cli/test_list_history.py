"""Changes, bundles and days of the past from the command line."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from exportdesk.core.progress import Silent
from exportdesk.operations.demo import demo_customers
from exportdesk.operations.import_list import ImportRequest
from exportdesk.storage.opening import writing
from tests.cli.calling import call_here, call_program, copied
from tests.fakes import FakeClock
from tests.importing import expect_nothing
from tests.sampling import by_name, sample
from tests.ui.desks import DEMO_LIST, NEXT_LIST, US_CSL, open_desk

NOW = datetime.now(UTC)
TWO_AGO, ONE_AGO, TODAY = (NOW.date() - timedelta(days=days) for days in (2, 1, 0))


@dataclass
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def of_day(path: Path, day: date, folder: Path) -> Path:
    """Return a list of the demo as published on a day."""
    told = path.read_text(encoding="utf-8")
    for said in ("2026-11-20", "2026-11-21"):
        told = told.replace(said, day.isoformat())
    target = folder / f"consolidated.{day}.json"
    target.write_text(told, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with customers that took in a list two days ago, and the next one day."""
    tmp_path = tmp_path_factory.mktemp("history")
    clock = FakeClock(NOW - timedelta(days=2), zone="UTC")
    desk = open_desk(tmp_path / "ws", clock)
    with writing(desk.workspace().db):
        for customer in demo_customers():
            desk.workspace().customers.save(customer, clock.now().utc_text)
    for path, day in ((DEMO_LIST, TWO_AGO), (NEXT_LIST, ONE_AGO)):
        desk.lists.import_file(ImportRequest(of_day(path, day, tmp_path), US_CSL), Silent())
        clock.advance(days=1)
    desk.close()
    return tmp_path / "ws"


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    return copied(filled, tmp_path / "ws")


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*args: str | Path, workspace: Path = folder) -> Ran:
        return Ran(*call_here(workspace, args, capfdbinary))

    return call


@pytest.mark.parametrize(
    "args",
    [
        *sample([], [("lists", "changes", "us-csl", "--json")]),
        *sample([], [("lists", "changes", "us-csl", "--from", "2001-01-01")]),
        ("screen", "Silk Meridian Trading LLP", "--as-of", str(TWO_AGO)),
    ],
)
def test_a_process_of_its_own_says_the_same(run: Run, folder: Path, args: tuple[str, ...]) -> None:
    assert Ran(*call_program(folder, args)) == run(*args)


def test_what_changed_and_whom_it_touches(run: Run, tmp_path: Path) -> None:
    ran = run("lists", "changes")
    assert ran.code == 0, ran.err
    assert "3 added, 2 removed, 2 changed" in ran.out
    assert "aliases: + Impuls Sever" in ran.out
    assert "Silk Meridian Trading LLP (EL) is new on the list" in ran.out
    (value,) = json.loads(run("lists", "changes", "us-csl", "--json").out)
    assert value["counts"] == {"added": 3, "removed": 2, "changed": 2, "unseen": 0}
    assert value["lists"]["UVL"] == {"added": 1, "removed": 1, "changed": 0}
    (kestrel,) = (one for one in value["changed"] if one["list"] == "SDN")
    (programs,) = kestrel["fields"]
    assert (programs["field"], "IRAN" in programs["after"]) == ("programs", True)
    touched = {one["name"]: one["change"] for one in value["touches"]["customers"]}
    assert touched["Silk Meridian Trading LLP"] == "added"
    out = tmp_path / "changes.csv"
    ran = run(
        "lists", "changes", "--from", str(TWO_AGO), "--to", str(TODAY),
        "--search", "silk meridian", "--out", out,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["change"], row["name"]) == ("added", "Silk Meridian Trading LLP")


def test_what_cannot_be_compared_is_one_line_and_two(run: Run, tmp_path: Path) -> None:
    for args, told in (
        (("lists", "changes", "eu-fsf"), "never been imported"),
        (("lists", "changes", "us-csl", "--from", "2001-01-01"), "had no edition"),
        (("lists", "changes", "us-csl", "--from", "nonsense"), "There is no edition"),
        (("lists", "changes", "--from", "2026-13-01"), "is not a date"),
        (("lists", "changes", "--out", tmp_path / "x.pdf"), ".csv or .xlsx"),
    ):
        ran = run(*args)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
        assert ran.err.count("\n") == 1
    # Of all lists, one that cannot be compared is told, and is no failure.
    ran = run("lists", "changes", "--from", "2001-01-01")
    assert (ran.code, "had no edition" in ran.err) == (0, True)


def test_a_party_as_of_a_day(run: Run) -> None:
    then = run("screen", "Silk Meridian Trading LLP", "--as-of", str(TWO_AGO))
    assert then.code == 0, then.err
    assert f"As of the end of {TWO_AGO}: No possible match found in us-csl of {TWO_AGO}" in then.out
    now = run("screen", "Silk Meridian Trading LLP", "--as-of", str(ONE_AGO), "--json")
    assert now.code == 1, now.err
    value = json.loads(now.out)
    assert value["as_of"] == str(ONE_AGO)
    assert value["matches"][0]["name"] == "Silk Meridian Trading LLP"
    assert list(value["editions"]) == ["us-csl"]
    assert value["findings"] == []
    assert (
        json.loads(run("screen", "Silk Meridian Trading LLP", "--json").out)["editions"]
        == (value["editions"])
    )


def test_a_list_that_came_later_is_told(run: Run, tmp_path: Path) -> None:
    suspects = tmp_path / "suspects.csv"
    suspects.write_text("id,name\n1,Umber Lagoon Freight\n", encoding="utf-8")
    assert run("lists", "import", suspects, "--source", "own:Suspects").code == 0
    ran = run("screen", "Umber Lagoon Freight", "--as-of", str(ONE_AGO), "--json")
    assert ran.code == 3  # nothing was found, in lists of which one was missing
    value = json.loads(ran.out)
    assert value["editions"]["own:Suspects"] is None
    assert [finding["code"] for finding in value["findings"]] == ["as-of-no-edition"]
    assert "had no edition on this computer" in ran.err
    ran = run("screen", "Silk Meridian Trading LLP", "--as-of", str(ONE_AGO))
    assert ran.code == 1


def test_days_that_have_no_answer(run: Run) -> None:
    assert run("screen", "Acme", "--as-of", "2001-01-01").code == 3
    assert run("screen", "Acme", "--as-of", "2101-01-01").code == 2
    assert run("screen", "Acme", "--as-of", "yesterday").code == 2


def test_a_table_as_of_a_day(run: Run, tmp_path: Path) -> None:
    parties, out = tmp_path / "in.csv", tmp_path / "out.csv"
    parties.write_text("id,name\n1,Silk Meridian Trading LLP\n2,Quiet Farm\n", encoding="utf-8")
    ran = run("screen", "--file", parties, "--out", out, "--as-of", str(ONE_AGO))
    assert ran.code == 1, ran.err
    assert f"as of {ONE_AGO}" in ran.err
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["as_of"] for row in rows} == {str(ONE_AGO)}
    assert {row["editions"] for row in rows} == {f"us-csl of {ONE_AGO}"}
    ran = run("screen", "--file", parties, "--as-of", str(TWO_AGO))
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, [line["matches"] for line in lines]) == (0, [[], []])
    assert {line["as_of"] for line in lines} == {str(TWO_AGO)}


@by_name
def test_to_another_computer_and_back(run: Run, tmp_path: Path) -> None:
    stick, other = tmp_path / "lists.zip", tmp_path / "other"
    expect_nothing(other)
    ran = run("lists", "bundle", stick, "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["sources"]["us-csl"]["listings"] == 168
    taken = run("lists", "import", stick, "--json", workspace=other)
    assert taken.code == 0, taken.err
    (source,) = json.loads(taken.out)["sources"]
    assert (source["state"], source["edition"]["listings"]) == ("taken", 168)
    assert source["edition"]["bundle"]["file"] == str(stick)
    found = run("screen", "Silk Meridian Trading LLP", workspace=other)
    assert found.code == 1, found.err
    assert run("records", "verify", workspace=other).code == 0
    # A newer list came in there; the stick of yesterday is then refused, unless somebody says why.
    newer = of_day(DEMO_LIST, TODAY, tmp_path)
    assert run("lists", "import", newer, workspace=other).code == 0
    refused = run("lists", "import", stick, workspace=other)
    assert refused.code == 2
    assert "older than the edition in force" in refused.err
    assert run("lists", "import", stick, "--override", "as told", workspace=other).code == 0


def test_a_bundle_that_is_damaged(run: Run, tmp_path: Path) -> None:
    stick, other = tmp_path / "lists.zip", tmp_path / "other"
    assert run("lists", "bundle", stick).code == 0
    stick.write_bytes(stick.read_bytes()[:-200])
    ran = run("lists", "import", stick, workspace=other)
    assert ran.code == 2
    assert "is damaged" in ran.err
    assert run("lists", "status", workspace=other).code == 3
    told = run("lists", "import", DEMO_LIST, "--bundle", workspace=other)
    assert (told.code, "is damaged" in told.err) == (2, True)
    dated = run("lists", "import", stick, "--published", "2026-01-01", workspace=other)
    assert (dated.code, "by itself" in dated.err) == (2, True)
