"""`exportdesk password`, and every other command on a workspace with one."""

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from exportdesk.core.sealed import is_sealed
from exportdesk.storage import sealing
from tests.cli.calling import call_here, call_program
from tests.ui.desks import fill, listed_name, open_desk, screen

PASSWORD = "Grüße vom Hafen"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        screen(desk, listed_name(desk))
    return folder


class Called:
    """Calls on a copy of the workspace, with files that passwords stand in."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *args: str | Path, secret: str = "") -> tuple[int, str, str]:
        given = ("--password-file", self.file("old.txt", secret)) if secret else ()
        return call_here(self.folder, (*given, *args), self._capture)

    def value(self, *args: str | Path, secret: str = "", code: int = 0) -> Any:
        ended, out, err = self(*args, "--json", secret=secret)
        assert ended == code, err
        return json.loads(out)

    def file(self, name: str, secret: str) -> Path:
        path = self.folder.parent / name
        path.write_text(f"{secret}\r\nnot this line", "utf-8")
        return path

    def set(self, *args: str) -> Any:
        new = self.file("new.txt", PASSWORD)
        return self.value("password", "set", "--new-password-file", new, *args)


@pytest.fixture
def call(
    filled: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> Called:
    monkeypatch.setattr(sealing, "_COST", 2**4)
    return Called(Path(shutil.copytree(filled, tmp_path / "ws")), capfdbinary)


def test_without_the_password_nothing_is_told(call: Called) -> None:
    made = call.set("--delete-unencrypted")
    assert made["deleted"] == 1
    assert made["left"] == []
    assert is_sealed(call.folder)
    for args in (("records", "verify"), ("screen", "Anybody"), ("records", "rescue", "x")):
        code, out, err = call(*args)
        assert (code, out) == (5, "")
        assert "--password-file" in err
        assert call(*args, secret="a wrong one")[0] == 5
    for secret in (PASSWORD, made["recovery_code"]):
        assert call.value("records", "verify", secret=secret)["sound"]
    assert call.value("password", "status") == {"password": True}
    code, out, err = call_program(call.folder, ("records", "verify"))
    assert (code, out) == (5, "")
    given = ("--password-file", str(call.file("old.txt", PASSWORD)))
    code, out, err = call_program(call.folder, (*given, "records", "verify"))
    assert (code, err) == (0, "")


def test_it_is_changed_and_taken_away(call: Called) -> None:
    code = call.set()["recovery_code"]
    new = call.file("new.txt", "another one")
    args = ("password", "change", "--new-password-file", new)
    assert call(*args, secret="a wrong one")[0] == 5
    assert call.value(*args, secret=code) == {"changed": True}
    again = call.value("password", "recovery-code", secret="another one")["recovery_code"]
    assert call("records", "verify", secret=code)[0] == 5
    ended, out, _err = call("password", "set", "--new-password-file", str(new))
    assert (ended, out) == (4, "")
    kept = call.value("password", "remove", secret=again)["kept"]
    assert Path(kept).is_dir()
    assert call.value("records", "verify")["sound"]
    assert call("password", "change")[0] == 2
    short = call.file("short.txt", "short")
    ended, _out, err = call("password", "set", "--new-password-file", str(short))
    assert (ended, "8 characters" in err) == (2, True)


def test_a_backup_asks_for_its_own_password(call: Called, tmp_path: Path) -> None:
    call.set("--delete-unencrypted")
    file = tmp_path / "b.zip"
    call.value("backup", file, secret=PASSWORD)
    new = Called(tmp_path / "new", call._capture)
    code, out, err = new("restore", file, "--yes")
    assert (code, out) == (5, "")
    assert str(file) in err
    told = new.value("restore", file, "--look", secret=PASSWORD)
    assert told["company"] == "Calm Harbor Instruments"
    new.value("restore", file, "--yes", secret=PASSWORD)
    assert new.value("records", "verify", secret=PASSWORD)["sound"]


def test_a_terminal_asks_and_shows_nothing(call: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    call.set()
    monkeypatch.setattr("exportdesk.cli.unlocking._is_terminal", lambda: True)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _words: PASSWORD)
    code, out, err = call("records", "verify")
    assert code == 0
    assert PASSWORD not in out + err
    found = call("password", "delete-unencrypted", "--yes")
    assert found[0] == 0
    assert "1 unencrypted copy deleted" in found[1]
