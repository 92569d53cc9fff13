"""Pairs of label and text, one below the other, to be read and copied."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import label, selectable

_BREAK = "\u200b"  # no width; a line may end here
_LONG_RUN = re.compile(r"\S{25,}")
_STEP = re.compile(r"\S{1,24}")


class PublishedText(QLabel):
    """Text of any length, wrapped even where it has no spaces; what is copied is the text alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        selectable(self)

    def say(self, text: str) -> None:
        """Show `text`."""
        self.setText(breakable(text))

    def copy(self) -> None:
        """Copy what is selected, or everything where nothing is."""
        chosen = self.selectedText() or self.text()
        QGuiApplication.clipboard().setText(chosen.replace(_BREAK, ""))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy"), self.copy)
        menu.popup(event.globalPos())


class Facts(QWidget):
    """Labels at the left, texts at the right. Rows are kept and filled anew."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLabel, PublishedText]] = []
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
                text.say(pairs[at][1])
                text.setAccessibleName(f"{pairs[at][0]}: {pairs[at][1]}")
            name.setVisible(shown)
            text.setVisible(shown)

    def _add_row(self) -> None:
        name = label("", "quiet", wrap=True)
        name.setMaximumWidth(px(120))
        text = PublishedText()
        text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        at = len(self._rows)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, at, 1)
        self._rows.append((name, text))


def breakable(text: str) -> str:
    """Return `text` with places of no width at which a line may end where no space is for long."""
    return _LONG_RUN.sub(_with_breaks, text)


def _with_breaks(run: re.Match[str]) -> str:
    return _BREAK.join(_STEP.findall(run.group()))
