"""Looks now and then while the window is open: what lists, book and backups are kept by."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from exportdesk.ui.bus import Bus

EVERY_MS = 10 * 60 * 1000  # how often the question "is anything due" is put; it costs microseconds


class Rounds(QObject):
    """Calls `look` again and again once begun, and never more once the window goes.

    `at_start`, if there is one, is called once, `start_ms` after that began.
    """

    def __init__(
        self,
        parent: QObject,
        bus: Bus,
        look: Callable[[], object],
        *,
        every_ms: int,
        at_start: Callable[[], object] | None = None,
        start_ms: int = 0,
    ) -> None:
        super().__init__(parent)
        self.closed = False
        self._start: QTimer | None = None
        if at_start is not None:
            self._start = QTimer(self)
            self._start.setSingleShot(True)
            self._start.setInterval(start_ms)
            self._start.timeout.connect(at_start)
        self._again = QTimer(self)
        self._again.setInterval(every_ms)
        self._again.timeout.connect(look)
        bus.ended.connect(self.close)

    @property
    def going(self) -> bool:
        """Whether it will look again."""
        starting = self._start is not None and self._start.isActive()
        return starting or self._again.isActive()

    def begin(self) -> bool:
        """Look from now on; tell whether that may be any more."""
        if not self.closed:
            if self._start is not None:
                self._start.start()
            self._again.start()
        return not self.closed

    def close(self) -> None:
        """Look no more."""
        self.closed = True
        if self._start is not None:
            self._start.stop()
        self._again.stop()
