"""What the keyboard does anywhere in the window: Ctrl+N, Ctrl+P, F5, Esc, F1 and the others."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from exportdesk.ui.help.topics import HelpAsked, topic_of
from exportdesk.ui.shell import PageSpec

if TYPE_CHECKING:
    from exportdesk.ui.main_window import MainWindow


class WindowKeys(QObject):
    """Hands keys to the page that is shown, and leads to the pages by their numbers."""

    def __init__(self, window: "MainWindow", specs: Sequence[PageSpec]) -> None:
        super().__init__(window)
        self._window = window
        standard = QKeySequence.StandardKey
        for keys, call in (
            (QKeySequence(standard.New), self.begin),
            (QKeySequence(standard.Print), partial(self._act, self._print_out)),
            (QKeySequence(standard.Find), partial(self._act, self._search)),
            (QKeySequence(standard.Quit), window.close),
            (QKeySequence("Ctrl+K"), self._search_everything),
            (QKeySequence(Qt.Key.Key_F5), self._refresh),
            (QKeySequence(Qt.Key.Key_Escape), self._back),
            (QKeySequence(standard.HelpContents), self._help),
        ):
            self._add_key(keys, call)
        for at, spec in enumerate(specs[:9], start=1):
            key = QShortcut(QKeySequence(f"Ctrl+{at}"), window)
            key.setObjectName(spec.key)
            key.activated.connect(self._go_by_key)

    def begin(self) -> None:
        """Begin something new on the page that is shown, or on its way."""
        self._act(self._new)

    def _add_key(self, keys: QKeySequence, call: Callable[[], object]) -> None:
        QShortcut(keys, self._window).activated.connect(call)

    def _go_by_key(self) -> None:
        self._window.go(self.sender().objectName())

    def _act(self, call: Callable[[], object]) -> None:
        """Do this with the page that is shown; with the one that is on its way, if there is one."""
        arriving = self._window.arriving
        if arriving is None:
            call()
        else:
            arriving.afterwards(call)

    def _new(self) -> None:
        if self._window.page is not None:
            self._window.page.new()

    def _print_out(self) -> None:
        if self._window.page is not None:
            self._window.page.print_out()

    def _refresh(self) -> None:
        if self._window.page is not None:
            self._window.page.refresh()
        self._window.shell.bus.update_asked.emit()

    def _search(self) -> None:
        if self._window.page is not None:
            self._window.page.search()

    def _search_everything(self) -> None:
        self._window.shell.bus.search_asked.emit("")

    def _help(self) -> None:
        page, key = self._window.page, self._window.page_key
        if page is not None and key != "help":
            asked = HelpAsked(topic_of(key, page.help_topic()), key, page.title.text())
            self._window.go("help", asked)

    def _back(self) -> None:
        page = self._window.page
        if page is None or page.back():
            return
        if not page.banner.isHidden():
            page.banner.clear()
