"""Turns a source on or off for the Control lists page, says what that means, and undoes it."""

from collections.abc import Callable
from functools import partial

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

_Turn = tuple[SourceKey, bool]  # and whether it is turned on
_Done = Callable[[_Turn, str, Changes], None]
_Failed = Callable[[ExportDeskError], None]


class Turning(QObject):
    """Asks before what everybody screens against is turned off; the last turn can be undone."""

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page: QWidget = page
        self._trouble = page.show_trouble
        self._desk, self._shell = desk, shell
        self._last: _Turn | None = None

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
        self._turn((source.key, on), turned_words(status, on), self._turned, self._trouble)

    def undo(self) -> None:
        """Turn the last source back."""
        if self._last is None:
            return
        last, self._last = self._last, None
        key, on = last
        name = self._desk.lists.catalogue.name_of(key)
        words = _("{name} is as it was.").format(name=name)
        self._turn((key, not on), words, self._turned_back, partial(self._stays, last))

    def _turn(self, turn: _Turn, words: str, done: _Done, failed: _Failed) -> None:
        desk = self._desk
        self._shell.jobs.start(
            lambda _progress: desk.lists.turn(*turn), done=partial(done, turn, words), failed=failed
        )

    def _turned(self, turn: _Turn, words: str, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        self._last = turn  # only now: what failed left nothing to turn back
        self._shell.window.toast(words, action=_("Undo"), call=self.undo)

    def _turned_back(self, _turn: _Turn, words: str, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        self._shell.window.toast(words)

    def _stays(self, last: _Turn, error: ExportDeskError) -> None:
        """Say why a turn could not be undone; it still can be, unless another came after it."""
        self._last = self._last or last
        self._trouble(error)
