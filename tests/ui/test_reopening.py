"""The program as it is started: it closes for a restore, and opens again by itself."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Company
from exportdesk.core.progress import Silent
from exportdesk.ui.app import Program
from exportdesk.ui.pages import pages
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.wiring import Desk
from tests.sampling import by_name
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk

_SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from exportdesk.core.progress import Silent
from exportdesk.operations.restoring import get_ready
from exportdesk.ui import app
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.wiring import open_desk
from exportdesk.wiring.desk import system_clock

folder, backup = Path(sys.argv[1]), Path(sys.argv[2])
seen = []

def make_desk(*, read_only):
    QTimer.singleShot(1000, act)
    return open_desk(folder, read_only=read_only)

def act():
    window = next(w for w in QApplication.topLevelWidgets()
                  if isinstance(w, MainWindow) and w.isVisible())
    seen.append(window.windowTitle())
    if len(seen) == 1:
        get_ready(backup, folder, Silent(), clock=system_clock())
        window.shell.bus.restart_asked.emit()
    else:
        window.close()

if __name__ == "__main__":
    code = app.run_window(make_desk, pages, folder)
    print(code, seen)
"""


@by_name
def test_it_opens_again_on_the_backup_and_then_closes_for_good(tmp_path: Path) -> None:
    folder, backup, script = tmp_path / "ws", tmp_path / "b.zip", tmp_path / "run.py"
    script.write_text(_SCRIPT)
    with closing(open_desk(folder)) as desk:
        desk.profile.save_company(Company("Before"))
        desk.backups.make(backup, Silent())
        desk.profile.save_company(Company("After"))
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(backup)],
        env=env | {"PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    said = done.stdout.strip().splitlines()
    assert said, done.stderr
    assert said[-1] == "0 ['After - ExportDesk', 'Before - ExportDesk']", done.stderr


_SPEAKS = """
import sys
import weakref
from pathlib import Path
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from exportdesk.core.i18n import spoken
from exportdesk.ui import app
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.wiring import open_desk

folder = Path(sys.argv[1])
seen = []
windows = []

def make_desk(*, read_only):
    QTimer.singleShot(1000, act)
    return open_desk(folder, read_only=read_only)

def act():
    window = next(w for w in QApplication.topLevelWidgets()
                  if isinstance(w, MainWindow) and w.isVisible())
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel)
    said = box.button(QMessageBox.StandardButton.Cancel).text().replace("&", "")
    windows.append(weakref.ref(window))
    there = sum(each() is not None for each in windows)
    seen.append((window.page_key, spoken(), said, QLocale().language().name, there))
    if len(seen) == 1:
        window.make("settings")
        window.go("settings")
        page = window.page
        page.appearance.language.button_of("es").click()
        QTimer.singleShot(500, page.appearance.again_button.click)
    else:
        window.close()

if __name__ == "__main__":
    code = app.run_window(make_desk, pages, folder)
    print(code, seen)
"""


@by_name
def test_it_opens_again_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(_SPEAKS)
    env = {name: value for name, value in os.environ.items() if name != "EXPORTDESK_LANGUAGE"}
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "ws")],
        env=env
        | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "LC_ALL": "en_US"}
        | {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "LANGUAGE": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    # The last: so many windows are there. Of the one that closed nothing stays.
    expected = [
        ("home", "en", "Cancel", "English", 1),
        ("settings", "es", "Cancelar", "Spanish", 1),  # where it was chosen
    ]
    assert done.stdout.strip() == f"0 {expected}", done.stdout + done.stderr


def test_what_is_saved_first_is_opened_again_all_the_same(
    tmp_path: Path, ini: QSettings, qapp: QApplication, qtbot: QtBot
) -> None:
    ask = ScriptedAsk("Save and open again")
    program = Program(qapp, tmp_path / "ws", ini, ask)

    def make_desk(*, read_only: bool) -> Desk:
        return open_desk(tmp_path / "ws", read_only=read_only)

    program.open(make_desk, pages)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window.page is not None)
    window.go("settings")
    qtbot.waitUntil(lambda: isinstance(window.page, SettingsPage))
    assert isinstance(window.page, SettingsPage)
    window.page.company.name.setText("Northfield")
    window.shell.bus.reopen_asked.emit("settings", "language")
    qtbot.waitUntil(lambda: program.opens_again)
    assert program.again.lead == ("settings", "language")
    program.close()
    with closing(open_desk(tmp_path / "ws")) as desk:
        assert desk.company().name == "Northfield"
