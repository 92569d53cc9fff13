"""A workspace with a password at the real window, from the first one to none."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Silent
from exportdesk.core.sealed import KEY_FILE, is_sealed
from exportdesk.operations import passwords
from exportdesk.storage import sealing
from exportdesk.storage.opening import begins_unencrypted
from exportdesk.ui.app import Program
from exportdesk.ui.pages import pages
from exportdesk.ui.passwords.code_dialog import CodeDialog
from exportdesk.ui.starting import Starting
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.journeys.conftest import Person, Start
from tests.reviewing import customer, keep
from tests.sampling import by_name
from tests.ui.desks import fill, open_desk
from tests.ui.scripted import ScriptedAsk

ASKED = "This workspace has a password."
FIRST, SECOND, THIRD = "calm harbor 1926", "tidal basin 2026", "lighthouse row 77"


@pytest.fixture(autouse=True)
def _quickly_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test tries no passwords out: a key that costs nothing opens as one that costs much."""
    monkeypatch.setattr(sealing, "_COST", 2**4)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
    return folder


def reopened(person: Person, start: Start, *answers: object) -> Person:
    """Have the program open again, as it does by itself once the window has closed."""
    window, program = person.window, person.program
    person.wait(lambda: not window.isVisible(), "the window to close")
    assert program.opens_again
    again, keys = program.again, program.keys
    person.leave()
    return start(program.workspace, *answers, again=again, keys=keys)


def set_one(person: Person, start: Start) -> tuple[Person, str]:
    """Set a password in Settings; return the person at the new window, and the recovery code."""
    person.go("Settings")
    person.click("Set a password")
    person.type("New password, again", FIRST)
    person.type("New password", FIRST)
    person.click("Set the password and reopen")
    again = reopened(person, start)
    (code,) = again.ask.codes
    return again, code


