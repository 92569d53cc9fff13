"""Damage at the command line: told, salvaged, written out; files for their owner; a share."""

import json
import os
import shutil
import stat
from contextlib import closing
from pathlib import Path

import pytest

from exportdesk.core.mounts import Mount
from tests.cli.calling import call_here, call_program
from tests.shares import mounted_share
from tests.storage.damaging import DAMAGES, settle
from tests.ui.desks import fill, listed_name, open_desk, screen


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        screen(desk, listed_name(desk))
    settle(folder / "workspace.db")
    return folder


@pytest.fixture
def workspace(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "ws"))


def test_damage_is_told_salvaged_and_then_all_is_sound(
    workspace: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, _ = call_here(workspace, ("records", "verify", "--json"), capfdbinary)
    assert code == 0
    assert json.loads(out)["files"] == {}
    DAMAGES["without header"](workspace / "workspace.db")
    code, out, err = call_here(workspace, ("records", "verify", "--json"), capfdbinary)
    assert code == 4, err
    told = json.loads(out)
    assert told["sound"] is False
    assert list(told["files"]) == ["workspace.db"]
    assert "workspace.db is damaged" in told["faults"][0]
    code, out, err = call_here(workspace, ("screen", "Somebody"), capfdbinary)
    assert (code, out) == (4, "")
    assert "is damaged" in err

    tables = tmp_path / "tables"
    code, out, err = call_here(workspace, ("records", "rescue", tables), capfdbinary)
    assert code == 0, err
    assert (tables / "screenings.csv").is_file()
    code, out, err = call_here(workspace, ("records", "salvage", "--json"), capfdbinary)
    assert code == 0, err
    told = json.loads(out)
    assert told["whole"] is True
    assert Path(told["kept"], "workspace.db").is_file()
    code, out, _ = call_here(workspace, ("records", "verify"), capfdbinary)
    assert code == 0, out


def test_what_was_lost_is_told_and_ends_with_4(
    workspace: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    DAMAGES["cut off"](workspace / "workspace.db")
    code, out, _ = call_here(workspace, ("records", "salvage"), capfdbinary)
    assert code == 4
    assert "lost" in out
    code, _, err = call_here(workspace, ("customers", "export", workspace / "c.csv"), capfdbinary)
    assert code == 0, err


def test_a_workspace_on_a_share_is_refused(
    workspace: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = (Mount("/", "ext4"), Mount(str(workspace.parent), "cifs"))
    monkeypatch.setattr("exportdesk.core.mounts.system_mounts", lambda: mounts)
    if os.name != "posix":
        pytest.skip("Windows tells shares otherwise")
    code, out, err = call_here(workspace, ("records", "verify"), capfdbinary)
    assert (code, out) == (4, "")
    assert "is on a network share (cifs)" in err


def test_a_share_that_nobody_answers_for_is_said_wherever_it_is_met(
    workspace: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with mounted_share(tmp_path / "net", cut_off=True) as net:
        for args in (
            ("customers", "export", net / "x.csv"),
            ("lists", "bundle", net / "x.zip"),
            ("records", "rescue", net / "tables"),
            ("backup", net),
            ("screen", "--file", net / "x.csv"),
        ):
            code, _out, err = call_here(workspace, args, capfdbinary)
            assert code == 4, args
            assert "Transport endpoint is not connected" in err
            assert "Unexpected" not in err


@pytest.mark.skipif(os.name != "posix", reason="rights of files are told as POSIX does")
def test_everything_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The real program, from nothing: workspace, lists, papers, logs, index and a backup."""
    workspace = tmp_path / "new" / "ws"
    code, _, err = call_program(workspace, ("demo", workspace, "--headless"))
    assert code in (0, 1), err
    code, _, err = call_program(workspace, ("backup", tmp_path / "b.zip"))
    assert code == 0, err
    written = [workspace.parent, *workspace.parent.rglob("*"), tmp_path / "b.zip"]
    assert len(written) > 10
    open_to_others = [
        one for one in written if not one.is_symlink() and stat.S_IMODE(one.stat().st_mode) & 0o077
    ]
    assert open_to_others == []
