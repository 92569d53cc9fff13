"""Pages are made before they are opened, in the real program, and none is shown by that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exportdesk.ui.ahead import MakingAhead, is_read
from exportdesk.ui.app import Program
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import PAGES, pages
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk


@pytest.fixture
def window(tmp_path: Path, ini: QSettings, qapp: QApplication) -> Iterator[MainWindow]:
    program = Program(qapp, tmp_path / "ws", ini, ScriptedAsk())

    def make_desk(*, read_only: bool) -> Desk:
        return open_desk(tmp_path / "ws", read_only=read_only)

    program.open(make_desk, pages)
    assert program.window is not None
    yield program.window
    program.window.close()
    program.close()


def test_all_pages_are_made_ahead_and_none_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    making = window.findChild(MakingAhead)
    assert making is not None
    assert not making.done
    qtbot.waitUntil(lambda: making.done, timeout=30_000)
    assert window.next_unmade() is None
    assert window.page_key == PAGES[0]
    made = window.make("review")
    window.go("review")
    assert window.page is made


def test_a_module_is_read_once_it_is_there() -> None:
    assert is_read("exportdesk.ui.ahead")
    assert not is_read("exportdesk.ui.nowhere")
