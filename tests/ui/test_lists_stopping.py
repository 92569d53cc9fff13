"""Stopping an import that is under way, with the real thread and the real worker process."""

import dataclasses
import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.progress import Silent
from exportdesk.ui.home.page import HomePage
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.shell import Shell
from tests.ui.conftest import NotedWindow
from tests.ui.desks import DEMO_LIST, US_CSL, open_desk


def _long_list(folder: Path) -> Path:
    """The demo's list a hundred times over, every party under a name of its own."""
    data = json.loads(DEMO_LIST.read_text("utf-8"))
    data["results"] = [
        {**row, "id": f"{row.get('id')}-{copy}", "name": f"{row['name']} {copy}"}
        for copy in range(100)
        for row in data["results"]
    ]
    path = folder / "long.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_stop_leaves_the_lists_as_they_were(
    shell: Shell, window: NotedWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    faults: list[BaseException] = []
    desk = open_desk(tmp_path / "workspace", own_process=True)
    background = JobRunner(faults.append, name="background")
    shell = dataclasses.replace(shell, background=background)
    page, home, settings = ListsPage(desk, shell), HomePage(desk, shell), SettingsPage(desk, shell)
    for one in (page, home, settings):
        qtbot.addWidget(one)
    page.show()
    home.show()
    offers = [one.text() for one in home.steps.buttons]
    assert "Update now" in offers
    desk.backups.make(tmp_path / "by-hand.zip", Silent())
    page.take_in(_long_list(tmp_path))
    stop = page.panel._line._stop
    assert stop.isVisible()  # from the first look at the file on
    assert page.panel._line.words == "Looking at long.json"
    qtbot.waitUntil(lambda: bool(page.panel._rows.text()), timeout=30_000)
    assert not page._import.isEnabled()
    # Whoever went to another page is told there, and nothing offers to begin once more.
    assert window.notes[-1] == ("Importing a list…", "busy")
    page.updates.look()
    page.updates._say_standing([])
    assert window.notes[-1] == ("Importing a list…", "busy")
    said = [one.text() for one in home.steps.findChildren(QLabel) if not one.isHidden()]
    assert any(words.startswith("Importing a list: ") for words in said)
    assert [one.text() for one in home.steps.buttons] == offers[1:]
    # What the settings say of backups does not wait for its end.
    assert settings.backup.says.text() == "No backup has been made yet."
    settings.reload(Changes.BACKUPS)
    assert settings.backup.says.text().startswith("Last backup: ")
    assert page.panel.busy
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.panel.busy, timeout=30_000)
    assert window.toasts == ["Stopped. The lists are as they were."]
    assert desk.lists.editions(US_CSL) == []
    assert page.first.isVisible()
    assert page.first.action.isEnabled()
    assert window.notes[-1] == ("", "")
    assert [one.text() for one in home.steps.buttons] == offers
    background.close()
    desk.close()
    assert faults == []
