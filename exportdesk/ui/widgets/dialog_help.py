"""F1 in a dialog: the window's own key does not reach it while a dialog stands over the window."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog


class GuideAsked(QObject):
    """Stands in the window; `asked` tells the dialog F1 was pressed in, and what it is about."""

    asked = Signal(object, str)


class DialogHelp(QObject):
    """Lets F1 in a dialog ask for `topic` of the guide, "" for that of the page below it."""

    def __init__(self, dialog: QDialog, topic: str = "") -> None:
        super().__init__(dialog)
        self._dialog, self.topic = dialog, topic
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog)
        key.activated.connect(self.ask)

    def ask(self) -> None:
        """Tell the window that this dialog is to be explained."""
        top = self._dialog.parentWidget()
        while top is not None and (above := top.parentWidget()) is not None:
            top = above
        found = None if top is None else top.findChild(GuideAsked)
        if isinstance(found, GuideAsked):
            found.asked.emit(self._dialog, self.topic)
