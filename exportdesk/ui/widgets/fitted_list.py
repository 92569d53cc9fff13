"""Sentences one under the other, as high as they need, up to a limit; then they scroll."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.text import label, selectable


class FittedList(QScrollArea):
    """Shows rows of wrapped words; `tallest` is the limit, in pixels at the base font."""

    def __init__(self, name: str, *, tallest: int = 200) -> None:
        super().__init__()
        self._tallest = tallest
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show `rows` in place of those before."""
        inner = QWidget()
        inner.setProperty("kind", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for row in rows:
            column.addWidget(row)
        self.setWidget(inner)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        inner = self.widget()
        if inner is None:
            return
        wanted = max(0, inner.heightForWidth(max(self.width(), px(200))))
        self.setFixedHeight(min(wanted, px(self._tallest)))
        # Where all is seen there is nothing to scroll, and nothing to stop at with Tab.
        scrolls = wanted > px(self._tallest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)


def words_row(words: str) -> QWidget:
    """Return words for such a list: wrapped, no higher than they are, to be copied."""
    made = selectable(label(words, wrap=True))
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    made.setSizePolicy(policy)
    return made
