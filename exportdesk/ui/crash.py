"""What nobody caught: logged, shown once, offered as a report that holds no one's data."""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

import PySide6
from PySide6.QtCore import QLibraryInfo, QObject, Qt, QThread, Signal

from exportdesk import __version__

_log = logging.getLogger("exportdesk.crash")
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def report_of(error: BaseException) -> str:
    """Return a report: versions, the kind of error, and where it happened.

    The message of an error may quote what a user typed, and so may a path: only the names of
    errors, and of this program's own files, are told.
    """
    lines = [
        f"ExportDesk {__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"Qt {QLibraryInfo.version().toString()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
    ]
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    for part in reversed(chain):
        for frame in traceback.extract_tb(part.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
            if frame.line:
                lines.append(f"    {frame.line}")
        lines.append(type(part).__qualname__)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _short(name: str) -> str:
    parts = Path(name).parts
    for root in ("exportdesk", "site-packages", "lib"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at:])
    return Path(name).name


def fault_of(error: BaseException) -> tuple[str, str, int]:
    """Return what makes two faults the same: kind and place."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = ("", 0) if last is None else (last.filename, last.lineno or 0)
    return (type(error).__qualname__, *where)


class CrashHandler(QObject):
    """Reports what nobody caught: one at a time, and no fault twice. Safe on any thread."""

    _elsewhere = Signal(object)

    def __init__(
        self,
        show: Callable[[str], None],
        known: Callable[[BaseException], bool] | None = None,
    ) -> None:
        """`show` gets the report, on the interface's thread.

        `known` takes what is no fault of the program's, a damaged file, and tells whether it did.
        """
        super().__init__()
        self._show = show
        self._known = known
        self._seen: set[tuple[str, str, int]] = set()
        self._showing = False
        self._before: tuple[Hook, Callable[[threading.ExceptHookArgs], object]] | None = None
        self._elsewhere.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take what nobody catches, on every thread."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._from_here
        threading.excepthook = self._from_thread

    def close(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    def report(self, error: BaseException) -> None:
        """Log `error`; show it, unless it was shown before or another is being shown."""
        if QThread.currentThread() is not self.thread():
            self._elsewhere.emit(error)
            return
        if self._known is not None and self._known(error):
            return
        fault = fault_of(error)
        if fault in self._seen:
            return
        self._seen.add(fault)
        text = report_of(error)
        _log.error("An error nobody caught:\n%s", text)
        if self._showing:
            return
        self._showing = True
        try:
            self._show(text)
        finally:
            self._showing = False

    def _from_here(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        self.report(error if error.__traceback__ else error.with_traceback(where))

    def _from_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.report(told.exc_value)


class FaultFile:
    """Where the interpreter writes when the process itself dies; the next start offers it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._before = faulthandler.is_enabled()

    def left_behind(self) -> str:
        """Return what the last run left, "" where it ended well."""
        try:
            return self._path.read_text("utf-8", errors="replace")
        except OSError:
            return ""

    def open(self) -> None:
        """Begin to catch, in an empty file."""
        try:
            self._file = self._path.open("w", encoding="utf-8")
        except OSError:
            return  # a folder that cannot be written: the program still runs
        faulthandler.enable(self._file)

    def close(self) -> None:
        """End, and leave nothing behind."""
        if self._file is None:
            return
        faulthandler.disable()
        if self._before:
            faulthandler.enable()
        self._file.close()
        self._file = None
        self._path.unlink(missing_ok=True)
