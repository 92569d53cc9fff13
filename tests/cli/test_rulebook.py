"""`exportdesk rulebook` as people and scripts see it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exportdesk.cli.program import main
from exportdesk.cli.session import Doors
from tests.rulebook.changing import change, copied
from tests.rulebook.ear import FOLDER

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*args: str) -> tuple[int, str, str]:
        doors = Doors(lambda folder: 0, lambda folder: "drawn")
        code = main(["--workspace", str(tmp_path / "ws"), "rulebook", *args], doors)
        told = capfdbinary.readouterr()
        return code, told.out.decode(), told.err.decode()

    return call


def value(run: Run, *args: str) -> Any:
    code, out, _err = run(*args, "--json")
    assert code == 0
    return json.loads(out)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    folder = copied(tmp_path)
    change(folder, "next_steps.toml", "as_of = 2026-11-22", "as_of = 2026-12-15")
    with (folder / "high_priority.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"8700{number:02},1,Made up,yes,,,,,,\n" for number in range(14))
    change(folder, "retired_hs_codes.csv", "8525", "8524")
    (folder / "notes.txt").write_text("more", "utf-8")
    return folder


def test_status_says_what_is_in_use_and_what_is_missing(run: Run) -> None:
    code, out, err = run("status")
    assert (code, err) == (0, "")
    assert "(comes with the program)" in out
    assert out.count("Not there: what rests on it is not checked.") == 4
    told = value(run, "status")
    assert told["in_use"]["own"] is True
    assert told["in_use"]["edition"] == told["own"]["edition"]
    assert set(told["tables"].values()) == {None}
    assert "Supplement No. 5 to part 746 (luxury goods): None of its goods is held here." in out
    held = {one["name"]: one for one in told["supplements"]}
    four = held["Supplement No. 4 to part 746"]
    assert (four["chapters"], four["chapters_unverified"]) == (["84", "85", "90"], ["88"])
    assert (four["whole"], four["status"]) == (False, "secondary")
    assert all(one["source"] and one["as_of"] and one["citation"] for one in held.values())


def test_a_newer_rulebook_is_compared(run: Run, newer: Path) -> None:
    code, out, _err = run("import", str(newer))
    assert code == 0
    assert "In use from now on: 2026-12-15-" in out
    assert "high_priority.csv: 14 added" in out
    assert "870011 and 2 more" in out
    assert "next_steps.toml: date or source changed" in out
    assert "removed: " in out
    assert "Left: notes.txt" in out
    told = value(run, "import", str(newer))
    assert (told["new"], told["changes"], told["left"]) == (False, [], ["notes.txt"])
    assert "In use already" in run("import", str(newer))[1]
    assert "(imported)" in run("status")[1]
    assert value(run, "use", "own") == value(run, "status")["own"]
    assert "In use from now on" in run("use", told["edition"])[1]


def test_a_newer_rulebook_as_json(run: Run, newer: Path) -> None:
    told = value(run, "import", str(newer))
    changes = {one["file"]: one for one in told["changes"]}
    assert len(changes["high_priority.csv"]["added"]) == 14
    assert changes["next_steps.toml"]["head_changed"] is True
    status = value(run, "status")
    assert [one["edition"] for one in status["kept"]] == [told["edition"]]


def test_tables_are_taken_in(run: Run) -> None:
    code, out, _err = run("import", str(FOLDER / "part-738.xml"))
    assert code == 0
    assert "country-chart: as of 2030-02-03, part-738.xml" in out
    assert "not yet tried on official files" in out
    assert "the name Utopia" in out
    told = value(run, "import", str(FOLDER / "part-774.xml"), "--as-of", "2030-02-03")
    assert told["tables"]["control-list"]["official"] is True
    code, _out, err = run("import", str(FOLDER / "part-740.xml"))
    assert code == 2
    assert "--as-of" in err
    code, _out, err = run("import", str(FOLDER / "part-774.xml"), "--as-of", "2029-01-01")
    assert code == 2
    assert "Nothing was changed" in err
    taken = ("import", str(FOLDER / "part-774.xml"), "--as-of", "2029-01-01", "--older")
    assert run(*taken)[0] == 0
    status = value(run, "status")
    assert status["tables"]["control-list"]["as_of"] == "2029-01-01"
    assert "as of 2029-01-01" in run("status")[1]


def test_a_place_that_cannot_be_written_ends_with_4(run: Run, tmp_path: Path) -> None:
    assert run("status")[0] == 0
    (tmp_path / "ws" / "rulebook").write_text("in the way", "utf-8")
    code, out, err = run("import", str(FOLDER / "part-738.xml"))
    assert (code, out, len(err.splitlines())) == (4, "", 1)


def test_faults_are_one_line(run: Run, newer: Path, tmp_path: Path) -> None:
    change(newer, "notes.toml", "[[note]]", "[[notes]]")
    code, _out, err = run("import", str(newer))
    assert code == 2
    assert len(err.splitlines()) == 1
    assert "notes.toml" in err
    assert run("import", str(tmp_path / "none"))[0] == 2
    assert run("use", "none")[0] == 2
    assert run("import", str(newer), "--as-of", "soon")[0] == 2


def test_what_is_broken_is_told(run: Run, newer: Path, tmp_path: Path) -> None:
    name = value(run, "import", str(newer))["edition"]
    run("import", str(FOLDER / "part-738.xml"))
    shelf = tmp_path / "ws" / "rulebook"
    (shelf / name / "notes.toml").write_text("[broken", "utf-8")
    next((shelf / "tables").glob("*.gz")).write_bytes(b"<x/>")
    code, out, err = run("status")
    assert code == 0
    assert "cannot be used, so the one that comes with the program is" in err
    assert f"broken: {name}" in out
    assert "is not the file that was kept" in out
    told = value(run, "status")
    assert list(told["broken"]) == [name]
    assert told["in_use"]["fault"]
    assert told["tables_fault"]


def test_that_the_program_has_a_newer_one_is_told(run: Run, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for file in folder.iterdir():  # every file as of an earlier day
        text = re.sub(r"\b2026-(0[89]|1[0-2])-\d\d\b", "2026-07-30", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    value(run, "import", str(folder), "--older")
    assert "The program came with a newer one" in run("status")[1]
