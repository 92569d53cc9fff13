"""Backing up and restoring at the real window, and moving to another computer."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from exportdesk.core.progress import Silent
from exportdesk.operations.backup_archive import verify_archive
from exportdesk.ui.app import Program
from exportdesk.ui.backups import daily_backups_of
from exportdesk.ui.pages import pages
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.journeys.conftest import Person, Start
from tests.storage.damaging import settle, without_table
from tests.ui.desks import fill, listed_name, open_desk, screen
from tests.ui.scripted import ScriptedAsk


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        screen(desk, listed_name(desk))
    return folder


def rename_company(person: Person, name: str) -> None:
    person.go("Settings")
    person.type("Company name", name)
    person.click("Save changes")
    person.wait(lambda: person.desk.company().name == name, "the company saved")


def make_daily(person: Person) -> None:
    """Let the timer of the day strike."""
    daily = daily_backups_of(person.desk, person.window.shell)
    daily.look()
    person.wait(lambda: not daily.busy, "the daily backup")


def test_back_up_change_restore_and_everything_is_as_it_was(
    start: Start, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / "b.zip"
    file.parent.mkdir()
    person = start(workspace, file, file)
    person.go("Settings")
    person.click("Back up now")
    person.wait_for_words("read once more and found complete")
    verify_archive(file, Silent())
    rename_company(person, "Another Name, Inc.")

    person.click("Restore…")
    person.wait_for_words("Calm Harbor Instruments, 20 Nov 2026")
    assert person.reads("1 screening")
    assert person.reads("What is here now is put aside")
    window = person.window
    person.click("Restore and reopen")
    person.wait(lambda: not window.isVisible(), "the window to close")
    assert person.program.opens_again
    person.leave()

    again = start(workspace)
    again.wait(lambda: again.desk.company().name == "Calm Harbor Instruments", "the former name")
    again.wait_for_words("Restored: the backup of 20 Nov 2026")
    assert again.desk.records.verify().sound
    assert not again.program.opens_again
    (kept,) = (workspace / "backups").glob("before-restore-*")
    with closing(open_desk(kept)) as desk:
        assert desk.company().name == "Another Name, Inc."


def test_another_computer_begins_with_the_backup(
    start: Start, workspace: Path, tmp_path: Path
) -> None:
    with closing(open_desk(workspace)) as desk:
        desk.backups.make(tmp_path / "b.zip", Silent())
    person = start(tmp_path / "new", tmp_path / "b.zip")
    person.go("Settings")
    person.click("Restore…")
    person.wait_for_words("Calm Harbor Instruments, 20 Nov 2026")
    person.click("Restore and reopen")
    person.wait(lambda: person.program.opens_again, "all to be ready")
    person.leave()
    again = start(tmp_path / "new")
    again.wait_for_lists()
    assert [row.number for row in again.desk.records.screenings()] == ["S-2026-0001"]
    assert again.desk.records.verify().sound


def test_a_wrong_file_is_said_and_nothing_is_changed(
    start: Start, workspace: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "photo.zip"
    wrong.write_bytes(b"no archive at all")
    person = start(workspace, wrong)
    person.go("Settings")
    person.click("Restore…")
    person.wait_for_words("is not a backup that ExportDesk made")
    assert "Restore and reopen" not in person.buttons()
    assert person.desk.company().name == "Calm Harbor Instruments"


def test_a_drive_that_is_gone_is_said_on_home_until_it_is_back(
    start: Start, workspace: Path, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    person = start(workspace, drive)
    person.go("Settings")
    person.click("Choose a folder")
    person.wait(lambda: not person.desk.backups.status().is_own, "the folder kept")
    assert person.desk.backups.status().plan.daily
    make_daily(person)
    person.go("Home")
    person.wait_for_words("Last backup: 20 Nov 2026")
    shutil.move(drive, tmp_path / "unplugged")
    daily_backups_of(person.desk, person.window.shell).ask()
    person.wait_for_words("is not there. No backup was made")
    person.leave()

    again = start(workspace)  # said again
    again.wait_for_words("is not there. No backup was made")
    again.wait_for_words("Last backup: 20 Nov 2026")
    shutil.move(tmp_path / "unplugged", drive)
    again.click("Try again")
    again.wait_for_words("The backup was made")
    again.wait(lambda: not again.reads("No backup was made"), "the trouble to go")


def test_the_daily_backup_is_made_behind_and_switched_off_by_a_click(
    start: Start, workspace: Path
) -> None:
    person = start(workspace)
    make_daily(person)
    folder = workspace / "backups" / "daily"
    assert len(list(folder.glob("*.zip"))) == 1
    make_daily(person)  # not a second one on that day
    assert len(list(folder.glob("*.zip"))) == 1
    person.go("Settings")
    person.wait_for_words("on the same disk as the workspace")
    box = next(b for b in person.window.findChildren(QCheckBox) if b.text() == "Back up every day")
    box.setFocus()
    person.bot.keyClick(box, Qt.Key.Key_Space)
    person.wait(lambda: not person.desk.backups.status().plan.daily, "that to be kept")
    person.go("Home")
    person.wait_for_words("Daily backups are switched off")


def shut(qapp: QApplication, workspace: Path, *answers: object) -> tuple[int | None, bool, object]:
    """Start the program on a workspace that cannot be opened; return how that ended."""
    ask = ScriptedAsk(*answers)
    settings = QSettings(str(workspace.parent / "window.ini"), QSettings.Format.IniFormat)
    program = Program(qapp, workspace, settings, ask)

    def make_desk(*, read_only: bool) -> Desk:
        clock = FakeClock()
        return Desk(workspace, clock=clock, zone=clock.zone, read_only=read_only)

    try:
        code = program.open(make_desk, pages)
        return code, program.opens_again, ask.troubles
    finally:
        program.close()


def test_a_damaged_workspace_is_offered_a_backup(
    start: Start, qapp: QApplication, workspace: Path, tmp_path: Path
) -> None:
    file, wrong = tmp_path / "b.zip", tmp_path / "wrong.zip"
    with closing(open_desk(workspace)) as desk:
        desk.backups.make(file, Silent())
    wrong.write_text("no backup")
    (workspace / "workspace.db").write_bytes(b"\0" * 8192)
    chosen = "Restore a backup"
    assert shut(qapp, workspace, None) == (4, False, [])
    assert shut(qapp, workspace, chosen, None, None) == (4, False, [])
    assert shut(qapp, workspace, chosen, file, False, None) == (4, False, [])
    code, again, troubles = shut(qapp, workspace, chosen, wrong, None)
    assert (code, again) == (4, False)
    assert "is not a backup" in str(troubles)
    assert (workspace / "workspace.db").read_bytes() == b"\0" * 8192
    assert shut(qapp, workspace, chosen, file, True) == (0, True, [])
    person = start(workspace)
    assert person.desk.company().name == "Calm Harbor Instruments"
    assert person.desk.records.verify().sound
    (kept,) = (workspace / "backups").glob("before-restore-*")
    assert (kept / "workspace.db").read_bytes() == b"\0" * 8192


def test_damage_that_is_met_while_opening_is_no_crash(qapp: QApplication, workspace: Path) -> None:
    settle(workspace / "workspace.db")
    without_table(workspace / "workspace.db", "settings")
    assert shut(qapp, workspace, None) == (4, False, [])
    assert shut(qapp, workspace, "Salvage", True) == (0, True, [])


def test_damaged_lists_leave_the_records_alone(start: Start, workspace: Path) -> None:
    settle(workspace / "lists.db")
    without_table(workspace / "lists.db", "editions")
    qapp = QApplication.instance()
    assert isinstance(qapp, QApplication)
    assert shut(qapp, workspace, "Fetch the lists again") == (0, True, [])
    person = start(workspace)
    assert person.desk.lists.status().listings == 0
    assert [row.number for row in person.desk.records.screenings()] == ["S-2026-0001"]
