"""Looks once, some time after the start, whether files and clock are sound; sweeps up behind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.operations.opened_copies import sweep_copies
from exportdesk.ui.alarms import CLOCK, DAMAGE, Alarms
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.theme import Tone

if TYPE_CHECKING:
    from exportdesk.operations.integrity import FileFaults

START_MS = 4_000  # the first page is there and the lists are being read


class _Integrity(Protocol):
    def quick(self, progress: Progress) -> tuple["FileFaults", ...]: ...
    def clock_fault(self) -> ExportDeskError | None: ...
    def sweep(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    files: tuple["FileFaults", ...]
    clock: ExportDeskError | None


class StartCheck(QObject):
    """`repair` is called where the person wants a way out of damage."""

    def __init__(
        self,
        integrity: Callable[[], _Integrity],
        *,
        background: JobRunner,
        bus: Bus,
        alarms: Alarms,
        repair: Callable[[ExportDeskError], object],
        start_ms: int = START_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._integrity, self._background, self._alarms = integrity, background, alarms
        self._repair = repair
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(start_ms)
        self._timer.timeout.connect(self.look)
        bus.ended.connect(self._timer.stop)
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        self._timer.stop()
        self._background.start(self._work, done=self._show, failed=self._nothing)

    def damaged(self, error: ExportDeskError) -> None:
        """Say that a file is damaged, with the way out."""
        detail = _("Save nothing more here: what is saved now may be lost with the rest.")
        self._alarms.say(
            DAMAGE, say(error), Tone.RED, detail=detail, action=_("Ways out…"),
            call=lambda: self._repair(error), closable=False,
        )  # fmt: skip

    def _work(self, progress: Progress) -> _Found:
        integrity = self._integrity()
        clock = integrity.clock_fault()
        integrity.sweep()
        sweep_copies()
        return _Found(integrity.quick(progress), clock)

    def _show(self, found: _Found) -> None:
        if found.clock is not None:
            self._alarms.say(CLOCK, say(found.clock), Tone.AMBER)
        for one in found.files:
            self.damaged(damage_of(one))
            return

    def _nothing(self, _error: ExportDeskError) -> None:
        """Leave it: what cannot be read now is said by whoever needs it."""


def damage_of(found: "FileFaults") -> StorageFault:
    """Return what a file's faults are as an error, for the ways out."""
    code, facts = found.told
    return StorageFault(code, path=str(found.path), **facts)
