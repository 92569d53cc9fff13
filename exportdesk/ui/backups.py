"""Makes the backup of the day while the window is open, some time after its start."""

from typing import Protocol

from PySide6.QtCore import QObject

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.operations.backups import TOUCHED, BackupMade
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.one_of import one_of
from exportdesk.ui.rounds import EVERY_MS, Rounds
from exportdesk.ui.shell import Shell, Window

START_MS = 60_000  # the lists are ready and what is due is screened before a disk is kept busy


class _Backups(Protocol):
    def is_due(self) -> bool: ...
    def make_daily(self, progress: Progress) -> BackupMade: ...


class BackupDesk(Protocol):
    """The parts of a desk that this needs."""

    @property
    def read_only(self) -> bool: ...
    @property
    def backups(self) -> _Backups: ...


class DailyBackups(QObject):
    """One backup at a time; what goes wrong is said at once, and kept for Home to say again."""

    def __init__(
        self,
        desk: BackupDesk,
        *,
        background: JobRunner,
        bus: Bus,
        window: Window,
        start_ms: int = START_MS,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._background, self._bus, self._window = desk, background, bus, window
        self._busy = self._asked = False
        self._rounds = Rounds(
            self, bus, self.look, every_ms=every_ms, at_start=self.look, start_ms=start_ms
        )

    @property
    def busy(self) -> bool:
        """Whether one is being made."""
        return self._busy

    def begin(self) -> None:
        """Make what is due some time from now, and from then on while the window is open."""
        self._rounds.begin()

    def look(self) -> None:
        """Make the backup of the day if it is still to be made."""
        idle = not (self._busy or self._rounds.closed or self._desk.read_only)
        if idle and self._desk.backups.is_due():
            self._run(asked=False)

    def ask(self) -> None:
        """Make it now, because a person says so."""
        if not (self._busy or self._rounds.closed or self._desk.read_only):
            self._run(asked=True)

    def close(self) -> None:
        """Begin nothing any more."""
        self._rounds.close()

    def _run(self, *, asked: bool) -> None:
        self._busy, self._asked = True, asked
        backups = self._desk.backups
        self._background.start(
            lambda progress: backups.make_daily(progress),
            done=self._made,
            failed=self._failed,
            finished=self._finish,
        )

    def _made(self, _made: BackupMade) -> None:
        if self._asked:
            self._window.toast(_("The backup was made."))
        self._bus.tell(TOUCHED)

    def _failed(self, error: ExportDeskError) -> None:
        self._window.toast(say(error), warn=True)
        self._bus.tell(TOUCHED)

    def _finish(self) -> None:
        self._busy = False


def daily_backups_of(desk: BackupDesk, shell: Shell) -> DailyBackups:
    """Return the one `DailyBackups` of this window, begun when it is first asked for."""

    def make() -> DailyBackups:
        made = DailyBackups(
            desk, background=shell.background, bus=shell.bus, window=shell.window, parent=shell.bus
        )
        made.begin()
        return made

    return one_of(shell.bus, DailyBackups, make)
