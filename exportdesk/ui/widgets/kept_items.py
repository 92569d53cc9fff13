"""What every layout of our own does with its items, so that only their places are its own."""

from abc import abstractmethod

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class KeptItems(QLayout):
    """A layout that keeps its items in order and is as high as its width asks for.

    Who derives from it says in `_place` where they stand, and how large it would like to be. It
    must not compare with `geometry()`, which Qt forgets each time a layout is laid out anew.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        # WORKAROUND PySide6 6.11.3: a layout that is collected with its widget has lost what is
        # its own already when Qt asks once more.
        items: list[QLayoutItem] = getattr(self, "_items", [])
        return items[index] if 0 <= index < len(items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @abstractmethod
    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return how high the items stand in `rect`; with `move`, set them there."""
