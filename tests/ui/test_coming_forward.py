"""A window that is called to the front and answers, and one that was closed and stays so."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exportdesk.operations.open_windows import FRONT_FILE, call_forward, comes_forward
from exportdesk.ui.bus import Bus
from exportdesk.ui.coming_forward import ComingForward, comes


def test_it_comes_when_it_is_called_and_not_once_it_was_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, bus = QWidget(), Bus()
    qtbot.addWidget(window)
    watch = ComingForward(window, tmp_path, bus)
    called = []
    watch._watcher.fileChanged.connect(called.append)
    call_forward(tmp_path)
    qtbot.waitUntil(window.isVisible, timeout=5000)
    called.clear()
    bus.ended.emit()
    window.hide()
    qtbot.waitUntil(lambda: bool(called), timeout=5000)  # the file that went is told as well
    assert not (tmp_path / FRONT_FILE).exists()
    assert not window.isVisible()


def test_a_window_answers_the_other_start_and_one_that_hangs_does_not(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window, bus = QWidget(), Bus()
    qtbot.addWidget(window)
    watch = ComingForward(window, tmp_path, bus)
    assert comes(tmp_path)
    assert window.isVisible()
    assert capsys.readouterr().out.count("\n") == 1
    watch._watcher.removePath(str(tmp_path / FRONT_FILE))
    assert not comes_forward(tmp_path, lambda s: qtbot.wait(round(s * 1000)), answers=0.2)
    bus.ended.emit()
    assert not comes_forward(tmp_path, starts=0.2)  # nobody holds the workspace
