"""Gets the control lists ready for screening: at the start, and after every change of lists."""

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.progress import Progress
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.ui.bus import Bus
from exportdesk.ui.collecting import keep_out
from exportdesk.ui.jobs import JobRunner, Latest
from exportdesk.ui.one_of import one_of
from exportdesk.ui.shell import Shell


class ReadyState(StrEnum):
    """How far the lists are."""

    LOADING = "loading"
    READY = "ready"
    NO_LISTS = "no_lists"
    FAILED = "failed"


class _Lists(Protocol):
    def prepare_index(self, progress: Progress) -> ReadyIndex | None: ...


class _Screenings(Protocol):
    @property
    def ready(self) -> ReadyIndex | None: ...
    def load(self, ready: ReadyIndex) -> None: ...


class ReadyDesk(Protocol):
    """The parts of a desk that this needs."""

    @property
    def lists(self) -> _Lists: ...
    @property
    def screenings(self) -> _Screenings: ...


class Readiness(QObject):
    """Tells whether one can screen, and sees to it that one can.

    The index is found or built on `background` and loaded on `screening`, the thread that asks it.
    Lists that are in use stay in use until newer ones have taken their place. `changed` tells
    every page when `state` is another or other lists are in use; `stepped` how far it is.
    """

    changed = Signal()
    stepped = Signal(object)

    def __init__(
        self,
        desk: ReadyDesk,
        *,
        background: JobRunner,
        screening: JobRunner,
        bus: Bus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._screening = screening
        self._preparing: Latest[ReadyIndex | None] = Latest(background)
        self._state = ReadyState.LOADING
        self._trouble: ExportDeskError | None = None
        self._built_anew = False
        bus.changed.connect(self._follow)

    @property
    def state(self) -> ReadyState:
        """How far the lists are."""
        return self._state

    @property
    def trouble(self) -> ExportDeskError | None:
        """Why the lists could not be got ready, None where nothing failed."""
        return self._trouble

    def begin(self) -> None:
        """Get the lists ready; those in use already are kept if they are still the right ones."""
        if self._desk.screenings.ready is None:
            self._become(ReadyState.LOADING)
        self._preparing.start(
            self._desk.lists.prepare_index,
            done=self._load,
            failed=self._fail,
            progress=self.stepped.emit,
        )

    def _follow(self, changes: Changes) -> None:
        # The settings hold the age from which lists count as old, which every paper prints.
        if changes & (Changes.LISTS | Changes.SETTINGS):
            self.begin()

    def _load(self, ready: ReadyIndex | None) -> None:
        if ready is None:
            self._become(ReadyState.NO_LISTS)
        elif ready == self._desk.screenings.ready:
            self._become(ReadyState.READY)
        else:
            desk = self._desk
            self._screening.start(
                lambda _progress: desk.screenings.load(ready), done=self._loaded, failed=self._fail
            )

    def _loaded(self, _nothing: None) -> None:
        keep_out()
        self._built_anew = False
        self._become(ReadyState.READY, always=True)

    def _fail(self, error: ExportDeskError) -> None:
        if error.code == "index-unreadable" and not self._built_anew:
            self._built_anew = True  # it was thrown away: once more, from the lists themselves
            self.begin()
            return
        if self._desk.screenings.ready is None:
            self._trouble = error
            self._become(ReadyState.FAILED, always=True)

    def _become(self, state: ReadyState, *, always: bool = False) -> None:
        if state is not ReadyState.FAILED:
            self._trouble = None
        if always or state is not self._state:
            self._state = state
            self.changed.emit()


def readiness_of(desk: ReadyDesk, shell: Shell) -> Readiness:
    """Return the one `Readiness` of this window, begun when it is first asked for."""

    def make() -> Readiness:
        bus = shell.bus
        made = Readiness(
            desk, background=shell.background, screening=shell.screening, bus=bus, parent=bus
        )
        bus.once_no_page_comes(made.begin)  # it would take turns with the page that asks
        return made

    return one_of(shell.bus, Readiness, make)
