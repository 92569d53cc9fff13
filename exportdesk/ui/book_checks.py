"""Screens the book while the window is open: what was edited, when lists change, and every day.

Parties that are typed into cases are screened along with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from exportdesk.core.book import Trigger
from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import PartyId
from exportdesk.core.progress import Progress
from exportdesk.ui.bus import Bus
from exportdesk.ui.customers.subjects import NAMES
from exportdesk.ui.jobs import Job, JobRunner, Step
from exportdesk.ui.one_of import one_of
from exportdesk.ui.readiness import Readiness, ReadyDesk, ReadyState, readiness_of
from exportdesk.ui.rounds import EVERY_MS, Rounds
from exportdesk.ui.shell import Shell, Window

if TYPE_CHECKING:
    from exportdesk.operations.book_screening import BookReport


class _Book(Protocol):
    def is_due(self) -> bool: ...
    def sharing_names(self, customers: Iterable[PartyId]) -> list[PartyId]: ...
    def is_whole_due(self) -> bool: ...
    def screen(
        self,
        progress: Progress,
        *,
        trigger: Trigger = ...,
        customers: Iterable[PartyId] | None = ...,
        whole: bool = ...,
    ) -> "BookReport": ...


class _CaseParties(Protocol):
    def is_due(self) -> bool: ...
    def screen_behind(self, progress: Progress) -> Changes: ...


class BookDesk(ReadyDesk, Protocol):
    """The parts of a desk that this needs."""

    @property
    def read_only(self) -> bool: ...
    @property
    def book(self) -> _Book: ...
    @property
    def case_parties(self) -> _CaseParties: ...


@dataclass(frozen=True, slots=True)
class BookCheck:
    """A screening of the book: why, of whom (None: all that is due), how far it is."""

    trigger: Trigger
    customers: frozenset[PartyId] | None = None
    whole: bool = False
    step: Step | None = None

    @property
    def asked(self) -> bool:
        """Whether a person asked for it."""
        return self.trigger is Trigger.ASKED

    def covers(self, customer: PartyId) -> bool:
        """Whether this customer is among those looked at."""
        return self.customers is None or customer in self.customers


@dataclass(frozen=True, slots=True)
class BookCheckEnd:
    """How it ended: with a report (None where nothing was due), stopped, or with an error."""

    check: BookCheck
    report: "BookReport | None" = None
    stopped: bool = False
    error: ExportDeskError | None = None


def sharing_sentence(count: int) -> str:
    """Return that so many customers without a match are to be looked at all the same."""
    return ngettext(
        "No match for the whole name, but the name of {count} customer shares a word with "
        "listed parties.",
        "No match for the whole name, but the names of {count} customers share words with "
        "listed parties.",
        count,
    ).format(count=figure(count))


def end_sentence(report: "BookReport") -> str:
    """Return what a screening of the book brought, in one line."""
    new, back = len(report.opened), len(report.returned)
    if new:
        return ngettext("{count} new match to review", "{count} new matches to review", new).format(
            count=figure(new)
        )
    if back:
        return ngettext(
            "{count} match is back for review", "{count} matches are back for review", back
        ).format(count=figure(back))
    return _("Screened: no new match.")


class BookChecks(QObject):
    """Sees to it that everybody kept is screened; one screening at a time.

    `stepped` tells the `BookCheck` under way, `ended` a `BookCheckEnd`. What is found is told on
    the bus. Nothing begins before the lists are ready; what is asked for meanwhile waits.
    """

    stepped = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        desk: BookDesk,
        *,
        background: JobRunner,
        readiness: Readiness,
        bus: Bus,
        window: Window,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._background, self._bus, self._window = desk, background, bus, window
        self._readiness = readiness
        self._check: BookCheck | None = None
        self._job: Job | None = None
        self._waiting: list[BookCheck] = []
        self._overtaken = False
        self._rounds = Rounds(self, bus, self.look, every_ms=every_ms)
        readiness.changed.connect(self._follow_lists)
        bus.changed.connect(self._follow)
        bus.ended.connect(self.close)

    @property
    def check(self) -> BookCheck | None:
        """The screening under way, None where there is none."""
        return self._check

    @property
    def job(self) -> Job | None:
        """The work under way, to be stopped with."""
        return self._job

    def begin(self) -> None:
        """Screen what is due now, and look again while the window is open."""
        if self._rounds.begin():
            self.look()

    def look(self) -> None:
        """Screen what is due by now: after another day, or another program's work."""
        self._want(BookCheck(Trigger.SCHEDULE))

    def edited(self, customers: Iterable[PartyId]) -> None:
        """Screen customers that were just edited, without looking at all others."""
        wanted = frozenset(customers)
        if wanted:
            self._want(BookCheck(Trigger.EDIT, wanted))

    def imported(self, customers: Iterable[PartyId]) -> None:
        """Screen customers that a table brought in or changed."""
        wanted = frozenset(customers)
        if wanted:
            self._want(BookCheck(Trigger.IMPORT, wanted))

    def ask(self, customers: Iterable[PartyId] | None = None, *, whole: bool = False) -> None:
        """Screen because a person says so: these customers anew, or all that is due."""
        chosen = None if customers is None else frozenset(customers)
        self._want(BookCheck(Trigger.ASKED, chosen, whole=whole or chosen is not None))

    def cancel(self) -> None:
        """Stop the screening under way and forget what waits; the book is as before."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Begin nothing any more, and stop what is under way."""
        self._rounds.close()
        self.cancel()

    def _want(self, check: BookCheck) -> None:
        if self._rounds.closed or self._desk.read_only:
            return
        if check.trigger is Trigger.EDIT:
            for at, one in enumerate(self._waiting):
                if one.trigger is Trigger.EDIT:
                    chosen = (one.customers or frozenset()) | (check.customers or frozenset())
                    self._waiting[at] = replace(one, customers=chosen)
                    return
        if check not in self._waiting:
            self._waiting.append(check)
        self._next()

    def _follow_lists(self) -> None:
        if self._readiness.state is ReadyState.READY:
            self._want(BookCheck(Trigger.LISTS))

    def _follow(self, changes: Changes) -> None:
        if changes & Changes.LISTS and self._job is not None:
            # It works with lists that are not in force any more; the new ones come first.
            self._overtaken = True
            self._job.cancel()
        elif changes & Changes.SETTINGS:
            self.look()  # another threshold is another question to everybody

    def _next(self) -> None:
        if self._check is not None or not self._waiting or self._rounds.closed:
            return
        if self._readiness.state is not ReadyState.READY:
            return
        check = self._check = self._waiting.pop(0)
        desk = self._desk
        job = self._background.start(
            lambda progress: _screen(desk, check, progress),
            done=self._finish,
            failed=self._break_off,
            cancelled=self._stop,
            progress=self._step,
        )
        if self._check is check:  # work done at once has ended already
            self._job = job
            self.stepped.emit(check)

    def _step(self, step: Step) -> None:
        if self._check is None:
            return
        self._check = replace(self._check, step=step)
        if self._check.customers is None:  # a few who were edited are done before it is read
            self._window.book_note(_note(step))
        self.stepped.emit(self._check)

    def _finish(self, done: "_Done") -> None:
        if self._check is None:
            return
        check, report = self._check, done.report
        self._bus.tell(done.changes)
        if report is not None:
            self._say(check, report, done.sharing)
        self._end(BookCheckEnd(check, report))

    def _break_off(self, error: ExportDeskError) -> None:
        if self._check is not None:
            self._end(BookCheckEnd(self._check, error=error))

    def _stop(self) -> None:
        check = self._check
        if check is None:
            return
        overtaken, self._overtaken = self._overtaken, False
        if overtaken:
            self._waiting.insert(0, replace(check, step=None))
        self._end(BookCheckEnd(check, stopped=not overtaken))

    def _end(self, end: BookCheckEnd) -> None:
        self._overtaken = False
        self._check = self._job = None
        self._window.book_note("")
        self.ended.emit(end)
        self._next()

    def _say(self, check: BookCheck, report: "BookReport", sharing: list[PartyId]) -> None:
        found = report.opened or report.returned
        if found:
            self._window.toast(
                end_sentence(report), action=_("Review"), call=self._go_to_review, warn=True
            )
        elif sharing:
            self._window.toast(
                sharing_sentence(len(sharing)),
                action=_("Show"),
                call=lambda: self._window.go(
                    "customers", sharing[0] if len(sharing) == 1 else NAMES
                ),
                warn=True,
            )
        elif check.asked:
            self._window.toast(end_sentence(report))

    def _go_to_review(self) -> None:
        self._window.go("review")


