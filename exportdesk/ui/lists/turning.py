"""Turns a source on or off for the Control lists page, says what that means, and undoes it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.ui.lists.source_words import off_warning, turned_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class Turning(QObject):
    """Asks before what everybody screens against is turned off; the last turn can be undone."""

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page: QWidget = page
        self._trouble = page.show_trouble
        self._desk, self._shell = desk, shell
        self._last: tuple[SourceKey, bool] | None = None
        self._words = ""

    def toggle(self, status: SourceStatus) -> None:
        """Turn a source on, or off."""
        source, on = status.source, not status.on
        if self._desk.read_only:
            return
        if (
            not on
            and source.on
            and not self._shell.ask.confirm(
                self._page,
                _("Turn off the {name}?").format(name=source.name),
                off_warning(source),
                yes=_("Turn off"),
                danger=True,
            )
        ):
            return
        self._words = turned_words(status, on)
        self._turn(source.key, on)

    def undo(self) -> None:
        """Turn the last source back."""
        if self._last is None:
            return
        key, on = self._last
        name = self._desk.lists.catalogue.name_of(key)
        self._words = _("{name} is as it was.").format(name=name)
        self._turn(key, not on, undone=True)

    def _turn(self, key: SourceKey, on: bool, *, undone: bool = False) -> None:
        desk = self._desk
        self._last = None if undone else (key, on)
        self._shell.jobs.start(
            lambda _progress: desk.lists.turn(key, on), done=self._turned, failed=self._fail
        )

    def _turned(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        if self._last is None:
            self._shell.window.toast(self._words)
        else:
            self._shell.window.toast(self._words, action=_("Undo"), call=self.undo)

    def _fail(self, error: ExportDeskError) -> None:
        self._last = None
        self._trouble(error)
