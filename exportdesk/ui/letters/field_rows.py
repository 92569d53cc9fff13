"""Rows of fields under headings; where room is short, two fields beside each other in a row."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets import label

_PAIR = 2  # fields beside each other where room is short


class FieldRows(QWidget):
    """Each row is its fields and the cross that takes it out. Heads stand above the first row, and
    where room is short above every field.
    """

    def __init__(self, heads: Sequence[str], stretches: Sequence[int]) -> None:
        super().__init__()
        self._heads, self._stretches = tuple(heads), tuple(stretches)
        self._rows: list[tuple[tuple[QWidget, ...], QWidget]] = []
        self._labels: list[QLabel] = []
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))

    def add_row(self, fields: Sequence[QWidget], cross: QWidget) -> None:
        """Add a row below the others."""
        self._rows.append((tuple(fields), cross))
        self._lay_out()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(narrow=True), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._least(narrow=False)
        if narrow is not self._narrow:
            self._narrow = narrow
            self._lay_out()

    def _lay_out(self) -> None:
        for one in self._labels:
            one.hide()
            one.deleteLater()
        self._labels = []
        for at in range(len(self._heads)):
            beside = not self._narrow or at < _PAIR
            self._grid.setColumnStretch(at, (1 if self._narrow else self._stretches[at]) * beside)
        lines = -(-len(self._heads) // _PAIR) * 2 if self._narrow else 1
        for number, (fields, cross) in enumerate(self._rows):
            top = number * lines + (0 if self._narrow else 1)
            for at, field in enumerate(fields):
                line, column = divmod(at, _PAIR) if self._narrow else (0, at)
                if self._narrow or number == 0:
                    self._head(self._heads[at], top + 2 * line - (not self._narrow), column)
                self._grid.addWidget(field, top + 2 * line + self._narrow, column)
            last = _PAIR if self._narrow else len(fields)
            self._grid.addWidget(cross, top + self._narrow, last)
        self.updateGeometry()

    def _head(self, words: str, line: int, column: int) -> None:
        made = label(words, "caption")
        self._grid.addWidget(made, line, column)
        self._labels.append(made)

    def _least(self, *, narrow: bool) -> int:
        """Return the width below which a field or a heading would be cut."""
        gap = self._grid.horizontalSpacing()
        least = 0
        for fields, cross in self._rows:
            wide = [
                max(one.minimumSizeHint().width(), self.fontMetrics().horizontalAdvance(head))
                for one, head in zip(fields, self._heads, strict=True)
            ]
            side = _PAIR if narrow else len(wide)
            lines = [wide[at : at + side] for at in range(0, len(wide), side)]
            columns = [max(one) for one in zip(*lines, strict=False)]
            least = max(least, sum(columns) + gap * len(columns) + cross.sizeHint().width())
        return least
