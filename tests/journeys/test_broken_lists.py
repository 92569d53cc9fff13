"""A person imports files that are no lists: each is told plainly, and the good list stays."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from exportdesk.core import resources
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.app import Program
from exportdesk.ui.pages import pages
from exportdesk.wiring import open_desk
from tests.importing import expect_nothing
from tests.journeys.conftest import Start
from tests.sampling import by_name
from tests.ui.scripted import ScriptedAsk

DEMO = resources.path("demo", "consolidated.json")


def broken(folder: Path) -> dict[str, Path]:
    """Make one file of each kind of trouble."""
    good = DEMO.read_bytes()
    made = {
        "login page": b"<!DOCTYPE html><html><head><title>Sign in</title></head></html>",
        "half a JSON": good[: len(good) // 2],
        "empty": b"",
        "wrong encoding": good.decode().encode("utf-32"),
        "half a gzip": gzip.compress(good)[:2000],
        "another list": b"Last Updated,27/04/2020\nName 6,Group Type,Group ID\nX,Entity,1\n",
        "noise": os.urandom(4096),
    }
    paths = {}
    for name, data in made.items():
        paths[name] = folder / f"{name}.json"
        paths[name].write_bytes(data)
    return paths


@by_name
def test_every_broken_file_is_refused_and_the_good_list_stays(start: Start, tmp_path: Path) -> None:
    files = broken(tmp_path)
    person = start(tmp_path / "ws", DEMO, *files.values())
    person.go("Control lists")
    person.click("From a file")
    person.wait(lambda: person.desk.lists.status().listings == 167, "the good list")
    person.wait_for_lists()
    for name in files:
        person.click("Import from file")
        person.wait_for_words(
            "This looks like the UK Sanctions List"
            if name == "another list"
            else "This file was not imported"
        )
        assert person.desk.lists.status().listings == 167, name
        person.wait(lambda: not person.window.shell.background.busy, "the import to end")
        close = [b for b in person.buttons() if "Close" in b or "Dismiss" in b]
        if close:
            person.click(close[0].replace("&", ""))
    person.go("Screen")
    person.type("Name", "Severny Impuls")
    person.wait_for_words("1 possible match")
    assert person.desk.records.verify().sound
    person.ask.answers.append("Close without saving")  # the name that was typed on Screen


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Generator[Path]:
    """A file system of two megabytes, where this machine lets us mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a tiny file system takes the superuser on Linux")
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(
    start: Start, tiny_disk: Path, tmp_path: Path
) -> None:
    workspace = tiny_disk / "ws"
    person = start(workspace, DEMO)
    free = shutil.disk_usage(workspace).free
    (workspace / "ballast").write_bytes(b"\0" * (free - 200_000))
    person.go("Control lists")
    person.click("From a file")
    person.wait_for_words("is full")
    assert person.desk.lists.status().listings == 0
    (workspace / "ballast").unlink()
    person.ask.answers.append(DEMO)
    person.click("From a file")
    person.wait(lambda: person.desk.lists.status().listings == 167, "the list, with room again")
    assert person.desk.records.verify().sound


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def test_a_folder_that_cannot_be_written_opens_for_reading(start: Start, tiny_disk: Path) -> None:
    workspace = tiny_disk / "ws"
    expect_nothing(workspace)
    desk = open_desk(workspace)
    fill_demo(desk, Silent())
    desk.close()
    remount(tiny_disk, "ro")
    try:
        person = start(workspace)
        person.wait_for_words("open for reading only")
        person.wait_for_lists()
        person.go("Screen")
        person.type("Name", "Severny Impuls")
        person.wait_for_words("1 possible match")
        person.leave()
    finally:
        remount(tiny_disk, "rw")


def test_a_new_workspace_where_nothing_can_be_written_is_told(
    tiny_disk: Path, qapp: QApplication, tmp_path: Path
) -> None:
    remount(tiny_disk, "ro")
    try:
        ask = ScriptedAsk()
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        program = Program(qapp, tiny_disk / "ws", settings, ask)
        code = program.open(lambda *, read_only: open_desk(tiny_disk / "ws"), pages)
        program.close()
        assert code == 4
        assert "cannot be written" in ask.troubles[0]
    finally:
        remount(tiny_disk, "rw")
