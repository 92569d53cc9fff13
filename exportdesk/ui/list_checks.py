"""Keeps the lists fresh while the window is open: when asked, at the start, and every day."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import Job, JobRunner, Latest, Step
from exportdesk.ui.lists_under_way import import_words, under_way_of
from exportdesk.ui.one_of import one_of
from exportdesk.ui.rounds import EVERY_MS, Rounds
from exportdesk.ui.shell import Shell, Window

if TYPE_CHECKING:
    from exportdesk.lists import Source
    from exportdesk.operations.fetched_files import Begun
    from exportdesk.operations.update_lists import Done, UpdateOutcome

START_MS = 2500  # the window is drawn and the index loading before anything is asked
_GATHER_MS = 100  # many sources may fail in a moment: the pages look once for all of these
_BAD = (CheckState.REFUSED, CheckState.FAILED)


class _Updates(Protocol):
    def update(
        self,
        keys: Iterable[SourceKey] | None,
        progress: Progress,
        *,
        begun: "Begun" = ...,
        done: "Done" = ...,
    ) -> "tuple[UpdateOutcome, ...]": ...
    def due(self, *, starting: bool = False) -> tuple[SourceKey, ...]: ...
    def checks(self) -> Mapping[SourceKey, ListCheck | None]: ...
    def over(self) -> Collection[SourceKey]: ...


class CheckDesk(Protocol):
    """The parts of a desk that this needs."""

    @property
    def read_only(self) -> bool: ...
    @property
    def updates(self) -> _Updates: ...


@dataclass(frozen=True, slots=True)
class Update:
    """An update under way: which source, the how manieth of how many, how far it is."""

    asked: bool  # by a person, not by the clock
    source: "Source | None" = None
    number: int = 0
    total: int = 0
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class UpdateEnd:
    """How an update ended: what came of each source, and whether it was stopped or broke off."""

    asked: bool
    outcomes: "tuple[UpdateOutcome, ...]"
    stopped: bool = False
    error: ExportDeskError | None = None

    @property
    def bad(self) -> "tuple[UpdateOutcome, ...]":
        """What was refused, and what failed."""
        return tuple(one for one in self.outcomes if one.state in _BAD)

    @property
    def no_network(self) -> ExportDeskError | None:
        """The one thing to say where a missing network is why nothing came."""
        from exportdesk.operations.no_network import without_network

        fetched = [one for one in self.outcomes if one.state is not CheckState.BY_HAND]
        return without_network(one.error for one in fetched)


def end_sentence(end: UpdateEnd) -> str:
    """Return what came of an update, in one line."""
    if end.no_network is not None:
        facts = dict(end.no_network.facts)
        facts.pop("kept", None)  # what else there is to it stands on the page
        if any(one.edition is not None for one in end.outcomes):
            facts["kept"] = "kept-lists"
        return sentence(end.no_network.code, facts)
    count = Counter(one.state for one in end.outcomes)
    parts = [
        words.format(count=count[state])
        for state, words in (
            (CheckState.UPDATED, _("{count} updated")),
            (CheckState.UNCHANGED, _("{count} unchanged")),
            (CheckState.REFUSED, _("{count} refused")),
            (CheckState.FAILED, _("{count} failed")),
            (CheckState.BY_HAND, _("{count} to get by hand")),
        )
        if count[state]
    ]
    words = ", ".join(parts)
    if end.stopped:
        kept = _("Stopped. {what}; the rest is as it was.").format(what=words)
        return kept if words else _("Stopped. The lists are as they were.")
    if end.error is not None:
        return say(end.error)
    return _("Lists: {what}.").format(what=words) if words else _("No list is in use.")


class ListChecks(QObject):
    """Fetches newer lists, one update at a time, and tells how far it is.

    `stepped` tells the `Update` under way, `came` each source's outcome, `ended` the whole. Without
    anybody having asked it looks only for what the desk calls due, and that is nothing before a
    person has chosen to fetch. What comes in is told on the bus, as an import is.
    """

    stepped = Signal(object)
    came = Signal(object)
    ended = Signal(object)
    _begun = Signal(object, int, int)
    _done = Signal(object)

    def __init__(
        self,
        desk: CheckDesk,
        *,
        updating: JobRunner,
        bus: Bus,
        window: Window,
        start_ms: int = START_MS,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._updating, self._bus, self._window = desk, updating, bus, window
        self._update: Update | None = None
        self._outcomes: list[UpdateOutcome] = []
        self._broke_off = False
        self.is_told = False  # set by who says in view how it ended: then no toast says it again
        self._looking_back: Latest[list[ListCheck]] = Latest(updating)
        self._job: Job | None = None
        self._under_way = under_way_of(bus)
        self._was_importing = False
        self._untold = Changes.NOTHING
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._tell)
        self._rounds = Rounds(
            self, bus, self.look, every_ms=every_ms, at_start=self.look_at_start, start_ms=start_ms
        )
        # Told on the thread that works; the signals bring it home to this one.
        self._begun.connect(self._begin_source)
        self._done.connect(self._take)
        bus.update_asked.connect(self.update_all)
        bus.changed.connect(self._follow)
        bus.ended.connect(self.close)
        self._under_way.turned.connect(self._follow_import)

    @property
    def busy(self) -> bool:
        """Whether an update is under way."""
        return self._update is not None

    @property
    def update(self) -> Update | None:
        """The update under way, None where there is none."""
        return self._update

    @property
    def job(self) -> Job | None:
        """The work under way, to be stopped with."""
        return self._job

    def begin(self) -> None:
        """Look at the start, and from then on while the window is open."""
        if self._rounds.begin():
            self._look_back()

    def look_at_start(self) -> None:
        """Update what is due as the program starts."""
        self._look(starting=True)

    def look(self) -> None:
        """Update what is due by now."""
        self._look(starting=False)

    def update_all(self) -> None:
        """Update every source in use, because a person says so."""
        self.ask(None)

    def ask(self, keys: Iterable[SourceKey] | None) -> bool:
        """Update these sources, None for all in use; tell whether that began.

        One update at a time: asked for while another runs, nothing begins.
        """
        if self._desk.read_only:
            self._window.toast(_("This workspace is open for reading only."))
            return False
        return self._run(None if keys is None else tuple(keys), asked=True)

    def cancel(self) -> None:
        """Stop the update under way; what came in before stays."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Begin nothing any more, and stop what is under way."""
        self._rounds.close()
        self._gather.stop()
        self.cancel()

    def _look(self, *, starting: bool) -> None:
        if self.busy or self._rounds.closed:
            return
        keys = self._desk.updates.due(starting=starting)
        if keys:
            self._run(keys, asked=False)

    def _run(self, keys: tuple[SourceKey, ...] | None, *, asked: bool) -> bool:
        if self.busy or self._rounds.closed:
            return False
        updates, begun, done = self._desk.updates, self._begun, self._done
        self._update, self._outcomes = Update(asked), []
        self._show()
        job = self._updating.start(
            lambda progress: updates.update(keys, progress, begun=begun.emit, done=done.emit),
            done=self._finish,
            failed=self._break_off,
            cancelled=self._stop,
            progress=self._step,
        )
        if self.busy:  # work done at once has ended already
            self._job = job
            self._show()
        return True

    def _begin_source(self, source: "Source", number: int, total: int) -> None:
        if self._update is not None:
            self._update = Update(self._update.asked, source, number, total)
            self._show()

    def _step(self, step: Step) -> None:
        if self._update is not None:
            self._update = replace(self._update, step=step)
            self.stepped.emit(self._update)

    def _take(self, outcome: "UpdateOutcome") -> None:
        self._outcomes.append(outcome)
        # The index is built anew at once for every newer edition, as after an import; a check alone
        # changes only how old lists are.
        self._untold |= Changes.LISTS
        if outcome.state is CheckState.UPDATED:
            self._untold |= Changes.EVENTS
            self._tell()
        else:
            self._gather.start()
        self.came.emit(outcome)

    def _tell(self) -> None:
        self._gather.stop()
        untold, self._untold = self._untold, Changes.NOTHING
        self._bus.tell(untold)

    def _finish(self, outcomes: "tuple[UpdateOutcome, ...]") -> None:
        self._end(UpdateEnd(self._asked, outcomes))

    def _stop(self) -> None:
        self._end(UpdateEnd(self._asked, tuple(self._outcomes), stopped=True))

    def _break_off(self, error: ExportDeskError) -> None:
        self._end(UpdateEnd(self._asked, tuple(self._outcomes), error=error))

    @property
    def _asked(self) -> bool:
        return self._update is not None and self._update.asked

    def _show(self) -> None:
        update = self._update
        if update is None:
            return
        words = _("Checking lists…")
        if update.total > 1:
            words = _("Checking lists: {number} of {total}").format(
                number=update.number, total=update.total
            )
        self._under_way.say_update(words)
        self._note(words, "busy")
        self.stepped.emit(update)

    def _end(self, end: UpdateEnd) -> None:
        self._update = self._job = None
        self._broke_off = end.error is not None
        self._tell()
        self._under_way.say_update("")
        self._note(*self._standing([]))
        self._look_back()
        self.is_told = False
        self.ended.emit(end)
        if end.asked and not self.is_told:
            self._window.toast(
                end_sentence(end), warn=bool(end.bad or end.stopped or end.error is not None)
            )

    def _follow(self, changes: Changes) -> None:
        if changes & Changes.LISTS:
            self._look_back()

    def _follow_import(self) -> None:
        """Say at the foot that a list is taken in by hand, and after it what stood there."""
        if self._under_way.is_importing == self._was_importing:
            return
        self._was_importing = self._under_way.is_importing
        if self._was_importing:
            self._note(import_words(), "busy")
        elif self.busy:
            self._show()
        else:
            self._note(*self._standing([]))
            self._look_back()

    def _note(self, words: str, state: str) -> None:
        if self._was_importing:  # what a person began comes before what goes by itself
            words, state = import_words(), "busy"
        self._window.list_note(words, state)

    def _look_back(self) -> None:
        """Say again what the last checks came to: it is kept, and was perhaps before the start."""
        if self.busy or self._rounds.closed:
            return
        updates = self._desk.updates
        self._looking_back.start(
            lambda _progress: _last(updates), done=self._say_standing, failed=_leave_it
        )

    def _say_standing(self, checks: list[ListCheck]) -> None:
        if not self.busy:
            self._note(*self._standing(checks))

    def _standing(self, checks: list[ListCheck]) -> tuple[str, str]:
        """Return what the foot of the sidebar says of the last checks, and its state."""
        if self._broke_off:
            return _("The last update broke off"), "warn"
        bad = sum(check.state in _BAD for check in checks)
        if not bad:
            return "", ""
        words = ngettext("{count} list was not updated", "{count} lists were not updated", bad)
        return words.format(count=bad), "warn"


def _last(updates: _Updates) -> list[ListCheck]:
    """Return the last checks that say something: no missing network, no failure that is over."""
    from exportdesk.ui.lists.source_words import without_way

    checks = [check for check in updates.checks().values() if check is not None]
    if without_way(checks):
        return []
    over = updates.over()
    return [check for check in checks if check.source not in over]


def _leave_it(_error: ExportDeskError) -> None:
    """Say nothing: the pages say it where the lists cannot be read."""


def list_checks_of(desk: CheckDesk, shell: Shell) -> ListChecks:
    """Return the one `ListChecks` of this window, begun when it is first asked for."""

    def make() -> ListChecks:
        made = ListChecks(
            desk, updating=shell.updating, bus=shell.bus, window=shell.window, parent=shell.bus
        )
        made.begin()
        return made

    return one_of(shell.bus, ListChecks, make)
