"""Starting and ending the window."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QLockFile, QSettings, QTemporaryDir, QTimer
from PySide6.QtWidgets import QApplication

from exportdesk import __version__
from exportdesk.core.backups import RESTORE_NOTE
from exportdesk.core.errors import ExportDeskError, ReadOnlyWorkspace, StorageFault
from exportdesk.core.figures import FiguresWish
from exportdesk.core.i18n import _
from exportdesk.core.sealed import KEY_FILE
from exportdesk.core.words import say
from exportdesk.log import Log
from exportdesk.operations.open_windows import WINDOW_LOCK
from exportdesk.ui.ahead import MakingAhead
from exportdesk.ui.alarms import SAFE
from exportdesk.ui.arriving import Arriving
from exportdesk.ui.ask import Ask, QtAsk
from exportdesk.ui.bus import Bus, Watcher
from exportdesk.ui.collecting import Collecting, let_go
from exportdesk.ui.coming_forward import ComingForward
from exportdesk.ui.crash import CrashHandler, FaultFile
from exportdesk.ui.crash_dialog import CrashDialog
from exportdesk.ui.desk import MakeDesk, ShellDesk
from exportdesk.ui.display import display_needed
from exportdesk.ui.fonts import fill_gaps
from exportdesk.ui.icons import product_icon
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.language import speak_in_window, write_as
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.passwords.keys import Keys
from exportdesk.ui.restored import tell_password, tell_restored
from exportdesk.ui.shell import PageSpec
from exportdesk.ui.start_check import StartCheck
from exportdesk.ui.starting import Starting
from exportdesk.ui.theme import Appearance, Tone
from exportdesk.ui.way_in import WayIn
from exportdesk.ui.window_settings import no_settings, window_settings

if TYPE_CHECKING:
    from exportdesk.operations.restoring import Restored
    from exportdesk.ui.passwords.errands import Errand

D = TypeVar("D", bound=ShellDesk)
Pages = Callable[[D], Sequence[PageSpec]]
WORKSPACE = "workspace.db"
WORKS_MS = 5_000  # a window that is there for so long has started properly


@dataclass(frozen=True, slots=True)
class Again:
    """How the program is to be opened once more: safely, after a repair or errand, or elsewhere.

    `lead` is the page that it opens on, and what that page is sent.
    """

    safe: bool = False
    repair: ExportDeskError | None = None
    moved: bool = False
    errand: "Errand | None" = None
    lead: tuple[str, str] = ("", "")


def run_window(
    make_desk: MakeDesk[D],
    pages: Pages[D],
    workspace: Path,
    *,
    make_safe: MakeDesk[D] | None = None,
    safe: bool = False,
    moved: Callable[[Path], object] | None = None,
    keys: Keys | None = None,
) -> int:
    """Open the window on `workspace` and stay until it is closed; return the exit code.

    `make_safe` opens a desk without lists, which a safe start uses, asked for or offered. `moved`
    is told where the workspace was copied to, before it is opened there. `keys` are those that the
    desk is made with, where there is a password.
    """
    keys = keys or Keys()
    with display_needed():
        application = make_application(sys.argv)
    again = Again(safe=safe)
    while True:
        keeps = QTemporaryDir() if again.safe else None
        settings = window_settings() if keeps is None else no_settings(keeps)
        program = Program(application, workspace, settings, QtAsk(settings), again, keys)
        try:
            code = program.open(make_desk, pages, make_safe=make_safe)
            if code is None:
                code = application.exec()
        finally:
            program.close()
        if not program.opens_again:
            return code
        again = program.again
        if program.workspace != workspace and moved is not None:
            workspace = program.workspace
            moved(workspace)
        del program
        let_go()  # opened ten times over, the program would hold ten windows with their lists


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application, named and with its icon."""
    application = QApplication(list(arguments))
    speak_in_window("")
    write_as(FiguresWish.SYSTEM)
    application.setApplicationName("ExportDesk")
    application.setApplicationDisplayName(_("ExportDesk"))
    application.setApplicationVersion(__version__)
    application.setOrganizationName("ExportDesk")
    application.setDesktopFileName("exportdesk")
    application.setWindowIcon(product_icon())
    return application


