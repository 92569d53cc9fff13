"""The command line as scripts see it: what it prints, where, and how it ends."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from shutil import copytree
from threading import Thread
from time import sleep

import pytest
from PySide6.QtCore import QLockFile
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from exportdesk.cli.program import main
from exportdesk.cli.session import Doors
from exportdesk.core import resources
from exportdesk.core.errors import ExportDeskError
from exportdesk.operations import party_file
from exportdesk.operations.demo import demo_certifications
from exportdesk.operations.open_windows import answer_call
from exportdesk.screening.made_names import made_names
from exportdesk.ui.start import open_window
from exportdesk.wiring import open_desk
from tests import several_lists
from tests.documents.reading import pages_of
from tests.importing import expect_nothing
from tests.lists.samples import DATA
from tests.sampling import by_name

DEMO = resources.path("demo", "consolidated.json")
TODAY = datetime.now(UTC).date()


@dataclass
class Window:
    """Notes which workspaces a window was asked for."""

    opened: list[Path] = field(default_factory=list)
    safely: list[Path] = field(default_factory=list)

    def open(self, folder: Path, safe: bool) -> int:
        (self.safely if safe else self.opened).append(folder)
        return 0

    def render(self, folder: Path) -> str:
        assert folder.is_dir()
        return "drawn"


@dataclass
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> object:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def run(tmp_path: Path, window: Window, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    expect_nothing(tmp_path / "ws")

    def call(*args: str | Path) -> Ran:
        words = ["--workspace", str(tmp_path / "ws"), *(str(arg) for arg in args)]
        code = main(words, Doors(window.open, window.render))
        told = capfdbinary.readouterr()
        return Ran(code, told.out.decode(), told.err.decode())

    return call


@pytest.fixture(scope="module")
def with_lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that took in the demo's list of today."""
    folder = tmp_path_factory.mktemp("loaded")
    expect_nothing(folder / "ws")
    words = ["--workspace", str(folder / "ws"), "lists", "import", str(demo_of(TODAY, folder))]
    assert main(words, Doors(Window().open, Window().render)) == 0
    return folder / "ws"


@pytest.fixture
def loaded(run: Run, with_lists: Path, tmp_path: Path) -> Run:
    copytree(with_lists, tmp_path / "ws", dirs_exist_ok=True)
    return run


def demo_of(day: date, folder: Path) -> Path:
    """Return the demo's list as published on a day: the program's own clock runs here."""
    path = folder / f"consolidated.{day}.json"
    told = DEMO.read_text(encoding="utf-8").replace("2026-11-20", day.isoformat())
    path.write_text(told, encoding="utf-8")
    return path


def test_without_a_command_the_window_opens(run: Run, window: Window, tmp_path: Path) -> None:
    assert run().code == 0
    assert window.opened == [tmp_path / "ws"]
    assert run("--safe").code == 0
    assert window.safely == [tmp_path / "ws"]


def test_wrong_use_is_one_line_and_two(run: Run) -> None:
    ran = run("screen", "--country", "Atlantis", "--no-such-option", "x")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1


def test_screening_without_a_list_says_so(run: Run) -> None:
    ran = run("screen", "Acme")
    assert ran.code == 3
    assert "No control list is imported" in ran.err
    assert ran.err.count("\n") == 1


def test_the_state_of_lists_is_told(run: Run) -> None:
    ran = run("lists", "status", "--json")
    assert ran.code == 3
    assert ran.value["state"] == "none"  # type: ignore[index] # a JSON value
    assert run("lists", "import", DEMO).code == 0
    value = run("lists", "status", "--json").value
    assert isinstance(value, dict)
    edition = value["sources"][0]["edition"]
    assert edition["listings"] == value["listings"] > 100
    assert edition["published"] == "2026-11-20"
    assert "us-csl" in run("lists", "status").out


def test_sources_are_told(run: Run) -> None:
    assert "Entity List" in run("lists", "sources").out
    value = run("lists", "sources", "--json").value
    assert isinstance(value, list)
    assert len(value[0]["lists"]) == 13


