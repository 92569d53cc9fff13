"""Words at the left, actions at the right or, for want of room, below: the head of every page."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.kept_items import KeptItems

_BESIDE = 260  # what the words keep of a line they share with actions


class HeadLayout(KeptItems):
    """Two layouts side by side; one above the other where the words would have too little room."""

    def __init__(self, words: QLayout, actions: FlowLayout) -> None:
        super().__init__()
        self._words, self._actions = words, actions
        self._wide = 0  # kept here: a layout forgets its geometry each time it is laid out anew
        for part in (words, actions):
            self.addChildLayout(part)
            self._items.append(part)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._one_line, self.minimumSize().height())

    @override
    def minimumSize(self) -> QSize:
        least = max(self._words.minimumSize().width(), self._actions.minimumSize().width())
        # As high as it is at the width it has: below each other, the parts need more.
        return QSize(least, self.heightForWidth(max(least, self._wide or self._one_line)))

    @property
    def _one_line(self) -> int:
        words = max(self._words.sizeHint().width(), px(_BESIDE))
        return words + px(16) + self._actions.one_line

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if rect.width() != self._wide:
            self._wide = rect.width()
            self.update()

    @override
    def _place(self, rect: QRect, *, move: bool) -> int:
        line = self._actions.one_line
        gap = px(16)
        beside = rect.width() - line - gap
        if not line:
            return self._stand(((self._words, rect),), move=move)
        if self.stands_beside(rect.width()):
            left = QRect(rect.x(), rect.y(), beside, 0)
            right = QRect(rect.x() + beside + gap, rect.y(), line, 0)
            high = max(_height(self._words, beside), _height(self._actions, line))
            if move:
                low = _height(self._actions, line)
                left.setHeight(high)
                right.setHeight(low)
                right.translate(0, (high - low) // 2)
                self._words.setGeometry(left)
                self._actions.setGeometry(right)
            return high
        return self._stand(((self._words, rect), (self._actions, rect)), move=move)

    def stands_beside(self, width: int) -> bool:
        """Whether the actions stand beside the words where there is so much room."""
        beside = width - self._actions.one_line - px(16)
        return beside >= max(self._words.minimumSize().width(), px(_BESIDE))

    def _stand(self, parts: tuple[tuple[QLayout, QRect], ...], *, move: bool) -> int:
        """Set parts below each other and return how high they are together."""
        y = parts[0][1].y()
        for part, rect in parts:
            high = _height(part, rect.width())
            if move:
                part.setGeometry(QRect(rect.x(), y, rect.width(), high))
            y += high + px(10)
        return y - px(10) - parts[0][1].y()


def _height(part: QLayout, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
