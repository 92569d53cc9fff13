"""A question that is answered with a line of text; without one it says so and stays."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.dialog_help import DialogHelp
from exportdesk.ui.widgets.text import label, restyle


class LineDialog(QDialog):
    """Asks for `line`; it cannot be accepted empty."""

    def __init__(
        self, parent: QWidget | None, title: str, words: str, value: str = "", *, yes: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        DialogHelp(self)
        self._field = QLineEdit(value)
        self._field.setAccessibleName(words)
        self._field.textEdited.connect(self._unmark)
        self._mark = label(_("Type something here first."), "mark", wrap=True)
        self._mark.hide()
        self.yes = button(yes or _("OK"), self.take, kind="primary")
        self.yes.setDefault(True)
        self.cancel = button(_("Cancel"), self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(8))
        column.addWidget(label(title, "card-title", wrap=True))
        column.addWidget(label(words, wrap=True))
        column.addWidget(self._field)
        column.addWidget(self._mark)
        column.addSpacing(px(8))
        column.addLayout(foot)
        self.setMinimumWidth(px(460))

    @property
    def line(self) -> str:
        """What was typed."""
        return self._field.text().strip()

    @property
    def mark(self) -> str:
        """What it says is missing, "" for nothing."""
        return "" if self._mark.isHidden() else self._mark.text()

    def take(self) -> None:
        """Be done, once there is something."""
        if self.line:
            self.accept()
            return
        self._mark.show()
        restyle(self._field, invalid=True)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unmark(self) -> None:
        if self.mark:
            self._mark.hide()
            restyle(self._field, invalid=False)
