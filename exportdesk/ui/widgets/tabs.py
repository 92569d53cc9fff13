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
        self._wider: dict[tuple[str, str, int], int] = {}
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
        # Qt asks for every tab whenever one of them changes.
        asked = (self.tabText(index), self.font().key(), px(_LETTERS.get(kind, 13)))
        if asked not in self._wider:
            self._wider[asked] = self._bolder(*asked)
        return hint + QSize(self._wider[asked], 0)

    def _bolder(self, text: str, _letters: str, size: int) -> int:
        """Return by how much wider the words of a tab are in bold, as Qt reckons it."""
        font = QFont(self.font())
        font.setPixelSize(size)
        plain = _wide(text, font)
        font.setWeight(QFont.Weight.DemiBold)
        return max(0, _wide(text, font) - plain)

    @override
    def setTabText(self, index: int, text: str) -> None:
        if text != self.tabText(index):  # Qt lays every tab out anew, also for the same words
            super().setTabText(index, text)


def _wide(text: str, font: QFont) -> int:
    return QFontMetrics(font).size(Qt.TextFlag.TextShowMnemonic, text).width()
