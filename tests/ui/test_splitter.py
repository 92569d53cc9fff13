"""The handle between two panes."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHoverEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.ui.widgets import Splitter

_SHOWN = "#ff0000"


def test_the_handle_shows_itself_to_a_pointer_that_moves_not_to_one_that_rests(
    qtbot: QtBot,
) -> None:
    panes = Splitter(QWidget(), QWidget(), key="test")
    qtbot.addWidget(panes)
    panes.setStyleSheet(f"QSplitter::handle:hover {{ background: {_SHOWN}; }}")
    panes.resize(400, 200)
    with qtbot.waitExposed(panes):
        panes.show()
    handle = panes.handle(1)
    middle = handle.rect().center()

    def color() -> str:
        return handle.grab().toImage().pixelColor(middle).name()

    resting = color()
    assert resting != _SHOWN
    # As Qt tells a widget that comes up below the pointer once a button is let go.
    place = QPointF(middle)
    entered = QHoverEvent(QEvent.Type.HoverEnter, place, QPointF(), QPointF(-1, -1))
    QApplication.sendEvent(handle, entered)
    assert color() == resting
    QTest.mouseMove(handle, middle + QPoint(0, 2))
    assert color() == _SHOWN
    before = panes.sizes()[0]
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(handle, middle + QPoint(30, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert panes.sizes()[0] != before, "it still moves them"
    QApplication.sendEvent(handle, QHoverEvent(QEvent.Type.HoverLeave, place, place, place))
    assert color() == resting
