"""A row of buttons below a list: those with an icon say what they do where there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from exportdesk.ui.icons import beside_words
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.text import ElidedLabel

_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly
_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_LEAST_COUNT = 100


class ActionRow(QWidget):
    """How many there are, and buttons; the first of those with `words` say them first.

    The row asks for no more room than its icons need, so that a pane may always be made narrow.
    """

    def __init__(self, count: ElidedLabel, actions: Sequence[QWidget]) -> None:
        super().__init__()
        self._count = count
        self._actions = tuple(actions)
        self._widest = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(14), px(8), px(14), px(8))
        self._row.setSpacing(px(6))
        self._row.addWidget(count, 1)
        for one in actions:
            self._row.addWidget(one)

    def fit(self) -> None:
        """Say as many words as there is room for, beside the count."""
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        shown = [one for one in self._actions if not one.isHidden()]
        count = self._count.fontMetrics().horizontalAdvance(self._count.text())
        # The most it has been: buttons do not change their looks with what the count says.
        self._widest = count = max(count, self._widest, px(_LEAST_COUNT))
        room = self.width() - margins.left() - margins.right() - count - gap * len(shown)
        room -= sum(_bare(one) for one in shown)
        for one in shown:
            if isinstance(one, QToolButton) and one.text():
                more = _worded(one) - _bare(one)
                one.setToolButtonStyle(_WORDS if more <= room else _ICON)
                room -= more if more <= room else 0

    @override
    def minimumSizeHint(self) -> QSize:
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        shown = [one for one in self._actions if not one.isHidden()]
        wide = sum(_bare(one) + gap for one in shown)  # the count may be cut
        least = super().minimumSizeHint()
        return QSize(margins.left() + wide + margins.right(), least.height())

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def say_words(made: QToolButton, words: str) -> None:
    """Give a button with an icon the words it says where there is room."""
    made.setText(f" {words}")  # Qt sets words close to the icon
    made.setIconSize(beside_words())


def _bare(one: QWidget) -> int:
    if isinstance(one, QToolButton) and one.text():
        return max(one.iconSize().width() + px(16), one.minimumWidth())
    return one.sizeHint().width()


def _worded(one: QToolButton) -> int:
    return _bare(one) + one.fontMetrics().horizontalAdvance(one.text()) + px(8)
