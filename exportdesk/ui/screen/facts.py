"""Pairs of label and text, one below the other, to be read and copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from exportdesk.ui.theme import px
from exportdesk.ui.widgets import label, selectable


class Facts(QWidget):
    """Labels at the left, texts at the right. Rows are kept and filled anew."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnMinimumWidth(0, px(104))
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these pairs."""
        while len(self._rows) < len(pairs):
            self._add_row()
        for at, (name, text) in enumerate(self._rows):
            shown = at < len(pairs)
            if shown:
                name.setText(pairs[at][0])
                text.setText(pairs[at][1])
                text.setAccessibleName(f"{pairs[at][0]}: {pairs[at][1]}")
            name.setVisible(shown)
            text.setVisible(shown)

    def _add_row(self) -> None:
        name = label("", "quiet", wrap=True)
        name.setMaximumWidth(px(120))
        text = selectable(label("", wrap=True))
        at = len(self._rows)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, at, 1)
        self._rows.append((name, text))
