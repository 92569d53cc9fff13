"""The real window with all its pages on a desk, its jobs done at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import Inline, JobRunner
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.ui.scripted import ScriptedAsk


@contextmanager
def whole_window(
    desk: Desk, appearance: Appearance, settings: QSettings, qtbot: QtBot
) -> Iterator[MainWindow]:
    """Open the window on `desk`, 1280 by 800, and close it at the end."""
    runners = [JobRunner(_raise, executor=Inline()) for _ in range(4)]
    bus = Bus()
    jobs, screening, background, updating = runners
    window = MainWindow(
        desk,
        pages(desk),
        jobs=jobs,
        screening=screening,
        background=background,
        updating=updating,
        bus=bus,
        ask=ScriptedAsk(),
        settings=settings,
        appearance=appearance,
    )
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go_first()
    QApplication.processEvents()
    try:
        yield window
    finally:
        window.close()
        for runner in runners:
            runner.close()


def _raise(error: BaseException) -> None:
    raise error
