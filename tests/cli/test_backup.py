"""`exportdesk backup` and `exportdesk restore`, called as a script calls them."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from tests.cli.calling import call_here, call_program
from tests.sampling import by_name
from tests.ui.desks import fill, listed_name, open_desk, screen


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        screen(desk, listed_name(desk))
    return folder


@pytest.fixture
def workspace(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "ws"))


@by_name
def test_from_one_computer_to_another(workspace: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "b.zip", tmp_path / "new"
    code, out, err = call_program(workspace, ("backup", file))
    assert (code, err) == (0, "")
    assert "Calm Harbor Instruments" in out
    assert "1 screening," in out
    code, out, err = call_program(new, ("restore", file))
    assert (code, err) == (0, "")
    assert "go on 100 later" in out
    assert "was there before" not in out
    code, out, err = call_program(new, ("records", "verify"))
    assert (code, err) == (0, "")
    assert "1 screenings" in out


def test_json_tells_what_is_inside_and_where_the_former_is(
    workspace: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "b.zip"
    code, out, err = call_here(workspace, ("backup", file, "--json"), capfdbinary)
    assert (code, err) == (0, "")
    made = json.loads(out)
    assert made["file"] == str(file)
    assert made["size"] == file.stat().st_size
    code, out, _err = call_here(workspace, ("restore", file, "--look", "--json"), capfdbinary)
    assert code == 0
    looked = json.loads(out)
    assert looked == {key: made[key] for key in looked}
    assert looked["counts"]["screenings"] == 1
    code, out, _err = call_here(workspace, ("restore", file, "--json"), capfdbinary)
    assert code == 0
    done = json.loads(out)
    assert (Path(done["kept"]) / "workspace.db").is_file()
    assert done["skipped"] == 100


def test_errors_are_one_line_and_a_code(
    workspace: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "b.zip"
    file.write_text("mine")
    for args, expected, words in (
        (("backup", file), 2, "already"),
        (("restore", file), 2, "is not a backup"),
        (("restore", tmp_path / "gone.zip"), 2, "There is no file"),
        (("backup", tmp_path / "nowhere" / "b.zip"), 4, "is not there"),
    ):
        code, out, err = call_here(workspace, args, capfdbinary)
        assert (code, out) == (expected, ""), args
        assert words in err
        assert err.count("\n") == 1
    assert file.read_text() == "mine"
    assert call_here(workspace, ("backup", file, "--replace"), capfdbinary)[0] == 0
    code, _out, err = call_here(tmp_path / "none", ("backup", tmp_path / "c.zip"), capfdbinary)
    assert code == 4
    assert "no workspace" in err


def test_a_folder_gets_a_file_with_the_day_in_its_name(
    workspace: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    assert call_here(workspace, ("backup", folder), capfdbinary)[0] == 0
    (made,) = folder.iterdir()
    assert made.name.startswith("ExportDesk backup 20")


def test_not_under_an_open_window(
    workspace: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "b.zip"
    lock = QLockFile(str(workspace / "window.lock"))
    assert lock.tryLock(0)
    assert call_here(workspace, ("backup", file), capfdbinary)[0] == 0  # that may be
    code, _out, err = call_here(workspace, ("restore", file), capfdbinary)
    assert code == 4
    assert "A window is open" in err
    lock.unlock()
    assert call_here(workspace, ("restore", file), capfdbinary)[0] == 0