@by_name
def test_set_open_work_forget_and_remove(start: Start, workspace: Path, tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    person, code = set_one(start(workspace), start)
    person.wait_for_words("The password is set: the workspace is encrypted. 1 unencrypted copy was")
    assert is_sealed(workspace)
    assert not begins_unencrypted(workspace / "workspace.db")
    assert not [*(workspace / "backups").glob("before-restore-*")]
    person.leave()

    person = start(workspace, "wrong, all of it", FIRST)  # closed for good: asked again
    assert person.ask.asked == [ASKED, ASKED]
    assert person.ask.told == ["This is neither the password nor the recovery code.", ""]
    keep(person.desk, customer("Calm Meters", "DE"))
    person.ask.answers = [backup]
    person.go("Settings")
    person.wait_for_words("This workspace has a password: your records, papers and backups")
    person.click("Back up now")
    person.wait_for_words("read once more and found complete")
    person.leave()

    elsewhere = tmp_path / "elsewhere"
    person = start(elsewhere, backup)
    person.go("Settings")
    person.click("Restore…")
    person.wait_for_words("A backup with a password")
    assert not person.reads("Calm Harbor Instruments")
    person.type("Password of the backup", SECOND)
    person.click("Look inside")
    person.wait_for_words("This is neither the password nor the recovery code.")
    person.type("Password of the backup", FIRST)
    person.click("Look inside")
    person.wait_for_words("Calm Harbor Instruments, 20 Nov 2026")
    assert person.reads("opens with the password of this backup")
    person.click("Restore and reopen")
    person = reopened(person, start)
    assert [one.name for one in person.desk.workspace().customers.all()] == ["Calm Meters"]
    assert person.desk.records.verify().sound
    person.leave()

    person = start(elsewhere, (code, SECOND))  # forgotten
    person.go("Settings")
    person.click("Change…")
    person.type("Present password", FIRST)
    person.type("New password, again", THIRD)
    person.type("New password", THIRD)
    person.click("Change the password")
    person.wait_for_words("This is neither the password nor the recovery code.")
    person.type("Present password", SECOND)
    sheet = person.dialog()
    person.click("Change the password", sheet)
    person.wait(lambda: sheet not in person.window.children(), "the sheet to close")
    new_code(person, code)
    person.click("Remove…")
    person.type("Present password", THIRD)
    person.click("Remove the password and reopen")
    person = reopened(person, start)
    person.wait_for_words("The password was removed: the workspace is not encrypted any more.")
    assert not is_sealed(elsewhere)
    assert person.desk.records.verify().sound
    told = [event.kind for event in person.desk.workspace().events.all()][-4:]
    assert told == [
        "password_changed", "password_changed", "recovery_code_changed", "password_removed",
    ]  # fmt: skip


def new_code(person: Person, former: str) -> None:
    """Make another recovery code, which is shown until it is kept."""
    person.click("New recovery code")
    person.type("Present password", THIRD)
    person.click("Make a new code")

    def shown() -> list[CodeDialog]:
        return [one for one in person.window.findChildren(CodeDialog) if one.isVisible()]

    person.wait(lambda: bool(shown()), "the code")
    (dialog,) = shown()
    assert former not in dialog.shown.accessibleName()
    dialog.reject()
    assert dialog.isVisible()
    person.bot.keyClick(dialog.kept, Qt.Key.Key_Space)
    person.click("Go on", dialog)
    person.wait(lambda: not shown(), "the dialog to close")


def test_turning_away_is_no_failed_start_and_a_damaged_key_is_restored(
    qapp: QApplication,
    start: Start,
    workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, backup = FakeClock(), tmp_path / "b.zip"
    with monkeypatch.context() as held:
        held.setattr(passwords, "change_over", held_elsewhere)
        with pytest.raises(StorageFault, match="sealing-held"):
            passwords.set_password(workspace, FIRST, progress=Silent(), clock=clock)
    person = start(workspace, FIRST)  # which finishes it
    person.wait_for_words("the recovery code may not have been shown")
    person.click("Go to Settings")
    assert person.window.focusWidget() is not None
    assert person.window.focusWidget().accessibleName() == "Change the password"
    seal = person.desk.seal
    person.leave()
    with closing(open_desk(workspace, seal=seal)) as desk:
        desk.backups.make(backup, Silent())
    assert shut(qapp, workspace, None) == (0, False, [ASKED])
    assert Starting(workspace / "logs" / "starting").failed == 0
    key = workspace / KEY_FILE
    key.write_bytes(key.read_bytes().replace(b"scrypt", b"script"))
    way, theirs = "Restore a backup", "This backup has the password that its workspace had."
    code, again, asked = shut(qapp, workspace, FIRST, way, backup, SECOND, FIRST, True)
    assert (code, again) == (0, True)
    assert asked[:5] == [
        ASKED, "This workspace is damaged.", "Choose a backup", theirs, theirs,
    ]  # fmt: skip
    person = start(workspace, FIRST)
    assert person.desk.company().name == "Calm Harbor Instruments"


def held_elsewhere(folder: Path) -> None:
    """Fail as Windows does while another program has a file of the workspace open."""
    raise StorageFault("restore-held", path=str(folder), detail="in use")


def shut(qapp: QApplication, workspace: Path, *answers: object) -> tuple[object, bool, list[str]]:
    """Start the program where no window opens; return how that ended and what was asked."""
    ask = ScriptedAsk(*answers)
    settings = QSettings(str(workspace.parent / "window.ini"), QSettings.Format.IniFormat)
    program = Program(qapp, workspace, settings, ask)

    def make_desk(*, read_only: bool) -> Desk:
        clock = FakeClock()
        seal = program.keys.find(workspace)
        return Desk(workspace, clock=clock, zone=clock.zone, read_only=read_only, seal=seal)

    try:
        code = program.open(make_desk, pages)
        return code, program.opens_again, ask.asked
    finally:
        program.close()
