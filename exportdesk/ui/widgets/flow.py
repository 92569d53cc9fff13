"""A layout that sets its items side by side and begins another line where room ends."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayoutItem, QWidget
from typing_extensions import override

from exportdesk.ui.widgets.kept_items import KeptItems


class FlowLayout(KeptItems):
    """Items in lines, from left to right, in the order they were added.

    `apart`: where one line holds them all, those after the first stand at its right end.
    `centered`: every line stands in the middle.
    """

    def __init__(
        self,
        gap: int,
        *,
        apart: bool = False,
        centered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._apart, self._centered = apart, centered
        self._gap = gap

    @property
    def one_line(self) -> int:
        """The width at which all items that are shown stand in one line."""
        shown = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return sum(shown) + self._gap * max(0, len(shown) - 1)

    def insertWidget(self, index: int, widget: QWidget) -> None:  # noqa: N802 # as box layouts do
        """Put a widget before the item at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    @override
    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        lines = self._lines(rect.width())
        for line in lines:
            high = max(size.height() for _item, size in line)
            left = rect.width() - sum(size.width() + self._gap for _item, size in line) + self._gap
            x = rect.x() + (left // 2 if self._centered else 0)
            for item, size in line:
                if move:
                    middle = y + (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, middle), size))
                x += size.width() + self._gap
                if self._apart and len(lines) == 1 and item is line[0][0]:
                    x += left
            y += high + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        width, x = max(0, width), 0  # what is hidden may have less than no room
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(width, 1 << 20))
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._gap
        return lines


class FlowBox(QWidget):
    """Widgets in lines, put into `flow`; it is never lower than these lines are at its width."""

    def __init__(self, gap: int, *, apart: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(gap, apart=apart)
        self.setLayout(self.flow)

    @override
    def hasHeightForWidth(self) -> bool:
        # Said to every layout above, it would have them all reckon again for each width they try.
        return False

    @override
    def sizeHint(self) -> QSize:
        wide = self.flow.one_line
        return QSize(wide, self.flow.heightForWidth(min(wide, self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.flow.minimumSize().width(), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