@dataclass(frozen=True, slots=True)
class _Done:
    """What a screening did: its report, None where nothing was due, and everything it touched."""

    report: "BookReport | None"
    changes: Changes
    sharing: list[PartyId] = field(default_factory=list)


def _screen(desk: BookDesk, check: BookCheck, progress: Progress) -> _Done:
    # Runs on the background thread: it must hold no widget.
    report = _screen_book(desk, check, progress)
    changes = Changes.NOTHING if report is None else report.changes
    if check.customers is None and desk.case_parties.is_due():
        changes |= desk.case_parties.screen_behind(progress)
    if check.customers:  # who was just edited, or asked about, is told of each time
        return _Done(report, changes, desk.book.sharing_names(check.customers))
    return _Done(report, changes, [] if report is None else list(report.names))


def _screen_book(desk: BookDesk, check: BookCheck, progress: Progress) -> "BookReport | None":
    whole = check.whole
    if not check.asked and check.customers is None:
        whole = check.trigger is Trigger.SCHEDULE and desk.book.is_whole_due()
        if not whole and not desk.book.is_due():
            return None
    return desk.book.screen(progress, trigger=check.trigger, customers=check.customers, whole=whole)


def _note(step: Step) -> str:
    if step.part is None:
        return _("Screening customers…")
    return _("Screening customers: {percent} %").format(percent=round(step.part * 100))


def book_checks_of(desk: BookDesk, shell: Shell) -> BookChecks:
    """Return the one `BookChecks` of this window, begun when it is first asked for."""

    def make() -> BookChecks:
        made = BookChecks(
            desk,
            background=shell.background,
            readiness=readiness_of(desk, shell),
            bus=shell.bus,
            window=shell.window,
            parent=shell.bus,
        )
        made.begin()
        return made

    return one_of(shell.bus, BookChecks, make)