def test_an_own_list_is_taken_in_screened_and_never_old(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.csv"
    letter.write_text("Firma;Land;Grund\nBrambleholt Zeta KG;DE;Named to us\n", "utf-8")
    ran = run("lists", "import", letter, "--source", "own:Letter 7", "--json")
    assert ran.code == 0
    assert isinstance(ran.value, dict)
    findings = [finding["code"] for finding in ran.value["findings"]]
    assert findings == ["completeness-unverified"]
    value = run("lists", "status", "--json").value
    assert isinstance(value, dict)
    (own,) = [source for source in value["sources"] if source["key"].startswith("own:")]
    assert (own["name"], own["state"]) == ("Letter 7", "current")
    assert (own["dated"], own["dated_by"]) == (TODAY.isoformat(), "imported")
    ran = run("screen", "Brambleholt Zeta", "--country", "DE", "--json")
    assert ran.code == 1
    assert isinstance(ran.value, dict)
    match = ran.value["matches"][0]
    assert (match["source"], match["list"]) == ("own:Letter 7", "OWN")
    assert match["uid"].startswith("own:Letter 7:")


def test_a_first_list_far_shorter_than_expected_is_refused(run: Run, tmp_path: Path) -> None:
    edits = tmp_path / "ws" / "catalogue.toml"
    edits.unlink()
    ran = run("lists", "import", DEMO)
    assert ran.code == 2
    assert "about 19,181 were expected" in ran.err
    assert "--override REASON" in ran.err
    edits.write_text('[[source]]\nkey = "us-csl"\nlist = [{ code = "SDN", expect = 0 }]\n', "utf-8")
    ran = run("lists", "status")
    assert f"{edits} cannot be used: source 1 (us-csl), list 1 (SDN), expect" in ran.err
    assert run("lists", "import", DEMO, "--override", "Made up").code == 0


def test_a_refused_file_says_why_and_ends_with_two(loaded: Run, tmp_path: Path) -> None:
    page = tmp_path / "consolidated.json"
    page.write_text("<html><title>Sign in</title></html>", encoding="utf-8")
    ran = loaded("lists", "import", page)
    assert ran.code == 2
    assert ran.err.startswith("exportdesk: ")
    assert ran.err.count("\n") == 1
    assert loaded("lists", "import", tmp_path / "none.json").code == 2
    assert loaded("lists", "import", DEMO, "--source", "no-such").code == 2
    assert loaded("lists", "import", DEMO, "--published", "yesterday").code == 2
    value = loaded("lists", "status", "--json").value
    assert isinstance(value, dict)
    assert value["listings"] > 100


def test_one_party_is_screened(loaded: Run) -> None:
    ran = loaded("screen", "Severnyi Impuls", "--country", "Russia", "--json")
    assert ran.code == 1
    value = ran.value
    assert isinstance(value, dict)
    first = value["matches"][0]
    assert set(first) == {
        "uid", "source", "list", "name", "matched_name", "score", "strength", "reasons",
        "ofac_score",
    }  # fmt: skip
    assert set(first["reasons"][0]) == {"feature", "ours", "theirs", "relation", "effect"}
    assert first["uid"].startswith("us-csl:EL:")
    assert first["ofac_score"] is None
    assert list(value["editions"]) == ["us-csl"]
    assert "Severnyi" in loaded("screen", "Severnyi Impuls").out


def test_beside_a_match_stands_what_ofacs_own_search_would_score(loaded: Run) -> None:
    value = loaded("screen", "Impuls Komplekt", "--json").value
    assert isinstance(value, dict)
    scores = {match["list"]: match["ofac_score"] for match in value["matches"]}
    assert scores["SDN"] == 100
    assert all((list_ == "SDN") == (score is not None) for list_, score in scores.items())


def test_no_possible_match_is_said_with_the_date(loaded: Run) -> None:
    ran = loaded("screen", "Quiet Meadow Honey Farm")
    assert ran.code == 0
    assert ran.out == f"No possible match found in us-csl of {TODAY}.\n"


def test_a_word_of_listed_names_is_told_where_nothing_matches(loaded: Run) -> None:
    ran = loaded("screen", "Severny")
    assert ran.code == 0
    assert 'No match for the whole name, but 2 listed parties share "Severny"' in ran.out
    assert 'The word "Severny" is in the names of 2 listed parties.' in " ".join(ran.out.split())
    value = loaded("screen", "Severny", "--json").value
    assert (value["matches"], value["mention"]) == (
        [],
        {"word": "Severny", "listings": 2, "begins": False, "alike": False, "words": ""},
    )
    told = loaded("screen", "Severnny Elektronik").out
    assert '2 listed parties have a word like "Severny"' in " ".join(told.split())
    assert loaded("screen", "Severnyi Impuls", "--json").value["mention"] is None


def test_more_candidates_show_with_a_lower_score(loaded: Run) -> None:
    args = ("screen", "Trading Company", "--json")
    usual, every = loaded(*args).value, loaded(*args, "--min-score", "0", "--limit", "3").value
    assert isinstance(usual, dict)
    assert isinstance(every, dict)
    assert len(usual["matches"]) < len(every["matches"]) == 3


def test_an_unknown_country_is_wrong_input(loaded: Run) -> None:
    ran = loaded("screen", "Acme", "--country", "Atlantis")
    assert ran.code == 2
    assert "Atlantis" in ran.err
    assert loaded("screen").code == 2


ROWS = [
    ["id", "Name", "Country", "Kind", "Address"],
    ["1", "Severnyi Impuls", "Russia", "company", ""],
    ["2", "Quiet Meadow Honey Farm", "US", "", ""],
    ["3", "=2+3", "Atlantis", "robot", ""],
    ["", "", "", "", ""],
]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")]
)
def test_a_file_of_parties_is_screened(
    loaded: Run, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "in.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(ROWS)
    ran = loaded("screen", "--file", path)
    assert ran.code == 1
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["id"] for line in lines] == ["1", "2", "3"]
    assert [bool(line["matches"]) for line in lines] == [True, False, False]
    assert "row 3: Atlantis is not a country" in ran.err
    assert "robot" in ran.err


