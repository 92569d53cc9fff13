"""A row of a card on Home: a glyph, what is said, and buttons beside it or, if narrow, below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.widgets import Glyph, px
from exportdesk.ui.widgets.flow import FlowBox

_NARROW = 520  # below this, the buttons stand under the words


class ToldRow(QWidget):
    """Put what is said into `said`, which stands beside the glyph, and buttons by `add_way`."""

    def __init__(self, glyph: str, colour: str = "quiet") -> None:
        super().__init__()
        self.said = QHBoxLayout()
        self.said.setSpacing(px(14))
        self.said.addWidget(Glyph(glyph, colour, 24))
        self._ways = FlowBox(px(14))
        self._ways.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(px(14))
        self._line.addLayout(self.said, 1)
        self._line.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_way(self, way: QWidget) -> None:
        """Add a button."""
        self._ways.flow.addWidget(way)
        self._ways.setHidden(False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        narrow = self.width() < px(_NARROW)
        self._line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._line.setSpacing(px(8) if narrow else px(14))
