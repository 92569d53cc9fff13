"""Where a window stands on the screen: where it was left, else in the middle."""

from PySide6.QtCore import QByteArray, QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from exportdesk.ui.theme import px

_OWN, _DEMO = "window/geometry", "window/demo_geometry"
_ASIDE = 44  # the height of a title bar and a little more, so that both are seen
_FRAME = 4


def place_window(window: QWidget, settings: QSettings, *, is_demo: bool) -> None:
    """Put a window where it was left; the demo's at first beside one's own, which is open too."""
    if _restore(window, settings, _DEMO if is_demo else _OWN):
        return
    room = QGuiApplication.primaryScreen().availableGeometry()
    if is_demo and _restore(window, settings, _OWN):
        window.setWindowState(Qt.WindowState.WindowNoState)
        room = window.screen().availableGeometry()
    else:
        wide = min(px(1360), round(room.width() * 0.94))
        high = min(px(860), round(room.height() * 0.92))
        middle = room.center()
        window.resize(wide, high)
        window.move(middle.x() - wide // 2, middle.y() - high // 2)
    if is_demo:
        inside = room.adjusted(0, 0, -px(_FRAME), -px(_FRAME))
        window.setGeometry(beside(window.geometry(), inside, px(_ASIDE)))


def keep_place(window: QWidget, settings: QSettings, *, is_demo: bool) -> None:
    """Note where a window stands; the demo's apart, so that one's own does not wander."""
    settings.setValue(_DEMO if is_demo else _OWN, window.saveGeometry())


def beside(place: QRect, room: QRect, step: int) -> QRect:
    """Return a place that leaves two edges of `place` in sight, within `room`."""
    below, above = place.translated(step, step), place.translated(-step, -step)
    fits = below.top() < room.center().y() and below.left() < room.center().x()
    return (below if fits else above) & room


def _restore(window: QWidget, settings: QSettings, key: str) -> bool:
    kept = settings.value(key)
    return isinstance(kept, QByteArray) and window.restoreGeometry(kept)
