"""Every page of the real window comes to rest: no layout asks for another one without end."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from exportdesk.ui.ahead import WorkingAhead
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import PAGES
from tests.sampling import sample
from tests.ui.test_every_page import desk, folder, opened, state, window  # noqa: F401 # its fixtures

MOST = 100
"""Requests for a layout that one new size may lead to; what never ends has thousands."""

WIDTHS = sample((640, 1240), (640, 940, 1240, 1020, 700))  # wider, then narrower again
HEIGHTS = (400, 800)


class Requests(QObject):
    """Counts the requests for another layout."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@contextmanager
def counting() -> Iterator[Requests]:
    requests = Requests()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(requests)
    try:
        yield requests
    finally:
        application.removeEventFilter(requests)


def until_rest(requests: Requests) -> int:
    """Let the window find its places; return how many requests that took (`MOST`: no end)."""
    requests.count = 0
    while requests.count < MOST:
        before = requests.count
        QApplication.processEvents()
        if requests.count == before:
            break
    return requests.count


def test_every_page_left_alone_lays_nothing_out_and_comes_to_rest_at_every_size(
    window: MainWindow,  # noqa: F811 - a fixture
    qtbot: QtBot,
) -> None:
    # What follows the first page, in four parts, marks something in the sidebar.
    qtbot.waitUntil(
        lambda: [one.done for one in window.shell.bus.findChildren(WorkingAhead)] == [True] * 4
    )
    for key in PAGES:
        opened(window, key)
        with counting() as requests:
            until_rest(requests)
            requests.count = 0
            for _turn in range(20):
                QApplication.processEvents()
            assert requests.count == 0, key
    restless = []
    for key in PAGES:
        opened(window, key)
        with counting() as requests:
            for high in HEIGHTS:
                for wide in WIDTHS:
                    window.resize(wide, high)
                    if until_rest(requests) >= MOST:
                        restless.append((key, wide, high))
    assert restless == []