def test_a_long_file_is_screened_by_processes(loaded: Run, tmp_path: Path) -> None:
    rows = [[made.name, made.country] for made in islice(made_names(), 900)]
    rows[500] = ["Severnyi Impuls", "RU"]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name", "country"], *rows, *rows[500:502]])
    ran = loaded("screen", "--file", tmp_path / "in.csv")
    assert ran.code == 1
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["name"] for line in lines] == [row[0] for row in [*rows, *rows[500:502]]]
    assert lines[500]["matches"][0]["name"] == "Severnyi Impuls LLC"
    assert lines[900]["matches"] == lines[500]["matches"]
    assert "902 parties screened" in ran.err


@by_name
def test_the_threshold_is_measured(loaded: Run, tmp_path: Path) -> None:
    ran = loaded("measure", "--threshold", "70", "--out", tmp_path / "out.pdf", "--json")
    assert ran.code == 0
    value = ran.value
    assert isinstance(value, dict)
    assert value["threshold"] == 70
    assert value["clean"]["tried"] == 1000
    assert value["published"]["rate"] > 0.98
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    ran = loaded("measure", "--out", tmp_path / "no folder" / "out.pdf")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert loaded("measure", "--out", tmp_path / ("x" * 400)).code == 4
    ran = loaded("measure")
    assert "made-up ordinary names that alert" in ran.out
    assert loaded("measure", "--threshold", "101").code == 2


def test_measuring_without_a_list_says_so(run: Run) -> None:
    ran = run("measure")
    assert ran.code == 3
    assert "No control list is imported" in ran.err


