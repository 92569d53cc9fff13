"""Tabs that stay where they are: each has the room that its words take in bold."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.text import restyle

_LETTERS = {"near": 12}  # as the style sheet has it
_TIGHT = "tight"  # no room is left to be kept free


class Tabs(QTabBar):
    """A row of tabs of which the chosen one is bold; choosing another moves none."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader says of all of them."""
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)

    def stand(self, kind: str) -> None:
        """Stand as far apart, and in such letters, as the style sheet has it for `kind`."""
        if self.property("kind") != kind:
            restyle(self, kind=kind)
            self.setElideMode(self.elideMode())  # a bar measures its tabs anew at this, not at that

    @override
    def tabSizeHint(self, index: int) -> QSize:
        hint, kind = super().tabSizeHint(index), self.property("kind")
        if index == self.currentIndex() or kind == _TIGHT:
            return hint
        font = QFont(self.font())
        font.setPixelSize(px(_LETTERS.get(kind, 13)))
        plain = self._wide(index, font)
        font.setWeight(QFont.Weight.DemiBold)
        return hint + QSize(max(0, self._wide(index, font) - plain), 0)

    def _wide(self, index: int, font: QFont) -> int:
        """Return how wide the words of a tab are, as Qt reckons it."""
        mnemonic = Qt.TextFlag.TextShowMnemonic
        return QFontMetrics(font).size(mnemonic, self.tabText(index)).width()
