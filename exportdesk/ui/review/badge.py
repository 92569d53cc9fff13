"""How many matches wait, beside the page's name in the sidebar."""

from PySide6.QtCore import QObject

from exportdesk.core.changes import Changes
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

_TOUCHED_BY = Changes.DECISIONS | Changes.CUSTOMERS | Changes.LISTS


class ReviewBadge(QObject):
    """Counts again whenever something changed that may wait for a decision."""

    def __init__(self, desk: Desk, shell: Shell, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = shell.window
        self._counting: Latest[int] = Latest(shell.screening)
        self._ended = False
        shell.bus.changed.connect(self._look)
        shell.bus.ended.connect(self._end)
        self._look(_TOUCHED_BY)

    def _look(self, changes: Changes) -> None:
        if self._ended or not changes & _TOUCHED_BY:
            return
        deciding = self._desk.deciding
        self._counting.start(lambda _progress: deciding.waiting(), done=self._show)

    def _show(self, count: int) -> None:
        self._window.badge("review", count)

    def _end(self) -> None:
        self._ended = True
        self._counting.drop()


def review_badge_of(desk: Desk, shell: Shell) -> ReviewBadge:
    """Return the one `ReviewBadge` of this window, begun when it is first asked for."""
    found = shell.bus.findChild(ReviewBadge)
    return found if isinstance(found, ReviewBadge) else ReviewBadge(desk, shell, parent=shell.bus)
