"""The list below a field of what may be meant."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCompleter, QListView
from typing_extensions import override


class Completions(QListView):
    """Give this to `QCompleter.setPopup`; `name` is for screen readers.

    A completer makes its popup a window of its own, which no style sheet reaches: it takes that of
    the window its field stands in, each time that it is shown.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "completions")
        self.setAccessibleName(name)
        # The popup is as high as its rows: a bar below them would cover the only one there is.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        field = self.focusProxy()
        sheet = field.window().styleSheet() if field is not None else ""
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        super().showEvent(event)


def complete_with(finder: QCompleter, name: str) -> Completions:
    """Give `finder` such a list, and return it."""
    popup = Completions(name)
    finder.setPopup(popup)
    return popup
