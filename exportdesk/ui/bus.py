"""What changed, told once to every screen; and a watch on what other programs wrote."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from exportdesk.core.changes import Changes

SHOWN_MS = 100  # a page that came is painted, and says how things stand
_EVERYTHING = ~Changes.NOTHING


class Bus(QObject):
    """Carries `Changes` from whoever wrote to whoever shows.

    `update_asked`: the person wants newer lists, on whatever page (F5). `search_asked`: the search
    over everything is wanted, with a text typed already (Ctrl+K). `ended`: the window closes, and
    nothing may begin any more. `restart_asked`: it is to close, and to open again on a restore;
    `repair_asked`, with the ways out of what an error tells; `safe_start_asked`, without lists;
    `reopen_asked`, on the page named, and there at what `subject` names;
    `errand_asked`, once something was done with the workspace closed. `unsealed`: a person opened
    something with a password, and this is its key. `page_coming`: a page that was not made yet is
    on its way, or, with False, is there or not wanted any more. `reopening` closes a window
    again that is being closed in order to open once more: for who has to save something first.
    """

    changed = Signal(object)
    update_asked = Signal()
    search_asked = Signal(str)
    ended = Signal()
    restart_asked = Signal()
    reopen_asked = Signal(str, str)
    repair_asked = Signal(object)
    safe_start_asked = Signal()
    errand_asked = Signal(object)
    unsealed = Signal(object)
    page_coming = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.is_page_coming = False
        self.has_ended = False
        self.reopening: Callable[[], object] | None = None
        self.ended.connect(self._end)

    def _end(self) -> None:
        self.has_ended = True

    def say_coming(self, coming: bool) -> None:
        """Tell that a page is on its way, or that none is any more."""
        self.is_page_coming = coming
        self.page_coming.emit(coming)

    def once_no_page_comes(self, begin: Callable[[], object]) -> None:
        """Call this at once, or some moment after the page that is on its way is there."""
        if not self.is_page_coming:
            begin()
            return

        def shown() -> None:
            if not self.has_ended:
                self.once_no_page_comes(begin)

        once = Qt.ConnectionType.SingleShotConnection
        self.page_coming.connect(lambda: QTimer.singleShot(SHOWN_MS, self, shown), once)

    def tell(self, changes: Changes) -> None:
        """Tell every screen, once."""
        if changes:
            self.changed.emit(changes)


class Watcher(QObject):
    """Notices that another program wrote to the workspace, and tells every screen.

    `version` reads SQLite's `PRAGMA data_version` of each file, on the window's own connections:
    it changes with every commit of another connection and costs microseconds.
    """

    def __init__(
        self,
        version: Callable[[], object],
        bus: Bus,
        *,
        every_ms: int = 1000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._version = version
        self._bus = bus
        self._seen = version()
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        bus.changed.connect(self._catch_up)

    def look(self) -> None:
        """Tell everybody if something was written since the last look."""
        now = self._version()
        if now != self._seen:
            self._seen = now
            self._bus.tell(_EVERYTHING)

    def close(self) -> None:
        """Stop looking."""
        self._timer.stop()
        self._bus.changed.disconnect(self._catch_up)

    def _catch_up(self, _changes: Changes) -> None:
        # Our own writer's commit moves the version too, and has been told already.
        self._seen = self._version()