def test_results_go_to_a_file_of_the_kind_asked_for(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(ROWS):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell)
        sheet.write_number(1, 0, 1)
    assert loaded("screen", "--file", path, "--out", tmp_path / "out.csv").code == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert table[0]["id"] == "1"
    assert table[0]["list"] == "EL"
    assert table[-1]["name"] == "'=2+3"
    assert loaded("screen", "--file", path, "--out", tmp_path / "out.xlsx").code == 1
    cells = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert cells[0][0] == "id"
    assert len(cells) == len(table) + 1
    assert loaded("screen", "--file", path, "--out", tmp_path / "out.jsonl").code == 1
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("in.csv", b"a,b\n1,2\n"),
        ("in.csv", b""),
        ("in.csv", b"name\0\0\x01"),
        ("in.xlsx", b"not a workbook"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_line(
    loaded: Run, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = loaded("screen", "--file", tmp_path / name)
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_quotation_mark_that_is_never_closed_swallows_nobody(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('id,name\n1,"Acme Ltd\n2,Severnyi Impuls\n3,Rosneft\n', encoding="utf-8")
    ran = loaded("screen", "--file", path)
    assert ran.code == 2
    assert "line 4" in ran.err


@pytest.mark.parametrize("out", ["in.csv", "out.txt", "none/out.csv", "none/out.xlsx"])
def test_results_go_nowhere_they_cannot_be_meant_to(loaded: Run, tmp_path: Path, out: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name\nSevernyi Impuls\n", encoding="utf-8")
    ran = loaded("screen", "--file", path, "--out", tmp_path / out)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert path.read_text(encoding="utf-8").startswith("name")


def test_more_rows_than_a_sheet_holds_are_not_dropped(
    loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(party_file, "_MOST_ROWS", 3)
    path, out = tmp_path / "in.csv", tmp_path / "out.xlsx"
    path.write_text("name\nQuiet Meadow\nBrook Honey\nGreen Hill\n", encoding="utf-8")
    ran = loaded("screen", "--file", path, "--out", out)
    assert ran.code == 2
    assert not out.exists()


def test_lists_that_are_too_old_are_told_and_end_with_three(run: Run, tmp_path: Path) -> None:
    old = demo_of(TODAY - timedelta(days=30), tmp_path)
    assert run("lists", "import", old).code == 0
    ran = run("screen", "Quiet Meadow Honey Farm")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "Older than 7 days: Consolidated Screening List." in ran.err
    assert "No possible match found" in ran.out
    ran = run("screen", "Severnyi Impuls", "--json")
    assert ran.code == 1
    assert isinstance(ran.value, dict)


def test_output_is_utf8_whatever_the_console_speaks(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "accents.json"
    told = DEMO.read_text(encoding="utf-8").replace("Severnyi Impuls", "Sévernyi Impuls")
    path.write_text(told, encoding="utf-8")
    assert run("lists", "import", path).code == 0
    program = [sys.executable, "-m", "exportdesk", "--workspace", str(tmp_path / "ws")]
    ran = subprocess.run(
        [*program, "screen", "Severnyi Impuls"],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert ran.returncode == 1, ran.stderr
    assert "Sévernyi" in ran.stdout.decode("utf-8")


def test_letters_a_terminal_garbled_are_never_no_possible_match(loaded: Run) -> None:
    for args in (("screen", "M\udcfcller", "--json"), ("screen", "x", "--address", "\udcd1")):
        ran = loaded(*args)
        assert ran.code == 2
        assert "did not arrive as it was typed" in ran.err


def test_without_a_display_the_window_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(ExportDeskError) as caught:
        open_window(tmp_path)
    assert caught.value.code == "no-display"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are found so on Linux")
def test_a_display_that_does_not_answer_is_told_in_words(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "exportdesk", "--workspace", str(tmp_path / "ws")],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": "unix:64999", "LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 4, "and no abort, of which the system would keep a memory dump"
    assert ran.stderr.splitlines()[-1].startswith("exportdesk: The display does not answer")
    assert not (tmp_path / "ws").exists()


def test_a_score_that_is_no_number_is_wrong_input(loaded: Run) -> None:
    ran = loaded("screen", "Severnyi Impuls", "--min-score", "nan")
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_workspace_that_is_not_there_is_not_sound(run: Run, tmp_path: Path) -> None:
    for command in (("records", "verify"), ("records", "export", tmp_path / "out")):
        ran = run(*command)
        assert ran.code == 4
        assert ran.err.count("\n") == 1
        assert [path.name for path in (tmp_path / "ws").iterdir()] == ["catalogue.toml"]


@pytest.mark.parametrize("head", ["", "0123", "g" * 64])
def test_a_head_that_is_no_hash_is_not_taken_for_none(loaded: Run, head: str) -> None:
    assert loaded("records", "verify", "--against", head).code == 2


@pytest.mark.parametrize("group", ["lists", "records"])
def test_half_a_command_is_one_line(run: Run, group: str) -> None:
    ran = run(group)
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_the_demo_does_the_main_job_and_says_where_the_papers_are(run: Run, tmp_path: Path) -> None:
    ran = run("demo", tmp_path / "demo", "--headless")
    assert ran.code == 0
    assert "40 customers screened" in ran.out
    paper = tmp_path / "demo" / "papers" / "S-2026-0001.pdf"
    assert str(paper) in ran.out
    assert all("Demo: made-up company" in page for page in pages_of(paper.read_bytes()))
    assert "cleared" not in ran.out.lower()
    again = run("demo", tmp_path / "demo", "--headless")
    assert again.code == 0
    assert "S-2026-0002" in again.out


def test_the_demo_keeps_out_of_folders_that_hold_something(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine", encoding="utf-8")
    ran = run("demo", tmp_path / "mine", "--headless")
    assert ran.code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@by_name
def test_the_demo_opens_its_window(run: Run, window: Window, tmp_path: Path) -> None:
    assert run("demo", tmp_path / "demo").code == 0
    assert window.opened == [tmp_path / "demo"]
    told = run("--workspace", tmp_path / "demo", "certifications", "list", "--json").out
    assert len(json.loads(told)) == len(demo_certifications())
    front = tmp_path / "demo" / "window.front"
    front.touch()
    lock = QLockFile(str(tmp_path / "demo" / "window.lock"))  # as the window holds it
    assert lock.tryLock(0)
    called: list[bool] = []
    answering = Thread(target=lambda: called.append(_answers(front.parent)))
    answering.start()
    again = run("demo", tmp_path / "demo")
    answering.join()
    lock.unlock()
    assert again.code == 0
    assert called == [True]
    assert again.out == "The demo is open already: its window comes to the front.\n"
    assert window.opened == [tmp_path / "demo"]  # no second one


def _answers(folder: Path) -> bool:
    """Answer a call as a window does."""
    return any(answer_call(folder) or sleep(0.02) for _try in range(200))


def test_records_are_verified_and_written_out(run: Run, tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    assert run("demo", demo, "--headless").code == 0
    at = ("--workspace", demo)
    verified = run(*at, "records", "verify", "--json")
    assert verified.code == 0
    value = verified.value
    assert isinstance(value, dict)
    assert (value["sound"], value["screenings"], value["papers"]) == (True, 1, 1)
    assert run(*at, "records", "verify", "--against", value["head"][:16]).code == 0
    assert run(*at, "records", "verify", "--against", "f" * 64).code == 4
    ran = run(*at, "records", "export", tmp_path / "out")
    assert ran.code == 0
    files = {path.name for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert files == {"S-2026-0001.pdf", "screenings.csv", "events.jsonl", "manifest.csv"}
    assert run(*at, "records", "export", tmp_path / "out").code == 2
    assert run(*at, "records", "export", tmp_path / "o2", "--to", "2020-01-01").code == 0
    assert not list((tmp_path / "o2" / "papers").iterdir())


def test_the_program_tests_itself(run: Run, tmp_path: Path) -> None:
    ran = run("self-test", "--report", tmp_path / "report.json")
    assert ran.code == 0, ran.out
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["passed"] is True
    assert [check["name"] for check in report["checks"]][-1] == "render a page of the window"
    assert [path.name for path in (tmp_path / "ws").iterdir()] == ["catalogue.toml"]


def test_a_self_test_that_fails_ends_with_one(tmp_path: Path) -> None:
    def broken(folder: Path) -> str:
        raise RuntimeError("no window here")

    args = ["self-test", "--report", str(tmp_path / "r.json")]
    assert main(args, Doors(lambda folder: 0, broken)) == 1
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["checks"][-1]["detail"] == "RuntimeError: no window here"


def test_one_party_on_several_lists_in_json(loaded: Run, tmp_path: Path) -> None:
    several_lists.put_several(tmp_path / "ws" / "lists.db", TODAY)
    value = loaded("screen", several_lists.NAME, "--json").value
    assert isinstance(value, dict)
    uids = [several_lists.OFAC, several_lists.EU, several_lists.UK]
    assert [match["uid"] for match in value["matches"]] == uids
    (group,) = value["groups"]
    assert set(group["uids"]) == set(uids)
    assert "OFAC Number 990107" in group["why"]
    assert value["also"] == {several_lists.OFAC: [several_lists.CSL]}
    assert set(value["editions"]) == {"us-csl", "us-ofac-sdn", "eu-fsf", "uk-sl"}


def test_a_file_of_another_list_is_told_with_what_to_do(run: Run, tmp_path: Path) -> None:
    un = DATA / "un-traps.xml"
    ran = run("lists", "import", un, "--source", "ca-sema")
    assert ran.code == 2
    assert "it looks like UN Security Council Consolidated List" in ran.err
    assert f"exportdesk lists import {un} --source un-sc" in ran.err
    mine = tmp_path / "my suspects.csv"
    mine.write_text("Company,Country\nKestrel Yard,CN\n", encoding="utf-8")
    ran = run("lists", "import", mine)
    assert ran.code == 2
    assert f'exportdesk lists import "{mine}" --source own:NAME' in ran.err
    ran = run("lists", "import", DATA / "ofac" / "SDN.XML", "--source", "un-sc")
    assert "--source us-ofac-sdn" in ran.err
    assert "--source us-ofac-cons" in ran.err
    ran = run("lists", "import", DATA / "ofac" / "CONSOLIDATED.XML", "--source", "us-ofac-sdn")
    assert "--source us-ofac-cons" in ran.err


LETTER = """Answer to our request,,
Firm,Where,Why
Kestrel Yard,CN,red flag letter
Halden Works,PA,red flag letter
"""


def test_the_columns_and_the_letter_of_an_own_list(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "letter.csv"
    table.write_text(LETTER, encoding="utf-8")
    words = ["lists", "import", table, "--source", "own:Letter 7"]
    ran = run(
        *words,
        *("--header-row", "2", "--map", "name=Firm", "--map", "country=2", "--map", "none=why"),
        *("--letter", "red-flag", "--letter-date", "2026-10-05"),
        *("--letter-reference", "BIS 4711", "--letter-asks", "Ask before each shipment"),
        "--json",
    )
    assert ran.code == 0, ran.err
    assert ran.value["counts"] == {"OWN-RED-FLAG": 2}  # type: ignore[index] # a JSON value
    (match,) = run("screen", "Kestrel Yard", "--json").value["matches"]  # type: ignore[index] # JSON
    assert match["list"] == "OWN-RED-FLAG"
    with closing(open_desk(tmp_path / "ws")) as desk:
        listing = desk.lists.listing(match["uid"])
        assert listing is not None
        assert listing.countries == ("CN",)
        assert (listing.start_date, listing.citation) == ("2026-10-05", "BIS 4711")
        assert listing.requirement == "Ask before each shipment"
        assert listing.remarks == ""
    (own,) = [
        one
        for one in run("lists", "status", "--json").value["sources"]  # type: ignore[index] # JSON
        if one["key"] == "own:Letter 7"
    ]
    assert (own["dated"], own["dated_by"]) == ("2026-10-05", "letter")
    # The next of its kind is read the same way, as the letter that it was.
    table.write_text(LETTER + "Third Yard,CN,red flag letter\n", encoding="utf-8")
    assert run(*words, "--json").value["counts"] == {  # type: ignore[index] # a JSON value
        "OWN-RED-FLAG": 3
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--map", "nome=Firm"], "FIELD=COLUMN"),
        (["--map", "name=Company"], "no such column"),
        (["--map", "name=9"], "no such column"),
        (["--letter-date", "2026-10-05"], "--letter"),
        (["--letter", "red-flag", "--letter-date", "5 Oct"], "5 Oct"),
        (["--sheet", "x", "--source", "us-csl"], "own:NAME"),
    ],
)
def test_what_is_wrongly_said_of_an_own_list(
    run: Run, tmp_path: Path, words: list[str], told: str
) -> None:
    table = tmp_path / "letter.csv"
    table.write_text(LETTER, encoding="utf-8")
    ran = run("lists", "import", table, "--source", "own:Letter 7", *words)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert told in ran.err


def test_all_lists_that_are_too_old_are_named_and_own_ones_never(run: Run, tmp_path: Path) -> None:
    long_ago = TODAY - timedelta(days=40)
    assert run("lists", "import", demo_of(long_ago, tmp_path)).code == 0
    several_lists.put_several(tmp_path / "ws" / "lists.db", long_ago)
    own = tmp_path / "own.csv"
    own.write_text("id,name\n1,Kestrel Yard\n", encoding="utf-8")
    assert run("lists", "import", own, "--source", "own:Letters").code == 0
    ran = run("screen", "Quiet Meadow Honey Farm")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    for name in ("Consolidated Screening List", "EU Financial Sanctions", "UK Sanctions List"):
        assert name in ran.err
    assert "Letters" not in ran.err
