"""Starting and ending the window."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLockFile, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from exportdesk import __version__
from exportdesk.core.backups import RESTORE_NOTE
from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.log import Log
from exportdesk.ui.ahead import MakingAhead
from exportdesk.ui.ask import Ask, QtAsk
from exportdesk.ui.bus import Bus, Watcher
from exportdesk.ui.collecting import Collecting
from exportdesk.ui.crash import CrashHandler, FaultFile
from exportdesk.ui.crash_dialog import CrashDialog
from exportdesk.ui.desk import MakeDesk, ShellDesk
from exportdesk.ui.fonts import fill_gaps
from exportdesk.ui.icons import product_icon
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.language import speak_in_window
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.shell import PageSpec
from exportdesk.ui.theme import Appearance

if TYPE_CHECKING:
    from exportdesk.operations.restoring import Restored

D = TypeVar("D", bound=ShellDesk)
Pages = Callable[[D], Sequence[PageSpec]]
_LOCK = "window.lock"


def run_window(make_desk: MakeDesk[D], pages: Pages[D], workspace: Path) -> int:
    """Open the window on `workspace` and stay until it is closed; return the exit code."""
    application = make_application(sys.argv)
    settings = window_settings()
    while True:
        program = Program(application, workspace, settings, QtAsk(settings))
        try:
            code = program.open(make_desk, pages)
            if code is None:
                code = application.exec()
        finally:
            program.close()
        if not program.opens_again:
            return code


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application, named and with its icon."""
    application = QApplication(list(arguments))
    speak_in_window("")
    application.setApplicationName("ExportDesk")
    application.setApplicationDisplayName(_("ExportDesk"))
    application.setApplicationVersion(__version__)
    application.setOrganizationName("ExportDesk")
    application.setDesktopFileName("exportdesk")
    application.setWindowIcon(product_icon())
    return application


def window_settings() -> QSettings:
    """Return where the state of windows is kept: per person, not per workspace."""
    ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    return QSettings(ini, user, "ExportDesk", "window")


class Program:
    """What runs while the window is open; closes it all, in reverse order."""

    def __init__(
        self, application: QApplication, workspace: Path, settings: QSettings, ask: Ask
    ) -> None:
        self._workspace = workspace
        self._settings = settings
        self._ask = ask
        self._log = Log(workspace / "logs")
        self._fault = FaultFile(workspace / "logs" / "fault.txt")
        self._crash = CrashHandler(self._show_crash)
        self._crash.install()
        self._collecting = Collecting()
        self._appearance = Appearance(application)
        self._lock = QLockFile(str(workspace / _LOCK))
        self._lock.setStaleLockTime(0)  # held for days; a dead holder is told by its process id
        self._bus = Bus()
        self._runners: list[JobRunner] = []
        self._watcher: Watcher | None = None
        self._desk: ShellDesk | None = None
        self._restart = False
        self._closed_to_restart = False
        self._bus.restart_asked.connect(self._close_to_restart)
        self.window: MainWindow | None = None

    @property
    def opens_again(self) -> bool:
        """Whether it was closed only to be opened again: on a backup that is ready, or at once."""
        ready = self._restart and (self._workspace / RESTORE_NOTE).is_file()
        return ready or self._closed_to_restart

    def open(self, make_desk: MakeDesk[D], pages: Pages[D]) -> int | None:
        """Open workspace and window; return an exit code only where that cannot be."""
        with suppress(OSError):  # where it cannot be made, opening the desk says why
            self._workspace.mkdir(parents=True, exist_ok=True)
        read_only = not self._lock.tryLock(0)
        if read_only and not self._agrees_to_read():
            return 0
        restored: Restored | None = None
        try:
            if not read_only and (self._workspace / RESTORE_NOTE).is_file():
                from exportdesk.operations.restoring import change_over  # seldom needed

                restored = change_over(self._workspace)
            desk = make_desk(read_only=read_only)
        except ExportDeskError as error:
            if error.code == "database-damaged" and not read_only:
                from exportdesk.ui.way_out import restore_instead  # seldom needed

                self._restart = restore_instead(self._ask, self._workspace, error)
                return 0 if self._restart else error.exit_code
            self._say_shut(error, read_only=read_only)
            return error.exit_code
        self._desk = desk
        speak_in_window(desk.settings().language)
        self._appearance.wear(desk.settings().theme)
        self._runners = [
            JobRunner(self._crash.report, trouble=self._tell_trouble, name=name)
            for name in ("writing", "screening", "background", "updating")
        ]
        version = getattr(desk, "data_version", None)
        if version is not None:
            self._watcher = Watcher(version, self._bus)
        self._open_window(desk, tuple(pages(desk)))
        if restored is not None and self.window is not None:
            self.window.toast(_restored_words(restored))
        return None

    def close(self) -> None:
        """Close everything that `open` opened."""
        self._bus.ended.emit()
        if self._watcher is not None:
            self._watcher.close()
        for runner in self._runners:
            runner.close()
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        self._lock.unlock()
        self._settings.sync()
        self._collecting.close()
        self._crash.close()
        self._fault.close()
        self._log.close()

    def _open_window(self, desk: ShellDesk, specs: Sequence[PageSpec]) -> None:
        jobs, screening, background, updating = self._runners
        self.window = MainWindow(
            desk,
            specs,
            jobs=jobs,
            screening=screening,
            background=background,
            updating=updating,
            bus=self._bus,
            ask=self._ask,
            settings=self._settings,
            appearance=self._appearance,
        )
        self.window.show()
        # The first page is made once the window is there: its modules are loaded only then.
        QTimer.singleShot(0, self.window, self.window.go_first)
        QTimer.singleShot(400, self.window, fill_gaps)
        MakingAhead(self.window)
        left = self._fault.left_behind()
        self._fault.open()
        if left.strip():
            CrashDialog(left, self._ask, ended=True, parent=self.window).open()

    def _close_to_restart(self) -> None:
        self._restart = True
        if self.window is not None:
            self._closed_to_restart = self.window.close()  # False where something is not saved

    def _agrees_to_read(self) -> bool:
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return True  # nothing can be written here: the desk says what that means
        return self._ask.confirm(
            None,
            _("This workspace is open in another window."),
            _(
                "Two windows must not write to the same workspace. You can open it here for "
                "reading: look, search and print, but save nothing."
            ),
            yes=_("Open for reading"),
        )

    def _say_shut(self, error: ExportDeskError, *, read_only: bool) -> None:
        if read_only and error.code == "database-missing":
            # It is only missing because it could not be made: that is what the person can mend.
            error = StorageFault("folder-read-only", folder=self._workspace)
        self._ask.trouble(None, _("This workspace cannot be opened."), say(error))

    def _tell_trouble(self, error: ExportDeskError) -> None:
        page = self.window.page if self.window is not None else None
        if page is not None:
            page.show_trouble(error)
        else:
            self._ask.trouble(self.window, say(error))

    def _show_crash(self, report: str) -> None:
        CrashDialog(report, self._ask, parent=self.window).exec()


def _restored_words(restored: "Restored") -> str:
    if restored.kept is None:
        return _("Restored: the backup of {when}.").format(when=restored.made)
    return _("Restored: the backup of {when}. What was here before is kept in {folder}.").format(
        when=restored.made, folder=restored.kept
    )
