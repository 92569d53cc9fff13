"""The head of a page: title and purpose, and the page's actions at the right or, for want of room,
below.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.text import Chip

_WORDS = 240  # what the purpose has beside the actions at the least


class PageHead(QWidget):
    """`buttons` are the buttons; they go on in another line where one does not hold them."""

    def __init__(self, title: QLabel, chip: Chip, purpose: QLabel) -> None:
        super().__init__()
        self.buttons = FlowLayout(px(12))
        self._held = QWidget()
        self._held.setLayout(self.buttons)
        self._held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._line = QHBoxLayout()
        self._line.setSpacing(px(12))
        self._line.addWidget(title)
        self._line.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addLayout(self._line)
        words.addWidget(purpose)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(px(16))
        self._whole.addLayout(words, 1)
        self._whole.addWidget(self._held, 0)
        self._arrange()

    @property
    def is_broken(self) -> bool:
        """Whether the actions stand below the words."""
        return self._whole.direction() is QBoxLayout.Direction.TopToBottom

    @override
    def minimumSizeHint(self) -> QSize:
        least = max(self._line.minimumSize().width(), self.buttons.minimumSize().width())
        return QSize(least, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # an action came, went or says more
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Set the actions beside the words, or below them."""
        one_line = self.buttons.line_width
        words = max(self._line.minimumSize().width(), px(_WORDS))
        broken = self.width() < words + self._whole.spacing() + one_line
        way = QBoxLayout.Direction
        self._whole.setDirection(way.TopToBottom if broken else way.LeftToRight)
        self._whole.setSpacing(px(10) if broken else px(16))
        self._held.setMinimumWidth(0 if broken else one_line)
        self._held.setMaximumWidth((1 << 24) - 1 if broken else one_line)
        self._held.setVisible(one_line > 0)