class Program:
    """What runs while the window is open; closes it all, in reverse order."""

    def __init__(
        self,
        application: QApplication,
        workspace: Path,
        settings: QSettings,
        ask: Ask,
        again: Again | None = None,
        keys: Keys | None = None,
    ) -> None:
        """`again` tells how it is to be started, where it was asked for before.

        `keys` open a workspace with a password without asking once more.
        """
        self.workspace = workspace
        self.again = again or Again()
        self.keys = keys or Keys()
        self._errand: Errand | None = None
        self._settings = settings
        self._ask = ask
        self._log = Log(workspace / "logs")
        self._fault = FaultFile(workspace / "logs" / "fault.txt")
        self._left = ""
        self._starting = Starting(workspace / "logs" / "starting")
        self._crash = CrashHandler(self._show_crash, self._tell_damage)
        self._crash.install()
        self._way_in = WayIn(
            ask, settings, workspace, self.keys, self._starting, self._crash.report
        )
        self._collecting = Collecting()
        self._appearance = Appearance(application)
        self._lock = QLockFile(str(workspace / WINDOW_LOCK))
        self._lock.setStaleLockTime(0)  # held for days; a dead holder is told by its process id
        self._bus = Bus()
        self._runners: list[JobRunner] = []
        self._watcher: Watcher | None = None
        self._check: StartCheck | None = None
        self._desk: ShellDesk | None = None
        self._restart = False
        self._closed_to_restart = False
        self._bus.restart_asked.connect(self._close_to_restart)
        self._bus.reopen_asked.connect(self._reopen)
        self._bus.repair_asked.connect(self._repair)
        self._bus.safe_start_asked.connect(self._start_safely)
        self._bus.errand_asked.connect(self._run_errand)
        self._bus.unsealed.connect(self.keys.keep)
        self.window: MainWindow | None = None

    @property
    def opens_again(self) -> bool:
        """Whether it was closed only to be opened again: on what is ready, or in another way."""
        ready = (self.workspace / RESTORE_NOTE).is_file()
        return self._closed_to_restart or (self._restart and (ready or self.again.moved))

    def open(
        self, make_desk: MakeDesk[D], pages: Pages[D], *, make_safe: MakeDesk[D] | None = None
    ) -> int | None:
        """Open workspace and window; return an exit code only where that cannot be."""
        asked, self.again = self.again, Again()
        with suppress(OSError):  # where it cannot be made, opening the desk says why
            self.workspace.mkdir(parents=True, exist_ok=True)
        read_only = not self._lock.tryLock(0)
        if read_only and not self._way_in.agrees_to_read(self._lock):
            return 0
        if not read_only:
            self._left = self._fault.left_behind()
            self._fault.open()  # before anything that can die: the libraries, the lists, the window
        safe = make_safe is not None and (
            asked.safe or self._way_in.wants_safety(read_only=read_only)
        )
        restored: Restored | None = None
        try:
            if asked.errand is not None and not read_only:
                asked.errand.run(self._ask, self.keys, self._crash.report)
            if not read_only and (self.workspace / RESTORE_NOTE).is_file():
                from exportdesk.operations.restoring import change_over  # seldom needed

                restored = change_over(self.workspace)
            elif asked.repair is not None and not read_only and self._finds_way(asked.repair):
                return 0
            if not self._way_in.unlocks(read_only=read_only):
                return 0
            if safe and make_safe is not None:
                desk = self._made(make_safe, read_only=True)
            else:
                desk = self._made(make_desk, read_only=read_only)
        except ExportDeskError as error:
            return self._no_desk(error, read_only=read_only)
        except Exception as error:
            damage = self._damage(error)
            if damage is None:
                raise
            return self._no_desk(damage, read_only=read_only)
        self._desk = desk
        speak_in_window(desk.settings().language)
        write_as(desk.settings().figures)
        self._appearance.wear(desk.settings().theme)
        self._runners = [
            JobRunner(self._crash.report, trouble=self._tell_trouble, name=name)
            for name in ("writing", "screening", "background", "updating")
        ]
        version = getattr(desk, "data_version", None)
        if version is not None:
            self._watcher = Watcher(version, self._bus)
        self._open_window(desk, tuple(pages(desk)), safe=safe, lead=asked.lead)
        self._tell_done(restored, asked.errand)
        return None

    def _tell_done(self, restored: "Restored | None", errand: "Errand | None") -> None:
        """Say in the window what was done while it was closed."""
        self._errand = errand  # it hears what comes of the work that it begins here
        if self.window is None:
            return
        alarms = self.window.alarms
        if self._way_in.has_unseen_code or (restored and KEY_FILE in restored.only):
            lead = partial(self.window.go, "settings", "password")
            tell_password(self.workspace, alarms, lead)
        elif restored is not None:
            tell_restored(restored, alarms, self._ask)
        if errand is not None:
            errand.tell(alarms, self._runners[2], self._bus, self._ask)

    def close(self) -> None:
        """Close everything that `open` opened."""
        self._bus.ended.emit()
        if self._watcher is not None:
            self._watcher.close()
        for runner in self._runners:
            runner.close()
        worked = self.window is not None
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
            # At once: where the program opens again, styling its window would go through all of it.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        self._lock.unlock()
        if worked:
            self._starting.succeed()
        self._settings.sync()
        self._collecting.close()
        self._crash.close()
        self._fault.close()
        self._log.close()

    def _made(self, make_desk: MakeDesk[D], *, read_only: bool) -> D:
        """Open the desk, for reading where the file is protected and the folder is not."""
        try:
            desk = make_desk(read_only=read_only)
        except ReadOnlyWorkspace as error:
            if read_only or error.code != "file-read-only":
                raise
            desk = make_desk(read_only=True)
        try:
            desk.lists.status()  # the window asks for it first: damaged lists are told here
        except BaseException:
            desk.close()
            raise
        return desk

    def _no_desk(self, error: ExportDeskError, *, read_only: bool) -> int:
        """Say why the workspace cannot be opened, with the ways out; return the exit code."""
        shut = self._way_in.no_desk(error, read_only=read_only)
        self._restart = shut.again
        if shut.moved is not None:
            self.workspace, self.again = shut.moved, Again(moved=True)
        return shut.code

    def _finds_way(self, error: ExportDeskError) -> bool:
        self._restart = self._way_in.finds_way(error)
        return self._restart

    def _run_errand(self, errand: "Errand") -> None:
        """Close the window, and do this with every file closed."""
        self.again = Again(errand=errand)
        self._close_to_restart()

    def _repair(self, error: ExportDeskError) -> None:
        """Close the window, and offer the ways out with every file closed."""
        self.again = Again(repair=error)
        self._close_to_restart()

    def _reopen(self, page: str, subject: str) -> None:
        """Close the window, and open it on the page that a person was at."""
        self.again = Again(lead=(page, subject))
        self._close_to_restart()

    def _start_safely(self) -> None:
        self.again = Again(safe=True)
        self._close_to_restart()

    def _damage(self, error: BaseException) -> StorageFault | None:
        from exportdesk.storage.integrity import damage_in  # seldom needed

        return damage_in(error, self.workspace)

    def _tell_damage(self, error: BaseException) -> bool:
        damage = self._damage(error)
        if damage is None or self._check is None:
            return False
        self._check.damaged(damage)
        return True

    def _open_window(
        self,
        desk: ShellDesk,
        specs: Sequence[PageSpec],
        *,
        safe: bool = False,
        lead: tuple[str, str] = ("", ""),
    ) -> None:
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
        QTimer.singleShot(0, self.window, partial(self.window.go_first, *lead))
        QTimer.singleShot(400, self.window, fill_gaps)
        QTimer.singleShot(400, self.window, self._collecting.begin)
        QTimer.singleShot(WORKS_MS, self.window, self._starting.succeed)
        MakingAhead(self.window)
        Arriving(self.window)
        if self._lock.isLocked():
            ComingForward(self.window, self.workspace, self._bus)
        self._begin_check(desk)
        if safe:
            self._say_safe()
        if self._left.strip():
            CrashDialog(
                self._left, self._ask, ended=True, safely=self._start_safely, parent=self.window
            ).open()

    def _begin_check(self, desk: ShellDesk) -> None:
        # Asked of its class: a desk makes the part, and reads its code, when it is asked itself.
        if self.window is None or not hasattr(type(desk), "integrity"):
            return
        self._check = StartCheck(
            partial(getattr, desk, "integrity"),
            background=self._runners[2],
            bus=self._bus,
            alarms=self.window.alarms,
            repair=self._repair,
            parent=self._bus,
        )

    def _say_safe(self) -> None:
        if self.window is not None:
            self.window.alarms.say(
                SAFE,
                _("ExportDesk was started safely: without lists, and saving nothing."),
                Tone.AMBER,
                detail=_("Close it and start it as always to work on."),
                action=_("Ways out…"),
                call=self._repair_anyway,
                closable=False,
            )

    def _repair_anyway(self) -> None:
        self._repair(ExportDeskError("safe-start-repair", path=str(self.workspace / WORKSPACE)))

    def _close_to_restart(self) -> None:
        self._restart = True
        if self.window is not None:
            # Refused where something is not saved; later where something is being saved.
            self._bus.reopening = partial(self._close_again, self.again)
            self._closed_to_restart = self.window.close() or self.window.is_closing
            self._bus.reopening = None
            if not self._closed_to_restart:
                self.again = Again()

    def _close_again(self, again: Again) -> None:
        """Close it as it was asked for, now that a page has saved its work."""
        self.again = again
        self._close_to_restart()

    def _tell_trouble(self, error: ExportDeskError) -> None:
        page = self.window.page if self.window is not None else None
        if page is not None:
            page.show_trouble(error)
        else:
            self._ask.trouble(self.window, say(error))

    def _show_crash(self, report: str) -> None:
        CrashDialog(report, self._ask, parent=self.window).exec()
