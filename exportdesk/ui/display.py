"""The display: refused in our own words where Qt would end the program with an abort."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.words import say


def hold_display() -> None:
    """Raise ExportDeskError where nothing says that there is a display."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET")
    if not sys.platform.startswith("linux") or any(os.environ.get(one) for one in named):
        return
    running = os.environ.get("XDG_RUNTIME_DIR", "")
    if not running or not Path(running, "wayland-0").exists():
        raise ExportDeskError("no-display")


@contextmanager
def display_needed() -> Iterator[None]:
    """End the program with a sentence where Qt finds no display that answers."""
    before = qInstallMessageHandler(_told)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _told(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    if kind is not QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{text}\n")
        return
    error = ExportDeskError("display-unreachable")
    sys.stderr.write(f"exportdesk: {say(error)}\n")
    sys.stderr.flush()
    os._exit(error.exit_code)  # Qt aborts once this returns; nothing of the user's is open yet
