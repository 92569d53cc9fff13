"""A question with several ways on, one under the other, each with what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.text import label, selectable


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
        self.buttons = [self._add(column, way, first=at == 0) for at, way in enumerate(ways)]
        column.addSpacing(px(8))
        away = button(_("Close"), self.reject)
        column.addWidget(away, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(px(520))

    def _add(self, column: QVBoxLayout, way: Way, *, first: bool) -> QWidget:
        made = button(way.name, self._take, kind="primary" if first else "")
        made.setDefault(first)
        made.setAccessibleDescription(way.words)
        words = label(way.words, "quiet", wrap=True)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words)
        column.addSpacing(px(4))
        return made

    def _take(self) -> None:
        self.chosen = self.buttons.index(self.sender())  # type: ignore[arg-type] # it is a button
        self.accept()
