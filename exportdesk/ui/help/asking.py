"""Hears F1 in the dialogs of a window, and says what the guide is to be opened at."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exportdesk.ui.help.topics import topic_of
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.one_of import one_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets.dialog_help import GuideAsked


class DialogsHelped(QObject):
    """Has `explain` open the guide over a dialog, at a page of it."""

    def __init__(self, shell: Shell, explain: Callable[[QWidget, str], object]) -> None:
        super().__init__(shell.bus)
        self._explain = explain
        window = shell.window
        self._window = window if isinstance(window, MainWindow) else None
        if self._window is not None:
            GuideAsked(self._window).asked.connect(self.open)

    def open(self, dialog: QWidget, topic: str) -> None:
        """Open it at `topic`, or at what goes with the page of the window."""
        self._explain(dialog, topic or self._topic())

    def _topic(self) -> str:
        window = self._window
        if window is None or window.page is None:
            return ""
        return topic_of(window.page_key, window.page.help_topic())


def dialogs_helped(shell: Shell, explain: Callable[[QWidget, str], object]) -> DialogsHelped:
    """Return the one of this window, made when it is first asked for."""
    return one_of(shell.bus, DialogsHelped, lambda: DialogsHelped(shell, explain))
