"""Brings what a row tells into view, where it stands below the list and out of sight."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QSplitter, QWidget
from typing_extensions import override

_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_SHARE = 2  # so many parts of what is seen, one is the detail's at the least


class Brought(QObject):
    """Scrolls once a person chooses a row in `table`, by mouse or key, and never otherwise.

    Side by side, `detail` is in sight anyway, and nothing moves.
    """

    def __init__(self, panes: QSplitter, table: QAbstractItemView, detail: QWidget) -> None:
        super().__init__(panes)
        self._panes, self._table, self._detail = panes, table, detail
        self._later = QTimer(self)  # the detail is to have its height first
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring)
        table.clicked.connect(self._ask)
        table.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self._ask()
        return False

    def _ask(self, *_what: object) -> None:
        if self._panes.orientation() is Qt.Orientation.Vertical:
            self._later.start()

    def _bring(self) -> None:
        area = area_around(self._detail)
        inner = area.widget() if area is not None else None
        if area is None or inner is None or not self._table.currentIndex().isValid():
            return
        bar, seen = area.verticalScrollBar(), area.viewport().height()
        top = self._detail.mapTo(inner, QPoint(0, 0)).y()
        wanted = min(self._detail.height(), seen // _SHARE)
        if top + wanted > bar.value() + seen:
            bar.setValue(top + wanted - seen)


def area_around(part: QWidget) -> QScrollArea | None:
    """Return what scrolls the page that `part` stands in."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around
