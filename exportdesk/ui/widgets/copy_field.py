"""One line to be copied whole: an address, a path, a hash."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import icon_button


class CopyField(QWidget):
    """A text that cannot be changed, and a button that copies it."""

    def __init__(
        self, name: str, copy: str, text: str = "", *, parent: QWidget | None = None
    ) -> None:
        """`name` is what a screen reader calls the text; `copy` names the button."""
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setAccessibleName(name)
        self.button = icon_button(copy, "content-copy", self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.show_text(text)

    @property
    def text(self) -> str:
        """The text shown."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Show `text` from its beginning."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.setToolTip(text)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self.line.selectAll()
