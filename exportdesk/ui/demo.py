"""Opens the demo in a window of its own: another process, on another workspace."""

import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, QTemporaryDir, QTimer, Signal

from exportdesk.core.demo_mark import is_demo
from exportdesk.core.i18n import _
from exportdesk.operations.demo_telling import LISTS
from exportdesk.operations.open_windows import FRONT_FILE, call_forward
from exportdesk.operations.own_folders import demo_folder
from exportdesk.ui.jobs import Step

_LOOK_MS = 500
_LONGEST_MS = 60_000
_SAID = "exportdesk: "  # what the line begins with that says why a command came to nothing


def demo_command() -> list[str]:
    """Return the program and its arguments that open the demo."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "demo"]
    return [sys.executable, "-m", "exportdesk", "demo"]


def words_of_stage(stage: str) -> str:
    """Return what the opening of the demo is doing."""
    if stage == LISTS:
        return _("The demo is being made: its customers and lists…")
    return _("The demo opens in a window of its own…")


def name_to_try(folder: Path) -> str:
    """Return the name that is offered to be screened in the demo; "" in another workspace."""
    if not is_demo(folder):
        return ""
    from exportdesk.operations.demo import demo_name  # seldom needed

    return demo_name()


class DemoOpening(QObject):
    """Opens the demo, and follows it from the click until its window is there.

    The first time takes some seconds: customers, products and lists are put in. `ended` tells that
    the window is there, or was waited for in vain; `failed` that the process ended without one,
    and what it said; `stepped` how far it is.
    """

    ended = Signal()
    failed = Signal(str)
    stepped = Signal(Step)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.process: subprocess.Popen[bytes] | None = None
        self._waited = 0
        self._said: IO[bytes] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def is_under_way(self) -> bool:
        """Whether the demo was asked for and is not there yet."""
        return self._timer.isActive()

    def begin(self) -> bool:
        """Open the demo, made if it is not there yet; tell whether its process began."""
        with suppress(OSError):  # of a demo that was cut off: its window is not there
            (demo_folder() / FRONT_FILE).unlink(missing_ok=True)
        try:
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 - until the window is there
            self.process = subprocess.Popen(
                [*demo_command(), "--tell", str(self._told_file())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                start_new_session=True,  # it stays when this window or its terminal goes
            )
        except OSError:
            self._last_words()
            return False
        self._waited = 0
        self._timer.start(_LOOK_MS)
        return True

    def stop(self) -> None:
        """Follow it no more; it goes on by itself."""
        self._timer.stop()
        self._last_words()

    def _look(self) -> None:
        self._waited += _LOOK_MS
        # Only looked at, not tried: taken at the wrong moment, the demo would find it taken.
        opened = (demo_folder() / FRONT_FILE).exists()
        if opened:
            call_forward(demo_folder())  # a system may show a window that nobody clicked behind
        elif self.process is None or self.process.poll() is not None:
            self._timer.stop()
            self.failed.emit(self._last_words())
            return
        self._tell_step()
        if opened or self._waited >= _LONGEST_MS:
            self.stop()
            self.ended.emit()

    def _told_file(self) -> Path:
        self._told = QTemporaryDir()
        return Path(self._told.filePath("told.txt"))

    def _tell_step(self) -> None:
        with suppress(OSError, ValueError):  # nothing yet, or just being written
            stage, percent = (
                Path(self._told.filePath("told.txt")).read_text(encoding="ascii").split()
            )
            self.stepped.emit(Step(stage, int(percent), 100))

    def _last_words(self) -> str:
        """Return the line in which the process said why it ended; no more is listened to."""
        file, self._said = self._said, None
        if file is None:
            return ""
        with file, suppress(OSError):
            file.seek(0)
            lines = file.read().decode("utf-8", "replace").splitlines()
            said = [line for line in lines if line.startswith(_SAID)]
            return said[-1].removeprefix(_SAID) if said else ""
        return ""
