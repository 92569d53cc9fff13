"""Opens the search over the window, from any page, and goes where it leads."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exportdesk.core.demo_mark import is_demo
from exportdesk.ui.shell import PageSpec, Shell
from exportdesk.wiring import Desk

if TYPE_CHECKING:
    from exportdesk.ui.search.dialog import SearchDialog
    from exportdesk.ui.search.rows import SearchRow


class Searching(QObject):
    """Makes the panel when it is first wanted, and keeps it."""

    def __init__(self, desk: Desk, shell: Shell, specs: Sequence[PageSpec]) -> None:
        super().__init__(shell.bus)
        self._desk, self._shell = desk, shell
        self._specs = tuple(specs)
        self.dialog: SearchDialog | None = None
        shell.bus.search_asked.connect(self.open)
        shell.bus.ended.connect(self._end)

    def open(self, text: str = "") -> None:
        """Open the panel, with `text` typed already; close it where it is open."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.close()
            return
        if self.dialog is None:
            self.dialog = self._made()
        self.dialog.ask(text)

    def _made(self) -> "SearchDialog":
        # What it finds is worded by the parts of each page: the window does not wait for them.
        from exportdesk.ui.search.commands import command_rows
        from exportdesk.ui.search.dialog import SearchDialog
        from exportdesk.ui.search.rows import Names

        desk, window = self._desk, self._shell.window
        made = SearchDialog(
            desk.search,
            Names(desk.country_name, desk.list_title),
            command_rows(self._specs, read_only=desk.read_only, is_demo=is_demo(desk.folder)),
            self._shell.screening,
            self._shell.settings,
            window if isinstance(window, QWidget) else None,
            private=desk.seal is not None,
        )
        made.picked.connect(self._go)
        return made

    def _go(self, row: "SearchRow") -> None:
        from exportdesk.ui.search.commands import NEW, UPDATE

        if row.command == UPDATE:
            self._shell.bus.update_asked.emit()
        elif row.command.startswith(NEW):
            self._shell.window.begin(row.command.removeprefix(NEW))
        else:
            self._shell.window.go(row.page, row.subject)

    def _end(self) -> None:
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None


def search_of(desk: Desk, shell: Shell, specs: Sequence[PageSpec]) -> Searching:
    """Return the one search of this window, made when it is first asked for."""
    found = shell.bus.findChild(Searching)
    return found if isinstance(found, Searching) else Searching(desk, shell, specs)
