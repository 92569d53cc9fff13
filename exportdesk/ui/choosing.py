"""A question with several ways on, one under the other, each with what it means beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.text import label, selectable

_WIDE = 600


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: what the button says, and what that does."""

    name: str
    words: str


class ChoosingDialog(QDialog):
    """Shows ways on; `chosen` is which one was taken, None where the person turned away."""

    def __init__(
        self, question: str, detail: str, ways: Sequence[Way], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chosen: int | None = None
        self.setWindowTitle(_("ExportDesk"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(8))
        column.addWidget(label(question, "card-title", wrap=True))
        if detail:
            column.addWidget(selectable(label(detail, wrap=True)))
        column.addSpacing(px(8))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        self.buttons = [self._add(grid, way, at) for at, way in enumerate(ways)]
        column.addLayout(grid)
        column.addSpacing(px(8))
        away = button(_("Close"), self.reject)
        column.addWidget(away, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(min(px(_WIDE), self.screen().availableGeometry().width() - px(40)))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        whole = self.layout()
        if whole is not None:  # Qt takes no more than two thirds of the screen by itself
            self.resize(self.width(), whole.totalHeightForWidth(self.width()))

    def _add(self, grid: QGridLayout, way: Way, at: int) -> QWidget:
        made = button(way.name, self._take, kind="" if at else "primary")
        made.setDefault(not at)
        made.setAccessibleDescription(way.words)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.addWidget(made, at, 0)
        grid.addWidget(label(way.words, "quiet", wrap=True), at, 1)
        return made

    def _take(self) -> None:
        self.chosen = self.buttons.index(self.sender())  # type: ignore[arg-type] # it is a button
        self.accept()
