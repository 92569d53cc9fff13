"""Brings what a row tells into view, where it stands below the list and out of sight."""

from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.table_view import RowsView

_EDGE = 16  # what is left free below what is brought into view
_AGAIN = (30, 90)  # ms: words that wrap have their height only after a second look
_SHARE = 2  # so many parts of what is seen, one is the detail's at the least


class Brought(QObject):
    """Scrolls once a person chooses a row in `table`, by mouse or key, and never otherwise.

    Side by side, `detail` is in sight anyway, and nothing moves.
    """

    def __init__(
        self, panes: QSplitter, table: RowsView[Any], detail: QWidget, *, whole: bool = False
    ) -> None:
        """`whole`: all of the detail is to be seen, for what one does stands at its foot."""
        super().__init__(panes)
        self._panes, self._table, self._detail, self._whole = panes, table, detail, whole
        self._later = QTimer(self)  # the detail is to have its height first
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring)
        table.clicked.connect(self._ask)
        table.moved.connect(self._ask)

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
        high = self._detail.height()
        wanted = min(high + px(_EDGE), seen) if self._whole else min(high, seen // _SHARE)
        if top + wanted > bar.value() + seen:
            bar.setValue(top + wanted - seen)


class InSight(QObject):
    """Scrolls so that all of `part` is seen, once it was asked for and has its height."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        self._left: list[int] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring)

    def ask(self, part: QWidget | None = None) -> None:
        """Bring it into view, or `part` from now on."""
        self._part = part or self._part
        self._left = list(_AGAIN)
        self._later.start(0)

    def _bring(self) -> None:
        area = area_around(self._part)
        while area is not None and self._part.isVisible():
            area.ensureWidgetVisible(self._part, 0, px(_EDGE))
            area = area_around(area)  # a form that scrolls may stand in a page that does
        if self._left:
            self._later.start(self._left.pop(0))


def bring_into_view(part: QWidget) -> None:
    """Scroll what is around `part` so that it begins at the top."""
    area = area_around(part)
    inner = area.widget() if area is not None else None
    if area is not None and inner is not None:
        area.verticalScrollBar().setValue(part.mapTo(inner, QPoint(0, 0)).y())


def area_around(part: QWidget) -> QScrollArea | None:
    """Return what scrolls the page that `part` stands in."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around
