"""Fields that tell what was typed once it is settled: a case is saved by itself, not per letter."""

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets import ComboBox

V = TypeVar("V")


class KeptLine(QLineEdit):
    """A line of text. `kept` tells another text, when Enter is pressed or the field is left."""

    kept = Signal(str)

    def __init__(self, name: str, text: str = "", hint: str = "", *, longest: int = 500) -> None:
        """`name` is what the field is found by when the step is drawn again."""
        super().__init__(text)
        self.setObjectName(name)
        self.setMaxLength(longest)
        self.setPlaceholderText(hint)
        self.setCursorPosition(0)
        self._told = text
        self.editingFinished.connect(self.settle)

    @override
    def setReadOnly(self, read_only: bool, /) -> None:
        super().setReadOnly(read_only)
        if read_only:
            self.setPlaceholderText("")  # nothing is asked for here any more

    def settle(self) -> None:
        """Tell what is typed, if it is something else."""
        if self.text().strip() != self._told.strip():
            self._told = self.text()
            self.setModified(False)
            self.kept.emit(self.text().strip())


class OpeningBox(ComboBox[V]):
    """A choice that is made in its list only: an arrow key opens it, and takes nothing by itself.

    What is chosen here is saved at once, and some choices open a sheet.
    """

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F4) or not event.text():
            super().keyPressEvent(event)
        else:
            self.showPopup()


class KeptArea(QPlainTextEdit):
    """Some lines of text. `kept` tells another text when the field is left."""

    kept = Signal(str)

    def __init__(self, name: str, text: str = "", hint: str = "", *, lines: int = 3) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + px(20))
        self._told = text

    @override
    def setReadOnly(self, read_only: bool, /) -> None:
        super().setReadOnly(read_only)
        if read_only:
            self.setPlaceholderText("")  # nothing is asked for here any more

    def settle(self) -> None:
        """Tell what is typed, if it is something else."""
        text = self.toPlainText().strip()
        if text != self._told.strip():
            self._told = text
            self.document().setModified(False)
            self.kept.emit(text)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()
