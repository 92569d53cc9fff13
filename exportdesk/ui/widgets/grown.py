"""Widgets that are never lower than their words need at the width they have."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px


class AsHighAsWords(QWidget):
    """Asks for the height that what stands in it needs: in a page that scrolls, nothing is cut."""

    @override
    def minimumSizeHint(self) -> QSize:
        # What is needed at this width: words that wrap ask for far more without one.
        hint = super().minimumSizeHint()
        needed = self.heightForWidth(max(self.width(), hint.width()))
        # Where no words wrap, no height goes with the width: it is -1, and nothing would be seen.
        return QSize(hint.width(), needed if needed >= 0 else hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


class Grown(AsHighAsWords):
    """Put widgets into `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(14))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
