"""Asks whether there is a newer version of the program: once a day where a person wants that."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.progress import Progress
from exportdesk.core.releases import VersionState
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.one_of import one_of
from exportdesk.ui.rounds import EVERY_MS, Rounds
from exportdesk.ui.shell import Shell

START_MS = 20_000  # what a person waits for after a start comes first


class _Checks(Protocol):
    def is_due(self) -> bool: ...
    def check(self, progress: Progress) -> VersionState: ...


class VersionDesk(Protocol):
    """The parts of a desk that this needs."""

    @property
    def version_checks(self) -> _Checks: ...


class VersionLooks(QObject):
    """One asking at a time. `stepped` tells that one began or ended, `failed` what kept it away.

    What came of it is kept by the desk: Settings says it, and Home where there is a newer version.
    """

    stepped = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: VersionDesk,
        *,
        updating: JobRunner,
        bus: Bus,
        start_ms: int = START_MS,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._updating, self._bus = desk, updating, bus
        self.busy = False
        self._rounds = Rounds(
            self, bus, self.look, every_ms=every_ms, at_start=self.look, start_ms=start_ms
        )

    def begin(self) -> None:
        """Ask some time from now if that is due, and from then on while the window is open."""
        self._rounds.begin()

    def look(self) -> None:
        """Ask if a person switched that on and it was not done today."""
        if not self.busy and not self._rounds.closed and self._desk.version_checks.is_due():
            self.ask()

    def ask(self) -> None:
        """Ask now."""
        if self.busy or self._rounds.closed:
            return
        self.busy = True
        self.stepped.emit()
        checks = self._desk.version_checks
        self._updating.start(
            lambda progress: checks.check(progress),
            done=self._tell,
            failed=self._fail,
            finished=self._finish,
        )

    def _tell(self, _state: VersionState) -> None:
        self._bus.tell(Changes.SETTINGS)

    def _fail(self, error: ExportDeskError) -> None:
        self.failed.emit(error)

    def _finish(self) -> None:
        self.busy = False
        self.stepped.emit()


def version_looks_of(desk: VersionDesk, shell: Shell) -> VersionLooks:
    """Return the one `VersionLooks` of this window, begun when it is first asked for."""

    def make() -> VersionLooks:
        made = VersionLooks(desk, updating=shell.updating, bus=shell.bus, parent=shell.bus)
        made.begin()
        return made

    return one_of(shell.bus, VersionLooks, make)
