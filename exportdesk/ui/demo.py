"""Opens the demo in a window of its own: another process, on another workspace."""

import sys
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QLockFile, QObject, QProcess, QTimer, Signal

from exportdesk.core.demo_mark import is_demo

WINDOW_LOCK = "window.lock"  # in the folder of a workspace, while its window is open
_LOOK_MS = 500
_SHOWS_MS = 2_500  # from the lock until the window is seen
_LONGEST_MS = 60_000


def demo_command() -> tuple[str, list[str]]:
    """Return the program and its arguments that open the demo."""
    if getattr(sys, "frozen", False):
        return sys.executable, ["demo"]
    return sys.executable, ["-m", "exportdesk", "demo"]


def open_demo() -> int:
    """Open the demo, made if it is not there yet; return the number of its process, 0 for none.

    The first time takes some seconds: customers, products and lists are put in.
    """
    program, arguments = demo_command()
    answer = QProcess.startDetached(program, arguments, "")
    started, number = answer if isinstance(answer, tuple) else (answer, 0)
    return int(number) if started else 0


def demo_folder() -> Path:
    """Return where the demo is made."""
    return user_data_path("ExportDesk", appauthor=False) / "demo"


def is_demo_open() -> bool:
    """Whether a window is open on the demo."""
    lock = QLockFile(str(demo_folder() / WINDOW_LOCK))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        lock.unlock()
        return False
    return lock.error() is QLockFile.LockError.LockFailedError


def name_to_try(folder: Path) -> str:
    """Return the name that is offered to be screened in the demo; "" in another workspace."""
    if not is_demo(folder):
        return ""
    from exportdesk.operations.demo import demo_name  # seldom needed

    return demo_name()


class DemoOpening(QObject):
    """Follows the demo from the click until its window is there. `ended` tells that."""

    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def is_under_way(self) -> bool:
        """Whether the demo was asked for and is not there yet."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Wait for the window that was asked for."""
        self._waited = 0
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        self._waited += _LOOK_MS
        # Only looked at, not tried: taken at the wrong moment, the demo would find it taken.
        if (demo_folder() / WINDOW_LOCK).exists():
            self._waited = max(self._waited, _LONGEST_MS - _SHOWS_MS)
        if self._waited >= _LONGEST_MS:
            self._timer.stop()
            self.ended.emit()
