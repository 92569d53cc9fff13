"""Brings the window to the front when the program is started on its workspace once more."""

import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEventLoop, QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from exportdesk.core.i18n import _
from exportdesk.operations.open_windows import (
    FRONT_FILE,
    answer_call,
    call_forward,
    comes_forward,
)
from exportdesk.ui.ask import Ask
from exportdesk.ui.bus import Bus


class ComingForward(QObject):
    """Watches the file that the other start writes to; it is there while the window is."""

    def __init__(self, window: QWidget, folder: Path, bus: Bus) -> None:
        super().__init__(window)
        self._window, self._path = window, folder / FRONT_FILE
        self._ended = False
        with suppress(OSError):  # then nothing can be asked of this window
            self._path.write_bytes(b"")
            self._watcher = QFileSystemWatcher([str(self._path)], self)
            self._watcher.fileChanged.connect(self._come)
        bus.ended.connect(self._end)

    def _come(self, _path: str) -> None:
        if self._ended:
            return  # it is the file that goes: a window that was closed must not come back
        if not answer_call(self._path.parent):
            return  # its own answer, which the other start waits for
        window = self._window
        window.setWindowState(
            window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive
        )
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)  # where the system does not let a window come forward by itself

    def _end(self) -> None:
        self._ended = True
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def comes(workspace: Path) -> bool:
    """Call the window of the workspace forward; tell whether it came, and say so in a terminal."""
    came = comes_forward(workspace, _pause)
    if came and sys.stdout is not None:
        with suppress(OSError):  # nobody reads it
            sys.stdout.write(_("ExportDesk is open already: its window comes to the front.") + "\n")
    return came


def agrees_to_read(ask: Ask, workspace: Path) -> bool:
    """Ask whether a workspace is to be read that is open in a window which does not answer."""
    reads = ask.confirm(
        None,
        _("This workspace is open in another window."),
        _(
            "Two windows must not write to the same workspace. You can open it here for "
            "reading: look, search and print, but save nothing."
        ),
        yes=_("Open for reading"),
    )
    if not reads:
        call_forward(workspace)
    return reads


def _pause(seconds: float) -> None:
    """Wait with the events of this program going on."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
